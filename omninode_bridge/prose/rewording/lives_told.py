"""Life cycles that are told in passing: `When a hire is picked up while it is reserved, ...`."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.word_forms import base_of, is_past, participle_of
from omninode_bridge.prose.rewording.keeping import keeps_figures
from omninode_bridge.prose.rewording.phrasing import article, capital
from omninode_bridge.prose.rewording.steps_loose import clauses_of, step_of
from omninode_bridge.prose.rewording.wording import Spoken
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.naming import words

_A: Final = r"(?:an?|the|each|every|any|all)"
_STATE: Final = r"(?P<state>(?:on|in|at|under) [a-z]+|[a-z]+)"
_BEGINS: Final = (
    r"(?:new )?{thing} (?:comes? in|arrives?|enters?|starts?(?: out)?|begins?|is created) "
    r"(?:as|in state|in) (?:an? )?" + _STATE
)
_BECOMES: Final = (
    r"(?:the {thing}|it|that|this|they|he|she) ?(?:'s|is|are|goes|becomes|gets|turns|moves to|"
    r"is then|counts as) (?:then |now |put |set )?(?:to )?" + _STATE + r"(?: too| as well| then)?$"
)
_FINAL: Final = (
    r"(?P<list>[a-z ,-]+?) {things} (?:are|is|stay|remain) (?:then )?(?:closed for good|final|over|"
    r"finished for good|done for good|history|closed forever|never (?:changed|touched).*)"
)
_AT_MOST: Final = re.compile(
    r"(?:no|not) more (?:often )?than (?P<times>[a-z0-9]+)|(?:at most|up to) (?P<most>[a-z0-9]+)"
)
_NUMBERS: Final = {"once": 1, "one": 1, "twice": 2, "two": 2, "thrice": 3, "three": 3, "four": 4}
_COMING: Final = {"comes back": "return", "come back": "return", "shows up": "", "show up": ""}
_TWO: Final = 2
_MORE: Final = re.compile(
    r"\b(?:with (?:the|an?|its|their) (?!help|next|first)|provided|only (?:if|when|while)|unless|"
    r"above|below|at least|"
    r"(?:more|less|fewer) than|exceed\w*|enough|suffic\w+|increase[sd]?|decrease[sd]?|add(?:s|ed)?|"
    r"subtract\w*|remember\w*|count\w*|amount|balance|number of)\b"
)
"""What no wording of a move can say."""

_FLAG: Final = re.compile(r"\bif (?:it|they|the [a-z]+) (?:is|was|are|were) (?P<flag>[a-z]+)\b")
_NO_STATES: Final = frozenset(
    {"the", "a", "an", "it", "that", "this", "possible", "allowed", "able", "not", "there", "new"}
    | {"over", "also", "about", "all", "in", "on", "at", "up", "so", "to"}
)


@dataclass(slots=True)
class _Life:
    """`states` in the order in which they are told; `now` is the one that was reached last."""

    thing: str
    first: str = ""
    states: list[str] = field(default_factory=list)
    now: str = ""
    event: str = ""
    entered: dict[str, str] = field(default_factory=dict)

    @property
    def things(self) -> str:
        return lexicon().plural(self.thing)

    def pattern(self, template: str) -> re.Pattern[str]:
        filled = template.replace("{things}", self.things).replace("{thing}", self.thing)
        return re.compile(filled)

    def named(self, said: str) -> list[str]:
        """The states that are spoken of, such as in `a blocked card`."""
        found = [one for one in self.states if re.search(rf"\b{one}\b", said)]
        nouns = {"reservation": "reserved"}
        return found or [one for one in self.states if nouns.get(one, "-") in said]


def proposed_lives(spoken: Sequence[Spoken], document: Document) -> list[tuple[str, ...]]:
    said = [
        " ".join(one.text.lower().replace("\u2019", "'").split()).rstrip(" .") for one in spoken
    ]
    thing = _thing(said, words(document.title))
    if not thing or (document.states is not None and not document.requirements):
        return [()] * len(spoken)
    life = _Life(thing)
    for one in said:
        _learn(one, life)
    if not life.states:
        return [()] * len(spoken)
    life.first = life.first or life.states[0]
    life.now = life.first
    found = [
        tuple(one for one in dict.fromkeys(_worded(each, life)) if _keeps(each, one, life))
        for each in said
    ]
    return [*_shared(found)]


def _shared(found: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """`When it comes back we look at it. If it is damaged ..., otherwise ...` are two sentences,
    and each tells one of the two ends."""
    rest = [*found]
    for at, (before, ways) in enumerate(pairwise(rest)):
        parted = [re.split(r"(?<=\.) (?=When )", one) for one in ways]
        if before or not ways or any(len(one) < _TWO for one in parted):
            continue
        rest[at] = tuple(one[-1] for one in parted)
        rest[at + 1] = tuple(" ".join(one[:-1]) for one in parted)
    yield from rest


def _thing(said: Sequence[str], title: Sequence[str]) -> str:
    """What the sentences speak of most often, of the words of the title if there is one."""
    counts = Counter[str]()
    for one in said:
        found = re.findall(rf"\b{_A} ([a-z]+)(?: ([a-z]+))?\b", one)
        counts.update({lexicon().singular(word) for both in found for word in both if word})
    of_title = [word for word in title if counts[word] > 1]
    return of_title[-1] if of_title else ""


def _learn(said: str, life: _Life) -> None:
    if begun := re.match(rf"{_A} {life.pattern(_BEGINS).pattern}", said):
        life.first = begun["state"]
        _add(life, [begun["state"]])
    if final := life.pattern(_FINAL).match(said):
        _add(life, re.split(r", (?:and )?| and | or ", final["list"]))
    for clause in _clauses(_FLAG.sub(" , ", said)):
        if found := life.pattern(_BECOMES).search(clause):
            _add(life, [found["state"]])


def _add(life: _Life, states: Sequence[str]) -> None:
    for one in states:
        state = re.sub(r"^(?:an?|the|both) ", "", one.strip())
        if state and state not in _NO_STATES and state not in life.states:
            life.states.append(state)


def _worded(said: str, life: _Life) -> Iterator[str]:
    a_thing = f"{article(life.thing)} {life.thing}"
    if re.match(rf"{_A} {life.pattern(_BEGINS).pattern}", said):
        yield f"{capital(a_thing)} starts as {life.first}."
        return
    if final := life.pattern(_FINAL).match(said):
        yield f"{capital(final['list'])} {life.things} are final."
        return
    if limited := _AT_MOST.search(said):
        yield from _limited(said, limited, life)
        return
    yield from _moves(said, life)


def _limited(said: str, found: re.Match[str], life: _Life) -> Iterator[str]:
    """`A hire that is out can be extended, but no more than twice`."""
    number = found["times"] or found["most"]
    times = int(number) if number.isdigit() else _NUMBERS.get(number, 0)
    done = re.search(r"\bbe (?P<done>[a-z]+)", said)
    if not times or done is None:
        return
    for state in [*life.named(said), life.now]:
        yield (
            f"While {article(life.thing)} {life.thing} is {state}, it may be {done['done']} up to "
            f"{times} times."
        )


def _moves(said: str, life: _Life) -> Iterator[str]:
    """One sentence for each state that is reached."""
    branches = list(_branches(said, life))
    if not branches:
        life.event = _event(said) or life.event
        return
    sources = _sources(said, [target for _, target in branches], life)
    for source in sources:
        yield " ".join(
            f"When {article(life.thing)} {life.thing} {done} while it is {source}, it becomes "
            f"{target}."
            for done, target in branches
        )
    life.now = branches[0][1]
    for done, target in branches:
        life.entered[done] = target


def _branches(said: str, life: _Life) -> Iterator[tuple[str, str]]:
    """What is done, and the state behind it; otherwise is the event that was told before."""
    flag = _FLAG.search(said)
    clauses = _clauses(_FLAG.sub(" , ", said))
    reached = [
        (at, found["state"])
        for at, clause in enumerate(clauses)
        if (found := life.pattern(_BECOMES).search(clause)) and found["state"] in life.states
    ]
    for number, (at, target) in enumerate(reached):
        before = clauses[at - 1] if at else ""
        event = "" if _reaches(before, life) else _event(before)
        if flag and not number and is_past(flag["flag"]):
            event = base_of(flag["flag"])
        if event := event or life.event or base_of(target):
            yield _done(event), target
    if not reached:
        yield from _ended(clauses, life)


def _ended(clauses: Sequence[str], life: _Life) -> Iterator[tuple[str, str]]:
    """`Customers may cancel`, `the reservation lapses`: the verb names the state."""
    ends = {base_of(state): state for state in life.states if is_past(state)}
    for clause in clauses:
        spoken = clause.split()
        for before, word in pairwise(["", *spoken]):
            state = ends.get(base_of(word) or word, "")
            if state and word != state:
                is_by_itself = lexicon().singular(before) in {life.thing, *life.states}
                yield (f"{base_of(state)}s" if is_by_itself else f"is {state}"), state
                return


def _event(clause: str) -> str:
    """The verb of what happens, with its particle; empty for none."""
    for spoken, verb in _COMING.items():
        if spoken in clause:
            return verb
    found = next((one for part in clauses_of(clause) if (one := step_of(part))), None)
    return found.verb if found else ""


def _sources(said: str, targets: Sequence[str], life: _Life) -> list[str]:
    """The states in which it happens: those that are said, else that to which the story came."""
    named = [one for one in life.named(said) if one not in targets]
    if re.search(r"\bas long as .*(?:n't|not)\b", said):
        named = [life.first]
    return [" or ".join(named)] if named else [life.now]


def _keeps(said: str, instead: str, life: _Life) -> bool:
    """Whether all that the sentence names is in the wording: states, figures, values, conditions.

    What happens first is said first: of `..., else it is worn` only the event was told before.
    """
    new = instead.lower()
    states = {one for one in life.states if re.search(rf"\b{one}\b", said)}
    lost = [one for one in states if not re.search(rf"\b{one}\b", new)]
    is_limit = _AT_MOST.search(said) is not None
    return not lost and (is_limit or (not _MORE.search(said) and keeps_figures(said, instead)))


def _clauses(said: str) -> list[str]:
    parts = re.split(
        r"\s*[,;]\s*|\band from (?:that|this) moment\b|\b(?:otherwise|else|and|as soon as|when|"
        r"once|if|while|until)\b|\bas long as\b.*",
        said,
    )
    return [one.strip() for one in parts if one and one.strip()]


def _reaches(clause: str, life: _Life) -> bool:
    found = life.pattern(_BECOMES).search(clause)
    return found is not None and found["state"] in life.states


def _done(event: str) -> str:
    verb, *rest = event.split("_")
    return " ".join(("is", participle_of(verb), *rest))
