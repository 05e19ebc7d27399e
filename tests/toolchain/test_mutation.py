"""Mutants of a hand-written node in the sandbox: a weak suite lets them live, a strong one not."""

from pathlib import Path

import pytest

from omninode_bridge.generation.package import NodePackage
from omninode_bridge.ports import ProofRequest
from omninode_bridge.quality.mutation.mutant import Operator
from omninode_bridge.quality.mutation.result import Fate, MutationResult
from omninode_bridge.quality.report import Outcome
from resources.toolchain.client import ProcessToolchain
from tests.toolchain.attack_run import write_package
from tests.toolchain.seed_node import DISPATCH, HANDLER, HEADER, NODE, TESTS, changed, seed_node

pytestmark = pytest.mark.slow

IMPORTS = f"""{HEADER}from decimal import Decimal

import pytest
from omnibase_core.models.compute.model_compute_input import ModelComputeInput
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.models.errors.model_onex_error import ModelOnexError

from {NODE} import NodeCutCompute
from {NODE}.handler import HandlerCut
from {NODE}.models.model_cut_input import ModelCutInput


def total(amount: str) -> Decimal:
    answer = HandlerCut().handle(ModelCutInput(amount=Decimal(amount)))
    assert answer.discount + answer.total == Decimal(amount)
    return answer.total
"""
WEAK = (
    IMPORTS
    + """

def test_it_answers() -> None:
    assert total("2000") > 0
"""
)
STRONG = (
    IMPORTS
    + """

@pytest.mark.parametrize(
    ("amount", "expected"),
    [("1", "1"), ("999.5", "999.5"), ("1000", "1000"), ("1000.5", "950.475"), ("1001", "950.95")],
)
def test_five_percent_above_a_thousand(amount: str, expected: str) -> None:
    assert total(amount) == Decimal(expected)


def test_nothing_is_refused() -> None:
    with pytest.raises(ModelOnexError) as caught:
        total("0")
    assert caught.value.message == "nothing to discount"


async def test_the_base_class_answers() -> None:
    node = NodeCutCompute(ModelONEXContainer())
    await node.initialize()
    output = await node.process(ModelComputeInput(data=ModelCutInput(amount=Decimal(2000))))
    assert output.result.total == Decimal(1900)
"""
)
# Each mutant of the step or of the condition counts for ever.
LOOP = """        left = 3
        while left > 0:
            left -= 1
        if request.amount == 0:
"""


def bytes_below(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def mutated(
    toolchain: ProcessToolchain, folder: Path, tests: str, package: NodePackage | None = None
) -> MutationResult:
    """Of the node with these tests; nothing in its folder may change meanwhile."""
    write_package(folder, tests)
    for name, content in (package.files if package else {}).items():
        if name != TESTS:
            (folder / name).write_bytes(content)
    before = bytes_below(folder)
    result = toolchain.mutate(str(folder), timeout_s=120)
    assert bytes_below(folder) == before
    return result


def test_a_weak_suite_leaves_survivors(toolchain: ProcessToolchain, tmp_path: Path) -> None:
    result = mutated(toolchain, tmp_path, WEAK)
    assert result.score is not None
    assert result.score < 0.6
    survivors = {(one.mutant.file, one.mutant.edit.operator) for one in result.survivors}
    assert (HANDLER, Operator.COMPARISON) in survivors
    unreached = [one for one in result.survivors if one.mutant.file == DISPATCH]
    assert [one.by for one in unreached] == ["no test runs it"]


def test_a_strong_suite_leaves_none(toolchain: ProcessToolchain, tmp_path: Path) -> None:
    result = mutated(toolchain, tmp_path, STRONG)
    assert [(one.mutant.line, one.mutant.diff) for one in result.survivors] == []
    assert (result.score, result.tests) == (1.0, 7)
    assert len(result.tried) >= 12
    assert all("::test_" in one.by for one in result.of(Fate.KILLED))


def test_an_endless_loop_is_killed_by_time_and_named_so(
    toolchain: ProcessToolchain, tmp_path: Path
) -> None:
    looping = changed(seed_node(), HANDLER, "        if request.amount == 0:\n", LOOP)
    result = mutated(toolchain, tmp_path, STRONG, looping)
    timed_out = {one.mutant.after.strip() for one in result.of(Fate.TIMED_OUT)}
    assert {"left += 1", "pass"} <= timed_out
    assert result.score is not None
    assert result.killed == len(result.tried) - len(result.survivors)


def test_tests_that_fail_as_it_is_tell_nothing(toolchain: ProcessToolchain, tmp_path: Path) -> None:
    result = mutated(toolchain, tmp_path, WEAK.replace("> 0", "< 0"))
    assert (result.score, result.refuted) == (None, True)
    assert "test_it_answers" in result.reason
    assert {one.fate for one in result.tried} == {Fate.NOT_RUN}


def test_only_the_profile_strict_asks(toolchain: ProcessToolchain) -> None:
    package = changed(seed_node(), TESTS, seed_node().files[TESTS].decode(), WEAK)
    names = [check.name for check in toolchain.prove(ProofRequest(package))]
    assert "mutation" not in names
    strict = toolchain.prove(ProofRequest(package, profile="strict"))
    check = next(check for check in strict if check.name == "mutation")
    assert (check.outcome, check.gate) == (Outcome.FAILED, True)
    assert {finding.file for finding in check.findings} >= {HANDLER, DISPATCH}
    assert all(finding.line for finding in check.findings)
