"""State machines whose events are operations: what is wrong with them, and what they become."""

import pytest

from omninode_bridge.generation.effect.moving_bindings import said_by_moves
from omninode_bridge.generation.effect.operations import Operations
from omninode_bridge.requirements.reading import read_prd
from omninode_bridge.stages.check import check_text

MODEL = """\
# Shop
Keeps orders.

## Data model
### Order
| field | type | constraints |
| --- | --- | --- |
| id | uuid | primary key |
| total | money | default 0 |
| STATE |

### Shelf
| field | type | constraints |
| --- | --- | --- |
| id | uuid | primary key |

## Operations
| operation | kind | entity | input | output | rules |
| --- | --- | --- | --- | --- | --- |
| place | create | Order | total? | Order | |
| pay | update | Order | id, amount: money | Order | RULE |
| ship | update | Order | id INPUT | Order | |
| find | read | Order | id | Order | |
| build | create | Shelf | | Shelf | |

## States
| from | event | to | guard | action |
| --- | --- | --- | --- | --- |
"""
STATE = "status | enum(new, paid, shipped) | "
ROWS = ("| [*] | place | new | | |", "| new | pay | paid | | |", "| paid | ship | shipped | | |")


def read(*rows: str, state: str = STATE, rule: str = "", given: str = "") -> Operations:
    text = MODEL.replace("STATE", state).replace("RULE", rule).replace("INPUT", given)
    return Operations(read_prd(text + "\n".join(rows) + "\n").document)


def codes(operations: Operations) -> list[str]:
    return [found.code for found in operations.findings]


def test_a_machine_without_mistakes_has_no_findings() -> None:
    found = read(*ROWS)
    assert codes(found) == []
    moves = {plan.name: plan.moves for plan in found.plans}
    assert moves["pay"] is not None
    assert [(row.source, row.target) for row in moves["pay"].rows] == [("new", "paid")]
    assert (moves["find"], moves["build"]) == (None, None)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("| paid | cancel | new | | |", "PRD718"),
        ("| paid | find | new | | |", "PRD718"),
        ("| [*] | build | new | | |", "PRD718"),
        ("| paid | ship | returned | | |", "PRD720"),
        ("| [*] | ship | new | | |", "PRD721"),
        ("| new | place | paid | | |", "PRD721"),
        ("| paid | pay | paid | | status = new |", "PRD722"),
        ("| paid | pay | paid | | colour = 1 |", "PRD723"),
        ("| paid | pay | paid | | tell everybody |", "PRD723"),
        ("| paid | pay | paid | | emit told(1 + 1) |", "PRD723"),
        ("| paid | pay | paid | | emit told(colour) |", "PRD723"),
        ("| paid | pay | paid | colour > 1 | |", "PRD204"),
    ],
)
def test_a_row_with_a_mistake_has_its_code(row: str, code: str) -> None:
    assert code in codes(read(*ROWS, row))


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("phase | string | ", "PRD719"),
        ("status | enum(new, paid, shipped)? | ", "PRD719"),
        ("status | int | ", "PRD719"),
        ("status | enum(new, paid) | ", "PRD720"),
        ("phase | enum(new, paid, shipped) | ", ""),
        ("state | string | ", ""),
        ("status | enum(new, paid, shipped) | default new", ""),
    ],
)
def test_the_field_of_the_states_is_found_or_missed(state: str, code: str) -> None:
    assert set(codes(read(*ROWS, state=state))) - {"PRD707"} == ({code} if code else set())


def test_a_state_of_two_words_that_a_sentence_names_is_one_of_the_values() -> None:
    told = """---
type: effect
---
# Desk
A ticket has an id, a title and a status (open, in progress, closed). New tickets are open.

## Requirements
- Clerks can open a ticket with a title.
- Clerks can take an open ticket; it is then in progress.
"""
    assert "PRD720" not in {found.code for found in check_text(told)}


def test_a_default_that_contradicts_the_start_is_reported() -> None:
    rows = ("| new | pay | paid | | |", "| paid | ship | shipped | | |")
    assert codes(read(*rows, state=f"{STATE}default paid")) == ["PRD721"]


def test_a_request_and_a_rule_may_not_write_the_state() -> None:
    assert codes(read(*ROWS, given=", status")) == ["PRD722"]
    assert codes(read(*ROWS, rule='`status = "paid"`')) == ["PRD722"]


@pytest.mark.parametrize("guard", ["1 = 1) or (1 = 1", '"', "lambda: 1", "total > 1: x = 2"])
def test_a_guard_that_is_no_expression_is_refused_by_itself(guard: str) -> None:
    found = codes(read(*ROWS, f"| paid | pay | paid | {guard} | |"))
    assert found
    assert set(found) <= {"PRD201"}


def test_a_row_without_guard_behind_one_with_a_guard_is_taken_otherwise() -> None:
    rows = ("| new | pay | paid | amount > 5 | |", "| new | pay | new | | |")
    found = read(ROWS[0], *rows, ROWS[2])
    assert codes(found) == []
    moves = next(plan.moves for plan in found.plans if plan.name == "pay")
    assert moves is not None
    assert moves.choice is not None
    assert [len(step.sources) for step in moves.choice.steps] == [1, 1, 2]


def test_a_finding_in_a_guard_stands_at_its_place() -> None:
    text = MODEL.replace("STATE", STATE).replace("RULE", "").replace("INPUT", "")
    text += "\n".join([*ROWS, "| paid | pay | paid | total > colour | |"]) + "\n"
    found = next(
        each for each in Operations(read_prd(text).document).findings if each.code == "PRD204"
    )
    line = text.splitlines()[found.place.line - 1]
    assert line[found.place.column - 1 :].startswith("colour")


@pytest.mark.parametrize(
    ("sentence", "operation"),
    [
        ("Only a new order can be paid.", "pay"),
        ("A shipped order cannot be paid.", "pay"),
        ("Shipping a paid order makes it shipped.", "ship"),
        ("A paid order can be shipped.", "ship"),
        ("A paid order can be paid.", None),
        ("A new order can be shipped.", None),
        ("A new order cannot be paid.", None),
        ("Only a shipped order can be paid.", None),
        ("A paid order can be shipped abroad.", None),
        ("A paid order can be shipped within 3 days.", None),
        ("Only a manager can ship a paid order.", None),
        ("Orders can be paid.", None),
    ],
)
def test_a_sentence_is_bound_where_the_machine_does_just_that(
    sentence: str, operation: str | None
) -> None:
    found = said_by_moves(read(*ROWS).plans, sentence)
    assert [plan.name for plan in found] == ([operation] if operation else [])


@pytest.mark.parametrize(
    ("sentence", "operation"),
    [
        ("A shipped order cannot be shipped again.", "ship"),
        ("A paid order cannot be paid again.", "pay"),
        ("A paid order cannot be paid.", "pay"),
        ("Only a paid order can be shipped.", "ship"),
        ("Only new or paid orders can be paid.", None),
        ("A new order cannot be paid again.", None),
        ("Only a shipped order can be shipped.", None),
    ],
)
def test_a_state_may_be_called_like_what_is_done(sentence: str, operation: str | None) -> None:
    found = said_by_moves(read(*ROWS).plans, sentence)

    assert [one.name for one in found] == ([] if operation is None else [operation])


def test_states_that_are_all_of_them_are_said_together() -> None:
    rows = (*ROWS, "| shipped | ship | shipped | | |")
    sentence = "Only paid or shipped orders can be shipped."

    assert [one.name for one in said_by_moves(read(*rows).plans, sentence)] == ["ship"]
