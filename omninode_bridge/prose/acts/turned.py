"""Sentences with their condition in another place: `while it is dry, a hull may be painted`."""

import re
from collections.abc import Iterator
from typing import Final

from omninode_bridge.language.word_forms import participle_of
from omninode_bridge.prose.acts.stating import gerund

_A: Final = r"(?:an?|the|any|every)"
_THING: Final = rf"{_A} [a-z]+(?: [a-z]+)?"
_WHEN: Final = r"(?:while|as long as|so long as|if|when|whenever)"
_PERMITTED: Final = re.compile(
    rf"{_WHEN} (?P<thing>{_THING}?|it|they) is (?P<state>[^,]+?) ,? ?(?:then )?"
    rf"(?P<who>{_THING}?|it|they) may (?P<deed>be .+)"
)
_REFUSED: Final = re.compile(
    rf"{_WHEN} (?P<thing>{_THING}?) is (?P<state>[^,]+?) ,? ?(?:then )?(?P<deed>[a-z]+ing"
    rf"(?: (?:out|in|back|up|off|over|away))?)(?: (?:it|them|the [a-z]+(?: [a-z]+)?))? is "
    r"(?:refused|rejected|declined|forbidden|prohibited|impossible|(?:never|not) (?:possible|"
    r"allowed|permitted|accepted))"
)
_POSSIBLE: Final = re.compile(
    rf"(?P<deed>[a-z]+ing(?: (?:out|in|back|up|off|over|away))?) (?P<thing>{_THING}) is (?:only )?"
    rf"(?:possible|allowed|permitted) (?P<only>only )?(?P<when>{_WHEN}|after|once) (?P<rest>.+)"
)

_ITS: Final = re.compile(
    rf"{_WHEN} (?P<thing>{_THING}?) is (?P<state>[^,]+?) ,? ?(?:then )?its (?P<fields>[a-z ,]+?) "
    r"may be (?P<done>[a-z]+)"
)
_STATE_FIRST: Final = re.compile(
    rf"(?P<when>once|when|if|while|as long as) (?:it is )?(?P<state>[a-z_]+) ?, "
    rf"(?P<thing>{_THING}) (?P<rest>(?:is|may) .+)"
)


def turned(said: str) -> Iterator[str]:
    """The same with the condition behind what it is a condition of."""
    if match := _PERMITTED.fullmatch(said):
        who = match["thing"] if match["who"] in {"it", "they"} else match["who"]
        if who not in {"it", "they"}:
            yield f"{who} may {match['deed']} as long as it is {match['state']}"
    if match := _ITS.fullmatch(said):
        what = f"the {match['fields']} of {match['thing']}"
        yield f"{what} may be {match['done']} as long as it is {match['state']}"
    if match := _STATE_FIRST.fullmatch(said):
        yield f"{match['when']} {match['thing']} is {match['state']} , it {match['rest']}"
    if (match := _REFUSED.fullmatch(said)) and (done := done_of(match["deed"])):
        yield f"{match['thing']} that is {match['state']} is never {done}"
    if (match := _POSSIBLE.fullmatch(said)) and (done := done_of(match["deed"])):
        yield f"{match['thing']} may be {done} only {match['when']} {match['rest']}"


def done_of(deed: str) -> str:
    """`handed out` of `handing out`."""
    verb, end = gerund(tuple(deed.split()))
    if not verb or end != len(deed.split()):
        return ""
    base, _, particle = verb.partition(" ")
    return f"{participle_of(base)} {particle}".strip()
