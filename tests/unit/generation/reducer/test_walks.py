"""Made-up streams: they reach what lies behind a context that grows."""

from omninode_bridge.generation.reducer.checking import check_reducer_document
from omninode_bridge.generation.reducer.layout import Layout
from omninode_bridge.generation.reducer.oracle import ReducerOracle
from omninode_bridge.generation.reducer.walks import WalkSearch
from omninode_bridge.requirements.reading import read_prd
from tests.unit.generation.reducer.emitted import machine_document

STEPS = 6


def taken(text: str) -> tuple[set[object], set[object]]:
    """The rows that walks show, and those that there are."""
    document = read_prd(text).document
    reducer = check_reducer_document(document).reducer
    assert reducer is not None
    assert reducer.machine is not None
    walks = WalkSearch(ReducerOracle(Layout(document, reducer))).walks()
    shown = {goal[1] for walk in walks for goal in walk.goals if goal[0] == "row"}
    return shown, {row.number for row in reducer.machine.rows}


def test_a_chain_of_states_is_walked_although_each_keeps_sums() -> None:
    rows = ["[*] | open | s0 | | total = total"]
    for at in range(STEPS):
        rows += [
            f"s{at} | note | s{at} | | notes = notes + 1",
            f"s{at} | pay | s{at} | amount < 100 | total = state.total + amount",
            f"s{at} | pay | s{at + 1} | amount >= 100 | total = state.total + amount",
        ]
    text = machine_document(
        "Long claim",
        "\n".join(rows),
        context="total | money | default 0\nnotes | int | default 0",
        events="open | total: money\nnote |\npay | amount: money (> 0)",
    )

    shown, known = taken(text)

    assert shown == known


def test_sums_reach_the_limit_of_a_guard() -> None:
    text = machine_document(
        "Rides",
        """
        [*] | unlock | open | | deposit = deposit
        open | ride | open | minutes <= 90 | minutes_ridden = minutes_ridden + minutes
        open | close | cheap | minutes_ridden <= deposit |
        open | close | dear | minutes_ridden > deposit |
        """,
        context="deposit | int | default 0\nminutes_ridden | int | default 0",
        events="unlock | deposit: int (>= 80)\nride | minutes: int (> 0)\nclose |",
    )

    shown, known = taken(text)

    assert shown == known
