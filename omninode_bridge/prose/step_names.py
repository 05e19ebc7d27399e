"""Which step of a workflow a sentence speaks of: `the shipment` is the step `ship_order`."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.sentence import Sentence

_SHORTEST: Final = 3
_SHORT: Final = 4
_ENDING: Final = 2
"""So many letters at the end of a word may differ: `reserve`, `reservation`."""

_COMMON: Final = frozenset({"step", "task", "the", "a", "an", "and", "of", "for", "to", "it"})


def named_step(sentence: Sentence, steps: Sequence[str], *, in_condition: bool) -> tuple[str, ...]:
    """The words of the one step that is named; empty for none and for several equally well."""
    condition = _words(sentence.condition.split())
    return step_of(condition if in_condition else _without(_words(sentence.said), condition), steps)


def step_of(said: Sequence[str], steps: Sequence[str]) -> tuple[str, ...]:
    """The words of the one step that these words name."""
    plain = _words(said)
    for same in (_equal, alike):
        scores = {step: _score(step.split("_"), plain, same) for step in steps}
        best = max(scores.values(), default=0)
        found = [step for step in steps if scores[step] == best]
        if best and len(found) == 1:
            return tuple(found[0].split("_"))
    return ()


def _words(said: Iterable[str]) -> list[str]:
    known = lexicon()
    plain = (word.lower().strip(".,;:!?\"'`()") for word in said)
    return [known.lemma(word) or known.singular(word) for word in plain if word]


def _without(words: list[str], part: list[str]) -> list[str]:
    for at in range(len(words) - len(part) + 1):
        if part and words[at : at + len(part)] == part:
            return [*words[:at], *words[at + len(part) :]]
    return words


def _score(step: Sequence[str], said: Sequence[str], same: Callable[[str, str], bool]) -> int:
    known = lexicon()
    own = [known.lemma(word) or known.singular(word) for word in step]
    return sum(any(same(word, each) for each in said) for word in own if word not in _COMMON)


def _equal(one: str, other: str) -> bool:
    return one == other


def alike(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    wanted = len(shorter) if len(shorter) <= _SHORT else max(_SHORT, len(shorter) - _ENDING)
    return len(shorter) >= _SHORTEST and longer.startswith(shorter[:wanted])
