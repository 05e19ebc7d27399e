"""Places of a sentence from which slots are filled, apart from what follows one preposition."""

from collections.abc import Iterator, Sequence
from typing import Final

from omninode_bridge.prose.lexicon import lexicon
from omninode_bridge.prose.sentence import Clause, NounPhrase, Sentence

_GROUPING: Final = ("grouped by", "keyed by", "partitioned by", "per", "by", "for", "across")
_PERIODS: Final = frozenset(
    {
        *("second", "minute", "hour", "day", "week", "month", "year", "period", "time", "window"),
        *("hourly", "daily", "weekly", "interval"),
    }
)


def verb_phrases(sentence: Sentence) -> Iterator[Sequence[str]]:
    for clause in sentence.clauses:
        yield (*clause.verb.split(), *(clause.object.words if clause.object else ()))


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
    """`from draft to review to published`."""
    starts = _items(sentence, "from")
    ends = _items(sentence, "to")
    return [item.words for item in (*starts, *ends)] if starts and ends else []


def object_of(sentence: Sentence, clause: Clause) -> Sequence[Sequence[str]]:
    """The object where the sentence says of what it is: `the amount of sales`."""
    return [one.words for one in clause.objects] if _items(sentence, "of") else []


def _items(sentence: Sentence, word: str) -> list[NounPhrase]:
    return [item for one in sentence.qualifiers if one.word == word for item in one.items]
