"""Places of a sentence from which slots are filled, apart from what follows one preposition."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.sentence import Clause, NounPhrase, Sentence

_GROUPING: Final = ("grouped by", "keyed by", "partitioned by", "per", "by", "for", "across")
_PERIODS: Final = frozenset(
    {
        *("second", "minute", "hour", "day", "week", "month", "year", "period", "time", "window"),
        *("hourly", "daily", "weekly", "interval"),
    }
)
_ARROW: Final = re.compile(r"\s*(?:\u2192|--?>|=>)\s*")
_STATE: Final = r"[A-Za-z][A-Za-z_-]{0,30}(?: [A-Za-z_-]{1,30}){0,2}"
_CHAIN: Final = re.compile(
    rf"[:(]\s*({_STATE}(?:\s*(?:\u2192|--?>|=>)\s*{_STATE}){{1,15}})\s*(?=[).;]|$)"
)
"""What goes along arrows, alone behind a colon or in brackets."""

_SENDING: Final = frozenset({"send", "deliver", "dispatch", "push"})
_DIRECTIONS: Final = frozenset({"first", "ascending", "asc", "descending", "desc"})
_AFTER: Final = frozenset({"then", "afterwards", "finally"})
_OF_ALL: Final = ("step", "every task", "each task", "all task", "task")
_COMPLEX: Final = frozenset({"or", "and", "not", "never", "no", "unless", "fails", "failed"})
_IS: Final = frozenset({"is", "are", "was", "were"})
_ASKS: Final = _IS | {"exceeds", "exceed", "reaches", "reach", "equals"}
_LONGEST_FLAG: Final = 3


def verb_phrases(sentence: Sentence) -> Sequence[Sequence[str]]:
    return _phrases(sentence.clauses)


def units(sentence: Sentence) -> Iterator[Sequence[str]]:
    """What a number counts: `5 logins`."""
    known = lexicon()
    yield from ([known.singular(one.unit)] for one in sentence.limits if one.unit.isalpha())


def grouping_keys(sentence: Sentence) -> Sequence[Sequence[str]]:
    """By what is grouped, without lengths of time: `per customer and day`."""
    for wanted in _GROUPING:
        items = [item for one in sentence.qualifiers if one.word == wanted for item in one.items]
        found = [item.words for item in items if item.head not in _PERIODS]
        if found:
            return found
    return []


def stations(sentence: Sentence) -> Sequence[Sequence[str]]:
    """`from draft to review to published`, `: draft -> review -> published`."""
    chains = _CHAIN.findall(sentence.text)
    if chains:
        passed = [one.lower() for one in _ARROW.split(chains[0])]
        # What comes back to a state, or in several lines, is more than a row of states.
        is_row = len(chains) == 1 and len({*passed}) == len(passed)
        return [one.split() for one in passed] if is_row else []
    starts = _items(sentence, "from")
    ends = _items(sentence, "to")
    return [item.words for item in (*starts, *ends)] if starts and ends else []


def object_of(sentence: Sentence, clause: Clause) -> Sequence[Sequence[str]]:
    """The object where the sentence says of what it is: `the amount of sales`."""
    return [one.words for one in clause.objects] if _items(sentence, "of") else []


def measure(sentence: Sentence, clause: Clause) -> Sequence[Sequence[str]]:
    """What a figure is taken of, and of what thing: `the average duration of rides`.

    Where the object is no more than the name of a figure, `of` says what is measured.
    """
    figures = lexicon().lists["figures"]
    of = [item.words for item in _items(sentence, "of")[:1]]
    said = clause.object.words if clause.object else ()
    plain = tuple(word for word in said if word not in figures)
    return [plain, *of] if plain else of


def recipient(sentence: Sentence, clause: Clause) -> Sequence[Sequence[str]]:
    """Who is told: what is sent goes to somebody, else the object is told."""
    told = _items(sentence, "to")
    if not told and clause.verb not in _SENDING:
        told = list(clause.objects)
    return [one.words for one in told]


def _items(sentence: Sentence, word: str) -> list[NounPhrase]:
    return [item for one in sentence.qualifiers if one.word == word for item in one.items]


def fan(sentence: Sentence) -> tuple[list[Sequence[str]], list[Sequence[str]], list[Sequence[str]]]:
    """What comes before, the branches that run side by side, and what comes after them."""
    clauses = sentence.clauses
    at = next((at for at, one in enumerate(clauses) if len(one.objects) > 1), None)
    if at is not None:
        branches = [(*clauses[at].verb.split(), *one.words) for one in clauses[at].objects]
        return _phrases(clauses[:at]), list(branches), _phrases(clauses[at + 1 :])
    later = bool(_AFTER & set(sentence.said)) and len(clauses) > 1
    end = len(clauses) - 1 if later else len(clauses)
    return [], _phrases(clauses[:end]), _phrases(clauses[end:])


def every_step(sentence: Sentence, steps: Sequence[str]) -> Sequence[Sequence[str]]:
    """All steps, where the sentence speaks of all of them."""
    said = f" {' '.join(sentence.lemmas)} "
    of_all = any(f" {phrase} " in said for phrase in _OF_ALL)
    return [step.split("_") for step in steps] if of_all else []


def condition_field(sentence: Sentence) -> Sequence[Sequence[str]]:
    """`if the order is urgent` asks for `urgent`, `if the amount exceeds 50` for `amount`."""
    known = lexicon()
    words = [word.strip(".,;:") for word in sentence.condition.lower().split()][1:]
    if not words or _COMPLEX & set(words):
        return []
    plain = [word for word in words if not known.has("determiners", word)]
    end = next((at for at, word in enumerate(plain) if word in _ASKS), None)
    if end is None or end == 0:
        return []
    if any(word[0].isdigit() for word in plain):
        return [[*plain[: end - 1], known.singular(plain[end - 1])]]
    flag = plain[end + 1 :]
    return [flag] if plain[end] in _IS and 0 < len(flag) <= _LONGEST_FLAG else []


def _phrases(clauses: Sequence[Clause]) -> list[Sequence[str]]:
    return [(*one.verb.split(), *(one.object.words if one.object else ())) for one in clauses]


def directions(sentence: Sentence, options: Iterable[str]) -> frozenset[str]:
    """Words that say in which order things come: they stand behind names and are none."""
    said = f" {' '.join(sentence.said)} "
    orders = (one.split() for one in options if _DIRECTIONS.intersection(one.split()[-1:]))
    return frozenset(word for one in orders if f" {' '.join(one)} " in said for word in one)
