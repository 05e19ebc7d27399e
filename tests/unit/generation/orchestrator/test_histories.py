"""Whatever a history says, the emitted code and the second evaluation decide alike."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.generation.orchestrator.emitted import Json, line, orchestrator, table
from tests.unit.generation.orchestrator.test_conditions import chart

STEPS = ("a", "b", "c", "d", "e", "f")
WORKFLOWS = (
    table(
        "Any history",
        """
a | | | compensate | | | undo_a
b | a | big | compensate | 1 x 3ms | | undo_b
c | a | a.n > 1 | continue | 2 | | undo_c
d | b, c | | stop | 1
e | b | not big or b.n = 1 | compensate | | 2s | undo_a
f | d, e
""",
        "| big | bool |",
    ),
    chart(
        "Any branch",
        "S([s]) --> a\nS --> D{big}\nD -->|no| b\na --> X{a.n > 1}\nX -->|yes| c\nX -->|no| d\n"
        "b -->|b.n = 1| d\nc & d --> e\nb --> e\ne --> f",
        "\n| step | on failure | retry | compensate with |\n| --- | --- | --- | --- |\n"
        "| a | compensate | 1 | undo_a |\n| b | continue | | undo_b |\n"
        "| c | compensate | | undo_c |\n",
    ),
)
LINES = st.builds(
    line,
    st.sampled_from((*STEPS, "undo_a", "undo_b", "undo_c")),
    st.sampled_from(("started", "completed", "completed", "failed")),
    st.integers(1, 3),
    st.sampled_from((None, {}, {"n": 1}, {"n": 2}, {"n": None})),
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(WORKFLOWS), st.booleans(), st.lists(LINES, max_size=12))
def test_any_history(workflow: str, big: bool, history: list[Json]) -> None:
    answer = orchestrator(workflow).answer({"big": big}, *history)
    assert answer["status"] in ("running", "completed", "compensating", "compensated", "failed")
    assert not (answer["start"] and answer["status"] != "running")
    assert len(answer["compensate"]) <= (answer["status"] == "compensating")


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(WORKFLOWS), st.booleans(), st.data())
def test_doing_what_is_said_ends(workflow: str, big: bool, data: st.DataObject) -> None:
    node = orchestrator(workflow)
    history: list[Json] = []
    for _ in range(60):
        answer = node.answer({"big": big}, *history)
        named = [(start["step"], start["attempt"]) for start in answer["start"]]
        named += [(undo["step"], 1) for undo in answer["compensate"]]
        if not named:
            break
        step, attempt = data.draw(st.sampled_from(named))
        outcome = data.draw(st.sampled_from(("completed", "failed")))
        history.append(line(step, outcome, attempt, {"n": data.draw(st.integers(1, 2))}))
    assert answer["status"] in ("completed", "compensated", "failed")
