"""Data in sentences and bullets that are not read as such, told as they are: `Input: pages (int)`.

Names, choices and limits are the author's; a type that nobody said is what the name suggests.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.rewording.amounts_named import worked_out
from omninode_bridge.prose.rewording.datum import Datum, data_of, datum_of
from omninode_bridge.prose.rewording.mentions import spoken_name
from omninode_bridge.prose.rewording.phrasing import article, enumeration
from omninode_bridge.prose.rewording.wording import Spoken
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.parts.spoken_frames import entity_frame
from omninode_bridge.requirements.structures import DataKind

_GETS: Final = (
    r"(?:(?:we|you|it|the (?:service|system|node|program|tool))(?: also)? "
    r"(?:gets?|(?:is|are) (?:given|sent|told)|receives?|takes?|knows?|needs?)|"
    r"(?:the )?inputs?(?: (?:is|are))?|given(?: is| are)?|(?:the )?request (?:has|contains))"
)
_GIVES: Final = (
    r"(?:(?:we|you|it|the (?:service|system|node|program|tool))(?: also)? "
    r"(?:want(?:s)?(?: back| to know)?|returns?|answers?(?: with)?|gives?(?: back)?|"
    r"tells?(?: them)?|sends? back|shows?)|"
    r"(?:the )?(?:outputs?|results?|answer|reply)(?: (?:is|are|has))?)"
)
_LABEL: Final = r"^[*_`]*{0}[*_`]*:?[*_`]* +(?P<list>.+)$"
_GIVEN: Final = re.compile(_LABEL.format(_GETS), re.IGNORECASE | re.DOTALL)
_ANSWERED: Final = re.compile(_LABEL.format(_GIVES), re.IGNORECASE | re.DOTALL)
_ABOVE_GIVEN: Final = re.compile(
    r"\b(?:inputs?|(?:we|it|you) (?:gets?|knows?|needs?|receives?|haves?|asks?)|"
    r"data (?:about|we|of)|request|(?:is|are) given|goes in|comes in|has to know|facts)\b",
    re.IGNORECASE,
)
_ABOVE_ANSWERED: Final = re.compile(
    r"\b(?:outputs?|results?|(?:we|it) (?:tells?|answers?|returns?|gives?|says?|shows?)|answers?|"
    r"response|comes out|want back|reply)\b",
    re.IGNORECASE,
)
_KEPT: Final = re.compile(
    r"^(?:what|the data|everything|all)(?: that)? (?:we|they|the \w+) "
    r"(?:store|keep|know|save|record|note|track|have|need)(?: down)? "
    r"(?:per|of|about|for|on|with) (?:each |every |an? |the )?"
    r"(?P<thing>[a-z]+(?: [a-z]+)?): (?P<list>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_BULLET: Final = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")
_HEADING: Final = re.compile(r"#+\s+(.*)")


def of_calculation(spoken: Sequence[Spoken], document: Document) -> list[tuple[str, ...]]:
    """What goes in and what comes out."""
    everything, lines = _everything(spoken), document.text.split("\n")
    return [tuple(_of_sentence(one, everything, lines)) for one in spoken]


def missing_output(_: Sequence[Spoken], document: Document) -> tuple[str, ...]:
    """Amounts that sentences speak of as worked out, and that nothing declares."""
    told = () if document.outputs else tuple(worked_out(document))
    return (f"Output: {', '.join(f'{spoken_name(one)} (money)' for one in told)}.",) if told else ()


def of_stored(spoken: Sequence[Spoken], _: Document) -> list[tuple[str, ...]]:
    """What is stored of each thing."""
    everything = _everything(spoken)
    return [tuple(_of_thing(one.text, everything)) for one in spoken]


def _everything(spoken: Sequence[Spoken]) -> str:
    return " ".join(one.text.lower() for one in spoken)


def _of_sentence(one: Spoken, everything: str, lines: Sequence[str]) -> Iterator[str]:
    text = one.text.strip()
    if text.endswith(":"):
        return
    for label, pattern in (("Input", _GIVEN), ("Output", _ANSWERED)):
        found = pattern.match(text)
        data = data_of(found["list"]) if found else []
        if data:
            yield f"{label}: {_listed(data, everything)}."
    above = _above(lines, one.place.line)
    is_given, is_answered = _ABOVE_GIVEN.search(above), _ABOVE_ANSWERED.search(above)
    if bool(is_given) == bool(is_answered):
        return
    if _BULLET.match(lines[one.place.line - 1]):
        datum = datum_of(text)
        if datum is not None:
            yield datum.told(everything) + (f": {datum.remark}" if datum.remark else "")
    elif len(data := data_of(text)) > 1 or any(datum.kind for datum in data):
        yield f"{'Input' if is_given else 'Output'}: {_listed(data, everything)}."


def _above(lines: Sequence[str], line: int) -> str:
    """The heading or the line above a list, for what stands below it."""
    for at in range(min(line, len(lines)) - 2, -1, -1):
        text = lines[at].strip()
        if found := _HEADING.match(text):
            return found[1]
        if text.endswith(":") and not _BULLET.match(lines[at]):
            return text
    return ""


def _of_thing(text: str, everything: str) -> Iterator[str]:
    plain = text.strip()
    if found := _KEPT.match(plain):
        yield from _having(found["thing"], found["list"], everything)
    frame = entity_frame(plain)
    if frame is not None and frame.told is DataKind.ENTITY:
        yield from _having(frame.noun, plain[frame.start :], everything)


def _having(thing: str, listed: str, everything: str) -> Iterator[str]:
    data = data_of(listed)
    noun = lexicon().singular(thing.lower())
    if data:
        told = [f"{article(one.name(everything))} {one.told(everything)}" for one in data]
        names = {one.name(everything) for one in data}
        states = sorted(_states(noun, everything) - names)
        kept = [*told, *(f"whether it is {one} (no by default)" for one in states)]
        for parts in (kept, told) if states else (told,):
            yield f"{article(noun).capitalize()} {noun} has {enumeration(parts)}."


def _states(noun: str, everything: str) -> set[str]:
    """`Bookings can be cancelled. A cancelled booking ...`: what one may become."""
    many = lexicon().plural(noun)
    found = re.findall(rf"\b(?:{noun}|{many}) (?:can|may|must) be ([a-z]+ed)\b", everything)
    return {one for one in found if re.search(rf"\b{one} (?:{noun}|{many})\b", everything)}


def _listed(data: Sequence[Datum], everything: str) -> str:
    return ", ".join(one.told(everything) for one in data)
