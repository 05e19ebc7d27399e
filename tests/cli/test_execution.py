"""What `omninode test` says of the tests that ran."""

from pathlib import Path

import pytest

from omninode_bridge.quality.report import CheckResult, Finding, Outcome, Part, TestOutcome
from pipelines.cli import execution
from pipelines.cli.edge import run
from pipelines.cli.main import cli


class Tests:
    """A tool chain that only runs tests, with the outcomes that it was given."""

    __test__ = False

    def __init__(self, *outcomes: str, ran: bool = True) -> None:
        self.outcomes = outcomes
        self.ran = ran

    def run_tests(self, package_path: str, *, timeout_s: float) -> CheckResult:
        assert Path(package_path, "src").is_dir()
        assert timeout_s > 0
        failed = "failed" in self.outcomes
        outcome = Outcome.FAILED if failed else Outcome.PASSED if self.ran else Outcome.NOT_RUN
        return CheckResult(
            "tests",
            Part.TESTS,
            gate=True,
            outcome=outcome,
            reason="" if self.ran else "no isolation",
            findings=(Finding("test", "assert 1 == 2", "t.py", 3),) if failed else (),
            tests=tuple(TestOutcome(f"t.py::{n}", each) for n, each in enumerate(self.outcomes)),
        )


@pytest.mark.parametrize(
    ("tests", "expected"),
    [
        (Tests("passed", "passed", "passed"), (0, "3 passed, 0 failed")),
        (Tests("passed", "failed"), (1, "FAILED t.py:3 assert 1 == 2\n1 passed, 1 failed")),
        (Tests(ran=False), (4, "The tests did not run: no isolation")),
    ],
)
def test_the_outcomes_are_counted(
    tests: Tests,
    expected: tuple[int, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "src").mkdir()
    monkeypatch.setattr(execution, "toolchain_of_command", lambda: tests)
    code = run(cli, ["test", str(tmp_path)])
    said = capfd.readouterr()
    assert (code, (said.out + said.err).strip()) == expected
