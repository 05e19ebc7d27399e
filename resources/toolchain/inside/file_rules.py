"""Rules P1 and P3: the package's own compute nodes, asked about the text of the files."""

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

from omnibase_core.models.nodes.no_direct_kafka_producer_check.model_no_direct_kafka_producer_check_input import (  # noqa: E501 - the package's own name
    ModelNoDirectKafkaProducerCheckInput,
)
from omnibase_core.models.nodes.no_env_fallbacks_check.model_no_env_fallbacks_check_input import (
    ModelNoEnvFallbacksCheckInput,
)
from omnibase_core.models.nodes.no_hardcoded_ip_check.model_no_hardcoded_ip_check_input import (
    ModelNoHardcodedIpCheckInput,
)
from omnibase_core.models.nodes.no_io_outside_effects_check.model_no_io_outside_effects_check_input import (  # noqa: E501 - as above
    ModelNoIoOutsideEffectsCheckInput,
)
from omnibase_core.models.nodes.no_raw_sqlite3_check.model_no_raw_sqlite3_check_input import (
    ModelNoRawSqlite3CheckInput,
)
from omnibase_core.models.nodes.no_utcnow_check.model_no_utcnow_check_input import (
    ModelNoUtcnowCheckInput,
)
from omnibase_core.models.nodes.no_utcnow_check.model_source_file import ModelSourceFile
from omnibase_core.models.validation.model_validation_report import ModelValidationReport
from omnibase_core.nodes.node_no_direct_kafka_producer_check_compute.handler import (
    NodeNoDirectKafkaProducerCheckCompute,
)
from omnibase_core.nodes.node_no_env_fallbacks_check_compute.handler import (
    NodeNoEnvFallbacksCheckCompute,
)
from omnibase_core.nodes.node_no_hardcoded_ip_check_compute.handler import (
    NodeNoHardcodedIpCheckCompute,
)
from omnibase_core.nodes.node_no_io_outside_effects_check_compute.handler import (
    NodeNoIoOutsideEffectsCheckCompute,
)
from omnibase_core.nodes.node_no_raw_sqlite3_check_compute.handler import (
    NodeNoRawSqlite3CheckCompute,
)
from omnibase_core.nodes.node_no_utcnow_check_compute.handler import NodeNoUtcnowCheckCompute

from resources.toolchain.inside.events import Finding, finding
from resources.toolchain.inside.layout import CONTRACT, Layout

type Files = list[ModelSourceFile]
type Asked = Callable[[Files], ModelValidationReport]

TRANSPORT: Final[Mapping[str, Asked]] = {
    "utcnow": lambda files: NodeNoUtcnowCheckCompute().handle(ModelNoUtcnowCheckInput(files=files)),
    "environment": lambda files: NodeNoEnvFallbacksCheckCompute().handle(
        ModelNoEnvFallbacksCheckInput(files=files)
    ),
    "address": lambda files: NodeNoHardcodedIpCheckCompute().handle(
        ModelNoHardcodedIpCheckInput(files=files)
    ),
    "sqlite3": lambda files: NodeNoRawSqlite3CheckCompute().handle(
        ModelNoRawSqlite3CheckInput(files=files)
    ),
    "kafka": lambda files: NodeNoDirectKafkaProducerCheckCompute().handle(
        ModelNoDirectKafkaProducerCheckInput(files=files)
    ),
}


def transport_nodes(layout: Layout) -> Iterable[Finding]:
    files = [_file(path, path) for path in layout.python_files]
    for name, ask in TRANSPORT.items():
        yield from _findings(f"P3 {name}", ask(files), {})


def no_io(layout: Layout) -> Iterable[Finding]:
    """P1. The packaged node looks only beside the contract and knows no *_GENERIC types."""
    text = (layout.folder / CONTRACT).read_text(encoding="utf-8")
    kind = re.sub(
        r"(?m)^node_type: (\w+)_GENERIC", lambda found: f"node_type: {found[1].lower()}", text
    )
    files = [ModelSourceFile(path=str(layout.folder / CONTRACT), source=kind)]
    beside: dict[str, Path] = {}
    for path in layout.python_files:
        if path.is_relative_to(layout.folder):
            flat = layout.folder / "__".join(path.relative_to(layout.folder).parts)
            beside[flat.name] = path
            files.append(_file(flat, path))
    asked = ModelNoIoOutsideEffectsCheckInput(files=files)
    yield from _findings("P1", NodeNoIoOutsideEffectsCheckCompute().handle(asked), beside)


def _file(name: Path, path: Path) -> ModelSourceFile:
    return ModelSourceFile(path=str(name), source=path.read_text(encoding="utf-8"))


def _findings(
    rule: str, report: ModelValidationReport, beside: Mapping[str, Path]
) -> Iterable[Finding]:
    if report.overall_status == "PASS":
        return
    for found in report.findings:
        where, _, line = (found.location or "").partition(":")
        number = int(line) if line.isdigit() else None
        yield finding(rule, found.message, beside.get(Path(where).name, where), number)
    if not report.findings:
        yield finding(rule, f"the check ended {report.overall_status}")
