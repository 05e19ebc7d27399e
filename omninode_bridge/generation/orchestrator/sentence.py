"""A sentence about a workflow: the steps that it names, its numbers, and what is left of it."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from omninode_bridge.generation.orchestrator.flow import Flow, FlowStep
from omninode_bridge.generation.orchestrator.phrases import COUNTED, DURATION, NUMBER, PLAIN
from omninode_bridge.generation.said.lemmas import lemmas
from omninode_bridge.prose.limits import WRITTEN
from omninode_bridge.requirements.naming import words
from omninode_bridge.requirements.parts.durations import milliseconds

THOUSANDS: Final = re.compile(r"(?<=\d),(?=\d{3}\b)")


class Sentence:
    """The words of a sentence, the steps that they name, and what is accounted for."""

    def __init__(self, flow: Flow, text: str) -> None:
        self.flow = flow
        spelled = " ".join(text.lower().replace("`", "").split())
        spelled = THOUSANDS.sub("", spelled)
        self.text = COUNTED.sub(lambda found: WRITTEN.get(found[1], "1"), spelled)
        plain = DURATION.sub(" ", self.text)
        self.words = words(plain)
        self.said = frozenset().union(*map(lemmas, self.words))
        self.accounted: set[str] = set(PLAIN)
        self.durations = {milliseconds("".join(found)) for found in DURATION.findall(self.text)}
        self.numbers = {Decimal(found) for found in NUMBER.findall(plain)}
        self.steps = [step for step in flow.steps.values() if self._names(step)]
        self.numbers_left = set(self.numbers)
        self.counts = {"once", "one"}
        self.durations_left = set(self.durations)

    def has(self, *phrases: str) -> bool:
        """Whether one of the phrases occurs; all of them are accounted for then."""
        padded = f" {' '.join(words(self.text))} "
        found = [phrase for phrase in phrases if f" {' '.join(words(phrase))} " in padded]
        for phrase in found:
            self.accounted.update(words(phrase))
        return bool(found)

    def left_over(self) -> set[str]:
        """Words and figures that nothing has accounted for."""
        alike = frozenset().union(*map(lemmas, self.accounted))
        rest = {
            word
            for word in self.words
            if not word.isdigit() and word not in self.counts and not alike & lemmas(word)
        }
        figures = {str(number) for number in (*self.numbers_left, *self.durations_left)}
        return rest | figures

    def account(self, texts: Iterable[str]) -> None:
        for text in texts:
            self.accounted.update(words(text))

    def _names(self, step: FlowStep) -> bool:
        for name in self._called(step):
            own = words(name)
            if own and all(self.said & lemmas(word) for word in own):
                self.account((step.name, step.step.uses))
                return True
        return False

    def _called(self, step: FlowStep) -> tuple[str, ...]:
        """Its name; what carries it out and its first word, where these are of no other step."""
        others = [one for one in self.flow.steps.values() if one is not step]
        taken = {word for one in others for word in (*words(one.name), *words(one.step.uses))}
        rest = (step.step.uses, (words(step.name) or [""])[0])
        return (step.name, *(name for name in rest if taken.isdisjoint(words(name))))

    def position(self, step: FlowStep) -> int:
        """Of the first word that names it."""
        for name in self._called(step):
            at = [self._first(word) for word in words(name)]
            if at and None not in at:
                return min(found for found in at if found is not None)
        return 0

    def _first(self, word: str) -> int | None:
        own = lemmas(word)
        found = (at for at, said in enumerate(self.words) if own & lemmas(said))
        return next(found, None)

    def index(self, phrases: Iterable[str]) -> int | None:
        at = [self.words.index(words(phrase)[0]) for phrase in phrases
              if words(phrase) and words(phrase)[0] in self.words]  # fmt: skip
        return min(at, default=None)
