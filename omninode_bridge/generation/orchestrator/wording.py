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
from omninode_bridge.generation.orchestrator.failing import said_to_fail
from omninode_bridge.generation.orchestrator.flow import Condition, Flow
from omninode_bridge.generation.orchestrator.phrases import (
    AFTER,
    ALLOWED,
    BEFORE,
    CONDITION,
    FAILS,
    GO_ON,
    HARMLESS,
    LIMIT,
    MEANT,
    NUMBER,
    PARALLEL,
    RETRY,
    STOP,
    TAKING,
    UNDO,
)
from omninode_bridge.generation.orchestrator.retrying import retries
from omninode_bridge.generation.orchestrator.sentence import Sentence
from omninode_bridge.generation.orchestrator.things import (
    GOING,
    names_of,
    stated_words,
    thing_of,
)
from omninode_bridge.generation.said.atoms import atoms_of
from omninode_bridge.generation.vocabulary import DOWNWARDS, UPWARDS
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.naming import words
from omninode_bridge.requirements.types import Kind, Scalar

type Claim = Callable[["Sentence"], bool | None]
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
        # Whether one of two things is so is no context: "organic bread" are not all of them.
        plain = [one for one in document.inputs or () if one.type != Scalar(Kind.BOOL)]
        inputs = {word for one in plain for word in words(one.name)}
        self._title = frozenset(words(document.title))
        self._context = self._title | inputs
        self._names = names_of(document, flow)

    def said_by(self, text: str) -> Said | None:
        """What the sentence says that is so in the workflow; None where it says anything else."""
        sentence = Sentence(self._flow, gist(text))
        sentence.accounted |= passed_over(text) | self._title
        failing = said_to_fail(self._flow, self._title, text)
        if failing is not None:
            return Said(failing, fails=True)
        if not sentence.steps:
            return None
        claims = {claim: claim(sentence) for claim in CLAIMS}
        context = self._context
        limits = (_condition, _stated, _order, _when_done)
        if "only" in sentence.words and not any(claims[claim] for claim in limits):
            return None
        if claims[_condition] or claims[_stated]:
            thing = thing_of(sentence.text, self._names)
            sentence.accounted |= {thing, *GOING} if thing else GOING
            # "Express orders" is no context of a step that is only for foreign ones.
            context = self._title if thing else context
        if False in claims.values() or (sentence.left_over() - context):
            return None
        fails = sentence.has(*FAILS, *RETRY, *UNDO[:3])
        return Said(tuple(step.name for step in sentence.steps), fails)


def _first(sentence: Sentence) -> bool | None:
    """`The survey comes first`."""
    if len(sentence.steps) != 1 or not sentence.has("comes first", "is first", "first of all"):
        return None
    name, flow = sentence.steps[0].name, sentence.flow
    return all(name in flow.ancestors(other) for other in flow.steps if other != name)


def _when_done(sentence: Sentence) -> bool | None:
    """`When the flour is reserved, the oven is heated`: the one in front comes before."""
    front, comma, rest = sentence.text.partition(",")
    conditions = [one for step in sentence.steps for one in step.conditions]
    asked = any(is_asked(one, sentence) for one in conditions) or "fail" in sentence.text
    if not comma or asked or not front.startswith(("when ", "once ", "as soon as ")):
        return None
    count = len(words(front))
    earlier = [step for step in sentence.steps if sentence.position(step) < count]
    later = [step for step in sentence.steps if step not in earlier]
    if not earlier or not later or not rest:
        return None
    sentence.has("when", "once", "as soon as")
    return all(
        one.name in sentence.flow.ancestors(other.name) for one in earlier for other in later
    )


def _order(sentence: Sentence) -> bool | None:
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


def _parallel(sentence: Sentence) -> bool | None:
    if not sentence.has(*PARALLEL):
        return None
    names = [step.name for step in sentence.steps]
    return len(names) > 1 and not any(
        one in sentence.flow.ancestors(other) for one in names for other in names
    )


def _limit(sentence: Sentence) -> bool | None:
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


def _undo(sentence: Sentence) -> bool | None:
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
        by_name = by_name and _undone_before(sentence, names)
        return by_name and bool(sentence.flow.undos) and _fails_alone(sentence)
    return len(undone) == len(sentence.steps) and by_name


def _undone_before(sentence: Sentence, names: Iterable[str]) -> bool:
    """What is undone may have been done when the step fails that is named first or alone."""
    flow = sentence.flow
    steps = sorted(sentence.steps, key=sentence.position)
    failing = [step for step in steps if step.step.on_failure == "compensate"]
    done = [step for step in flow.steps.values() if (step.step.compensate_with or "") in names]
    return not failing or not any(
        step is failing[0] or failing[0].name in flow.ancestors(step.name) for step in done
    )


def _fails_alone(sentence: Sentence) -> bool:
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


def _on_failure(sentence: Sentence) -> bool | None:
    if not any(word.startswith("fail") for word in sentence.words):
        return None
    sentence.has(*FAILS, "when", "if")
    if sentence.has(*GO_ON[:5], "does not stop", *HARMLESS):
        sentence.has(*GO_ON)
        return all(step.step.on_failure == "continue" for step in sentence.steps)
    if sentence.has(*STOP):
        return all(step.step.on_failure == "stop" for step in sentence.steps)
    # What else is said of a failure: that something is undone, or tried again.
    spoken = any(word.startswith(("retr", "attempt", "repeat")) for word in sentence.words)
    undone = any(set(words(name)) <= sentence.said for name in sentence.flow.undos)
    others = spoken or undone or sentence.has("again", "tried", *UNDO[:-1])
    return None if others or len(sentence.steps) < 2 else False  # noqa: PLR2004 - one and another


def is_asked(condition: Condition, sentence: Sentence) -> bool:
    """By the names in it or, of one choice, by that: `Rye is soaked`."""
    names = names_in(condition)
    atoms = atoms_of(condition.expression) or ()
    values = [atom.value for atom in atoms if isinstance(atom.value, str)]
    by_value = len(atoms) == len(values) == 1 and {*words(values[0])} <= sentence.said
    return bool(names) and (names <= sentence.said or by_value)


def _condition(sentence: Sentence) -> bool | None:
    found = [
        condition
        for step in sentence.steps
        for condition in step.conditions
        if is_asked(condition, sentence)
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
    denials = sum(word in ("not", "unless", "no") for word in sentence.words)
    denied = (denials + sentence.has("skip", "skipped", "left out", "leave out")) % 2 == 1
    is_denied = any(negates(condition.expression) for condition in found) or "!=" in texts
    return denied == is_denied and (not ups or ">" in texts) and (not downs or "<" in texts)


def _stated(sentence: Sentence) -> bool | None:
    conditions = [condition for step in sentence.steps for condition in step.conditions]
    known = stated_words(conditions, sentence.text, sentence.words)
    if known is None or names_in(conditions[0]) <= sentence.said:
        return None
    sentence.numbers_left.clear()
    sentence.accounted |= known
    return True


CLAIMS: Final[tuple[Claim, ...]] = (
    _first,
    _when_done,
    _order,
    _parallel,
    retries,
    _limit,
    _undo,
    _on_failure,
    _condition,
    _stated,
)
