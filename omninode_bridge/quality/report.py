"""What the gate found, as values. Nothing here runs anything."""

from dataclasses import dataclass
from enum import StrEnum

from omninode_bridge.advice.values import Advice


class Outcome(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    NOT_RUN = "not_run"


class Part(StrEnum):
    """The five parts of the score; their weights stand in `quality.scoring`."""

    ONEX = "onex"
    TYPES = "types"
    CODE = "code"
    DOCUMENTATION = "documentation"
    TESTS = "tests"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong. `file` is relative to the package folder; `line` counts from 1."""

    rule: str
    message: str
    file: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class TestOutcome:
    """One generated test; `id` is pytest's, relative to the package folder."""

    __test__ = False  # pytest takes the name for a test class otherwise

    id: str
    outcome: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class MutationFigures:
    """How many small changes of the logic the tests noticed; `score` is 0..1."""

    score: float
    killed: int
    timed_out: int
    equivalent: int
    survivors: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check. Not run is not passed: `reason` says why it did not run.

    `tests` is filled by the check that runs them: passed, failed, skipped or not_run, each;
    `mutation` by the check that tries mutants.
    """

    name: str
    part: Part
    gate: bool
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    reason: str = ""
    duration_ms: float = 0.0
    tests: tuple[TestOutcome, ...] = ()
    mutation: MutationFigures | None = None


@dataclass(frozen=True, slots=True)
class LostPoint:
    """Points that a part lost, in thousandths of the part, and the finding that took them."""

    part: Part
    points: int
    finding: Finding


@dataclass(frozen=True, slots=True)
class QualityReport:
    """`score` is 0..1 with three places; `passed` needs every gate check passed and the score.

    `coverage` is requirements bound and executed over all `functional` ones (0..1; 1 of none).
    `isolation` says what the sandbox could and could not enforce on this machine.
    """

    checks: tuple[CheckResult, ...]
    parts: dict[Part, float]
    lost: tuple[LostPoint, ...]
    score: float
    threshold: float
    passed: bool
    coverage: float
    isolation: str
    min_coverage: float | None = None
    functional: int = 0
    advice: Advice | None = None

    @property
    def mutation(self) -> MutationFigures | None:
        """None where it was not asked for, or did not run."""
        return next((check.mutation for check in self.checks if check.mutation), None)

    @property
    def failures(self) -> tuple[CheckResult, ...]:
        return tuple(check for check in self.checks if check.outcome is not Outcome.PASSED)
