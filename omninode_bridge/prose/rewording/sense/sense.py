"""What a sentence says, in parts that can be held against those of another sentence."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.word_forms import plain_forms
from omninode_bridge.prose.rewording.sense.phrases import NUMBER, in_one_form

_QUOTED: Final = re.compile(r"[\"\u201c]([^\"\u201d]*)[\"\u201d]")
_COMPARED: Final = re.compile(rf"\b(GE|LE|GT|LT) ({NUMBER})")
_ONE_NUMBER: Final = re.compile(rf"(?<![\w.])({NUMBER})(?P<cents> CENT)?")
_NAME: Final = re.compile(r"\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b")
_TOKEN: Final = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")
_DENIAL: Final = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|unless|except|false|cannot)\b|n't\b"
)
_CONDITION: Final = re.compile(
    r"\b(?:only )?(?:if|unless|provided(?: that)?|as long as|in case|while|whenever)\b"
    r"(?P<what>[^,;.]*)"
)
_BEHIND: Final = re.compile(r"\b(?:after|once|as soon as|when)\b(?P<what>[^,;.]*)")
_GROUP: Final = re.compile(r"\bPER\b(?P<what>[^;.]*)")
_MAYBE: Final = re.compile(
    r"\b(?:may|might|could|optionally)\b(?! (?:be|take|have|run|fail|last)\b)"
)
_OR: Final = re.compile(r"\bor\b")
_END: Final = re.compile(r"\b(?:if|unless|after|before|once|then|we|you|they)\b")
SMALL: Final = frozenset(
    re.findall(
        r"\w+",
        """
    a an the this that these those it its they them their he she his her we us our you your i my
    who whom whose which what there here one ones is are was were be been being am do does did done
    has have had having will would shall should must can could may might need needs
    to of in on at for from with by as into onto than and or but so if unless when whenever while
    once after before provided case long soon as also too then first next finally afterwards
    not never no none nobody nothing neither nor without except false true cannot yes
    just please behind euro euros eur both input output get gets got
    """,
    )
)
"""Words without a content, or that other parts are about."""


@dataclass(frozen=True, slots=True)
class Sense:
    """`compared` are limits with their sign, the tuples words of such clauses."""

    form: str
    words: tuple[str, ...]
    numbers: Counter[Decimal]
    compared: Counter[str]
    quotes: Counter[str]
    names: frozenset[str]
    condition: tuple[str, ...]
    behind: tuple[str, ...]
    group: tuple[str, ...]
    denials: int

    @property
    def has_condition(self) -> bool:
        return _CONDITION.search(self.form) is not None

    @property
    def is_maybe(self) -> bool:
        return _MAYBE.search(self.form) is not None

    @property
    def has_choice(self) -> bool:
        return _OR.search(self.form) is not None


@lru_cache(maxsize=2_048)
def sense_of(text: str) -> Sense:
    quotes = Counter(_QUOTED.findall(text))
    form = in_one_form(_QUOTED.sub(" ", text).replace("`", ""))
    return Sense(
        form,
        words_of(form),
        Counter(_value(one) for one in _ONE_NUMBER.finditer(form)),
        Counter(f"{sign} {number}" for sign, number in _COMPARED.findall(form)),
        quotes,
        frozenset(_NAME.findall(form)),
        _clauses(_CONDITION, form),
        _clauses(_BEHIND, form),
        _clauses(_GROUP, form),
        len(_DENIAL.findall(form)),
    )


def words_of(form: str) -> tuple[str, ...]:
    found = (one.removesuffix("'s") for one in _TOKEN.findall(form.replace("_", " ")))
    return tuple(one for one in found if one not in SMALL and not re.search(r"n't$", one))


def is_same(one: str, other: str) -> bool:
    """Whether both are forms of one word."""
    return bool(_forms(one) & _forms(other))


def is_among(word: str, words: Iterable[str]) -> bool:
    return any(is_same(word, one) for one in words)


@lru_cache(maxsize=8_192)
def _forms(word: str) -> frozenset[str]:
    if word.isupper():
        return frozenset({word})
    known = lexicon()
    singular = known.singular(word)
    noun = known.nominals.get(singular, singular)
    found = plain_forms(word) | plain_forms(singular) | {noun}
    stem = singular.removesuffix("ation")
    return found if stem == singular else found | {stem, f"{stem}e"}


def _clauses(pattern: re.Pattern[str], form: str) -> tuple[str, ...]:
    return tuple(word for part in _parts(pattern, form) for word in words_of(part))


def _parts(pattern: re.Pattern[str], form: str) -> Iterator[str]:
    for found in pattern.finditer(form):
        yield _END.split(found["what"])[0]


def _value(found: re.Match[str]) -> Decimal:
    text = found[1]
    is_thousands = re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text)
    plain = Decimal(text.replace(",", "") if is_thousands else text.replace(",", "."))
    return (plain / 100 if found["cents"] else plain).normalize()
