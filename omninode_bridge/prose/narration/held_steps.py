"""From where on a sentence of a workflow may decide of which nothing is read."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.word_forms import forms_of
from omninode_bridge.prose.limits import WRITTEN
from omninode_bridge.prose.narration.step_order_words import BESIDE, FIRST, marked
from omninode_bridge.prose.narration.story import Line
from omninode_bridge.prose.narration.unread_steps import tells_order
from omninode_bridge.requirements.naming import words
from omninode_bridge.requirements.structures import Hold, Step

_FAILING: Final = re.compile(
    r"\b(?:fail\w*|errors?|cannot|can not|goes wrong|unsuccessful\w*|again|retr(?:y|ies|ied)|"
    r"repeat\w*|undone?|undo|tak(?:es?|en) back|compensat\w*|roll\w* back|reversed|gives? up|"
    r"given up|attempts?)\b"
)
_ANEW: Final = re.compile(r"\bagain\b")
_TRIED: Final = re.compile(r"\b(?:tr(?:y|ies|ied)|attempt\w*|do(?:es|ne)?|start\w*|run)\b")

_CONDITIONS: Final = re.compile(
    r"\b(?:if|when|whenever|unless|where|while|until|depending|in case|otherwise|within|at most|"
    r"at least|no later|longer than|more than|less than|time-?out|deadline|limited)\b|\d"
)
_BEHIND: Final = re.compile(
    r"\b(?:after|once|when|as soon as|following|upon|since)\b(?P<before>[^,;:]*)"
)
_BEFORE: Final = re.compile(r"\b(?:before|prior to|ahead of|until|first|begins?|initially)\b")
_BESIDE: Final = re.compile(
    r"\b(?:meanwhile|while|parallel|same time|simultaneous\w*|concurrent\w*)\b"
)


def held_steps(
    lines: Sequence[Line], realised: Collection[str], steps: Sequence[Step]
) -> tuple[Hold, ...]:
    """One for each of the sentences that say something of the steps, or of another step."""
    found: dict[str, Hold] = {}
    for line in lines:
        is_meant = line.is_asked or line.is_ordered or _calls(line, steps)
        if line.id not in realised and is_meant and _bears(line, steps):
            found.setdefault(line.requirement.text, _Held(line, steps).hold())
    return tuple(found.values())


def _calls(line: Line, steps: Sequence[Step]) -> bool:
    """Whether it calls a step by its bare name."""
    said = f" {line.said} ".replace("_", " ")
    return any(f" {step.name.replace('_', ' ')} " in said for step in steps)


def limits(line: Line) -> bool:
    """Whether it says when, how often or how long something is done, of whatever step."""
    return _is_limiting(line) or not {*WRITTEN}.isdisjoint(words(line.said))


def _is_limiting(line: Line) -> bool:
    said = line.said
    return bool(tells_order(line) or _FAILING.search(said) or _CONDITIONS.search(said))


def _bears(line: Line, steps: Sequence[Step]) -> bool:
    """What comes before all steps introduces them; a number alone says nothing of them there."""
    is_before = all(line.requirement.place < step.place for step in steps)
    # Who introduces a thing may want it to go again.
    told = line if _TRIED.search(line.said) else replace(line, said=_ANEW.sub("", line.said))
    is_limit = _is_limiting(told) if is_before else limits(line)
    return is_limit or any(is_done(step, line.said) for step in steps)


class _Held:
    def __init__(self, line: Line, steps: Sequence[Step]) -> None:
        self._line = line
        self._said = line.said
        at = line.requirement.place
        before = [step for step in steps if step.place < at]
        last = max((step.place for step in before), default=None)
        self._steps = steps
        self._last = frozenset(step.name for step in before if step.place == last)
        self._later = frozenset(step.name for step in steps if not step.place < at)

    def hold(self) -> Hold:
        place, text = self._line.requirement.place, self._line.requirement.text
        if _FAILING.search(self._said):
            return Hold(text, place, failing=True)
        after, starts = self._moments()
        return Hold(text, place, after=after, starts=starts)

    def _moments(self) -> tuple[frozenset[str], frozenset[str]]:
        named = list(self._named(self._said))
        mark = marked(self._said)[1]
        if mark == FIRST or (not mark and not named and _BEFORE.search(self._said)):
            return frozenset(), frozenset(step.name for step in self._steps)
        if mark == BESIDE or _BESIDE.search(self._said):
            return frozenset(), self._last | self._later | {*named}
        behind = _BEHIND.search(self._said)
        if behind is not None and (first := next(self._named(behind["before"]), None)):
            # "After the check the visa is printed": what follows may begin then.
            return frozenset({first}), self._later | ({*named} - {first})
        if mark or tells_order(self._line):
            return self._last, self._later | ({*named} - self._last)
        return frozenset(), frozenset(named) or self._last | self._later

    def _named(self, said: str) -> Iterator[str]:
        """The steps of which it is said that they are done, else those whose things it names."""
        spoken = words(said)
        for is_named in (_is_deed, _is_of):
            at = {
                step.name: min(places)
                for step in self._steps
                if (places := [at for at, word in enumerate(spoken) if is_named(step, word)])
            }
            if at:
                return iter(sorted(at, key=lambda name: at[name]))
        return iter(())


def _is_deed(step: Step, word: str) -> bool:
    return _is_verb(step.name.split("_", maxsplit=1)[0], word)


def _is_of(step: Step, word: str) -> bool:
    verb, *nouns = step.name.split("_")
    return _is_verb(verb, word) or lexicon().singular(word) in map(lexicon().singular, nouns)


def _is_verb(verb: str, word: str) -> bool:
    return word == verb or verb in forms_of(word) or lexicon().nominals.get(word) == verb


def is_done(step: Step, said: str) -> bool:
    """Both the verb of the step and one of its nouns."""
    verb, *nouns = step.name.split("_")
    spoken = words(said)
    plain = {lexicon().singular(word) for word in spoken}
    return any(_is_verb(verb, word) for word in spoken) and not plain.isdisjoint(
        map(lexicon().singular, nouns)
    )
