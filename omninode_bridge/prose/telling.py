"""Words and numbers that change what a sentence asks for: a pattern takes only those it knows.

`Count logins` is no answer to `Count failed logins`, and none to `Count logins except those of
bots`. A pattern knows the words of the sentences that its file says it matches.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import Final

from omninode_bridge.prose.lexicon import lexicon
from omninode_bridge.prose.limits import WRITTEN
from omninode_bridge.prose.pattern import Pattern
from omninode_bridge.prose.sentence import Sentence
from omninode_bridge.prose.slots import Duration, Filled, Name, Origin
from omninode_bridge.prose.tokens import tokens
from omninode_bridge.requirements.parts.durations import unit_of

_BEFORE_UNITS: Final = frozenset({"per", "every", "each", "by", "and"})
_MEASURES: Final = frozenset({"kg", "g", "mg", "t", "lb", "m", "cm", "mm", "km", "l", "ml"})
_PART_OF_CALENDAR: Final = re.compile(
    r"\b(?:minutes?|hours?|days?|weeks?|months?) of the (?:day|week|month|year)\b"
)
_NEAR: Final = 4
_EMPTY: Final = frozenset(
    {
        *("is", "are", "be", "been", "has", "have", "was", "were", "does", "do", "did", "it"),
        *("they", "to", "of", "in", "on", "at", "for", "with", "by", "from", "and", "then"),
        *("when", "if", "while", "whenever", "once", "unless", "where", "upon", "as", "soon"),
    }
)
_YES_OR_NO: Final = re.compile(r"\b[\w-]+ (?:is|are) (?=[a-z][\w-]*[.!]?$)")
_DIRECTIONS: Final = frozenset({"ascending", "descending"})


def not_taken(sentence: Sentence, pairs: Sequence[tuple[Pattern, Sequence[Filled]]]) -> list[str]:
    """What the sentence says and none of the patterns takes, as written."""
    known = {word for pattern, _ in pairs for word in known_words(pattern)}
    filled = [one for _, values in pairs for one in values if one.origin is Origin.SENTENCE]
    named = {word for one in filled for word in _spoken(one)}
    left = list(_numbers_left(sentence, filled, known))
    named |= set() if left else {*_units(sentence)}
    taken = known | named
    found = [word for word in _telling(sentence) if word not in taken]
    found += left
    found += _things_left(sentence, named, known, _behind_by(pairs))
    found += _conditions_left(sentence, named | known)
    found += _measures(sentence)
    found += [word for one in filled for word in _names(one) if _is_no_name(word)]
    if {*sentence.said} >= _DIRECTIONS:
        found += sorted(_DIRECTIONS)
    return list(dict.fromkeys(found))


def known_words(pattern: Pattern) -> frozenset[str]:
    asked = [line for line in pattern.golden.splitlines() if line.lstrip().startswith(("-", "*"))]
    return _words_of((*pattern.matches, *pattern.when.words, *pattern.when.verbs, *asked))


@cache
def _words_of(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for text in texts for word in _words(text))


def _words(text: str) -> Iterator[str]:
    for token in tokens(text):
        yield from token.low.replace("-", " ").replace("/", " ").split()


def _telling(sentence: Sentence) -> Iterator[str]:
    table = lexicon()
    done = {clause.verb for clause in sentence.clauses}
    for word in sentence.said:
        lemma = table.lemma(word) if word.endswith("ed") else ""
        if table.has("telling", word) or (lemma not in {"", word} and lemma not in done):
            yield word


def _behind_by(pairs: Sequence[tuple[Pattern, Sequence[Filled]]]) -> set[str]:
    """Words that the patterns' own sentences have behind `by`."""
    found: set[str] = set()
    for pattern, _ in pairs:
        for text in pattern.matches:
            words = [*_words(text)]
            places = [at for at, word in enumerate(words) if word == "by"]
            found |= {word for at in places for word in words[at + 1 : at + 1 + _NEAR]}
    return found


def _things_left(
    sentence: Sentence, named: Collection[str], known: Collection[str], by: Collection[str]
) -> Iterator[str]:
    """What stands behind a preposition is a slot's, or a word of the pattern's own sentences.

    Of several things each is a slot's: `of refunds and payments` is not only of refunds.
    """
    harmless = lexicon().lists["harmless"] | lexicon().lists["light"] | lexicon().lists["empty"]
    for qualifier in sentence.qualifiers:
        own = by if qualifier.word == "by" else known
        items = [(item, {*item.words, *item.as_written}) for item in qualifier.items]
        others = [(item, words) for item, words in items if not words & {*named, *harmless}]
        is_own = len(others) == len(items) and all(words & {*own} for _, words in others)
        yield from () if is_own else (item.text for item, _ in others)


def _conditions_left(sentence: Sentence, taken: Collection[str]) -> Iterator[str]:
    """Every word of a condition that says something is taken.

    `if the flat is dirty` asks whether it is; `if the country is Germany` asks which it is.
    """
    table = lexicon()
    done = {clause.verb for clause in sentence.clauses}
    for word in _words(_YES_OR_NO.sub(" ", sentence.condition)):
        plain = {word, table.lemma(word), table.singular(word)}
        is_empty = table.has("determiners", word) or word in _EMPTY or not word.isalpha()
        if not is_empty and not plain & {*taken, *done}:
            yield word


def _measures(sentence: Sentence) -> list[str]:
    """`2 kg and 500 g` are not 2 and 500; `the hour of the day` is no hour."""
    units = {limit.unit for limit in sentence.limits} & _MEASURES
    said = " ".join(sentence.said)
    return [*(sorted(units) if len(units) > 1 else ()), *_PART_OF_CALENDAR.findall(said)]


def _units(sentence: Sentence) -> Iterator[str]:
    """`per hour`, `2 weeks`: units of what was read as a length of time."""
    pairs = zip(sentence.said, sentence.said[1:], strict=False)
    for before, word in pairs if sentence.durations else ():
        if unit_of(word) and (before in _BEFORE_UNITS or before in WRITTEN or before.isdigit()):
            yield word


def _numbers_left(
    sentence: Sentence, filled: Iterable[Filled], known: Iterable[str]
) -> Iterator[str]:
    """Each number is a slot's, or a word such as `two` that the pattern's own sentences have."""
    values = [value for one in filled for value in _values(one)]
    times = {value.milliseconds for value in values if isinstance(value, Duration)}
    taken = {Decimal(value) for value in values if isinstance(value, Decimal | int)}
    taken |= {Decimal(value) for word, value in WRITTEN.items() if word in known}
    for limit in sentence.limits:
        if not {limit.value, abs(limit.value), limit.value / 100} & taken:
            yield f"{limit.value:f}{f' {limit.unit}' if limit.unit.isalpha() else ''}"
    for milliseconds in sentence.durations:
        if milliseconds not in times:
            yield str(Duration(milliseconds))


def _values(one: Filled) -> tuple[object, ...]:
    return one.value if isinstance(one.value, tuple) else (one.value,)


def _names(one: Filled) -> Iterator[str]:
    for value in _values(one):
        if isinstance(value, Name):
            words = value.name.split("_")
            yield from words if len(words) > 1 else (f"{value.name} alone",)


def _spoken(one: Filled) -> Iterator[str]:
    for value in _values(one):
        yield from value.name.split("_") if isinstance(value, Name) else _words(str(value))


def _is_no_name(word: str) -> bool:
    alone = word.removesuffix(" alone")
    if alone != word:
        return lexicon().has("no_names", alone) or alone in {"first", "last"}
    return lexicon().has("no_names", word)
