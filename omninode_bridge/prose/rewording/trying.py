"""Wordings that are really understood: each is put into the document, and that is read again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.rewording.replacing import replaced, span_of
from omninode_bridge.prose.rewording.wording import Proposer, Rewording, Spoken
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
"""So often a document is read again."""

_NO_MATTER: Final = ("it is out of scope", "it explains", "it is a target", "it tells of data")


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


@dataclass(slots=True)
class Trial:
    """A document whose sentences are exchanged one after the other; `left` readings may be done."""

    source: str
    node_type: NodeType
    left: int = MOST_READINGS

    def read(self, taken: Sequence[Rewording] = ()) -> Reading:
        self.left -= 1
        return reading_of(replaced(self.source, taken), self.node_type)

    def declare(self, propose: Proposer, taken: list[Rewording]) -> None:
        """What makes data known, kept where nothing is lost by it."""
        before = self.read(taken)
        proposed = propose(before.spoken[:MOST], before.document)
        for one, wordings in zip(before.spoken, proposed, strict=False):
            for instead in () if one.is_bound else wordings:
                if self.left <= 0:
                    return
                after = self.read([*taken, Rewording(one, instead)])
                if after.declared > before.declared and after.bound >= before.bound:
                    taken.append(Rewording(one, instead))
                    before = after
                    break

    def reword(self, propose: Proposer, taken: list[Rewording]) -> None:
        """First all at once, as sentences need one another; then what failed, one by one."""
        before = self.read(taken)
        done = {one.spoken for one in taken}
        proposed = propose(before.spoken[:MOST], before.document)
        asked = {
            one: wordings
            for one, wordings in zip(before.spoken, proposed, strict=False)
            if wordings and not one.is_bound and one not in done
            if span_of(self.source, one)
        }
        kept = [*taken, *self._together(asked, taken, before)]
        for _ in range(2):
            kept += self._alone(asked, kept)
        taken[:] = kept

    def _together(
        self, asked: dict[Spoken, tuple[str, ...]], taken: Sequence[Rewording], before: Reading
    ) -> list[Rewording]:
        kept = [Rewording(one, wordings[0]) for one, wordings in asked.items()]
        while kept and self.left > 0:
            after = self.read([*taken, *kept])
            good = [one for one in kept if after.takes(one.instead)]
            if len(good) == len(kept):
                return kept if after.bound >= before.bound else []
            kept = good
        return []

    def _alone(
        self, asked: dict[Spoken, tuple[str, ...]], taken: Sequence[Rewording]
    ) -> list[Rewording]:
        kept, done = list[Rewording](), {one.spoken for one in taken}
        before = self.read(taken)
        for one, wordings in asked.items():
            for instead in () if one in done else wordings:
                if self.left <= 0:
                    return kept
                tried = Rewording(one, instead)
                after = self.read([*taken, *kept, tried])
                if after.takes(instead) and after.bound >= before.bound:
                    kept.append(tried)
                    before = after
                    break
        return kept


def reading_of(text: str, node_type: NodeType) -> Reading:
    document = read_prd(text).document
    understood = understand(document, node_type).document
    asked = [
        one
        for one in understood.requirements
        if one.pattern or one.classification is not RequirementClass.QUALITY
    ]
    spoken = [Spoken(one.text, one.place, is_bound=bool(one.pattern)) for one in asked]
    bound = {key for one in spoken if one.is_bound for key in keys_of(one.text)}
    unbound = {key for one in spoken if not one.is_bound for key in keys_of(one.text)}
    beside = [
        Spoken(one.text, one.place, is_asked=False)
        for one in asides_of(understood)
        if not one.reason.startswith(_NO_MATTER) and not keys_of(one.text) & bound
    ]
    everything = tuple(sorted((*spoken, *beside), key=lambda one: one.place))
    return Reading(
        understood, everything, frozenset(bound), frozenset(unbound), _declared(document)
    )


def keys_of(text: str) -> frozenset[str]:
    """Each sentence without case and marks."""
    parts = sentences(Span.on(text, 1))
    return frozenset(" ".join(words(one.text)) for one in parts)


def _declared(document: Document) -> frozenset[str]:
    fields = {f"{entity.name}.{one.name}" for entity in document.entities for one in entity.fields}
    inputs = {f"input.{one.name}" for one in document.inputs or ()}
    return frozenset(fields | inputs | {f"context.{one.name}" for one in document.context or ()})


