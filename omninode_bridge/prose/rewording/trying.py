"""Wordings that are really understood: each is put into the document, and that is read again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.rewording.replacing import replaced, span_of
from omninode_bridge.prose.rewording.sense.known_names import Names, names_of
from omninode_bridge.prose.rewording.sense.law import says_the_same
from omninode_bridge.prose.rewording.wording import Adder, Proposer, Rewording, Spoken
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.asides import asides_of
from omninode_bridge.requirements.document import Document, RequirementClass
from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.naming import words
from omninode_bridge.requirements.parts.sentences import sentences
from omninode_bridge.requirements.reading import read_prd

MOST: Final = 40
"""So many sentences are reworded."""

MOST_READINGS: Final = 160
MOST_READ: Final = 200_000
"""So often, and so many characters of it, a document is read again."""

_DATA: Final = "it tells of data"
_NO_MATTER: Final = ("it is out of scope", "it explains", "it is a target", _DATA)


@dataclass(frozen=True, slots=True)
class Reading:
    """`bound` and `unbound` have the keys of sentences, `declared` the names of the data."""

    document: Document
    spoken: tuple[Spoken, ...]
    bound: frozenset[str]
    unbound: frozenset[str]
    declared: frozenset[str]

    def takes(self, text: str) -> bool:
        """Whether each sentence of the text is bound, or none of them is asked for."""
        parts = keys_of(text)
        return bool(parts) and not parts & self.unbound and bool(parts & self.bound)


type Gain = Callable[[Reading, Reading, str], bool]
"""What must be true of the readings before and after, and of the wording, to keep it."""


@dataclass(slots=True)
class Trial:
    """A document whose sentences are exchanged one after the other; `left` readings may be done."""

    source: str
    node_type: NodeType
    left: int = field(init=False)
    taken: list[Rewording] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    as_written: Reading = field(init=False)
    _written: dict[frozenset[str], Spoken] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.left = min(MOST_READINGS, MOST_READ // (len(self.source) + 1))
        self.as_written = reading_of(self.source, self.node_type)
        self._written = {
            keys_of(one.text): one
            for one in self.as_written.spoken
            if span_of(self.source, one) is not None
        }

    def read(self, *more: Rewording) -> Reading:
        self.left -= 1
        return reading_of(self.text(*more), self.node_type)

    def text(self, *more: Rewording) -> str:
        """The document as its author has it who takes each wording."""
        return "\n\n".join((replaced(self.source, (*self.taken, *more)), *self.added))

    def add(self, propose: Adder) -> None:
        """A line at the end, kept where it declares something and nothing is lost by it."""
        before = self.read()
        for line in propose(before.spoken[:MOST], before.document):
            self.added.append(line)
            after = self.read()
            if not (after.declared > before.declared and after.bound >= before.bound):
                self.added.remove(line)

    def declare(self, propose: Proposer) -> None:
        """What makes data known, kept where nothing is lost by it.

        First all at once: of a list, one line alone may tell nothing.
        """
        before = self.read()
        asked = self._asked(propose, before)
        kept = [Rewording(one, wordings[0]) for one, wordings in asked.items()]
        if len(kept) > 1 and (after := self.read(*kept)).declared > before.declared:
            self.taken += kept
            before = after
        self._alone(asked, before, _declares)

    def reword(self, propose: Proposer) -> None:
        """First all at once, as sentences need one another; then what failed, one by one."""
        before = self.read()
        asked = self._asked(propose, before)
        self.taken += self._together(asked, before)
        for _ in range(2):
            self._alone(asked, self.read(), _takes)

    def settle(self) -> Reading:
        """What others took away from a wording takes it away from the author, too."""
        while lost := [one for one in self.taken if keys_of(one.instead) & self.read().unbound]:
            self.taken = [one for one in self.taken if one not in lost]
        return self.read()

    def _asked(self, propose: Proposer, before: Reading) -> dict[Spoken, tuple[str, ...]]:
        """What says the same as a sentence of the author's that nothing realises yet."""
        spoken, names = before.spoken[:MOST], names_of(before.spoken, before.document)
        done = {one.spoken for one in self.taken}
        found = {
            written: wordings
            for one, proposed in zip(spoken, propose(spoken, before.document), strict=True)
            if not one.is_bound and (wordings := _other(one, proposed, names))
            if (written := self._written.get(keys_of(one.text))) is not None
        }
        return {one: wordings for one, wordings in found.items() if one not in done}

    def _together(
        self, asked: Mapping[Spoken, tuple[str, ...]], before: Reading
    ) -> list[Rewording]:
        kept = [Rewording(one, wordings[0]) for one, wordings in asked.items()]
        while kept and self.left > 0:
            after = self.read(*kept)
            good = [one for one in kept if after.takes(one.instead)]
            if len(good) == len(kept):
                return kept if after.bound >= before.bound else []
            kept = good
        return []

    def _alone(self, asked: Mapping[Spoken, tuple[str, ...]], before: Reading, gains: Gain) -> None:
        done = {one.spoken for one in self.taken}
        for one, wordings in asked.items():
            for instead in () if one in done else wordings:
                if self.left <= 0:
                    return
                after = self.read(tried := Rewording(one, instead))
                if gains(before, after, instead) and after.bound >= before.bound:
                    self.taken.append(tried)
                    before = after
                    break


def _other(spoken: Spoken, proposed: Sequence[str], names: Names) -> tuple[str, ...]:
    """A sentence is no other wording of itself."""
    own, line = keys_of(spoken.text), spoken.place.line
    other = (one for one in proposed if keys_of(one) != own)
    return tuple(one for one in other if says_the_same(spoken.text, one, names, line))


def _declares(before: Reading, after: Reading, _instead: str) -> bool:
    return after.declared > before.declared


def _takes(_before: Reading, after: Reading, instead: str) -> bool:
    return after.takes(instead)


@lru_cache(maxsize=16)
def reading_of(text: str, node_type: NodeType) -> Reading:
    document = read_prd(text).document
    understood = understand(document, node_type).document
    asked = [
        one
        for one in understood.requirements
        if one.pattern or one.classification is not RequirementClass.QUALITY
    ]
    spoken = [Spoken(one.shown, one.place, is_bound=bool(one.pattern)) for one in asked]
    bound = {key for one in spoken if one.is_bound for key in keys_of(one.text)}
    unbound = {key for one in spoken if not one.is_bound for key in keys_of(one.text)}
    data = {place.line for place in _places(document)}
    beside = [
        Spoken(one.text, one.place, is_asked=False)
        for one in asides_of(understood)
        if not (one.reason.startswith(_NO_MATTER) or keys_of(one.text) & bound)
        or (one.reason == _DATA and not {one.place.line, one.place.line + 1} & data)
    ]
    everything = tuple(sorted((*spoken, *beside), key=lambda one: one.place))
    return Reading(
        understood, everything, frozenset(bound), frozenset(unbound), _declared(document)
    )


def keys_of(text: str) -> frozenset[str]:
    """Each sentence without case and marks."""
    parts = sentences(Span.on(text, 1))
    return frozenset(" ".join(words(one.text)) for one in parts)


def _places(document: Document) -> Iterator[Place]:
    """Where data are told that are read."""
    entities = (one for entity in document.entities for one in entity.fields)
    for one in (*(document.inputs or ()), *(document.outputs or ()), *entities):
        yield one.place


def _declared(document: Document) -> frozenset[str]:
    fields = {f"{entity.name}.{one.name}" for entity in document.entities for one in entity.fields}
    inputs = {f"input.{one.name}" for one in document.inputs or ()}
    inputs |= {f"output.{one.name}" for one in document.outputs or ()}
    return frozenset(fields | inputs | {f"context.{one.name}" for one in document.context or ()})
