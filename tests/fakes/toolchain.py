"""A gate that finds what it is told to find, and a formatter that changes nothing."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from omninode_bridge.confinement import NOTHING, Grant
from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.generation.package import NodePackage
from omninode_bridge.ports import ProofRequest, RunAnswer
from omninode_bridge.quality.mutation.check import mutation_check
from omninode_bridge.quality.mutation.result import MutationResult
from omninode_bridge.quality.own_checks import CHECKS as OWN_CHECKS
from omninode_bridge.quality.report import CheckResult, Finding, Outcome, Part, TestOutcome
from resources.toolchain.checks import IMPORT_CHECKS, READ_CHECKS, TEST_CHECK, TYPE_CHECK
from resources.toolchain.ruff import CHECK, FORMAT, WIDE

ISOLATION: Final = "A fake isolates nothing."
REAL_CHECKS: Final = (*READ_CHECKS, *IMPORT_CHECKS, TYPE_CHECK, CHECK, FORMAT, WIDE, TEST_CHECK)
CHECKS: Final[Mapping[str, tuple[Part, bool]]] = {
    **{check.name: (check.part, check.gate) for check in REAL_CHECKS},
    **{check.name: (check.part, check.gate) for check in OWN_CHECKS},
}

NO_MUTANTS: Final = MutationResult((), reason="the fake has no mutants")


@dataclass
class FakeToolchain:
    """Has the real one's checks; the one named in `broken` fails, that in `absent` is not run.

    All tests that the package names pass, unless the check `tests` is broken. `answers` maps a
    request's text to the answer's; any other request is rejected.
    """

    broken: str = ""
    absent: str = ""
    error: Exception | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    mutation: MutationResult = NO_MUTANTS
    proven: list[ProofRequest] = field(default_factory=list)

    def isolation(self) -> str:
        return ISOLATION

    def prove(self, request: ProofRequest) -> Sequence[CheckResult]:
        self.proven.append(request)
        if self.error:
            raise self.error
        tests = tuple(
            TestOutcome(test, Outcome.PASSED.value)
            for binding in request.package.bindings
            for test in binding.tests
        )
        checks = [self._result(name, tests) for name in CHECKS]
        if request.profile == "strict":
            checks.append(mutation_check(self.mutation))
        return checks

    def prove_all(self, requests: Iterable[ProofRequest]) -> Sequence[Sequence[CheckResult]]:
        return [self.prove(request) for request in requests]

    def run_tests(self, package_path: str, *, timeout_s: float = 60.0) -> CheckResult:
        del timeout_s
        _must_be_a_package(package_path)
        return self._result("tests", (TestOutcome("src/tests/test_it.py::test_it", "passed"),))

    def mutate(self, package_path: str, *, timeout_s: float = 600.0) -> MutationResult:
        del timeout_s
        _must_be_a_package(package_path)
        return self.mutation

    def execute(
        self,
        package_path: str,
        request: bytes,
        *,
        operation: str | None,
        timeout_s: float,
        grant: Grant = NOTHING,
    ) -> RunAnswer:
        del operation, timeout_s
        _must_be_a_package(package_path)
        if grant.state:
            Path(grant.state).mkdir(parents=True, exist_ok=True)
        try:
            json.loads(request)
        except ValueError as error:
            return RunAnswer("", f"the request is no JSON: {error}", 2)
        answer = self.answers.get(request.decode())
        if answer is None:
            refusal = {"error": {"code": "VALIDATION_ERROR", "message": "not expected"}}
            return RunAnswer(json.dumps(refusal), "", 1)
        return RunAnswer(answer, "", 0)

    def _result(self, name: str, tests: tuple[TestOutcome, ...]) -> CheckResult:
        part, gate = CHECKS[name]
        if name == self.absent:
            return CheckResult(name, part, gate, Outcome.NOT_RUN, reason="the tool is missing")
        if name == self.broken:
            found = Finding("F1", "something is wrong", "src/handler.py", 7)
            return CheckResult(name, part, gate, Outcome.FAILED, (found,))
        ran = tests if name == "tests" else ()
        return CheckResult(name, part, gate, Outcome.PASSED, duration_ms=1.0, tests=ran)


class FakeFormatter:
    def format(self, package: NodePackage) -> NodePackage:
        return package

    def format_all(self, packages: Sequence[NodePackage]) -> Sequence[NodePackage]:
        return [self.format(package) for package in packages]


def _must_be_a_package(path: str) -> None:
    if not Path(path, "src").is_dir():
        raise InvalidRequestError(f"{path} is no generated package", hint="It has no folder src.")
