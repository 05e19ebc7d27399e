"""What every tool chain promises, asked of the fake and of the real one."""

import json
from pathlib import Path

import pytest

from omninode_bridge.confinement import Grant
from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.ports import ProofRequest, Toolchain
from omninode_bridge.quality.report import Outcome
from omninode_bridge.quality.weights import finding_weight
from resources.toolchain.client import ProcessToolchain
from tests.fakes.toolchain import FakeToolchain
from tests.toolchain.attack_run import write_package
from tests.toolchain.seed_node import TESTS, seed_node

REQUEST = b'{"amount": "2000"}'
ANSWER = '{"discount":"100.00","total":"1900.00"}'


@pytest.fixture(
    name="toolchain", params=["fake", pytest.param("real", marks=pytest.mark.slow)], scope="module"
)
def any_toolchain(request: pytest.FixtureRequest, toolchain: ProcessToolchain) -> Toolchain:
    if request.param == "fake":
        return FakeToolchain(answers={REQUEST.decode(): ANSWER})
    return toolchain


@pytest.fixture
def package(tmp_path: Path) -> str:
    return str(write_package(tmp_path, seed_node().files[TESTS].decode()))


def test_each_check_says_what_became_of_it(toolchain: Toolchain) -> None:
    checks = toolchain.prove(ProofRequest(seed_node()))
    names = [check.name for check in checks]
    assert len(names) == len(set(names)) >= 40
    assert all(check.outcome is Outcome.PASSED for check in checks)
    assert all(finding_weight(name) > 0 for name in names)


def test_each_test_of_a_requirement_has_an_outcome(toolchain: Toolchain) -> None:
    package = seed_node()
    ran = {test.id for check in toolchain.prove(ProofRequest(package)) for test in check.tests}
    for binding in package.bindings:
        assert any(name.startswith(binding.tests[0]) for name in ran)


def test_many_at_once_are_judged_as_each_alone(toolchain: Toolchain) -> None:
    requests = [ProofRequest(seed_node()), ProofRequest(seed_node())]
    alone = [(check.name, check.outcome) for check in toolchain.prove(requests[0])]
    for checks in toolchain.prove_all(iter(requests)):
        assert [(check.name, check.outcome) for check in checks] == alone


def test_none_at_once_is_nothing(toolchain: Toolchain) -> None:
    assert list(toolchain.prove_all(())) == []


def test_isolation_is_one_sentence(toolchain: Toolchain) -> None:
    assert toolchain.isolation().endswith(".")


def test_an_answer(toolchain: Toolchain, package: str) -> None:
    answer = toolchain.execute(package, REQUEST, operation=None, timeout_s=20)
    assert (answer.exit_code, answer.stdout) == (0, ANSWER)


def test_the_folder_of_a_state_is_made(toolchain: Toolchain, package: str, tmp_path: Path) -> None:
    state = tmp_path / "new" / "state"
    grant = Grant(state=str(state))
    answer = toolchain.execute(package, REQUEST, operation=None, timeout_s=20, grant=grant)
    assert (answer.exit_code, answer.stdout) == (0, ANSWER)
    assert state.is_dir()


def test_a_rejection_names_its_code(toolchain: Toolchain, package: str) -> None:
    answer = toolchain.execute(package, b'{"amount": "-1"}', operation=None, timeout_s=20)
    assert answer.exit_code == 1
    assert json.loads(answer.stdout)["error"]["code"] == "VALIDATION_ERROR"


@pytest.mark.parametrize("request_text", [b"{", b"", b"\xff", b'{"amount": NaN}{'])
def test_text_that_is_no_json(toolchain: Toolchain, package: str, request_text: bytes) -> None:
    answer = toolchain.execute(package, request_text, operation=None, timeout_s=20)
    assert (answer.exit_code, answer.stdout) == (2, "")
    assert answer.stderr


def test_a_folder_that_is_no_package(toolchain: Toolchain, tmp_path: Path) -> None:
    with pytest.raises(InvalidRequestError):
        toolchain.execute(str(tmp_path), REQUEST, operation=None, timeout_s=20)


def test_mutants_have_a_score_or_a_reason(toolchain: Toolchain, package: str) -> None:
    result = toolchain.mutate(package, timeout_s=60)
    assert (result.score is None) == bool(result.reason)


def test_mutants_are_those_of_a_package(toolchain: Toolchain, tmp_path: Path) -> None:
    with pytest.raises(InvalidRequestError):
        toolchain.mutate(str(tmp_path))
