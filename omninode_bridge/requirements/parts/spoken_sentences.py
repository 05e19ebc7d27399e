"""One sentence of data: whose it is, and the list of what there is."""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from omninode_bridge.language.duties import as_it_is
from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.parts.spoken_announcing import (
    announced,
    goes_on,
    without_reason,
)
from omninode_bridge.requirements.parts.spoken_frames import (
    Frame,
    both_frames,
    data_frames,
    known_frame,
)
from omninode_bridge.requirements.parts.spoken_headings import heading_frame
from omninode_bridge.requirements.parts.spoken_leads import without_lead
from omninode_bridge.requirements.parts.spoken_lists import list_of
from omninode_bridge.requirements.parts.spoken_reported import reported
from omninode_bridge.requirements.parts.spoken_things import thing_frame
from omninode_bridge.requirements.parts.spoken_types import entity_called
from omninode_bridge.requirements.parts.told_lists import SpokenList
from omninode_bridge.requirements.structures import DataKind


@dataclass(frozen=True, slots=True)
class Around:
    """What helps to read a sentence.

    What its heading announces, names of which another sentence says the type, names of entities,
    to what most is done, names of entities that other sentences surely tell of, the type of node
    that the document seems to be about, and whether it asks for figures. `words` are all of it
    where it is a calculation.
    """

    heading: Frame | None = None
    explained: AbstractSet[str] = frozenset()
    things: AbstractSet[str] = frozenset()
    thing: str = ""
    known: AbstractSet[str] = frozenset()
    purpose: NodeType | None = None
    counts: bool = False
    words: str = ""


type Tale = tuple[Frame, SpokenList]
type FramedSentence = tuple[Span, Frame]

# The space comes first, so that the engine looks at what is around spaces alone.
_END: Final = re.compile(r"\s(?:(?<=[.)]\s)|(?<=[.)]\*\*\s))\s*(?=[*_`]{0,2}[A-Z])")
_BEHIND: Final = re.compile(
    r"(?P<list>(?:An?|The|Each|Every|One) [^;:.]+ (?:has|have|consists? of|contains?) [^;]+);\s+"
    r"(?P<rest>(?:the|its|their|all|each|every|no) [^;]*\b(?:must|shall|should|is|are|has|have|can|"
    r"cannot|may)\b.*)",
    re.DOTALL,
)
_LISTED: Final = re.compile(r"(?i)^(?:the )?(?:inputs?|outputs?)\b")
_PASSIVE: Final = re.compile(r"(?P<who>^[^,;:.]{1,60}?) shall be(?= (?:given|told|passed|sent)\b)")
_GOES_ON: Final = re.compile(r"(?:It|They|Each|Each one) (?:(?:also|further|then) )?(?:has|have) ")
_LONGEST_LABEL: Final = 80
THING: Final = DataKind.ENTITY
FEWEST: Final = 2
"""A thing of which one field is named may rather be a sentence about that."""


# Each of the readers of data goes through all sentences of a document.
@lru_cache(maxsize=16384)
def data_sentences(span: Span) -> tuple[Span, ...]:
    """A full stop inside of brackets ends no sentence."""
    found: list[Span] = []
    start = 0
    for match in _END.finditer(span.text):
        said = span.text[start : match.start()]
        if said.count("(") == said.count(")"):
            found.append(span.slice(start, match.start()).strip())
            start = match.end()
    rest = span.slice(start).strip()
    return (*found, rest) if rest else tuple(found)


def data_parts(span: Span) -> Sequence[Span]:
    """The sentences; what stands behind the semicolon of a list of data is one of its own."""
    found: list[Span] = []
    for one in data_sentences(span):
        match = _BEHIND.match(one.text)
        if match is None:
            found.append(one)
        else:
            rest = one.slice(match.start("rest"))
            said = f"{rest.text[:1].upper()}{rest.text[1:]}"
            found += [one.slice(0, match.end("list")), rest.retold(said)]
    return found


def data_and_rest(span: Span, around: Around) -> tuple[list[Span], list[Span]]:
    """Sentences that tell of a thing which they name themselves, and all others."""
    parts = list(data_parts(span))
    named = [one for one in parts if (found := thing_frame(one.text)) and found.told is THING]
    told = [one for one in named if tales_of(one, around)]
    return told, [one for one in parts if one not in told]


def framed_in(sentences: Iterable[Span]) -> list[FramedSentence]:
    """Those that tell what a thing has."""
    return [(one, frame) for one in sentences if (frame := thing_frame(one.text)) is not None]


def tells_of_things(framed: Iterable[FramedSentence]) -> bool:
    """Whether any sentence tells what a thing has, in a list that can be read, or an answer."""
    for one, found in framed:
        if found.is_maybe or not found.noun:
            continue
        listed = list_of(one.slice(found.start, found.end or None))
        if found.told is not THING or (listed is not None and len(listed.items) >= FEWEST):
            return True
    return False


def as_a_fact(sentence: Span) -> Span:
    """`It shall be given ...` as `It is given ...`."""
    if "shall " not in sentence.text:
        return sentence
    return sentence.retold(_PASSIVE.sub(r"\g<who> is", as_it_is(sentence.text)))


def tales_behind(sentence: Span, around: Around, topic: str) -> Sequence[Tale]:
    """What it tells; `It also has a colour` of the thing that the sentence before it told of."""
    tales = tales_of(sentence, around)
    found = _GOES_ON.match(sentence.text) if topic and not tales else None
    if found is None:
        return tales
    text = f"A {topic} also has {sentence.text[found.end() :]}"
    return tales_of(sentence.retold(text), around)


def all_tell(sentences: Iterable[Span], around: Around, topic: str) -> bool:
    """Whether each sentence tells of a thing, perhaps of that of the sentence before it."""
    for one in sentences:
        tales = tales_behind(one, around, topic)
        if not tales:
            return False
        topic = topic_of(tales)
    return True


def topic_of(tales: Iterable[Tale]) -> str:
    """The thing that is told of last; empty where none is."""
    nouns = [frame.noun for frame, _ in tales if frame.told is THING and frame.noun]
    return nouns[-1] if nouns else ""


def tales_of(sentence: Span, around: Around) -> list[Tale]:
    """What a sentence tells; empty where any part of it is no data."""
    sentence = as_a_fact(sentence)
    if around.words and (start := without_lead(sentence.text)):
        sentence = sentence.slice(start)
    halves = both_frames(sentence.text)
    if halves is not None:
        at, answered = halves
        given = _tale(sentence.slice(0, at), around, is_half=bool(around.words))
        listed = list_of(sentence.slice(answered.start), around.things)
        is_told = given is not None and given[0].told is DataKind.INPUT
        answered = replace(answered, is_plain=is_told, is_listed=is_told, is_contract=is_told)
        if (
            given is not None
            and listed is not None
            and is_told
            and _is_data(listed, answered, around, sentence.text)
        ):
            return [given, (answered, listed)]
    tale = _tale(sentence, around)
    return [] if tale is None else [tale]


def _tale(sentence: Span, around: Around, *, is_half: bool = False) -> Tale | None:
    sentence = sentence.slice(0, without_reason(sentence.text))
    known = known_frame(sentence.text, around.thing) if around.thing else None
    for frame in (*((known,) if known else ()), *_frames(sentence, around)):
        listed = list_of(sentence.slice(frame.start, frame.end or None), around.things)
        if listed is None:
            continue
        whole = replace(frame, is_listed=frame.is_listed or is_half)
        if frame.is_maybe:
            if listed.is_named and entity_called(frame.noun) in around.known:
                return frame, listed.optional()
        elif _is_data(listed, whole, around, sentence.text):
            return frame, listed
    return None


def _frames(sentence: Span, around: Around) -> Iterator[Frame]:
    entity = thing_frame(sentence.text)
    if entity is not None:
        yield entity
    if goes_on(sentence.text):
        yield from announced(sentence.text, around.purpose, around.heading)
    yield from data_frames(sentence.text, around.heading, is_calculation=bool(around.words))
    if around.counts:
        yield from reported(sentence.text)
    yield from announced(sentence.text, around.purpose, around.heading)
    colon = sentence.text.find(":")
    label = heading_frame(sentence.text[:colon]) if 0 < colon <= _LONGEST_LABEL else None
    if label is not None:
        yield replace(label, start=colon + 1, is_listed=True)


def _is_data(listed: SpokenList, frame: Frame, around: Around, text: str) -> bool:
    """Items with their types; where the frame is plain, items that are named as such."""
    explained = around.explained
    is_headed = text.startswith(("**", "__")) and listed.is_mostly_known
    is_mostly = frame.told is DataKind.ENTITY and (listed.is_mostly_said or is_headed)
    if listed.is_typed or is_mostly:
        return True
    if frame.is_listed and frame.told is DataKind.ENTITY:
        return len(listed.items) >= FEWEST and listed.is_of_attributes(explained)
    is_short = bool(around.words) and (frame.is_contract or listed.is_partly_named)
    if not frame.is_plain or not (listed.is_named or is_short):
        return False
    if frame.is_sure:
        return True
    if frame.told is DataKind.ENTITY:
        return len(listed.items) >= FEWEST and listed.is_of_attributes(explained)
    return (frame.is_listed or len(listed.items) >= FEWEST) and _is_known(
        listed, frame, around, text
    )


def _is_known(listed: SpokenList, frame: Frame, around: Around, text: str) -> bool:
    """Whether of each a type is said, or follows from its words or its use."""
    explained = around.explained
    is_called_so = frame.is_announced or _LISTED.match(text) is not None
    if (is_called_so and listed.is_partly_hinted) or listed.is_hinted(explained):
        return True
    if not around.words:
        return False
    is_answer = frame.told is DataKind.OUTPUT
    is_told = listed.is_told(explained, around.words, is_sure=frame.is_contract or is_answer)
    return is_told or (is_answer and frame.is_contract)


def announced_in(text: str) -> Frame | None:
    """`The inputs are ...`: that data follow is said, though they may not be read."""
    return next(
        (one for one in data_frames(text, None) if one.is_plain and _LISTED.search(text)), None
    )


def announced_by(span: Span) -> Frame | None:
    """The frame of a last sentence that ends with a colon: its list comes as bullets."""
    sentences = data_sentences(span)
    if not sentences or not sentences[-1].text.rstrip("*_ ").endswith(":"):
        return None
    last = sentences[-1]
    for frame in _frames(Span.on(f"{last.text.rstrip('*_: ')}: .", 1), Around()):
        if not last.text[frame.start :].strip(" :*_."):
            return frame
    return None


def label_frame(span: Span) -> Frame | None:
    """`Ticket`, `A ticket has:`, `Inputs`, `What it gets:` above bullets of their own."""
    text = re.split(r"\s[-\u2013\u2014]\s|\s\(", span.text.strip("*_` "))[0]
    text = text.strip("*_` ").rstrip(":").strip("*_` ")
    frame = announced_by(Span.on(f"{text}:", 1)) or heading_frame(text)
    if frame is not None:
        return frame
    told = {"input": DataKind.INPUT, "output": DataKind.OUTPUT}.get(text.lower().removesuffix("s"))
    if told is not None:
        return Frame(told, 0, is_plain=True)
    words = text.split()
    is_name = 0 < len(words) <= 3 and all(word.isalpha() for word in words)  # noqa: PLR2004  a name
    return Frame(DataKind.ENTITY, 0, text.lower() if len(words) > 1 else text) if is_name else None
