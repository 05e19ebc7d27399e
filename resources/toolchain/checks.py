"""Every check of the gate: its name, its part of the score, and where it runs."""

from dataclasses import dataclass
from typing import Final

from omninode_bridge.quality.report import CheckResult, Finding, Outcome, Part


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    part: Part
    job: str
    gate: bool = True

    def not_run(self, reason: str) -> CheckResult:
        return CheckResult(self.name, self.part, self.gate, Outcome.NOT_RUN, reason=reason)

    def result(self, findings: tuple[Finding, ...], duration_ms: float = 0.0) -> CheckResult:
        outcome = Outcome.FAILED if findings else Outcome.PASSED
        return CheckResult(self.name, self.part, self.gate, outcome, findings, "", duration_ms)


RULES, TESTS, TYPES, RUFF = "rules", "tests", "types", "ruff"

READ_CHECKS: Final = tuple(
    Check(name, Part.ONEX, RULES)
    for name in (
        *("layout", "strict contract", "contract linter", "compliance"),
        *("architecture", "patterns", "union-usage", "no Any", "conventions"),
        *("no I/O", "purity", "transport", "handler injection", "class names"),
    )
)
IMPORT_CHECKS: Final = tuple(
    Check(name, Part.ONEX, RULES)
    for name in (
        *("import", "extra forbid", "contract resolution", "topics"),
        *("base class", "runtime local"),
    )
)
# Those that need a request which the node answers.
EXECUTIONS: Final = frozenset({"base class", "runtime local"})
TEST_CHECK: Final = Check("tests", Part.TESTS, TESTS)
TYPE_CHECK: Final = Check("mypy", Part.TYPES, TYPES)
