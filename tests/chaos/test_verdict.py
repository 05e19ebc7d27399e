"""The verdict can fail: whatever is lost, doubled or wrong in made-up ledgers is seen."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest

from tests.chaos.verdict import Fault, Problem, Seen, Sent, judge

REQUEST, OTHER, QUESTION, EVENT = (UUID(int=number) for number in range(1, 5))
ID, ANOTHER = UUID(int=11), UUID(int=12)
PLACE, ELSEWHERE = ("requests", 0, 7), ("requests", 0, 8)
SENT = Sent({REQUEST: "one", OTHER: "two"}, {QUESTION}, {EVENT}, {PLACE})
ALL_WELL = Seen(
    ends={REQUEST: {ID: "completed"}, OTHER: {ANOTHER: "completed"}},
    answers={REQUEST: {ID}, OTHER: {ANOTHER}, QUESTION: {ID}},
    rows={REQUEST: "completed", OTHER: "completed"},
    versions={"one": (REQUEST,), "two": (OTHER,)},
    facts={REQUEST: 1, OTHER: 1, EVENT: 1},
    letters=(PLACE,),
)


def test_all_is_well() -> None:
    assert judge(SENT, ALL_WELL) == ()


def test_nothing_came_out() -> None:
    problems = judge(SENT, Seen())
    assert {each.fault for each in problems} == {Fault.LOST}
    assert len(problems) == 2 * 5 + 3


def test_what_nobody_sent_is_not_asked_for() -> None:
    assert judge(Sent(), replace(ALL_WELL, letters=())) == ()


BROKEN: dict[str, tuple[Fault, Callable[[Seen], Seen]]] = {
    "outcome lost": (Fault.LOST, lambda s: replace(s, ends={OTHER: s.ends[OTHER]})),
    "outcome doubled": (
        Fault.DOUBLED,
        lambda s: replace(s, ends={**s.ends, OTHER: {ID: "completed", ANOTHER: "completed"}}),
    ),
    "answer lost": (
        Fault.LOST,
        lambda s: replace(s, answers={REQUEST: {ID}, QUESTION: {ID}}),
    ),
    "answer doubled": (
        Fault.DOUBLED,
        lambda s: replace(s, answers={**s.answers, REQUEST: {ID, ANOTHER}}),
    ),
    "answer to a question lost": (
        Fault.LOST,
        lambda s: replace(s, answers={REQUEST: {ID}, OTHER: {ID}}),
    ),
    "answer to a question doubled": (
        Fault.DOUBLED,
        lambda s: replace(s, answers={**s.answers, QUESTION: {ID, ANOTHER}}),
    ),
    "row lost": (Fault.LOST, lambda s: replace(s, rows={OTHER: "completed"})),
    "request failed on record": (
        Fault.WRONG,
        lambda s: replace(s, rows={**s.rows, OTHER: "failed"}),
    ),
    "request failed as told": (
        Fault.WRONG,
        lambda s: replace(s, ends={**s.ends, OTHER: {ID: "failed"}}),
    ),
    "version lost": (Fault.LOST, lambda s: replace(s, versions={"one": (REQUEST,)})),
    "version doubled": (
        Fault.DOUBLED,
        lambda s: replace(s, versions={**s.versions, "two": (OTHER, OTHER)}),
    ),
    "version of another request": (
        Fault.WRONG,
        lambda s: replace(s, versions={**s.versions, "two": (REQUEST,)}),
    ),
    "fact of a request lost": (Fault.LOST, lambda s: replace(s, facts={OTHER: 1, EVENT: 1})),
    "fact of a request doubled": (
        Fault.DOUBLED,
        lambda s: replace(s, facts={**s.facts, OTHER: 2}),
    ),
    "fact of an event lost": (Fault.LOST, lambda s: replace(s, facts={REQUEST: 1, OTHER: 1})),
    "fact of an event doubled": (
        Fault.DOUBLED,
        lambda s: replace(s, facts={**s.facts, EVENT: 2}),
    ),
    "letter lost": (Fault.LOST, lambda s: replace(s, letters=())),
    "letter doubled": (Fault.DOUBLED, lambda s: replace(s, letters=(PLACE, PLACE))),
    "letter of a good message": (
        Fault.WRONG,
        lambda s: replace(s, letters=(PLACE, ELSEWHERE)),
    ),
}


@pytest.mark.parametrize("how", BROKEN)
def test_one_thing_that_is_not_as_it_should_be_is_seen(how: str) -> None:
    fault, broken = BROKEN[how]
    [problem] = judge(SENT, broken(ALL_WELL))
    assert problem.fault is fault
    assert str(problem).startswith(fault.value)


def test_each_of_a_hundred_thousand_counts() -> None:
    events = {UUID(int=number) for number in range(100_000)}
    facts = dict.fromkeys(events, 1)
    assert judge(Sent(events=events), Seen(facts=facts)) == ()
    del facts[UUID(int=99_999)]
    facts[UUID(int=5)] = 2
    assert {*judge(Sent(events=events), Seen(facts=facts))} == {
        Problem(Fault.LOST, "fact", f"event {UUID(int=99_999)}"),
        Problem(Fault.DOUBLED, "fact (2 times)", f"event {UUID(int=5)}"),
    }
