"""From where on a sentence of a workflow may decide of which nothing is read."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.word_forms import forms_of
from omninode_bridge.prose.limits import WRITTEN
from omninode_bridge.prose.narration.step_failing import failures
from omninode_bridge.prose.narration.step_mentions import mention_of
from omninode_bridge.prose.narration.step_order_words import BESIDE, FIRST, marked
from omninode_bridge.prose.narration.step_phrases import action_of
from omninode_bridge.prose.narration.step_remarks import remarks_of
from omninode_bridge.prose.narration.story import Line
from omninode_bridge.prose.narration.unread_steps import tells_order
from omninode_bridge.requirements.naming import words
from omninode_bridge.requirements.structures import Hold, Step

_FAILING: Final = re.compile(
    r"\b(?:fail\w*|errors?|cannot|can not|goes wrong|unsuccessful\w*|again|retr(?:y|ies|ied)|"
    r"repeat\w*|undone?|undo|tak(?:es?|en) back|compensat\w*|roll\w* back|reversed|gives? up|"
    r"given up|attempts?)\b"
)
RESTRICTS: Final = re.compile(
    r"\b(?:not|never|no|nothing|nobody|none|neither|without|only|except|needs?|requires?|shall|must|"
    r"approv\w+|consent\w*|skips?|skipped|omit\w*|left out)\b"
)
_AGAIN: Final = re.compile(r"\b(?:again|retr\w+|repeat\w*|attempt\w*|tr(?:y|ies|ied))\b")
_IT: Final = frozenset({"it", "this", "that", "they", "these"})
_CLAUSES: Final = re.compile(
    r" , (?:and )?| and | ; | : | (?:if|when|that|which|while|so|because) "
)
_ALL_OF_IT: Final = frozenset(
    {"action", "actions", "step", "steps", "task", "tasks", "thing", "things", "work", "workflow"}
    | {"process", "procedure", "something", "everything", "order", "node", "job", "chain"}
    | {"service", "system", "tool", "software", "program", "application", "document", "turn"}
)
_MAYBE_FAILING: Final = re.compile(
    r"(?<!tried )(?<!try )\bagain\b|\bcan ?not\b|\berrors? (?=[a-z])"
)
"""`While the shop runs again` is no failure."""
_OF_THE_NODE: Final = re.compile(
    r"\b(?:the|this|our) (?:node|system|service|tool|software|program|application|document)\b"
)
"""`The centre uses this node to see what is next` introduces the steps."""
_ANEW: Final = re.compile(r"\bagain\b")
_TRIED: Final = re.compile(r"\b(?:tr(?:y|ies|ied)|attempt\w*|do(?:es|ne)?|start\w*|run)\b")

_CONDITIONS: Final = re.compile(
    r"\b(?:if|when|whenever|unless|where|while|until|depending|in case|otherwise|within|at most|"
    r"at least|no later|longer than|waits? for|more than|less than|time-?out|deadline|limited)\b|\d"
)
_BEHIND: Final = re.compile(
    r"\b(?:after|once|when|as soon as|following|upon|since)\b"
    r"(?P<before>(?:(?!\b(?:after|once|when)\b)[^,;:])*)"
)
_BEFORE: Final = re.compile(r"\b(?:before|prior to|ahead of|until|first|begins?|initially)\b")
_BESIDE: Final = re.compile(
    r"\b(?:meanwhile|while|parallel|same time|simultaneous\w*|concurrent\w*)\b"
)

_DURING: Final = re.compile(r"\b(?:while|whilst|during)\b(?P<what>[^,;:]*)")


def held_steps(
    lines: Sequence[Line],
    realised: Collection[str],
    steps: Sequence[Step],
    sure: Collection[str] = (),
) -> tuple[Hold, ...]:
    """One for each of the sentences that say something of the steps, or of another step.

    `sure` are steps of which their own sentence says after what they come.
    """
    found: dict[str, tuple[Hold, ...]] = {}
    for line in lines:
        is_meant = line.is_asked or line.is_ordered or _calls(line, steps)
        if line.id not in realised and is_meant and _bears(line, steps):
            found.setdefault(line.text, tuple(_Held(line, steps, sure).holds()))
    return tuple(hold for holds in found.values() for hold in holds)


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
    is_named = any(is_done(step, line.said) for step in steps)
    is_told = line.requirement.own_id or _does_anything(line)
    is_told = is_told or (tells_order(line) and not _OF_THE_NODE.search(line.said))
    if is_before and not is_named and not is_told:
        return False
    # Who introduces a thing may want it to go again.
    told = line if _TRIED.search(line.said) else replace(line, said=_ANEW.sub("", line.said))
    is_limit = _is_limiting(told) if is_before else limits(line)
    is_limit = is_limit or (not is_before and _restricts_step(line, steps))
    return is_limit or (is_named and not (is_before and not line.requirement.own_id))


def _restricts_step(line: Line, steps: Sequence[Step]) -> bool:
    """`In a dry run nothing is transferred` by a step that transfers; `this is not done`."""
    is_deed = any(_is_deed(step, word) for step in steps for word in words(line.said))
    is_deed = is_deed or not {*_IT, "both"}.isdisjoint(words(line.said)[:1])
    return is_deed and RESTRICTS.search(line.said) is not None


def _does_anything(line: Line) -> bool:
    """Whether a clause of it says that something is done to some thing."""
    clauses = (action_of(part.strip(), is_past=True) for part in _CLAUSES.split(line.said))
    return any(one is not None and not {*one.noun} & _ALL_OF_IT for one in clauses)


class _Held:
    def __init__(self, line: Line, steps: Sequence[Step], sure: Collection[str]) -> None:
        self._line = line
        self._said = line.said
        at = line.requirement.place
        # Of its own requirement another sentence may be read.
        before = [step for step in steps if step.place < at or step.place == at]
        last = max((step.place for step in before), default=None)
        self._steps = steps
        self._last = frozenset(step.name for step in before if step.place == last)
        later = (step.name for step in steps if not step.place < at)
        self._later = frozenset(later) - {*sure}
        self._sure = frozenset(sure)

    def holds(self) -> Iterator[Hold]:
        place = self._line.requirement.place
        whole = self._line.requirement.text
        text = self._line.text if self._line.text in whole else whole
        if _FAILING.search(self._said):
            yield self._of_failure(Hold(text, place))
            if _FAILING.search(_MAYBE_FAILING.sub("", self._said)):
                return
        if (about := self._about(remark.step for remark in remarks_of(self._said))) is not None:
            yield Hold(text, place, starts=about)
            return
        after, starts = self._moments()
        yield Hold(text, place, after=after, starts=starts)

    def _of_failure(self, hold: Hold) -> Hold:
        """That of a step that is not known decides nothing before that step is."""
        told = [step for step, _ in failures(self._said)]
        about = self._about(told or [one.step for one in remarks_of(self._said)])
        if about is not None and not about:
            return hold
        is_final = _AGAIN.search(self._said) is None
        return replace(hold, failing=True, failed=about or frozenset(), is_final=is_final)

    def _about(self, spoken: Iterable[str]) -> frozenset[str] | None:
        """The steps that are meant, in whatever words; None where that may be any."""
        texts = [*spoken]
        found = frozenset(name for text in texts for name in self._meant(text))
        is_clear = all(one in _IT or mention_of(one).actions for one in texts)
        return found if texts and (found or is_clear) else None

    def _meant(self, text: str) -> Iterator[str]:
        """`This` is what the same requirement told last, where that is read."""
        if text not in _IT:
            return self._named(text)
        place = self._line.requirement.place
        return (step.name for step in self._steps if step.place == place)

    def _moments(self) -> tuple[frozenset[str], frozenset[str]]:
        named = frozenset(self._named(self._said))
        if not any(_is_deed(step, word) for step in self._steps for word in words(self._said)):
            # "The basket is packed" does something else to it than the check before.
            named -= self._sure if _does_anything(self._line) else frozenset()
        mark = marked(self._said)[1]
        if mark == FIRST or (not mark and not named and _BEFORE.search(self._said)):
            return frozenset(), frozenset(step.name for step in self._steps)
        behind = [one["before"] for one in _BEHIND.finditer(self._said)]
        after = frozenset(name for one in behind for name in self._named(one))
        if after:
            # "After the check the visa is printed": what follows may begin then.
            return after, (self._later | named) - after
        if behind and all(mention_of(one.strip()).actions for one in behind):
            # It comes after a step that another sentence tells which is not read either.
            return frozenset(), self._later | named
        return self._in_turn(mark, named)

    def _in_turn(self, mark: str, named: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
        """Where it names nothing that comes before."""
        if mark == BESIDE:
            return frozenset(), self._later
        if during := _DURING.search(self._said):
            # "While the shop runs, the dump is sent" makes the shop wait for nothing.
            return frozenset(), (self._later | named) - {*self._named(during["what"])}
        if _BESIDE.search(self._said):
            return frozenset(), self._last | self._later | named
        if mark or tells_order(self._line):
            return self._last, self._later | (named - self._last)
        return frozenset(), named or self._last | self._later

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
