"""Rules A, P1 to P3, H2 and the names of classes: the source, judged by omnibase-core.

They run on a copy without tests, in the current directory, below `src`.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

# The first import of the suite must be this one: the others are circular without it.
from omnibase_core.validation.validator_cli import ServiceValidationSuite  # isort: skip

from omnibase_core.models.nodes.no_io_outside_effects_check.model_no_io_outside_effects_check_input import (  # noqa: E501 - the package's own name
    ModelNoIoOutsideEffectsCheckInput,
)
from omnibase_core.models.nodes.no_utcnow_check.model_source_file import ModelSourceFile
from omnibase_core.nodes.node_no_direct_kafka_producer_check_compute.runtime_no_direct_kafka_producer_check import (  # noqa: E501 - as above
    main as no_kafka_producer,
)
from omnibase_core.nodes.node_no_env_fallbacks_check_compute.runtime_no_env_fallbacks_check import (
    main as no_env_fallbacks,
)
from omnibase_core.nodes.node_no_hardcoded_ip_check_compute.runtime_no_hardcoded_ip_check import (
    main as no_hardcoded_ip,
)
from omnibase_core.nodes.node_no_io_outside_effects_check_compute.handler import (
    NodeNoIoOutsideEffectsCheckCompute,
)
from omnibase_core.nodes.node_no_raw_sqlite3_check_compute.runtime_no_raw_sqlite3_check import (
    main as no_raw_sqlite3,
)
from omnibase_core.nodes.node_no_utcnow_check_compute.runtime_no_utcnow_check import (
    main as no_utcnow,
)
from omnibase_core.validation.checker_enum_governance import CheckerEnumGovernance
from omnibase_core.validation.validator_any_type import ValidatorAnyType
from omnibase_core.validation.validator_hardcoded_topics import ValidatorHardcodedTopics
from omnibase_core.validation.validator_naming_convention import ValidatorNamingConvention
from omnibase_core.validation.validator_node_purity import ValidatorNodePurity
from omnibase_core.validation.validator_pydantic_conventions import ValidatorPydanticConventions
from omnibase_core.validation.validator_transport_import import ValidatorTransportImport
from omnibase_core.validators import (
    contract_config_compliance,
    handler_di_gate,
    no_noncanonical_lifecycle_classes,
    pydantic_extra_forbid,
)

from resources.toolchain.inside.events import Finding, finding, from_text
from resources.toolchain.inside.issues import of_main, of_result
from resources.toolchain.inside.layout import CONTRACT, Layout

SUITES: Final = {"architecture": "A1", "patterns": "A2", "union-usage": "A3"}
CONVENTIONS: Final = (
    ValidatorPydanticConventions,
    CheckerEnumGovernance,
    ValidatorNamingConvention,
)
TREE_CHECKS: Final[Mapping[str, Callable[[list[str]], int]]] = {
    "utcnow": no_utcnow,
    "environment": no_env_fallbacks,
    "addresses": no_hardcoded_ip,
    "sqlite3": no_raw_sqlite3,
    "kafka": no_kafka_producer,
}


def checks(layout: Layout) -> dict[str, Callable[[], Iterable[Finding]]]:
    src = layout.source
    suites = {name: _suite(src, name, rule) for name, rule in SUITES.items()}
    return suites | {
        "no Any": lambda: of_result("A4", ValidatorAnyType().validate(src)),
        "conventions": lambda: conventions(src),
        "no I/O": lambda: no_io(layout),
        "purity": lambda: purity(layout),
        "transport": lambda: transport(layout),
        "handler injection": lambda: of_main("H2", handler_di_gate.main, [str(src)]),
        "class names": lambda: of_main("A2", no_noncanonical_lifecycle_classes.main, [str(src)]),
        "extra forbid": lambda: extra_forbid(layout),
    }


def _suite(src: Path, name: str, rule: str) -> Callable[[], Iterable[Finding]]:
    def run() -> Iterable[Finding]:
        result = ServiceValidationSuite().run_validation(name, src, strict=True, max_violations=0)
        return [] if result.is_valid else from_text(rule, "\n".join(result.errors))

    return run


def conventions(src: Path) -> Iterable[Finding]:
    for validator in CONVENTIONS:
        yield from of_result("A6", validator().validate(src))


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
            files.append(ModelSourceFile(path=str(flat), source=path.read_text(encoding="utf-8")))
    report = NodeNoIoOutsideEffectsCheckCompute().handle(
        ModelNoIoOutsideEffectsCheckInput(files=files)
    )
    if report.overall_status != "PASS":
        for found in report.findings:
            where, _, line = (found.location or "").partition(":")
            number = int(line) if line.isdigit() else None
            yield finding("P1", found.message, beside.get(Path(where).name, where), number)


def purity(layout: Layout) -> Iterable[Finding]:
    for found in ValidatorNodePurity().check_paths([layout.folder]):
        yield finding("P2", str(found), found.file, found.line)


def transport(layout: Layout) -> Iterable[Finding]:
    """P3, by each of the package's own programs."""
    for found in ValidatorTransportImport().check_paths([layout.source]):
        yield from from_text("P3 transport", str(found))
    for name, main in TREE_CHECKS.items():
        yield from of_main(f"P3 {name}", main, ["--root", str(layout.source)])
    yield from of_result("P3 topics", ValidatorHardcodedTopics().validate(layout.source))
    yield from of_main("P3 settings", contract_config_compliance.main, [str(layout.source)])


def extra_forbid(layout: Layout) -> Iterable[Finding]:
    """A5, with lists of our own: the packaged list of waivers has expired and fails every run."""
    waivers, baseline = Path("waivers.yaml"), Path("baseline.yaml")
    waivers.write_text("waivers: []\n", encoding="utf-8")
    baseline.write_text("violations: []\n", encoding="utf-8")
    arguments = [str(layout.source), "--waivers", str(waivers), "--baseline", str(baseline)]
    return of_main("A5", pydantic_extra_forbid.main, arguments)
