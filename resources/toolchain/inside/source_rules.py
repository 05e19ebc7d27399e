"""Rules A, P2, P3, H2 and the names of classes: the source, judged by omnibase-core.

They look at all that lies below `src` of the current directory, a copy without tests.
"""

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Final

# The first import of the suite must be this one: the others are circular without it.
from omnibase_core.validation.validator_cli import ServiceValidationSuite  # isort: skip

from omnibase_core.validation.checker_enum_governance import CheckerEnumGovernance
from omnibase_core.validation.validator_any_type import ValidatorAnyType
from omnibase_core.validation.validator_base import ValidatorBase
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
from resources.toolchain.inside.file_rules import no_io, transport_nodes
from resources.toolchain.inside.issues import of_main, of_result
from resources.toolchain.inside.layout import Layout

SUITES: Final = {"architecture": "A1", "patterns": "A2", "union-usage": "A3"}
CONVENTIONS: Final[tuple[type[ValidatorBase], ...]] = (
    ValidatorPydanticConventions,
    CheckerEnumGovernance,
    ValidatorNamingConvention,
)
ALL: Final = (*CONVENTIONS, ValidatorAnyType, ValidatorHardcodedTopics)


@cache
def validator(kind: type[ValidatorBase]) -> ValidatorBase:
    """Each reads a contract of its own when first asked: once, before the fork."""
    made = kind()
    made.contract  # noqa: B018 - reading it loads it
    return made


def warm_up() -> None:
    for kind in ALL:
        validator(kind)


def checks(layout: Layout) -> dict[str, Callable[[], Iterable[Finding]]]:
    src = layout.source
    suites = {name: _suite(src, name, rule) for name, rule in SUITES.items()}
    return suites | {
        "no Any": lambda: of_result("A4", validator(ValidatorAnyType).validate(src)),
        "conventions": lambda: conventions(src),
        "no I/O": lambda: no_io(layout),
        "purity": lambda: purity(layout),
        "transport": lambda: transport(layout),
        "handler injection": lambda: of_main("H2", handler_di_gate.main, [str(src)]),
        "class names": lambda: of_main("A2", no_noncanonical_lifecycle_classes.main, [str(src)]),
    }


def _suite(src: Path, name: str, rule: str) -> Callable[[], Iterable[Finding]]:
    def run() -> Iterable[Finding]:
        result = ServiceValidationSuite().run_validation(name, src, strict=True, max_violations=0)
        return [] if result.is_valid else from_text(rule, "\n".join(result.errors))

    return run


def conventions(src: Path) -> Iterable[Finding]:
    for kind in CONVENTIONS:
        yield from of_result("A6", validator(kind).validate(src))


def purity(layout: Layout) -> Iterable[Finding]:
    for found in ValidatorNodePurity().check_paths([layout.folder]):
        yield finding("P2", str(found), found.file, found.line)


def transport(layout: Layout) -> Iterable[Finding]:
    """P3, by each of the package's own programs."""
    for found in ValidatorTransportImport().check_paths([layout.source]):
        yield from from_text("P3 transport", str(found))
    yield from transport_nodes(layout)
    yield from of_result("P3 topics", validator(ValidatorHardcodedTopics).validate(layout.source))
    yield from of_main("P3 settings", contract_config_compliance.main, [str(layout.source)])


def extra_forbid(layout: Layout, scratch: Path) -> Iterable[Finding]:
    """A5, on the imported package: inherited settings count.

    With lists of our own: the packaged list of waivers has expired and fails every run.
    """
    waivers, baseline = scratch / "waivers.yaml", scratch / "baseline.yaml"
    waivers.write_text("waivers: []\n", encoding="utf-8")
    baseline.write_text("violations: []\n", encoding="utf-8")
    files = [str(file) for file in layout.python_files]
    arguments = [*files, "--waivers", str(waivers), "--baseline", str(baseline)]
    return of_main("A5", pydantic_extra_forbid.main, arguments)
