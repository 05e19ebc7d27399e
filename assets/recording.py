"""How an asset tells of its stage: to the record, and to the page of its run."""

from datetime import datetime

import dagster as dg

from assets import markdown
from omninode_bridge.stages.recorder import Recorder
from omninode_bridge.stages.summaries import summary_of
from omninode_bridge.stages.values import Failure, Judged, Request, StageValue
from resources.workspace.digest import content_digest


def recorded_failure(
    recorder: Recorder,
    request: Request,
    started_at: datetime,
    failure: Failure,
    judged: Judged | None = None,
) -> dg.Failure:
    """Records an expected end without a node; raise what comes back."""
    recorder.fail(request, started_at, failure, judged)
    hint = f"\nHint: {failure.hint}" if failure.hint else ""
    return dg.Failure(
        f"[{failure.code}] {failure.message}{hint}",
        metadata={
            "code": failure.code,
            "diagnostics": dg.MetadataValue.md(markdown.diagnostics(failure.diagnostics)),
        },
        allow_retries=False,
    )


def summary(value: StageValue) -> dict[str, dg.MetadataValue]:
    """The sentence, and each figure of it as something that the UI plots."""
    found = summary_of(value)
    figures = {
        name: dg.MetadataValue.float(float(figure))
        for name, figure in found.detail.items()
        if isinstance(figure, int | float) and not isinstance(figure, bool)
    }
    return {"summary": dg.MetadataValue.text(found.sentence), **figures}


def version_by(*content: object) -> dg.DataVersion:
    """The same content has the same version, whenever it was made."""
    return dg.DataVersion(content_digest("\0".join(map(repr, content)).encode()))
