"""Events that a sentence of a life cycle may change of which nothing is read."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.word_forms import base_of, is_past
from omninode_bridge.prose.narration.story import Line
from omninode_bridge.prose.step_names import alike
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.structures import Snippet, StateMachine

_CONDITIONS: Final = re.compile(
    r"\b(?:when|whenever|if|once|after|before|while|until|unless|as soon as|as long as|upon|only)\b"
)
_KEPT: Final = re.compile(
    r"\b(?:is|are|be) (?:also )?(?:counted|summed up|added up|totalled|averaged|recorded|logged|"
    r"printed|shown|displayed|reported|kept)(?: .*)?$"
)
"""What is only written down changes no state."""

_STARTS: Final = re.compile(
    r"\b(?:starts?|begins?|initial(?:ly)?|at first|is (?:created|born|opened|registered))\b"
)
_FINAL: Final = re.compile(r"\b(?:final|never chang\w+|any ?more|no longer|any longer)\b")
_HAPPENING: Final = re.compile(
    r"\b(?:when|whenever|if|once|after|as soon as|upon) [^,;]*?\b(?:is|was|has|gets?) "
    r"(?:been )?(?P<verb>[a-z]+)"
)
_POSSIBLE: Final = re.compile(r"(?:[a-z]+ ){2,4}(?:can|may) be (?P<verb>[a-z]+)")
_AT_FIRST: Final = re.compile(r"\b(?:starts?|begins?)(?: again| anew)? (?:at|with|from) (?=\d)")
"""So begins a value, and nothing that somebody starts."""

_SUBJECT: Final = re.compile(
    r"(?:(?:an?|the|each|every|any|all|new) )*(?:[a-z-]+ )*?(?P<noun>[a-z]+) (?:shall )?"
    r"(?:starts?|begins?|is) "
)
_OWN_EVENT: Final = re.compile(
    r"(?:(?:while|as long as) (?:it|they|[a-z ]+?) is [^,]+ , (?:the |an? )[a-z]+ (?:may |shall )?|"
    r"(?:the |an? )[a-z]+ may )(?P<verb>[a-z]+) .+"
)
_STANDING: Final = frozenset(
    {"", "be", "have", "stay", "remain", "become", "get", "never", "accept", "allow", "refuse"}
    | {"change", "do", "make", "leave", "move", "go", "happen"}
)
_EACH: Final = r"(?:an?|the|each|any|every|all|some|no|only) "


def with_held_events(
    told: Document,
    lines: Sequence[Line],
    realised: Collection[str],
    read: Collection[tuple[str, str]] = (),
) -> Document:
    """The life cycle without the events that such a sentence speaks of.

    Beside a sentence that is `read` another of its requirement is not; where that names no event
    itself, it may go on about those of its neighbours.
    """
    states = told.states
    if states is None:
        return told
    because: dict[str, Snippet] = {}
    holds: dict[str, Snippet] = {}
    named_itself = _naming_themselves(states, lines, read)
    for line in lines:
        if line.id in realised or not line.is_asked or _KEPT.search(line.said):
            continue
        if line.key in read and line.id in named_itself:
            continue
        named = _named(line.said, states, told)
        if named or _CONDITIONS.search(line.said) or _states_in(line.said, states):
            text = line.requirement.text
            holds.setdefault(text, Snippet(text, line.requirement.place))
            because |= {event: holds[text] for event in named if event not in because}
    if not holds:
        return told
    return _without(told, states, because, tuple(holds.values()))


def _naming_themselves(
    states: StateMachine, lines: Sequence[Line], read: Collection[tuple[str, str]]
) -> frozenset[str]:
    """The requirements of which each sentence that is not read names an event itself."""
    unread = [line for line in lines if line.key not in read]
    vague = {line.id for line in unread if not _spoken(line.said, states)}
    return frozenset({line.id for line in unread} - vague)


def _spoken(said: str, states: StateMachine) -> frozenset[str]:
    """The events that it names, by a verb or a noun."""
    events = {one.event for one in states.transitions if one.event is not None}
    found = _states_in(said, states)
    words = re.findall(r"[a-z]+", _without_adjectives(_AT_FIRST.sub(" ", said), states))
    # `While it is blocked` speaks of the state, whatever blocks it.
    words = [one for one in words if one not in found]
    return frozenset(event for event in events if any(_is_of(event, word) for word in words))


def _named(said: str, states: StateMachine, told: Document) -> frozenset[str]:
    """The events that it names, else those of the values or the states that it names."""
    events = {found.event for found in states.transitions if found.event is not None}
    found = _states_in(said, states)
    if _FINAL.search(said):
        return _events(states, found, is_from=True)
    if named := _spoken(said, states):
        return named
    if _STARTS.search(_AT_FIRST.sub(" ", said)) and (found or _is_of_thing(said, told.title)):
        return frozenset(events)
    if concerned := _changing(said, states, told) | _carrying(said, events, told):
        return concerned
    # An event of its own: those that are known stay as they are.
    return frozenset() if _is_own(said, found) else _events(states, found, is_from=False)


def _is_own(said: str, found: Collection[str]) -> bool:
    """Whether it tells what happens or what somebody does, and no event that is known."""
    own = _OWN_EVENT.fullmatch(said)
    if own is not None and base_of(own["verb"]) not in _STANDING:
        return True
    happening = _HAPPENING.search(said) or _POSSIBLE.fullmatch(said)
    return happening is not None and is_past(happening["verb"]) and happening["verb"] not in found


def _is_of_thing(said: str, title: str) -> bool:
    """Whether what starts is what the document follows, and no value of it."""
    subject = _SUBJECT.match(said)
    words = {lexicon().singular(one) for one in re.findall(r"[a-z]+", title.lower())}
    return subject is None or subject["noun"] in {"it", "they", *words}


def _changing(said: str, states: StateMachine, told: Document) -> frozenset[str]:
    """The events that change a remembered value which the sentence names."""
    named = [
        one.name
        for one in told.context or ()
        if re.search(rf"\b{one.name.replace('_', ' ')}\b", said)
    ]
    return frozenset(
        one.event
        for one in states.transitions
        for action in one.actions
        if one.event is not None and action.text.partition(" = ")[0] in named
    )


def _carrying(said: str, events: Collection[str], told: Document) -> frozenset[str]:
    """The events that carry a field which the sentence names."""
    spoken = f" {re.sub(r'[^a-z]+', ' ', said)} "
    things = [(one.name, one.fields) for one in told.events]
    things += [(one.name, one.fields) for one in told.entities]
    carrying = {
        name.lower()
        for name, fields in things
        if any(f" {field.name.replace('_', ' ')} " in spoken for field in fields)
    }
    return frozenset(
        event for event in events if any(name == event or _is_of(event, name) for name in carrying)
    )


def _events(states: StateMachine, found: Collection[str], *, is_from: bool) -> frozenset[str]:
    return frozenset(
        one.event
        for one in states.transitions
        if one.event is not None and (one.source in found or (not is_from and one.target in found))
    )


def _is_of(event: str, word: str) -> bool:
    verb = event.split("_", maxsplit=1)[0]
    is_form = verb in {word, base_of(word)} or lexicon().nominals.get(word) == verb
    return is_form or alike(word, verb)


def _states_in(said: str, states: StateMachine) -> frozenset[str]:
    return frozenset(
        name for name in states.states if re.search(rf"\b{name.replace('_', ' ')}\b", said)
    )


def _without_adjectives(said: str, states: StateMachine) -> str:
    """`An approved loan` is in a state; nobody approves it."""
    one = "|".join(re.escape(name.replace("_", " ")) for name in states.states)
    listed = rf"(?:{one})(?:(?: ,| and| or| , and| , or)+ (?:{one}))*"
    return re.sub(rf"(?:^|\b{_EACH}){listed}(?= [a-z]+)", " ", said)


def _without(
    told: Document, states: StateMachine, because: dict[str, Snippet], holds: tuple[Snippet, ...]
) -> Document:
    left = tuple(one for one in states.transitions if one.event not in because)
    metrics = tuple(one for one in told.aggregations if one.of not in because)
    kept = {each for one in left for each in one.requirement_ids}
    kept |= {each for one in metrics for each in one.requirement_ids}
    lost = {
        each: because[one.event].text
        for one in states.transitions
        if one.event in because
        for each in one.requirement_ids
        if each not in kept
    }
    reason = "its event is not implemented, because this speaks of it and is not understood"
    requirements = tuple(
        replace(one, pattern="", unread=f'{reason}: "{lost[one.id]}"') if one.id in lost else one
        for one in told.requirements
    )
    return replace(
        told,
        states=replace(states, transitions=left, holds=holds),
        events=tuple(one for one in told.events if one.name not in because),
        aggregations=metrics,
        requirements=requirements,
    )
