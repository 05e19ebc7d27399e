"""What a generated state machine answers."""

import pytest

from tests.unit.generation.reducer.emitted import Json, machine_document, reducer

ORDER = machine_document(
    "Parcel order",
    r"""
    [*] | place | placed | total > 0 | total = total
    placed | pay | placed | paid + amount < total | paid = paid + amount
    placed | pay | paid | paid + amount >= total | paid = paid + amount; emit send_receipt(paid)
    paid | ship | shipped | | emit notify_customer()
    """,
    context="paid | money | default 0\ntotal | money | default 0",
    events="place | total: money\npay | amount: money\nship |",
)
PLACED = {"event": "place", "total": "10"}


def test_before_the_first_event_there_is_no_state() -> None:
    answer = reducer(ORDER).answer([])
    assert answer == {
        "state": {"state": None, "paid": "0.00", "total": "0.00"},
        "rejected": [],
        "intents": [],
    }


def test_an_order_is_placed_paid_in_two_parts_and_shipped() -> None:
    events = [PLACED, {"event": "pay", "amount": 4}, {"event": "pay", "amount": "6.004"}]
    answer = reducer(ORDER).answer([*events, {"event": "ship"}])
    assert answer["state"] == {"state": "shipped", "paid": "10.00", "total": "10.00"}
    assert answer["intents"] == [
        {"intent": "send_receipt", "payload": {"paid": "10.00"}},
        {"intent": "notify_customer", "payload": {}},
    ]


@pytest.mark.parametrize(
    ("event", "name", "reason"),
    [
        ({"event": "fly"}, "fly", "unknown_event"),
        ({"total": "10"}, None, "unknown_event"),
        ({"event": 7}, None, "unknown_event"),
        ({"event": "place", "total": True}, "place", "invalid:total"),
        ({"event": "place"}, "place", "invalid:total"),
        ({"event": "place", "total": "1", "more": 1}, "place", "invalid:more"),
        ({"event": "place", "total": "x", "more": 1}, "place", "invalid:total"),
        ({"event": "ship"}, "ship", "no_transition"),
        ({"event": "place", "total": "0"}, "place", "guard"),
    ],
)
def test_a_rejected_event_has_a_reason_and_changes_nothing(
    event: Json, name: str | None, reason: str
) -> None:
    node = reducer(ORDER)
    answer = node.answer([event, PLACED])
    assert answer["rejected"] == [{"index": 0, "event": name, "reason": reason}]
    assert answer["state"] == node.answer([PLACED])["state"]


def test_a_snapshot_continues_and_its_indices_start_again() -> None:
    node = reducer(ORDER)
    state = node.answer([PLACED])["state"]
    answer = node.answer([{"event": "ship"}, {"event": "pay", "amount": "10"}], state)
    assert answer["state"]["state"] == "paid"
    assert answer["rejected"] == [{"index": 0, "event": "ship", "reason": "no_transition"}]
    assert len(answer["intents"]) == 1


@pytest.mark.parametrize(
    "request_",
    [
        {"state": {"state": "lost", "paid": "0", "total": "0"}, "events": []},
        {"state": {"state": "paid", "paid": "0"}, "events": []},
        {"state": {"state": "paid", "paid": "0", "total": "0", "more": 1}, "events": []},
        {"state": "paid", "events": []},
        {"state": None, "events": [1]},
        {"state": None, "events": {}},
        {"state": None},
        {"state": None, "events": [], "more": 1},
    ],
)
def test_a_malformed_request_is_refused(request_: Json) -> None:
    assert reducer(ORDER).refused(request_)


TURNS = machine_document(
    "Turning wheel",
    """
    idle | turn | idle | | seats = seats + state.seats; seats = seats + 1; emit seen(seats)
    idle | narrow | idle | | level = level - 1
    idle | divide | idle | 10 / by > 1 |
    idle | share | idle | | level = round(10 / by)
    idle | note | idle | text != none | memo = lower(text); emit noted(state.memo)
    idle | clear | idle | | memo = none
    idle | maybe | idle | | if by > 2: level = 9
    """,
    context="seats | int | default 1\nlevel | int | default 1, >= 0, <= 9\nmemo | string? |",
    events="""
    turn | seats: int
    narrow |
    divide | by: int
    share | by: int
    note | text: string?
    maybe | by: int
    """,
)


def test_a_payload_field_hides_the_context_field_and_state_means_the_context() -> None:
    answer = reducer(TURNS).answer([{"event": "turn", "seats": 5}])
    # seats = 5 + 1, then on the right `seats` is the payload's again: 5 + 1.
    assert answer["state"]["seats"] == 6
    assert answer["intents"] == [{"intent": "seen", "payload": {"seats": 5}}]


def test_without_a_start_the_first_row_says_the_initial_state() -> None:
    assert reducer(TURNS).answer([])["state"]["state"] == "idle"


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        ({"event": "divide", "by": 0}, "guard"),
        ({"event": "share", "by": 0}, "guard"),
        ({"event": "share", "by": 1}, "invalid:level"),
        ({"event": "note"}, "guard"),
    ],
)
def test_what_fails_rejects_the_event(event: Json, reason: str) -> None:
    answer = reducer(TURNS).answer([event])
    assert [one["reason"] for one in answer["rejected"]] == [reason]
    assert answer["state"]["level"] == 1


def test_an_action_that_breaks_a_constraint_changes_nothing() -> None:
    answer = reducer(TURNS).answer([{"event": "narrow"}, {"event": "narrow"}])
    assert answer["state"]["level"] == 0
    assert answer["rejected"] == [{"index": 1, "event": "narrow", "reason": "invalid:level"}]


def test_null_is_a_value_of_optional_fields() -> None:
    node = reducer(TURNS)
    noted = node.answer([{"event": "note", "text": "ABC"}])
    assert noted["state"]["memo"] == "abc"
    assert noted["intents"] == [{"intent": "noted", "payload": {"memo": "abc"}}]
    assert node.answer([{"event": "clear"}], noted["state"])["state"]["memo"] is None


def test_a_conditional_action_keeps_the_value_otherwise() -> None:
    node = reducer(TURNS)
    assert node.answer([{"event": "maybe", "by": 2}])["state"]["level"] == 1
    assert node.answer([{"event": "maybe", "by": 3}])["state"]["level"] == 9


def test_the_first_row_whose_guard_holds_wins() -> None:
    text = machine_document(
        "First wins",
        """
        a | go | b | n > 1 |
        a | go | c | n > 0 |
        a | go | d | |
        """,
        events="go | n: int",
    )
    ends = [reducer(text).answer([{"event": "go", "n": n}])["state"]["state"] for n in (2, 1, 0)]
    assert ends == ["b", "c", "d"]


def test_a_diagram_says_the_same_as_a_table() -> None:
    diagram = """# Door as a diagram

## Data model
### Context
| field | type | constraints |
| - | - | - |
| uses | int | default 0 |

## State machine
```mermaid
stateDiagram-v2
    [*] --> closed
    closed --> open : open / uses = uses + 1
    open --> closed : close [uses < 2]
    open --> broken : close [uses >= 2] / emit repair(uses)
    broken --> [*]
```
"""
    answer = reducer(diagram).answer([{"event": name} for name in ("open", "close") * 2])
    assert answer["state"] == {"state": "broken", "uses": 2}
    assert answer["intents"] == [{"intent": "repair", "payload": {"uses": 2}}]


def test_a_row_from_any_state_stands_for_each_without_a_row_of_its_own() -> None:
    text = machine_document(
        "Any state",
        r"""
        a | go | b | |
        * | stop | end | |
        b | stop | a | |
        end | | [*] | |
        """,
    )
    node = reducer(text)
    assert node.answer([{"event": "stop"}])["state"]["state"] == "end"
    assert node.answer([{"event": "go"}, {"event": "stop"}])["state"]["state"] == "a"
    assert node.answer([{"event": "stop"}] * 2)["rejected"][0]["reason"] == "no_transition"


def test_a_key_of_an_event_is_remembered_only_when_it_is_accepted() -> None:
    text = machine_document(
        "Keyed events",
        """
        closed | open | opened | |
        opened | add | opened | n < 5 | total = total + n
        """,
        context="total | int | default 0",
        events="open |\nadd | id: uuid (unique), n: int",
    )
    node = reducer(text)
    key = "00000000-0000-4000-8000-00000000000A"
    add = {"event": "add", "id": key, "n": 1}
    answer = node.answer([add, {"event": "open"}, add | {"n": 9}, add, add | {"id": key.lower()}])
    assert [one["reason"] for one in answer["rejected"]] == ["no_transition", "guard", "duplicate"]
    assert answer["state"]["total"] == 1
    again = node.answer([add], answer["state"])
    assert again["rejected"][0]["reason"] == "duplicate"
    assert again["state"] == answer["state"]


def test_names_of_a_document_collide_with_nothing() -> None:
    text = machine_document(
        'Hostile """ {{ 7*7 }} names',
        """
        import | __init__ | None | json != none and json > 0 | json = json; emit exec(json)
        None | process | import | self in ["x"] | given = known + state.given; copy = state.json
        """,
        context="json | int | default 0\ngiven | decimal | default 1.5\ncopy | int | default 0",
        events="__init__ | json: int?, state: int\nprocess | self: string, known: int",
    )
    names = {row[1] for row in reducer(text).handler.TABLE}
    assert len(names) == 2
    init, work = sorted(names)
    answer = reducer(text).answer(
        [
            {"event": init, "json": 3, "state": 1},
            {"event": work, "self": "x", "known": 2},
        ]
    )
    assert answer["rejected"] == []
    kept = {key: answer["state"][key] for key in ("json", "given", "copy")}
    assert kept == {"json": 3, "given": "3.5", "copy": 3}
    assert answer["intents"] == [{"intent": "exec", "payload": {"json": 3}}]
