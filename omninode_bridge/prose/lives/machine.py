"""The state table of a life that is told."""

import re
from collections.abc import Iterator
from typing import Final

from omninode_bridge.language.word_forms import base_of, participle_of
from omninode_bridge.prose.lives.clause import ANY
from omninode_bridge.prose.lives.draft import Deed, Draft
from omninode_bridge.prose.lives.outcomes import unfolded
from omninode_bridge.prose.narration.story import UntoldError
from omninode_bridge.requirements.structures import OUTSIDE, Snippet, StateMachine, Transition

_ENDING: Final = {
    **{one: participle_of(one) for one in ("close", "archive", "finish", "expire", "block", "end")},
    **dict.fromkeys(("cancel",), "cancelled"),
}
"""States that are called as what is done, wherever something may be so."""


def machine_of(draft: Draft) -> StateMachine | None:
    """None where no event leads anywhere. Raises `UntoldError` where two moves do not fit."""
    name_ends(draft)
    draft.finals |= {one.ends: line for one, line in draft.ended if one.ends}
    _begun(draft)
    _drop_idle(draft)
    draft.deeds = [one for one in draft.deeds if one.event not in draft.dropped]
    unfolded(draft)
    rows = tuple(_rows(draft))
    if not any(one.source != one.target for one in rows):
        return None
    named = dict.fromkeys(
        (draft.initial, *(each for one in rows for each in (one.source, one.target)))
    )
    states = tuple(one for one in named if one and one != OUTSIDE)
    if left := [one for one in draft.finals if any(row.source == one for row in rows)]:
        raise UntoldError(f"{left[0]} is final here, and left elsewhere")
    finals = tuple(one for one in draft.finals if one in states)
    return StateMachine(rows, states, rows[0].place, draft.initial or None, finals)


def name_ends(draft: Draft) -> None:
    """Where nothing says where a move ends, it may be called as the state: `it can be paused`."""
    for deed in draft.deeds:
        deed.ends = deed.ends or ("" if deed.ways else _called(deed, draft))


def _undo(deed: Deed, draft: Draft) -> None:
    """What unblocks leads back from where blocking led, where there is one such way."""
    done = participle_of(deed.event.removeprefix("un"))
    state = draft.words.states.get(done, "")
    ways = {one.sources for one in draft.deeds if one.ends == state and state}
    if len(ways) == 1 and len(first := ways.pop()) == 1:
        deed.sources, deed.ends = (state,), first[0]


def state_called(verb: str, draft: Draft) -> str:
    """The state that is called as what is done: paused of pause, open of open."""
    base = base_of(verb) or verb
    names = (participle_of(base), f"{base}ed", base) if base else ()
    return next((draft.words.states[one] for one in names if one in draft.words.states), "")


def _drop_idle(draft: Draft) -> None:
    """What leads nowhere and changes nothing is not understood."""
    for deed in draft.deeds:
        known = draft.of_event(deed.event)
        does = any(_does(one) for one in known)
        if not does and not draft.carried(deed.event):
            draft.dropped[deed.event] = (deed.line, f"where `{deed.event}` leads is not said")


def _does(deed: Deed) -> bool:
    moves = bool(deed.ends) and (deed.is_not or deed.sources != (deed.ends,))
    return bool(deed.actions) or bool(deed.ways) or moves


def _called(deed: Deed, draft: Draft) -> str:
    own = draft.words.states.get(deed.event.replace("_", " "), "")
    verb = deed.verb or deed.event.split("_", maxsplit=1)[0]
    state = state_called(verb, draft) or own or _assumed(verb, deed, draft)
    return "" if state in deed.sources and not deed.is_not else state


def _assumed(verb: str, deed: Deed, draft: Draft) -> str:
    """`it can be cancelled` leads to a state that no sentence names."""
    state = _ENDING.get(base_of(verb) or verb, "")
    if state and not deed.actions:
        taken = f"takes {state} as the state to which `{deed.event}` leads"
        draft.questions.append((deed.line, taken, f"Where does `{deed.event}` lead?"))
        draft.words.states[state] = state
    return state if not deed.actions else ""


def _begun(draft: Draft) -> None:
    """Where a move begins of which no state is said: where the story stands."""
    last = before = draft.initial
    for deed in draft.deeds:
        if deed.event.startswith("un") and not deed.ends and not deed.sources:
            _undo(deed, draft)
        if not deed.sources:
            # What ended there does not go on: another way out of where it was before.
            try:
                deed.sources = (_source(deed, draft, before if last in draft.finals else last),)
            except UntoldError as error:
                draft.dropped[deed.event] = (deed.line, str(error))
                continue
        is_one = len(deed.sources) == 1 and deed.sources != (ANY,) and not deed.is_not
        only = deed.sources[0] if is_one else ""
        deed.ends = deed.ends or ("" if deed.ways else only)
        if deed.ends and (len(deed.sources) == 1 or not _is_left(deed.ends, draft)):
            last, before = deed.ends, deed.sources[0]


def _source(deed: Deed, draft: Draft, last: str) -> str:
    if not last and not deed.ends:
        raise UntoldError(f"where `{deed.event}` leads is not said")
    if not last:
        return OUTSIDE
    if not deed.ends and not (deed.actions or draft.carried(deed.event)):
        raise UntoldError(f"in which state `{deed.event}` is possible is not said")
    if not deed.ends:
        taken = f"takes all states that are not final as those in which `{deed.event}` is possible"
        draft.questions.append((deed.line, taken, f"In which states is `{deed.event}` possible?"))
        return ANY
    at = draft.deeds.index(deed)
    before = draft.deeds[at - 1]
    if alternative := _alternative(deed, before, draft) if at > 0 else "":
        return alternative
    is_next = at > 0 and before.line.id == deed.line.id and before.ends == last
    known = {draft.initial, *(one.ends for one in draft.deeds[:at])}
    if deed.ends in known and not is_next:
        raise UntoldError(f"in which state `{deed.event}` is possible is not said")
    left = [one for one in draft.deeds if one.sources == (last,) and one.ends not in {"", last}]
    if (left and not _branches(left, draft)) or deed.ends == last:
        raise UntoldError(f"from which state `{deed.event}` leads to {deed.ends} is not said")
    taken = f"takes {last} as the state in which `{deed.event}` is possible"
    draft.questions.append((deed.line, taken, f"In which states is `{deed.event}` possible?"))
    return last


def _alternative(deed: Deed, before: Deed, draft: Draft) -> str:
    """What asks for the same value as the move before it is another way out of the same state."""
    asked = [
        name for name in draft.context if any(re.search(rf"\b{name}\b", one) for one in deed.guards)
    ]
    is_same = any(re.search(rf"\b{name}\b", one) for name in asked for one in before.guards)
    only = before.sources[0] if len(before.sources) == 1 else ""
    if not is_same or only in {"", ANY} or deed.ends == only:
        return ""
    taken = f"takes {only} as the state in which `{deed.event}` is possible"
    draft.questions.append((deed.line, taken, f"In which states is `{deed.event}` possible?"))
    return only


def _is_left(state: str, draft: Draft) -> bool:
    return state in draft.finals or any(state in one.sources for one in draft.deeds)


def _branches(left: list[Deed], draft: Draft) -> bool:
    """Whether all that leaves it so far ends for good."""
    return all(one.ends in draft.finals for one in left)


def _sources(deed: Deed, draft: Draft) -> tuple[str, ...]:
    denied = draft.denied.get(deed.event, set())
    if {*deed.sources} & denied and not deed.is_not:
        raise UntoldError(f"`{deed.event}` is said to be impossible in {min(denied)}")
    if ANY not in deed.sources and not deed.is_not:
        return deed.sources
    known = dict.fromkeys(
        (draft.initial, *(state for one in draft.deeds for state in (*one.sources, one.ends)))
    )
    out = {
        "",
        ANY,
        OUTSIDE,
        "" if deed.is_way else deed.ends,
        *denied,
        *draft.finals,
        *(_behind(deed, draft) if deed.is_not else ()),
    }
    return tuple(one for one in known if one not in out)


def _behind(deed: Deed, draft: Draft) -> set[str]:
    """The states before which it is possible, and all to which the story goes on from there."""
    found = {*deed.sources}
    while (
        more := {
            one.ends
            for one in draft.deeds
            if one is not deed and not one.is_not and {*one.sources} & found and one.ends
        }
        - found
    ):
        found |= more
    return found


def _rows(draft: Draft) -> Iterator[Transition]:
    seen: dict[tuple[str, str, str], str] = {}
    for deed in draft.deeds:
        place = deed.line.requirement.place
        guard = (
            " and ".join(f"({one})" for one in deed.guards)
            if len(deed.guards) > 1
            else "".join(deed.guards)
        )
        for source in _sources(deed, draft):
            ends = deed.ends or source
            key = (source, deed.event, guard)
            if seen.setdefault(key, ends) != ends:
                raise UntoldError(
                    f"`{deed.event}` leads from {source} to {ends}, elsewhere to {seen[key]}"
                )
            actions = tuple(Snippet(one, place) for one in deed.actions)
            when = Snippet(guard, place) if guard else None
            ids = tuple(dict.fromkeys((*deed.ids, *_ids(source, ends, draft))))
            yield Transition(source, ends, place, deed.event, when, actions, ids)


def _ids(source: str, ends: str, draft: Draft) -> Iterator[str]:
    """The sentences that are of all moves, of those at the beginning, and of those that end it."""
    yield from draft.everywhere
    if source == draft.initial:
        yield from (line.id for line in draft.starts)
    if ends in draft.finals:
        yield draft.finals[ends].id
