"""Whether a sentence says what the workflow does: only where every word of it is accounted for.

A sentence is about the steps whose names occur in it. Each thing that it claims (an order, a
condition, retries, a time limit, what happens on failure) must be so in the workflow, and no word
may be left over. So "Retry the charge once" finds the step `charge` with one retry, and "Retry the
charge by card" finds nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from omninode_bridge.generation.asides import gist, passed_over
from omninode_bridge.generation.orchestrator.condition_words import names_in, negates
from omninode_bridge.generation.orchestrator.flow import Flow, FlowStep
from omninode_bridge.generation.orchestrator.phrases import (
    AFTER,
    ALLOWED,
    BACK_OFF,
    BEFORE,
    CONDITION,
    COUNTED,
    COUNTS,
    DURATION,
    FAILS,
    GO_ON,
    HARMLESS,
    LIMIT,
    MEANT,
    NUMBER,
    PARALLEL,
    PLAIN,
    RETRY,
    STOP,
    TAKING,
    UNDO,
)
from omninode_bridge.generation.orchestrator.things import (
    GOING,
    names_of,
    stated_words,
    thing_of,
)
from omninode_bridge.generation.vocabulary import DOWNWARDS, UPWARDS
from omninode_bridge.language.word_forms import plain_forms
from omninode_bridge.prose.limits import WRITTEN
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.naming import words
from omninode_bridge.requirements.parts.durations import milliseconds

type Claim = Callable[["_Sentence"], bool | None]
"""True or false where the sentence claims it, None where it does not."""


@dataclass(frozen=True, slots=True)
class Said:
    """The steps that a sentence is about, and whether it speaks of one that fails."""

    steps: tuple[str, ...]
    fails: bool


class Wording:
    """The vocabulary of one document's workflow."""

    def __init__(self, document: Document, flow: Flow) -> None:
        self._flow = flow
        inputs = {word for one in document.inputs or () for word in words(one.name)}
        self._title = frozenset(words(document.title))
        self._context = self._title | inputs
        self._names = names_of(document, flow)

    def said_by(self, text: str) -> Said | None:
        """What the sentence says that is so in the workflow; None where it says anything else."""
        sentence = _Sentence(self._flow, gist(text))
        sentence.accounted |= passed_over(text)
        if not sentence.steps:
            return None
        claims = {claim: claim(sentence) for claim in CLAIMS}
        context = self._context
        if claims[_condition] or claims[_stated]:
            thing = thing_of(sentence.text, self._names)
            sentence.accounted |= {thing, *GOING} if thing else GOING
            # "Express orders" is no context of a step that is only for foreign ones.
            context = self._title if thing else context
        if False in claims.values() or (sentence.left_over() - context):
            return None
        fails = sentence.has(*FAILS, *RETRY, *UNDO[:3])
        return Said(tuple(step.name for step in sentence.steps), fails)


class _Sentence:
    def __init__(self, flow: Flow, text: str) -> None:
        self.flow = flow
        spelled = " ".join(text.lower().replace("`", "").split())
        self.text = COUNTED.sub(lambda found: WRITTEN.get(found[1], "1"), spelled)
        plain = DURATION.sub(" ", self.text)
        self.words = words(plain)
        self.said = frozenset().union(*map(plain_forms, self.words))
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
        alike = frozenset().union(*map(plain_forms, self.accounted))
        rest = {
            word
            for word in self.words
            if not word.isdigit() and word not in self.counts and not alike & plain_forms(word)
        }
        figures = {str(number) for number in (*self.numbers_left, *self.durations_left)}
        return rest | figures

    def account(self, texts: Iterable[str]) -> None:
        for text in texts:
            self.accounted.update(words(text))

    def _names(self, step: FlowStep) -> bool:
        for name in (step.name, step.step.uses):
            own = words(name)
            if own and all(self.said & plain_forms(word) for word in own):
                self.account((step.name, step.step.uses))
                return True
        return False

    def position(self, step: FlowStep) -> int:
        """Of the first word that names it."""
        for name in (step.name, step.step.uses):
            at = [self._first(word) for word in words(name)]
            if at and None not in at:
                return min(found for found in at if found is not None)
        return 0

    def _first(self, word: str) -> int | None:
        own = plain_forms(word)
        found = (at for at, said in enumerate(self.words) if own & plain_forms(said))
        return next(found, None)

    def index(self, phrases: Iterable[str]) -> int | None:
        at = [self.words.index(words(phrase)[0]) for phrase in phrases
              if words(phrase) and words(phrase)[0] in self.words]  # fmt: skip
        return min(at, default=None)


def _order(sentence: _Sentence) -> bool | None:
    later_first = sentence.has(*AFTER)
    earlier_first = sentence.has(*BEFORE)
    if later_first == earlier_first or len(sentence.steps) < 2:  # noqa: PLR2004 - an order of two
        return None
    at = sentence.index(AFTER if later_first else BEFORE) or 0
    left = [step for step in sentence.steps if sentence.position(step) < at]
    right = [step for step in sentence.steps if sentence.position(step) > at]
    if not left:
        # "After the charge, ship": what stands first behind the word comes first in time.
        ordered = sorted(right, key=sentence.position)
        left, right = (ordered[1:], ordered[:1]) if later_first else (ordered[:1], ordered[1:])
    earlier, later = (right, left) if later_first else (left, right)
    return bool(earlier and later) and all(
        one.name in sentence.flow.ancestors(other.name) for one in earlier for other in later
    )


def _parallel(sentence: _Sentence) -> bool | None:
    if not sentence.has(*PARALLEL):
        return None
    names = [step.name for step in sentence.steps]
    return len(names) > 1 and not any(
        one in sentence.flow.ancestors(other) for one in names for other in names
    )


def _retries(sentence: _Sentence) -> bool | None:
    is_claimed = any(word.startswith(("retr", "attempt")) for word in sentence.words)
    if not (is_claimed or sentence.has("again", "tried")):
        return None
    sentence.has(*RETRY, *BACK_OFF, "up to", "at most")
    sentence.counts |= {*COUNTS}
    counts = {Decimal(COUNTS[word]) for word in sentence.words if word in COUNTS}
    wanted = counts | sentence.numbers
    steps = [step for step in sentence.steps if step.step.retries]
    delays = {step.step.retry_delay_ms for step in steps}
    sentence.numbers_left -= {Decimal(step.step.retries) for step in steps}
    sentence.durations_left -= delays
    return len(steps) == len(sentence.steps) and (
        not wanted or wanted == {Decimal(step.step.retries) for step in steps}
    )


def _limit(sentence: _Sentence) -> bool | None:
    if not sentence.durations or not sentence.has(*LIMIT, *ALLOWED):
        return None
    longer = sentence.has("longer", "more than")
    denied = sentence.has("not", "no", "never", "cannot")
    if longer != denied and not sentence.has(*LIMIT[:5]):
        return False
    sentence.has(*TAKING)
    limits = {step.step.timeout_ms for step in sentence.steps}
    sentence.durations_left -= limits
    return bool(sentence.durations & limits) and None not in limits


def _undo(sentence: _Sentence) -> bool | None:
    names = [name for name in sentence.flow.undos if set(words(name)) <= sentence.said]
    if not sentence.has(*UNDO[:-1]) and not names:
        return None
    sentence.has(*UNDO, *FAILS, "when", "if")
    sentence.account(names)
    undone = [step for step in sentence.steps if step.step.compensate_with is not None]
    by_name = all(
        any(step.step.compensate_with == name for step in sentence.flow.steps.values())
        for name in names
    )
    if "fail" in " ".join(sentence.words):
        return by_name and bool(sentence.flow.undos) and _fails_alone(sentence)
    return len(undone) == len(sentence.steps) and by_name


def _fails_alone(sentence: _Sentence) -> bool:
    """The step that is said to fail starts the undoing, and the others have come before it."""
    at = next(at for at, word in enumerate(sentence.words) if word.startswith("fail"))
    steps = sorted(sentence.steps, key=sentence.position)
    before = [step for step in steps if sentence.position(step) < at]
    adjective = sentence.words[at] not in ("fails", "fail") and steps[len(before) :]
    failing = steps[len(before)] if adjective or not before else before[-1]
    return failing.step.on_failure == "compensate" and not any(
        step.step.compensate_with is None or failing.name in sentence.flow.ancestors(step.name)
        for step in steps
        if step is not failing
    )


def _on_failure(sentence: _Sentence) -> bool | None:
    if not any(word.startswith("fail") for word in sentence.words):
        return None
    sentence.has(*FAILS, "when", "if")
    if sentence.has(*GO_ON[:5], "does not stop", *HARMLESS):
        sentence.has(*GO_ON)
        return all(step.step.on_failure == "continue" for step in sentence.steps)
    if sentence.has(*STOP):
        return all(step.step.on_failure == "stop" for step in sentence.steps)
    return None


def _condition(sentence: _Sentence) -> bool | None:
    found = [
        condition
        for step in sentence.steps
        for condition in step.conditions
        if names_in(condition) and names_in(condition) <= sentence.said
    ]
    if not found:
        return None
    sentence.has(*CONDITION)
    texts = " ".join(condition.text for condition in found)
    if not all(MEANT[phrase] in texts for phrase in MEANT if sentence.has(phrase)):
        return False
    ups, downs = sentence.has(*UPWARDS), sentence.has(*DOWNWARDS)
    sentence.account(texts.split())
    sentence.numbers_left -= {Decimal(number) for number in NUMBER.findall(texts)}
    denied = bool({"not", "unless", "no"} & set(sentence.words))
    is_denied = any(negates(condition.expression) for condition in found) or "!=" in texts
    return denied == is_denied and (not ups or ">" in texts) and (not downs or "<" in texts)


def _stated(sentence: _Sentence) -> bool | None:
    conditions = [condition for step in sentence.steps for condition in step.conditions]
    known = stated_words(conditions, sentence.text, sentence.words)
    if known is None or names_in(conditions[0]) <= sentence.said:
        return None
    sentence.numbers_left.clear()
    sentence.accounted |= known
    return True


CLAIMS: Final[tuple[Claim, ...]] = (
    _order,
    _parallel,
    _retries,
    _limit,
    _undo,
    _on_failure,
    _condition,
    _stated,
)
