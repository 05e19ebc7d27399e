"""One sentence made unreadable at a time: what is decided before it is decided as before."""

import pytest

from omninode_bridge.generation.orchestrator.flow import Flow
from omninode_bridge.generation.orchestrator.judgement import HeldError, Judged, Line, judge
from omninode_bridge.generation.orchestrator.reading import read_flow
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.reading import read_prd

_SENTENCES = (
    "First the dough is mixed.",
    "Then the oven is heated and the loaves are shaped in parallel.",
    "After both are done, the loaves are baked.",
    "If the order is large, the cakes are decorated after the loaves were baked.",
    "At the end the driver delivers the order.",
    "If baking the loaves fails, it is tried again twice.",
    "Heating the oven may take at most 20 minutes.",
)
_WALKS = (
    (),
    ("mix_dough",),
    ("mix_dough", "heat_oven"),
    ("mix_dough", "heat_oven", "shape_loaves"),
    ("mix_dough", "heat_oven", "shape_loaves", "bake_loaves"),
    ("mix_dough", "heat_oven", "shape_loaves", "bake_loaves", "decorate_cakes"),
    ("mix_dough", "heat_oven", "shape_loaves", "bake_loaves", "decorate_cakes", "deliver_order"),
    ("mix_dough", "heat_oven", "shape_loaves", "!bake_loaves"),
)


def flow_of(sentences: tuple[str, ...]) -> Flow | None:
    listed = "\n".join(f"- {one}" for one in sentences)
    text = f"# Bakery\n## Input\n- large: bool\n\n## Requirements\n{listed}\n"
    return read_flow(understand(read_prd(text).document, NodeType.ORCHESTRATOR).document).flow


def decision(flow: Flow, walk: tuple[str, ...]) -> Judged | None:
    """None where the node refuses."""
    lines = [
        Line(step.removeprefix("!"), "failed" if step.startswith("!") else "completed")
        for step in walk
    ]
    try:
        return judge(flow, {"large": True}, lines)
    except HeldError:
        return None


def shown(judged: Judged | None) -> object:
    if judged is None:
        return None
    starts = [(one.step.name, one.attempt, one.step.step.timeout_ms) for one in judged.start]
    return judged.status, starts


_UNREADABLE = (
    "First something with the dough zorblaxly.",
    "Then something zorblaxly with oven and loaves.",
    "After both are done, the loaves zorblaxly.",
    "If the order is large, the cakes are decorated after zorblaxly the loaves were baked.",
    "At the end the order zorblaxly with the driver.",
    "If baking the loaves fails, it is zorblaxly tried again.",
    "Heating the oven may zorblaxly take 20 minutes.",
)


def unreadable(at: int) -> tuple[str, ...]:
    return (*_SENTENCES[:at], _UNREADABLE[at], *_SENTENCES[at + 1 :])


def test_all_of_it_is_understood() -> None:
    flow = flow_of(_SENTENCES)
    assert flow is not None
    assert flow.holds == ()
    assert all(decision(flow, walk) is not None for walk in _WALKS)


@pytest.mark.parametrize("at", range(1, len(_SENTENCES)))
def test_what_comes_before_is_decided_as_before_and_nothing_else(at: int) -> None:
    whole, flow = flow_of(_SENTENCES), flow_of(unreadable(at))
    assert whole is not None
    assert flow is not None
    assert any("zorblaxly" in hold.text for hold in flow.holds)
    known = [walk for walk in _WALKS if {one.strip("!") for one in walk} <= {*flow.steps}]
    found = {walk: shown(decision(flow, walk)) for walk in known}
    given = {walk: one for walk, one in found.items() if one is not None}
    assert 0 < len(given) < len(_WALKS)
    assert all(one == shown(decision(whole, walk)) for walk, one in given.items())


def test_nothing_is_decided_where_the_beginning_is_not_understood() -> None:
    assert flow_of(unreadable(0)) is None


@pytest.mark.parametrize(
    "said",
    ["Staff shall be trained.", "The customers must be happy.", "Each one is a treat."],
)
def test_what_tells_of_no_step_holds_nothing(said: str) -> None:
    flow = flow_of((*_SENTENCES, said))
    assert flow is not None
    assert flow.holds == ()


def test_two_steps_of_one_sentence_are_two() -> None:
    flow = flow_of(
        (
            "When an order has arrived, the system shall mix the dough.",
            "Once the dough was mixed, the ovens are heated while the baker shapes the loaves.",
            "As soon as both are finished, the loaves are baked.",
        )
    )
    assert flow is not None
    found = {name: step.needs for name, step in flow.steps.items()}
    assert found == {
        "mix_dough": (),
        "heat_ovens": ("mix_dough",),
        "shape_loaves": ("mix_dough",),
        "bake_loaves": ("heat_ovens", "shape_loaves"),
    }


def test_a_requirement_of_two_sentences_is_read_when_both_are() -> None:
    flow = flow_of((*_SENTENCES[:2], "After both are done, the loaves are baked. It has 3 zorbs."))
    assert flow is not None
    assert [hold.text for hold in flow.holds] == ["It has 3 zorbs."]
    assert shown(decision(flow, _WALKS[1])) == (
        "running",
        [("heat_oven", 1, None), ("shape_loaves", 1, None)],
    )
    assert decision(flow, _WALKS[3]) is None


def test_a_noun_in_front_without_a_comma() -> None:
    flow = flow_of(("First the form is checked.", "After the check the visa is printed."))
    assert flow is not None
    assert {name: step.needs for name, step in flow.steps.items()} == {
        "check_form": (),
        "print_visa": ("check_form",),
    }


@pytest.mark.parametrize(
    "said",
    [
        "The loaves are not baked on Sundays.",
        "Nothing is baked in August.",
        "The baking needs the consent of the master.",
    ],
)
def test_a_second_sentence_that_restricts_the_first_is_not_passed_over(said: str) -> None:
    sentences = (*_SENTENCES[:3], f"{_SENTENCES[3]} {said}", *_SENTENCES[4:])
    flow = flow_of(sentences)
    assert flow is not None
    assert any(said in hold.text for hold in flow.holds)


def test_a_wait_that_grows_by_a_length_doubles_nothing() -> None:
    said = "If baking the loaves fails, it is tried again twice, 10 seconds longer each time."
    flow = flow_of((*_SENTENCES[:5], said))
    assert flow is not None
    assert [hold.text for hold in flow.holds] == [said]


@pytest.mark.parametrize(
    "said",
    [
        "A step that was skipped is not waited for.",
        "Skipped steps count as done.",
        "What is left out is not waited for.",
    ],
)
def test_what_holds_of_every_workflow_restricts_nothing(said: str) -> None:
    flow = flow_of((*_SENTENCES[:4], f"{_SENTENCES[4]} {said}", *_SENTENCES[5:]))
    assert flow is not None
    assert flow.holds == ()


@pytest.mark.parametrize(
    "sentence", ["This is not done for small orders.", "Both wait for the deposit."]
)
def test_what_is_said_of_the_sentence_before_holds_steps(sentence: str) -> None:
    before, after = flow_of(_SENTENCES), flow_of((*_SENTENCES, f"Then bill it. {sentence}"))
    assert before is not None
    assert after is not None

    assert not before.holds
    assert any(hold.starts for hold in after.holds)
