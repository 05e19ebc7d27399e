"""A tool chain that runs nothing: it answers what it was told to, for any package."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.generation.package import NodePackage
from omninode_bridge.ports import ProofRequest, RunAnswer
from omninode_bridge.quality.own_checks import own_checks
from omninode_bridge.quality.report import CheckResult, Finding, Outcome, Part, TestOutcome
from resources.toolchain.checks import IMPORT_CHECKS, READ_CHECKS, TEST_CHECK, TYPE_CHECK
from resources.toolchain.ruff import CHECK, FORMAT, WIDE

ALL = (*READ_CHECKS, *IMPORT_CHECKS, TYPE_CHECK, CHECK, FORMAT, WIDE)


@dataclass
class FakeToolchain:
    """`findings` fail their check, `missing` (check by reason) did not run; the rest passes.

    Own rules really run: they are pure. `answers` maps request text to an answer's text; a
    request that is not there is rejected.
    """

    findings: Mapping[str, Finding] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    proven: list[NodePackage] = field(default_factory=list)

    def isolation(self) -> str:
        return "A fake ran nothing."

    def prove(self, request: ProofRequest) -> Sequence[CheckResult]:
        self.proven.append(request.package)
        results = [self._result(check.name, check.part, gate=check.gate) for check in ALL]
        tests = tuple(
            TestOutcome(test, "passed")
            for binding in request.package.bindings
            for test in binding.tests
        )
        tested = self._result(TEST_CHECK.name, TEST_CHECK.part, gate=True, tests=tests)
        return [*results, tested, *own_checks(request.package)]

    def run_tests(self, package_path: str, *, timeout_s: float = 60.0) -> CheckResult:
        del timeout_s
        _must_be_a_package(package_path)
        passed = (TestOutcome("tests/test_it.py::test_it", "passed"),)
        return self._result(TEST_CHECK.name, TEST_CHECK.part, gate=True, tests=passed)

    def execute(
        self, package_path: str, request: bytes, *, operation: str | None, timeout_s: float
    ) -> RunAnswer:
        del operation, timeout_s
        _must_be_a_package(package_path)
        try:
            json.loads(request)
        except ValueError as error:
            return RunAnswer("", f"the request is no JSON: {error}", 2)
        answer = self.answers.get(request.decode())
        if answer is None:
            error_text = {"error": {"code": "VALIDATION_ERROR", "message": "not expected"}}
            return RunAnswer(json.dumps(error_text), "", 1)
        return RunAnswer(answer, "", 0)

    def _result(
        self, name: str, part: Part, *, gate: bool, tests: tuple[TestOutcome, ...] = ()
    ) -> CheckResult:
        if name in self.missing:
            return CheckResult(name, part, gate, Outcome.NOT_RUN, reason=self.missing[name])
        if name in self.findings:
            return CheckResult(name, part, gate, Outcome.FAILED, (self.findings[name],))
        return CheckResult(name, part, gate, Outcome.PASSED, duration_ms=1.0, tests=tests)


def _must_be_a_package(path: str) -> None:
    if not Path(path, "src").is_dir():
        raise InvalidRequestError(f"{path} is no generated package", hint="It has no folder src.")
