"""`omninode generate --local`: the same stages and the same gate in this process."""

import gc
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

from omninode_bridge.requirements.title import peek_name
from omninode_bridge.stages.local import Ids, Tools, local_result, run_locally
from omninode_bridge.stages.registered_node import extra_files
from omninode_bridge.stages.values import GenerationOptions
from pipelines.cli.delivery import check_destination
from pipelines.cli.progress import Progress
from pipelines.cli.wish import Wish
from pipelines.installation import current_analyzer, current_language_model, toolchain_of_command
from resources.toolchain.formatting import RuffFormatter
from resources.workspace.output import write_package

# What one tool may take; the whole is bounded by their number.
TOOL_TIMEOUT_S: Final = 60.0
# Trees of source code come and go by the hundred thousand, and next to nothing of them is garbage.
COLLECT_EVERY: Final = 100_000


def generate_here(text: str, wish: Wish, output_dir: Path) -> dict[str, object]:
    """Without evidence, as there is no registry. A node that failed the gate is not written."""
    check_destination(output_dir, peek_name(text))
    collect_seldom()
    options, tools = options_of(wish), tools_of_command()
    ids = Ids(uuid4(), uuid4())
    outcome = run_locally(text.encode(), options, tools, ids, Progress().stage)
    if outcome.failure is not None or outcome.judged is None:
        return local_result(outcome, ids, output_path=None)
    written = write_package(outcome.judged.built.package, extra_files(outcome.judged), output_dir)
    return local_result(outcome, ids, output_path=str(written))


def collect_seldom() -> None:
    """For a process that generates: a third of the time of our own rules went to the collector."""
    gc.freeze()
    gc.set_threshold(COLLECT_EVERY)


def options_of(wish: Wish) -> GenerationOptions:
    return GenerationOptions(
        node_type=wish.node_type,
        domain=wish.domain,
        enable_intelligence=False,
        profile=wish.profile,
        min_coverage=wish.min_coverage,
        timeout_s=min(wish.timeout_s, TOOL_TIMEOUT_S),
        enable_onextree=wish.enable_onextree,
    )


def tools_of_command() -> Tools:
    return Tools(
        toolchain_of_command(),
        RuffFormatter(),
        lambda: datetime.now(UTC),
        model=current_language_model(),
        analyzer=current_analyzer(),
    )
