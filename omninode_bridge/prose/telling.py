"""A sentence is taken whole or not at all: what a pattern leaves of it keeps it from being taken.

`Count logins` is no answer to `Count failed logins`, and none to `Count logins except those of
bots`. A word is taken by a slot, by the pattern, whose own sentences have it outside their slots,
or by grammar; a few say nothing that could be built, such as `easily`.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.filling import Known, fill
from omninode_bridge.prose.limits import LEAST, MOST, WRITTEN
from omninode_bridge.prose.parsing import parse_sentence
from omninode_bridge.prose.pattern import Pattern
from omninode_bridge.prose.sentence import Sentence
from omninode_bridge.prose.slots import Duration, Filled, Name, Origin
from omninode_bridge.prose.source_names import CLASS
from omninode_bridge.prose.step_names import alike
from omninode_bridge.prose.tokens import tokens
from omninode_bridge.requirements.parts.durations import milliseconds, unit_of

_BEFORE_UNITS: Final = frozenset({"per", "every", "each", "by", "and"})
_BOUNDS: Final = {"at most": MOST, "at least": LEAST}
_SILENT: Final = ("function", "fluff", "harmless", "light", "empty")
_YES_OR_NO: Final = re.compile(r"\b([\w-]+) (?:is|are) [a-z][\w-]*[.!]?$")

_TOPIC: Final = re.compile(r"[a-z]\.[a-z]")

type Pairs = Sequence[tuple[Pattern, Sequence[Filled]]]


def not_taken(sentence: Sentence, pairs: Pairs) -> list[str]:
    """What the sentence says and none of the patterns takes, as written."""
    filled = [one for _, values in pairs for one in values if one.origin is Origin.SENTENCE]
    slots = _plain(word for one in filled for word in _spoken(one))
    own = {word for pattern, _ in pairs for word in own_words(pattern)}
    found = [*_numbers_left(sentence, filled, own)]
    units = () if found else _units(sentence)
    free = _objects(sentence) if all(leaves_object(one) for one, _ in pairs) else ()
    taken = slots | own | _plain([*units, *free, *_done(sentence), *_asked_about(sentence)])
    taken |= {*_code_names(sentence)}
    if any(pattern.refines for pattern, _ in pairs):
        taken |= {word for word in sentence.asked if any(alike(word, one) for one in slots)}
    found = [word for word in sentence.asked if _says(word) and not _plain([word]) & taken] + found
    acts = [sentence.actor] if _is_act(sentence) and not _speaks_of_acts(pairs) else []
    listed = _listed_topics(sentence, slots)
    return list(dict.fromkeys([*acts, *found, *_beside_slots(sentence, slots), *listed]))


def _is_act(sentence: Sentence) -> bool:
    """`Closing a loan publishes ...`: what is done there is no person who does it."""
    first, *_ = *_words(sentence.actor), ""
    return first.endswith("ing") and bool(lexicon().lemma(first))


def _speaks_of_acts(pairs: Pairs) -> bool:
    slots = (slot for pattern, _ in pairs for slot in pattern.slots.values())
    return any("operation" in slot.sources for slot in slots)


@cache
def own_words(pattern: Pattern) -> frozenset[str]:
    """The words of the pattern's own sentences that fill none of its slots there."""
    asked = _asked_for(pattern)
    return frozenset(asked.union(*(_unfilled(pattern, text) for text in pattern.matches)))


@cache
def leaves_object(pattern: Pattern) -> bool:
    """Whether the object is what it works on and nothing more, as in one of its own sentences."""
    asked = _asked_for(pattern)
    found = (_read(pattern, text) for text in pattern.matches if not pattern.refines)
    left = ((_plain(_objects(sentence)), slots) for sentence, slots in found)
    return any(bool(words) and not words & (slots | asked) for words, slots in left)


def _asked_for(pattern: Pattern) -> set[str]:
    sources = {source for slot in pattern.slots.values() for source in slot.sources}
    bounds = (one for source, words in _BOUNDS.items() if source in sources for one in words)
    asked = (*pattern.when.words, *pattern.when.verbs, *bounds)
    return _plain(word for one in asked for word in _words(one))


def _unfilled(pattern: Pattern, text: str) -> set[str]:
    _, slots = _read(pattern, text)
    return _plain(word for word in _words(text) if not _plain([word]) & slots)


def _read(pattern: Pattern, text: str) -> tuple[Sentence, set[str]]:
    """One of the pattern's own sentences, and what its slots take of it."""
    sentence = parse_sentence(text)
    filled = fill(pattern, sentence, sentence.clauses[0], Known()) if sentence.clauses else None
    said = (one for one in filled or () if one.origin is Origin.SENTENCE)
    return sentence, _plain(word for one in said for word in _spoken(one))


def _objects(sentence: Sentence) -> list[str]:
    return (
        [word for one in sentence.clauses[0].objects for word in one.words]
        if sentence.clauses
        else []
    )


def _words(text: str) -> Iterator[str]:
    for token in tokens(text):
        yield from token.low.replace("-", " ").replace("/", " ").split()


def _plain(words: Iterable[str]) -> set[str]:
    """The words with their plain forms."""
    table = lexicon()
    return {
        form for word in words for form in (word, table.lemma(word), table.singular(word)) if form
    }


def _says(word: str) -> bool:
    table = lexicon()
    is_silent = any(table.has(kind, word) for kind in _SILENT)
    return word.isalpha() and not is_silent


def _done(sentence: Sentence) -> Iterator[str]:
    """What is done, and by whom; which of them it is would be more."""
    for clause in sentence.clauses:
        yield from clause.verb.split()
        if clause is not sentence.clauses[0] and lexicon().has("reporting", clause.verb):
            yield from (word for one in clause.objects for word in one.words)
    table = lexicon()
    for word in () if _is_act(sentence) else _words(sentence.actor):
        if not table.has("adjectives", word) and not table.has("determiners", word):
            yield word


def _code_names(sentence: Sentence) -> Iterator[str]:
    """`using the RegisterPage` names a place in a program, and asks for nothing more."""
    for token in tokens(sentence.text):
        if token.kind == "word" and CLASS.fullmatch(token.text):
            yield token.low


def _asked_about(sentence: Sentence) -> Sequence[str]:
    """`if the flat is dirty` asks whether it is dirty, and of nothing more than one flat."""
    return _YES_OR_NO.findall(sentence.condition)


def _beside_slots(sentence: Sentence, slots: Collection[str]) -> Iterator[str]:
    """`of refunds and payments` is not only of refunds: of several things each is a slot's."""
    for qualifier in sentence.qualifiers:
        others = [one for one in qualifier.items if not _plain(one.words) & {*slots}]
        if len(others) < len(qualifier.items):
            yield from (one.text for one in others)


def _listed_topics(sentence: Sentence, slots: Collection[str]) -> Iterator[str]:
    """`Emit events: film.cut.v1, film.graded.v1` names what a slot has to take."""
    for one in sentence.colon:
        if _TOPIC.search(one.text) and not _plain({*one.words} - {"event"}) & {*slots}:
            yield one.text


def _units(sentence: Sentence) -> Iterator[str]:
    """`per hour`, `2 weeks`: units of what was read as a length of time."""
    pairs = zip(sentence.said, sentence.said[1:], strict=False)
    for before, word in pairs if sentence.durations else ():
        if unit_of(word) and (before in _BEFORE_UNITS or before in WRITTEN or before.isdigit()):
            yield word


def _numbers_left(
    sentence: Sentence, filled: Iterable[Filled], own: Collection[str]
) -> Iterator[str]:
    """Each number is a slot's, or a word such as `two` that the pattern's own sentences have."""
    values = [value for one in filled for value in _values(one)]
    times = {value.milliseconds for value in values if isinstance(value, Duration)}
    # "By court and day": the day is a field, and lasts no time.
    fields = (word for one in filled for word in _spoken(one) if unit_of(word))
    times |= {milliseconds(f"1{unit_of(word)}") or 0 for word in fields}
    taken = {Decimal(value) for value in values if isinstance(value, Decimal | int)}
    taken |= {Decimal(value) for word, value in WRITTEN.items() if word in own}
    for limit in sentence.limits:
        if not {limit.value, abs(limit.value), limit.value / 100} & taken:
            yield f"{limit.value:f}{f' {limit.unit}' if limit.unit.isalpha() else ''}"
    for length in sentence.durations:
        if length not in times:
            yield str(Duration(length))


def _values(one: Filled) -> tuple[object, ...]:
    return one.value if isinstance(one.value, tuple) else (one.value,)


def _spoken(one: Filled) -> Iterator[str]:
    for value in _values(one):
        if isinstance(value, Name):
            yield from (*value.name.split("_"), *value.said)
        else:
            yield from _words(str(value))
