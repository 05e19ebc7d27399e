"""Values of a pattern's slots: what a fragment may print. Nothing of the text gets in unchecked."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.requirements.naming import field_name, pascal_case

GENERATED: Final = frozenset({"id", "created_at", "updated_at", "version"})
"""Fields that the store fills in itself."""

TEXT: Final = "string"
"""The type of names whose words suggest no other."""

_TOLD: Final = 3

_LITERAL: Final = re.compile(r"[A-Za-z0-9 _.,;:/@+-]{1,60}")


class Origin(StrEnum):
    SENTENCE = "sentence"
    DATA_MODEL = "data model"
    EVIDENCE = "similar nodes"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Name:
    """A field, an event, a step: an identifier with the PRD type that its words suggest.

    `said` are the words of the sentence that mean it where they are other words.
    """

    name: str
    words: str
    type: str = TEXT
    constraints: str = ""
    said: tuple[str, ...] = field(default=(), compare=False)

    @property
    def title(self) -> str:
        return pascal_case(self.name)

    @property
    def one(self) -> str:
        """With its article: `an order`, `a user`."""
        sounds_open = self.words[:1] in {*"aeio"} or self.words.startswith(("u", "hour"))
        is_an = sounds_open and not self.words.startswith(("use", "uni", "eu", "one"))
        return f"{'an' if is_an else 'a'} {self.words}"

    @property
    def plural(self) -> str:
        *first, last = self.name.split("_")
        return "_".join((*first, lexicon().plural(last)))

    @property
    def as_key(self) -> str:
        """The constraints of a field by which one row is found."""
        if self.name == "id":
            return "primary key"
        parts = [part for part in (self.constraints, "unique") if part]
        return self.constraints if "primary key" in self.constraints else ", ".join(parts)

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Noun(Name):
    """A thing. `all_fields` are what the document says of it, whichever sentence did.

    `fields` are those of them that no store fills in.
    """

    fields: tuple[Name, ...] = ()
    all_fields: tuple[Name, ...] = ()

    @property
    def inputs(self) -> tuple[Name, ...]:
        """The fields that a request for a new one carries."""
        return tuple(one for one in self.fields if one.name not in GENERATED)


@dataclass(frozen=True, slots=True)
class Duration:
    """`str()` is how a PRD spells it, such as `90s`."""

    milliseconds: int

    @property
    def seconds(self) -> Decimal:
        return Decimal(self.milliseconds) / 1000

    def __str__(self) -> str:
        for unit, size in (("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000)):
            if self.milliseconds and self.milliseconds % size == 0:
                return f"{self.milliseconds // size}{unit}"
        return f"{self.milliseconds}ms"


type Value = (
    Noun
    | Name
    | tuple[Name, ...]
    | tuple[Decimal, ...]
    | tuple[str, ...]
    | Decimal
    | int
    | Duration
    | str
)


@dataclass(frozen=True, slots=True)
class Filled:
    """`chosen_by` names the similar node whose choice it is."""

    slot: str
    value: Value
    origin: Origin
    chosen_by: str = ""

    @property
    def shown(self) -> str:
        if isinstance(self.value, tuple):
            return ", ".join(str(one) for one in self.value)
        return f"{self.value:f}" if isinstance(self.value, Decimal) else str(self.value)


def noun_of(words: Sequence[str]) -> Noun | None:
    """The entity that a phrase names: `user information` is a user."""
    known = lexicon()
    kept = list(words)
    while len(kept) > 1 and known.has("light", kept[-1]):
        kept.pop()
    if not kept or known.has("attributes", kept[-1]):
        return None
    if len(kept) == 1 and known.has("empty", kept[0]):
        return None
    if kept[0] == "event" and len(kept) > 1:
        kept.pop(0)  # "The event order_placed" is called so.
    if kept[-1] == "event" and len(kept) >= _TOLD:
        # The event `member registered` is told as "a member_registered event".
        kept.pop()
    name = _identifier(kept, singular=True)
    return None if name is None else Noun(name, name.replace("_", " "))


def name_of(words: Sequence[str], *, singular: bool = False) -> Name | None:
    if words[:1] == ("top",) and all(word.isdigit() for word in words[1:2]):
        return None  # "By score, top 5" says how many, and not by what.
    name = _identifier(words, singular=singular)
    if name is None:
        return None
    return Name(name, name.replace("_", " "), type_of(name))


def names_of(phrases: Iterable[Sequence[str]]) -> tuple[Name, ...]:
    found = (name_of(words) for words in phrases)
    return tuple({one.name: one for one in found if one is not None}.values())


def literal_of(text: str) -> str | None:
    return text if _LITERAL.fullmatch(text) else None


def type_of(name: str) -> str:
    """The type that a field of this name most often has; text where the name says nothing."""
    known = lexicon().fields
    words = name.split("_")
    if words[0] in {"is", "has"} and len(words) > 1:
        return "bool"
    return known.get(words[-1], known.get(lexicon().singular(words[-1]), TEXT))


def _identifier(words: Sequence[str], *, singular: bool) -> str | None:
    plain = [word for word in words if word.isascii() and word.isalnum()]
    if not plain or len(plain) != len(words) or not plain[0][0].isalpha():
        return None
    if singular:
        plain[-1] = lexicon().singular(plain[-1])
    return field_name(" ".join(plain))
