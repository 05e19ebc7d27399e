"""Steps that a sentence names in passing, however it says them: `we also check the backup`."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.word_forms import base_of, forms_of
from omninode_bridge.prose.narration.plain_words import ARTICLE, plain
from omninode_bridge.prose.narration.step_phrases import Action, action_of
from omninode_bridge.prose.step_names import alike

_MUST: Final = r"(?:have to|has to|must|should|shall|needs? to|will|can)"
_JOINTS: Final = re.compile(
    r"\s*[,;:()\u2013\u2014]\s*|\s+-\s+|"
    rf"(?<=\w)\s+(?=(?:we|you|they|(?:the|an?|our) [a-z]+) {_MUST} )|(?<=\d) (?=the |an? )|"
    r"(?<=\w)\s+(?=we [a-z]+ (?:an?|the) )|"
    r"\b(?:and then|then|and|but|so that|so|because|when|once|if|whenever|should|before|after|"
    r"while|as soon as|until|only for|both|or|otherwise)\b"
)
_FILLERS: Final = re.compile(
    r"^(?:(?:we|you|i|they|it|please|also|just|only|always|still|first of all|first|next|"
    r"finally|afterwards|that|this|at the very end|in the end|at the end|everything|again|"
    rf"{_MUST}|on [a-z]+days?|during [a-z]+|at night) )+"
)
_TAIL: Final = re.compile(
    r" (?:again|too|as well|also|anyway|automatically|in parallel|parallel|at the same time|"
    r"by [a-z]+ing .+|to (?:the|a|an) .+|in (?:the|a|an) .+|on (?:the|a|an) .+|for .+|with .+|"
    r"without .+)$"
)
_ASIDE: Final = re.compile(r"\((?:the )?(?:flag|field|setting)[^)]*\)")
_GOES: Final = re.compile(rf"(?:{ARTICLE} )?(?P<noun>[a-z]+(?: [a-z]+)?) (?:goes|go) out(?: .+)?")
_NEEDS: Final = re.compile(
    rf"(?:[a-z]+ )?(?:needs?|wants?|gets?) (?P<noun>{ARTICLE} [a-z]+(?: [a-z]+)?)"
)
_PARTICLE: Final = r"(?:over|out|off|up|back|away)"
_BARE: Final = re.compile(rf"(?P<verb>[a-z]+) (?P<particle>{_PARTICLE})(?: (?:to|at|in|with) .+)?")
_EMPTY: Final = frozenset(
    {"fail", "care", "mind", "try", "give", "wait", "work", "go", "want", "alongside", "during"}
    | {"happen", "be", "have", "per", "despite", "complete", "run", "follow"}
)
_NO_THINGS: Final = frozenset(
    {"one", "ones", "thing", "things", "everything", "anything", "flag"}
    | {"procedure", "process", "workflow"}
    | {"somebody", "someone", "person", "people", "nobody"}
)
_COMMON: Final = frozenset({"the", "a", "an", "to", "of", "is", "has", "we", "it", "that", "be"})
_STRESSED: Final = re.compile(r"(?:[^f]fer|cur|mit|pel|get|set|gin)$")


@dataclass(frozen=True, slots=True)
class Step:
    """`verb` with its particle, `noun` without an article."""

    verb: str
    noun: str

    @property
    def told(self) -> str:
        """`draw up the contract`."""
        return f"{self.verb.replace('_', ' ')} the {self.noun}"

    @property
    def doing(self) -> str:
        """`drawing up the contract`."""
        first, *rest = self.verb.split("_")
        return " ".join((gerund_of(first), *rest, "the", self.noun))


def steps_in(text: str, before: str = "") -> list[Step]:
    """What the clauses of a sentence do, in order; `before` is the thing spoken of last."""
    found = list[Step]()
    for clause in clauses_of(text):
        noun = found[-1].noun if found else before
        if (one := step_of(clause, noun)) and one not in found:
            found.append(one)
    return found


def clauses_of(text: str) -> Iterator[str]:
    said = _ASIDE.sub(" ", text.lower().replace("\u2019", "'"))
    said = " ".join(re.sub(r"[.!?\"]", " ", said).split())
    for clause in _JOINTS.split(said):
        bare = _FILLERS.sub("", f"{(clause or '').strip()} ").strip()
        if bare:
            yield bare


def step_of(clause: str, before: str = "") -> Step | None:
    """None where the clause does nothing to a thing."""
    if going := _GOES.fullmatch(clause):
        return Step("send", going["noun"])
    short = _TAIL.sub("", clause)
    if needing := _NEEDS.fullmatch(short):
        return Step("obtain", re.sub(rf"^{ARTICLE} ", "", needing["noun"]))
    if before and (bare := _BARE.fullmatch(clause)):
        verb = base_of(bare["verb"]) or bare["verb"]
        return Step(f"{verb}_{bare['particle']}", before)
    subject = tuple(before.split())
    said = [plain(f"{one}.", in_order=False) for one in (clause, short)]
    ways = [*said, *(f"it is {one}" for one in said if subject)]
    action = next((one for way in ways if (one := action_of(way, subject))), None)
    return None if action is None or _is_vain(action) else _step(action)


def mentioned(text: str, steps: Iterable[Step], *, least: int = 1) -> Step | None:
    """The one step that words speak of: its verb says more than its noun."""
    said = [word for word in re.findall(r"[a-z]+", text.lower()) if word not in _COMMON]
    scores = {one: _score(said, one) for one in steps}
    best = max(scores.values(), default=0)
    found = [one for one, score in scores.items() if score == best]
    return found[0] if best >= least and len(found) == 1 else None


SURE: Final = 5
"""Verb and noun are both said."""


def gerund_of(verb: str) -> str:
    doubled = verb + verb[-1] + "ing"
    if re.fullmatch(r"[^aeiou]*[aeiou][bdgmnprt]", verb) or _STRESSED.search(verb):
        return doubled
    if re.search(r"[^aeoy]e$", verb):
        return verb[:-1] + "ing"
    return verb + "ing"


def _score(said: Sequence[str], step: Step) -> int:
    verb = step.verb.split("_")[0]
    singular = lexicon().singular
    nouns, spoken = {singular(word) for word in step.noun.split()}, {singular(w) for w in said}
    head = singular(step.noun.split()[-1])
    is_done = any(is_named(word, verb) for word in said)
    return 3 * is_done + 2 * (head in spoken) + len((nouns - {head}) & spoken)


def is_named(word: str, verb: str) -> bool:
    """`uploads`, `charging` and `registration` name upload, charge and register."""
    is_noun = lexicon().nominals.get(word) == verb
    return verb == word or verb in forms_of(word) or is_noun or alike(word, verb)


def _is_vain(action: Action) -> bool:
    return bool({*action.verb.split("_")} & _EMPTY or {*action.noun} & _NO_THINGS)


def _step(action: Action) -> Step:
    """`take the registration back` is `take back the registration`."""
    *nouns, last = action.noun
    if nouns and re.fullmatch(_PARTICLE, last):
        return Step(f"{action.verb}_{last}", " ".join(nouns))
    return Step(action.verb, " ".join(action.noun))
