"""A state machine that guards the rows of an effect: taken, refused, and what it leaves alone."""

from pathlib import Path

import pytest

from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.detection.detect import detect_type
from tests.effects.node import DOCUMENTS, Answer, EffectNode, document_of, imported, package_of

pytestmark = pytest.mark.slow

LENDING = (DOCUMENTS / "lending.md").read_text(encoding="utf-8")
DOCUMENT = LENDING
MACHINE = LENDING.index("## States")
DIAGRAM = """\
## States
```mermaid
stateDiagram-v2
  [*] --> reserved
  reserved --> open : collect
  open --> open : extend [renewals < 2] / renewals = renewals + 1
  open --> closed : close
```
"""


def reserved(node: EffectNode) -> str:
    return str(node.ask("reserve_book", {"reader": "Ada"})["id"])


def opened(node: EffectNode) -> str:
    return str(node.ask("lend_book", {"reader": "Ada", "trusted": True})["id"])


def refused(answer: Answer) -> tuple[str, str]:
    return answer["error"]["code"], answer["error"]["message"]


def test_each_creating_operation_has_its_own_start(node: EffectNode) -> None:
    assert node.ask("reserve_book", {"reader": "Ada"})["status"] == "reserved"
    assert node.ask("lend_book", {"reader": "Ada", "trusted": True})["status"] == "open"


def test_a_start_whose_guard_does_not_hold_creates_nothing(node: EffectNode) -> None:
    answer = node.ask("lend_book", {"reader": "Ada", "trusted": False})
    assert refused(answer) == ("INVALID_STATE", "lend_book is not allowed while there is no Loan")
    assert node.ask("list_loans", {})["total"] == 0
    assert node.events() == []


def test_the_request_cannot_set_the_state(node: EffectNode) -> None:
    answer = node.ask("reserve_book", {"reader": "Ada", "status": "closed"})
    assert refused(answer)[0] == "VALIDATION_ERROR"


def test_an_event_moves_the_row_and_the_store_keeps_it(node: EffectNode) -> None:
    loan = reserved(node)
    assert node.ask("collect", {"id": loan})["status"] == "open"
    assert node.ask("find_loan", {"id": loan})["status"] == "open"


def test_the_first_row_whose_guard_holds_wins_and_its_actions_assign(node: EffectNode) -> None:
    loan = opened(node)
    found = node.ask("extend", {"id": loan, "days": 30})
    assert (found["status"], found["renewals"], found["fee"]) == ("open", 1, "0.50")
    found = node.ask("extend", {"id": loan, "days": 31})
    assert (found["status"], found["renewals"], found["fee"]) == ("overdue", 1, "5.50")


def test_an_operation_is_refused_in_a_state_without_a_transition(node: EffectNode) -> None:
    loan = opened(node)
    closed = node.ask("close_loan", {"id": loan})
    answer = node.ask("extend", {"id": loan, "days": 1})
    expected = "extend is not allowed while the Loan is closed"
    assert refused(answer) == ("INVALID_STATE", expected)
    assert node.ask("find_loan", {"id": loan}) == closed


def test_it_is_refused_alike_where_no_guard_holds(node: EffectNode) -> None:
    loan = opened(node)
    for _ in range(2):
        node.ask("extend", {"id": loan, "days": 1})
    answer = node.ask("extend", {"id": loan, "days": 1})
    assert refused(answer) == ("INVALID_STATE", "extend is not allowed while the Loan is open")


def test_the_state_is_looked_at_after_the_version_and_before_the_rules(node: EffectNode) -> None:
    loan = reserved(node)
    stale = node.ask("extend", {"id": loan, "days": 0, "version": 9})
    assert refused(stale) == ("INVALID_STATE", "Loan has another version now")
    state = node.ask("extend", {"id": loan, "days": 0, "version": 1})
    assert refused(state)[0] == "INVALID_STATE"
    node.ask("collect", {"id": loan})
    rule = node.ask("extend", {"id": loan, "days": 0})
    assert refused(rule) == ("VALIDATION_ERROR", "a day at least")


def test_the_events_of_a_transition_are_sent_where_it_is_taken(node: EffectNode) -> None:
    loan = opened(node)
    node.ask("extend", {"id": loan, "days": 1})
    node.ask("extend", {"id": loan, "days": 40})
    sent = [(each["event_type"], each["payload"]) for each in node.events()]
    assert [name for name, _ in sent] == [
        *("loan_opened", "loan_changed", "loan_changed", "warned"),
    ]
    assert sent[-1][1] == {"id": loan, "days": 40, "fee": "0.50"}


def test_an_operation_that_is_no_event_leaves_the_state_alone(node: EffectNode) -> None:
    loan = reserved(node)
    changed = node.ask("change_note", {"id": loan, "note": "by the door"})
    assert (changed["status"], changed["note"]) == ("reserved", "by the door")


def test_deleting_and_restoring_are_events_too(node: EffectNode) -> None:
    loan = opened(node)
    expected = "forget is not allowed while the Loan is open"
    assert refused(node.ask("forget", {"id": loan})) == ("INVALID_STATE", expected)
    node.ask("close_loan", {"id": loan})
    assert node.ask("forget", {"id": loan}) == {}
    back = node.ask("bring_back", {"id": loan})
    assert (back["status"], back["note"]) == ("closed", "gone")
    assert node.events()[-1]["event_type"] == "returned"


def test_every_made_up_scenario_is_answered_as_the_second_model_says(node: EffectNode) -> None:
    found = node.scenarios()
    shown = {call.message for scenario in found.values() for call in scenario.calls if call.code}
    assert {name for name, each in found.items() if node.tests.play(each, node.state / name)} == (
        set()
    )
    assert {
        *(f"collect is not allowed while the Loan is {s}" for s in ("open", "overdue", "closed")),
        *(f"close_loan is not allowed while the Loan is {s}" for s in ("reserved", "closed")),
        *(f"forget is not allowed while the Loan is {s}" for s in ("reserved", "open", "overdue")),
        *(f"extend is not allowed while the Loan is {s}" for s in ("reserved", "open", "closed")),
    } <= shown
    assert {"EXTEND_LEADS_TO_OPEN", "EXTEND_LEADS_TO_OVERDUE", "BRING_BACK_LEADS_TO_CLOSED"} <= (
        found.keys()
    )


def test_a_diagram_says_the_same_and_a_text_can_be_the_state(tmp_path: Path) -> None:
    text = LENDING[:MACHINE].replace("book_lending", "drawn_lending") + DIAGRAM
    text = text.replace("enum(reserved, open, overdue, closed, lost)", "string")
    with imported(text, tmp_path) as node:
        loan = reserved(node)
        assert node.ask("lend_book", {"reader": "Bo", "trusted": False})["status"] == "reserved"
        answer = node.ask("extend", {"id": loan, "days": 1})
        assert refused(answer)[1] == "extend is not allowed while the Loan is reserved"
        node.ask("collect", {"id": loan})
        assert node.ask("extend", {"id": loan, "days": 99})["renewals"] == 1
        assert node.ask("close_loan", {"id": loan})["status"] == "closed"
        assert refused(node.ask("list_loans", {"status": "burnt"}))[0] == "VALIDATION_ERROR"


def test_an_upsert_a_call_and_a_hard_delete_are_events_too(tmp_path: Path) -> None:
    with imported((DOCUMENTS / "tickets.md").read_text(encoding="utf-8"), tmp_path) as node:
        assert node.ask("save_ticket", {"number": 1})["state"] == "fresh"
        again = node.ask("save_ticket", {"number": 1})
        assert refused(again)[1] == "save_ticket is not allowed while the Ticket is fresh"
        assert node.ask("purge_ticket", {"number": 1}) == {}
        found = node.scenarios()
        expected = {
            "PURGE_TICKET_LEADS_TO_THE_END",
            "PRICE_LEADS_TO_PRICED",
            "REFUSED_WHILE_PRICED",
        }
        assert expected <= found.keys()
        assert [
            each for name, each in found.items() if node.tests.play(each, tmp_path / name)
        ] == []


def test_odd_names_are_names_too_and_a_row_without_guard_takes_the_rest(tmp_path: Path) -> None:
    with imported((DOCUMENTS / "papers.md").read_text(encoding="utf-8"), tmp_path) as node:
        operations = {call.operation for each in node.scenarios().values() for call in each.calls}
        (change,) = operations - {"submit", "finish"}
        paper = node.ask("submit", {})
        assert paper["class"] == "new"
        assert node.ask(change, {"id": paper["id"], "transition": 3})["class"] == "new"
        reviewed = node.ask(change, {"id": paper["id"], "transition": 4})
        assert (reviewed["class"], reviewed["holds"]) == ("in review", True)
        refusal = refused(node.ask("finish", {"id": paper["id"], "taken": 1}))
        assert refusal[1] == "finish is not allowed while the Paper is in review"
        assert node.ask("finish", {"id": paper["id"], "taken": 2})["class"] == "None"
        assert node.events()[-1]["payload"] == {"class": "None", "taken": 2, "holds": True}
        for name, each in node.scenarios().items():
            assert node.tests.play(each, tmp_path / name) == [], name


def test_the_readme_has_the_transitions_and_the_sentences_are_bound() -> None:
    package = package_of(LENDING)
    readme = next(each for path, each in package.files.items() if path.endswith("README.md"))
    assert "| open | extend | overdue | days \\> 30 |" in readme.decode()
    found = {each.requirement_id: each for each in package.bindings}
    assert [found[name].how for name in ("R1", "R2")] == ["state machine, operation extend"] * 2
    assert [len(each.tests) for each in package.bindings] == [1, 1, 1]


def test_operations_with_a_state_machine_on_their_entity_are_an_effect() -> None:
    found = detect_type(document_of(LENDING.replace("type: effect\n", "")))
    assert found.node_type is NodeType.EFFECT
    assert [each.code for each in found.diagnostics if each.code == "PRD304"] == []


BOOTHS = """\
---
node: booth_desk
type: effect
---
# Booths
Rents booths out.

## Data model
### Booth
| field | type | constraints |
| --- | --- | --- |
| id | uuid | primary key |
| seats | int | >= 0, default 0 |
| status | enum(free, rented, broken) | |

## Operations
| operation | kind | entity | input | output |
| --- | --- | --- | --- | --- |
| open_booth | create | Booth | seats? | Booth |
| rent | update | Booth | id, guests: int | Booth |
| share | update | Booth | id, guests: int | Booth |
| smash | update | Booth | id | Booth |

## States
| from | event | to | guard |
| --- | --- | --- | --- |
| [*] | open_booth | free | |
| free | rent | rented | guests / seats <= 1 |
| rented | share | free | seats / guests > 9 |
| rented | share | rented | seats / guests > 1 |
| free | smash | broken | |
"""


def test_the_state_is_looked_at_before_any_guard(tmp_path: Path) -> None:
    with imported(BOOTHS, tmp_path) as node:
        booth = str(node.ask("open_booth", {})["id"])
        node.ask("smash", {"id": booth})
        for guests in (9, 0):
            answer = node.ask("rent", {"id": booth, "guests": guests})
            expected = "rent is not allowed while the Booth is broken"
            assert refused(answer) == ("INVALID_STATE", expected)
        for name, each in node.scenarios().items():
            assert node.tests.play(each, tmp_path / name) == [], name


def test_a_guard_that_fails_names_its_row_or_those_among_which_it_is(tmp_path: Path) -> None:
    with imported(BOOTHS.replace("booth_desk", "booth_row"), tmp_path) as node:
        first = BOOTHS[: BOOTHS.index("| free | rent")].count("\n") + 1
        booth = {"id": str(node.ask("open_booth", {})["id"]), "guests": 1}
        assert failing(node.ask("rent", booth)) == f"rule (line {first})"
        booth["id"] = str(node.ask("open_booth", {"seats": 8})["id"])
        assert node.ask("rent", booth)["status"] == "rented"
        answer = node.ask("share", {**booth, "guests": 0})
        assert failing(answer) == f"rule (line {first + 1}), rule (line {first + 2})"
        assert node.ask("share", booth)["status"] == "rented"


def failing(answer: Answer) -> str:
    """The rules that the message names."""
    code, message = refused(answer)
    assert code == "VALIDATION_ERROR"
    return message.rpartition(": ")[0]
