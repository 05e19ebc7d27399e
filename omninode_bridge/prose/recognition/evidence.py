"""Where the signs of a pattern stand in a sentence, and how much they say."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.recognition.meanings import Expression, Frame, Meaning, meanings
from omninode_bridge.prose.recognition.spans import Span, Spans
from omninode_bridge.prose.recognition.words import Wording, Zone

NEAR: Final = 9
"""So many words may lie between the signs of a frame."""

_FAR, _SIGNS = 15, 3
DOING: Final = frozenset({"to", "that", "which"})


@dataclass(frozen=True, slots=True)
class Found:
    """A frame of a pattern in a sentence: `shown` are its words, `at` the place of the first."""

    pattern: str
    frame: Frame
    shown: tuple[str, ...]
    at: int
    zone: Zone
    is_act: bool
    start: int
    code: float

    @property
    def strength(self) -> float:
        """How much it says: sure ones more, several signs more, in the main clause more."""
        signs = 2.0 * self.frame.is_sure + 0.6 * min(len(self.frame.signs), _SIGNS)
        words = sum(
            any(len(one) > 1 for one in sign.expressions | sign.things) for sign in self.frame.signs
        )
        place = {Zone.MAIN: 0.8, Zone.LABEL: 0.5, Zone.ASIDE: -1.0}[self.zone]
        against = 0.06 * min(self.at, _FAR) + 0.8 * self.code
        return signs + 0.1 * words + place + 0.5 * self.is_act - against


class Evidence:
    """Asks one sentence for the signs of all patterns."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self._words = wording.words
        self._spans = Spans(wording)

    def places(self, expressions: Collection[Expression]) -> tuple[int, ...]:
        """Where one of the expressions begins, outside of asides."""
        return self._spans.places(expressions)

    def of(self, meaning: Meaning) -> Found | None:
        """The strongest frame of the pattern, if nothing speaks against it."""
        ways = (self._found(meaning.pattern, each) for each in meaning.frames)
        found = [one for one in ways if one]
        if not found or any(self._found(meaning.pattern, each) for each in meaning.unless):
            return None
        return max(found, key=lambda one: one.strength)

    def _found(self, pattern: str, frame: Frame) -> Found | None:
        best: Found | None = None
        spans: list[tuple[Span, ...]] = []
        for sign in frame.signs:
            spans.append(self._spans.of_sign(sign))
            if not spans[-1]:
                return None
        for core in spans[0]:
            taken = self._taken(frame, spans, core)
            found = self._shown(pattern, frame, taken) if taken else None
            if found and (best is None or found.strength > best.strength):
                best = found
        return best

    def _taken(self, frame: Frame, spans: Sequence[Sequence[Span]], core: Span) -> list[Span]:
        """Of each sign the place that is nearest to the core; nothing where one has none."""
        taken = [core]
        for sign, others in zip(frame.signs[1:], spans[1:], strict=True):
            near = [one for one in others if self._is_beside(one, taken)]
            near = [one for one in near if not sign.is_next or one[0] == taken[-1][1]]
            if not near:
                return []
            taken.append(min(near, key=lambda one: abs(one[0] - core[0])))
        return taken

    def _is_beside(self, one: Span, taken: Sequence[Span]) -> bool:
        core = taken[0]
        apart = all(one[1] <= other[0] or other[1] <= one[0] for other in taken)
        distance = max(one[0] - core[1], core[0] - one[1])
        same = self._words[one[0]].part == self._words[core[0]].part
        return apart and distance <= NEAR and same

    def _shown(self, pattern: str, frame: Frame, taken: Sequence[Span]) -> Found:
        start = taken[0][0]
        shown = tuple(" ".join(word.low for word in self._words[a:b]) for a, b in sorted(taken))
        before = 0 if self._does(start) else self._before(start)
        words = [word for a, b in taken for word in self._words[a:b]]
        code = sum(word.is_code and not word.kinds for word in words) / len(words)
        core = self._words[start]
        code = 1.0 if core.is_code and not core.kinds and core.zone is Zone.MAIN else code
        zone = self._words[start].zone
        return Found(pattern, frame, shown, before, zone, bool(frame.signs[0].acts), start, code)

    def _before(self, start: int) -> int:
        """How many words that say something stand in front of it."""
        zone = self._words[start].zone
        said = (word.low for word in self._words[:start] if word.zone is zone)
        return sum(not lexicon().has("function", low) for low in said)

    def _does(self, at: int) -> bool:
        """`adds a node to publish`, `a check that rejects`: what is added does this."""
        return at > 0 and self._words[at - 1].low in DOING and self._spans.acts(at)


def all_found(evidence: Evidence) -> Mapping[str, Found]:
    ways = ((one.pattern, evidence.of(one)) for one in meanings().patterns)
    return {name: found for name, found in ways if found is not None}
