"""A rule that realises several requirements has all their ids in front."""

import pytest

from omninode_bridge.generation.bindings import realise
from omninode_bridge.generation.bindings_index import BindingsIndex
from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.parts.own_ids import split_ids
from omninode_bridge.requirements.reading import read_prd
from omninode_bridge.rules.checking import check_program
from omninode_bridge.rules.program import Scope


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("R3, R4: `a = 1`", ("R3", "R4")),
        ("R3 and R4: `a = 1`", ("R3", "R4")),
        ("FR-1, FR-2 and FR-3: `a = 1`", ("FR-1", "FR-2", "FR-3")),
        ("R3: `a = 1`", ("R3",)),
        ("red, R4: `a = 1`", ()),
    ],
)
def test_ids_in_front(text: str, ids: tuple[str, ...]) -> None:
    assert split_ids(Span.on(text, 1))[0] == ids


@pytest.mark.parametrize("rules", ["- R1, R2: `b = a * 2`", "```\nR1, R2: b = a * 2\n```"])
def test_each_of_them_is_realised(rules: str) -> None:
    text = (
        "# T\n\n## Input\n- a: int\n\n## Output\n- b: int\n\n## Requirements\n"
        f"- R1: Zorble a.\n- R2: Frobnicate b.\n\n## Rules\n\n{rules}\n"
    )
    document = read_prd(text).document
    program = check_program(
        document.rules, Scope({}, document.inputs or (), document.outputs)
    ).program

    assert program is not None
    index = BindingsIndex(document, program)
    assert [realise(index, one).is_bound for one in document.requirements] == [True, True]
