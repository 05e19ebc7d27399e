"""What formal documents say with `shall` is read as the fact that others state."""

import pytest

from omninode_bridge.language.duties import as_it_is
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.reading import read_prd


@pytest.mark.parametrize(
    ("duty", "fact"),
    [
        ("A lamp shall start as dark.", "A lamp starts as dark."),
        ("The lamps shall start as dark.", "The lamps start as dark."),
        ("`light` with the wicks shall make it lit.", "`light` with the wicks makes it lit."),
        ("The keeper and the mate shall carry it.", "The keeper and the mate carry it."),
        ("When dusk falls, the lamp shall then glow.", "When dusk falls, the lamp then glows."),
        ("It shall also remember the wind.", "It also remembers the wind."),
        ("The boss shall cancel it.", "The boss cancels it."),
        ("It shall not glow.", "It shall not glow."),
        ("It shall be dark.", "It shall be dark."),
        ("A lamp shall have a wick.", "A lamp shall have a wick."),
        ('The text is "it shall glow".', 'The text is "it shall glow".'),
        ("It shall left.", "It shall left."),
    ],
)  # fmt: skip
def test_a_duty_is_told_as_a_fact(duty: str, fact: str) -> None:
    assert as_it_is(duty) == fact


def document(text: str, node_type: NodeType) -> Document:
    source = f"---\ntype: {node_type.value}\n---\n# Lamp\n\n{text}"
    return understand(read_prd(source).document, node_type).document


def alike(text: str, shall: str, node_type: NodeType) -> None:
    fact, duty = document(text, node_type), document(shall, node_type)

    assert _shown(fact) == _shown(duty)
    assert _rows(fact)
    assert _rows(fact) == _rows(duty)


def _shown(one: Document) -> list[str]:
    fields = (*(one.inputs or ()), *(one.outputs or ()))
    fields += tuple(each for entity in one.entities for each in entity.fields)
    return [f"{each.name}: {each.type} {each.constraints} {each.default and each.default.text}"
            for each in fields]  # fmt: skip


def _rows(one: Document) -> list[str]:
    rows = [f"{each.source} {each.event} {each.target}"
            for each in (one.states.transitions if one.states else ())]  # fmt: skip
    rows += [f"{each.name} {each.needs}" for each in (one.workflow.steps if one.workflow else ())]
    rows += [each.text for each in one.rules]
    return [*rows, *(each.name for each in one.operations)]


def test_a_life_of_duties() -> None:
    text = (
        "- A lamp starts as dark.\n- `light` with the number of wicks makes a dark lamp lit.\n"
        "- The lamp remembers the number of wicks.\n"
        "- When the wind douses a lit lamp, it becomes dark.\n"
    )
    shall = text.replace("starts", "shall start").replace("makes", "shall make")
    shall = shall.replace("remembers", "shall remember").replace("becomes", "shall become")

    alike(text, shall, NodeType.REDUCER)


def test_a_calculation_of_duties() -> None:
    text = (
        "The node is given the number of wicks and a flag called windy.\n\n"
        "The wicks are a whole number from 1 to 9. "
        "The flag windy is false unless stated otherwise.\n\n"
        "The node returns the oil.\n\n"
        "- The oil is the number of wicks multiplied by 2.\n"
    )
    shall = text.replace("is given", "shall be given").replace("are a whole", "shall be a whole")
    shall = shall.replace("windy is false", "windy shall be false").replace(
        "returns", "shall return"
    )

    alike(text, shall, NodeType.COMPUTE)


def test_a_workflow_of_duties() -> None:
    text = (
        "The keeper starts it with the number of wicks. The number of wicks is at least 1.\n\n"
        "- First, the keeper fills the lamp.\n- Then the mate trims the wick.\n"
        "- After trimming the wick, the keeper lights the lamp.\n"
    )
    shall = text.replace("starts it", "shall start it").replace("wicks is at", "wicks shall be at")
    for verb in ("fill", "trim", "light"):
        shall = shall.replace(f"{verb}s the", f"shall {verb} the")

    alike(text, shall, NodeType.ORCHESTRATOR)


def test_an_effect_of_duties() -> None:
    text = (
        "## Data\n\nA lamp has a number, a keeper, a height and a status (dark or lit).\n\n"
        "Number and keeper must be given. The height is a whole number of at least 1.\n\n"
        '## Operations\n\n- Every new lamp starts with the status "dark".\n'
        "- The keeper registers lamps with number, keeper and height.\n"
        "- The keeper lights a dark lamp.\n- Anybody finds a lamp by its number.\n"
    )
    shall = text.replace("has a number", "shall have a number").replace("must be", "shall be")
    shall = shall.replace("height is", "height shall be").replace("starts", "shall start")
    for verb in ("register", "light", "find"):
        shall = shall.replace(f" {verb}s", f" shall {verb}")

    alike(text, shall, NodeType.EFFECT)


def test_the_other_states_are_named_apart() -> None:
    text = (
        "## Data\n\nA lamp has a number (string) and a status.\n\n"
        'Every new lamp shall start with the status "dark". '
        'The other statuses are "lit" and "lost".\n\n'
        "## Operations\n\n- The keeper shall register lamps with number.\n"
        "- The keeper shall light a dark lamp.\n"
    )
    found = document(text, NodeType.EFFECT)

    assert "status: enum(dark, lit, lost)" in " ".join(_shown(found))
    assert all(one.pattern for one in found.requirements)
