"""A gate that finds what it is told to find, and a formatter that changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from omninode_bridge.errors import BridgeError
from omninode_bridge.generation.package import NodePackage
from omninode_bridge.ports import ProofRequest, RunAnswer
from omninode_bridge.quality.report import CheckResult, Finding, Outcome, Part, TestOutcome

ISOLATION: Final = "a fake isolates nothing"
CHECKS: Final = {
    "layout": Part.ONEX,
    "mypy": Part.TYPES,
    "syntax": Part.CODE,
    "docstrings": Part.DOCUMENTATION,
    "tests": Part.TESTS,
}


@dataclass
class FakeToolchain:
    """One gate check for each part; the check named in `broken` fails, that in `absent` is not run.

    All tests that the package names pass, unless the check `tests` is broken.
    """

    broken: str = ""
    absent: str = ""
    error: BridgeError | None = None
    proven: list[ProofRequest] = field(default_factory=list)

    def isolation(self) -> str:
        return ISOLATION

    def prove(self, request: ProofRequest) -> Sequence[CheckResult]:
        self.proven.append(request)
        if self.error:
            raise self.error
        return [self._result(name, part, request.package) for name, part in CHECKS.items()]

    def execute(
        self, package_path: str, request: bytes, *, operation: str | None, timeout_s: float
    ) -> RunAnswer:
        del package_path, operation, timeout_s
        return RunAnswer(request.decode(), "", 0)

    def _result(self, name: str, part: Part, package: NodePackage) -> CheckResult:
        tests = _tests(package, Outcome.PASSED) if part is Part.TESTS else ()
        if name == self.absent:
            return CheckResult(name, part, True, Outcome.NOT_RUN, reason="the tool is missing")
        if name == self.broken:
            found = Finding("F1", "something is wrong", "src/handler.py", 7)
            return CheckResult(name, part, True, Outcome.FAILED, (found,))
        return CheckResult(name, part, True, Outcome.PASSED, tests=tests)


class FakeFormatter:
    def format(self, package: NodePackage) -> NodePackage:
        return package


def _tests(package: NodePackage, outcome: Outcome) -> tuple[TestOutcome, ...]:
    return tuple(
        TestOutcome(test, outcome.value) for binding in package.bindings for test in binding.tests
    )
