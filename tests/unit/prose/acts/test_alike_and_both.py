"""Limits of those that are alike, states told together, and sentences that keep little away."""

import pytest

from tests.unit.prose.effects_told import EffectsTold

_HEAD = """---
type: effect
---
# Moorings

## What we keep

A skipper has a badge (text, primary key) and a name (text).

A mooring has a code (text, primary key), the badge of the skipper, a ring (whole number), a quay
(text), the depth in metres (depth, decimal, unknown at first) and a state (stored, left or sunk).

## What is done

- The warden registers skippers with badge and name.
- The warden stores a mooring with code, badge, ring and quay.
- Every new mooring starts with the state stored.
- The skipper leaves a stored mooring; it is then left.
"""
_QUAY = EffectsTold(_HEAD)
_ROWS = 'count(each for each in Mooring if each.state == "stored" and '


@pytest.mark.parametrize(
    ("said", "tests", "most"),
    [
        ("No ring may hold two stored moorings.", "each.ring == ring", 1),
        ("No ring may hold more than 3 stored moorings.", "each.ring == ring", 3),
        ("No two stored moorings may be on the same ring.", "each.ring == ring", 1),
        (
            "No two stored moorings of the same ring and quay are allowed.",
            "each.ring == ring and each.quay == quay",
            1,
        ),
        ("At most two stored moorings per quay.", "each.quay == quay", 2),
        ("There may be at most one stored mooring for each ring.", "each.ring == ring", 1),
    ],
)
def test_no_more_of_them_than_said_have_the_same(said: str, tests: str, most: int) -> None:
    rules = _QUAY.operation("store_mooring", said).rules
    assert any(f"{_ROWS}{tests}) >= {most}" in rule.text for rule in rules)


@pytest.mark.parametrize(
    "said",
    [
        "No two moorings have the same ring and quay.",
        "No two moorings may share the same ring and quay.",
    ],
)
def test_two_fields_are_the_same_together(said: str) -> None:
    """Each of them alone may well be there twice."""
    head = _HEAD.replace(", the depth in metres (depth, decimal, unknown at first) and a state", "")
    head = head.replace(" (stored, left or sunk)", "").partition("- Every new")[0]
    told = EffectsTold(head)
    rules = told.operation("store_mooring", said).rules
    assert any("each.ring == ring and each.quay == quay) >= 1" in one.text for one in rules)
    assert not any("unique" in one.text for one in rules)


def test_whether_those_that_are_over_count_is_not_guessed() -> None:
    assert not _QUAY.pattern_of("No two moorings have the same ring and quay.")


def test_where_another_deed_makes_them_alike_nothing_is_bound() -> None:
    """Who moves one to another ring would make two of them, too."""
    moved = "The warden changes the ring of a mooring."
    assert not _QUAY.pattern_of(moved, "No ring may hold two stored moorings.")


def test_what_has_no_known_field_is_no_limit() -> None:
    assert not _QUAY.pattern_of("No sailor may hold two stored moorings.")


@pytest.mark.parametrize(
    "said",
    [
        "The badge of a mooring must be that of a registered skipper.",
        "The badge of a mooring is the one of a known skipper.",
        "A mooring must name a registered skipper.",
    ],
)
def test_a_field_that_is_called_after_whom_it_refers_to(said: str) -> None:
    rules = _QUAY.operation("store_mooring", said).rules
    assert any("badge not in [each.badge for each in Skipper]" in rule.text for rule in rules)


@pytest.mark.parametrize(
    "said",
    [
        "A skipper for whom moorings are stored cannot be removed.",
        "A skipper for whom there are stored moorings cannot be removed.",
        "A skipper with stored moorings cannot be removed.",
    ],
)
def test_what_is_there_for_somebody_is_in_use(said: str) -> None:
    rules = _QUAY.operation("remove_skipper", "The warden removes a skipper by badge.", said).rules
    assert any('each.state == "stored"' in rule.text for rule in rules)


@pytest.mark.parametrize("joint", ["and", "or"])
def test_what_is_said_of_two_states_holds_for_either(joint: str) -> None:
    said = f"Left {joint} sunk moorings cannot be changed any more."
    told = _QUAY.pattern_of("The warden changes the quay of a mooring.", said)
    assert "update_mooring never when left" in told.replace("leave_mooring, ", "")
    assert "never when sunk" in told


def test_neither_of_two_states_is_no_permission() -> None:
    told = _QUAY.pattern_of("Neither left nor sunk moorings may be left.")
    assert "only when" not in told


@pytest.mark.parametrize(
    ("said", "event"),
    [
        ("Whenever a mooring becomes left, the event mooring_gone is published.", "mooring_gone"),
        ("When a mooring is sunk, publish mooring_sunk.", "mooring_sunk"),
    ],
)
def test_who_makes_it_so_tells_of_it(said: str, event: str) -> None:
    deed = "The warden marks a stored mooring as sunk."
    found = _QUAY.understood(deed, said).document.operations
    assert [one.name for one in found if event in one.emits] in (
        ["leave_mooring"],
        ["mark_mooring_sunk"],
    )


@pytest.mark.parametrize(
    ("said", "how"),
    [
        ("The quay of a mooring may be changed while it is stored.", "only when stored"),
        ("Change the quay of a mooring as long as it is not sunk.", "never when sunk"),
    ],
)
def test_as_long_as_it_is_so(said: str, how: str) -> None:
    told = _QUAY.pattern_of(said)
    assert "update_mooring: update Mooring with quay" in told
    assert how in told


@pytest.mark.parametrize("when", ["After ten days", "Within 3 weeks", "Before noon"])
def test_a_time_in_front_of_who_does_it_is_not_passed_over(when: str) -> None:
    assert not _QUAY.pattern_of(f"{when} the warden changes the quay of a mooring.")


def test_what_is_noted_behind_a_deed_is_given_with_it() -> None:
    told = _QUAY.pattern_of("The warden marks a stored mooring as sunk, recording the depth.")
    assert "with depth sets sunk only when stored" in told


@pytest.mark.parametrize(
    ("said", "kept_away"),
    [
        ("Stored moorings never glimmer.", {"store_mooring", "leave_mooring"}),
        ("At most 7 sunk moorings per skipper and moon.", {"store_mooring", "leave_mooring"}),
    ],
)
def test_a_sentence_keeps_away_only_what_it_may_concern(said: str, kept_away: set[str]) -> None:
    left = {"register_skipper", "store_mooring", "leave_mooring"}
    made = {one.name for one in _QUAY.understood(said).document.operations}
    assert left - made <= kept_away


def test_states_that_another_choice_has_make_no_status() -> None:
    jars = EffectsTold(
        "---\ntype: effect\n---\n# Jars\n\n## What we keep\n\nFor each jar the following is"
        ' recorded: code (text, e.g. "J-1", must be unique), lid (text) and condition (fresh,'
        " tasted, mouldy).\n\n## What is done\n\n- The cook adds a jar, giving code and lid.\n"
        "- A jar that has just been added is fresh.\n"
    )
    told = jars.pattern_of("The cook tastes a fresh jar; the jar is then tasted.")
    assert told == "told: taste_jar: update Jar sets tasted only when fresh"
    [jar] = jars.understood().document.entities
    assert [one.name for one in jar.fields if one.name != "id"] == ["code", "lid", "condition"]


def test_a_field_that_is_the_key_of_another_thing_refers_to_it() -> None:
    choir = EffectsTold(
        "---\ntype: effect\n---\n# Choir\n\n## Our things\n\n- **Score**: call number (text,"
        " primary key), title (text), copies (copies, at least 1).\n- **Loan**: id, call number,"
        " singer,"
        " due date (due_on, date), status (out, back or lost).\n\n## What we do\n\n"
        "- The librarian enters loans with call number, singer and due date.\n"
        "- Every new loan is out.\n- The librarian takes a loan back; it's back then.\n"
    )
    said = (
        "A score with loans that are out can't be thrown away. All other scores can be thrown away."
    )
    rules = choir.operation("throw_away_score", said).rules
    assert any(
        'each.call_number == call_number and each.status == "out"' in one.text for one in rules
    )
    deed = "take_back_loan: update Loan sets back"
    assert deed in choir.pattern_of("The librarian takes a loan back; it's back then.")


def test_what_is_noted_later_is_nothing_of_a_new_one() -> None:
    sunk = "The warden marks a stored mooring as sunk, recording the depth."
    made = [one.names[0] for one in _QUAY.operation("store_mooring", sunk).inputs]
    assert made == ["code", "badge", "ring", "quay"]
    changed = "The warden changes the depth of a mooring."
    assert ("depth",) in [one.names for one in _QUAY.operation("store_mooring", changed).inputs]
