"""What is known so far of a life: its events with what they carry, its moves and its values."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from omninode_bridge.prose.lives.clause import Clause
from omninode_bridge.prose.lives.vocabulary import Vocabulary
from omninode_bridge.prose.narration.plain_words import identifier, without_article
from omninode_bridge.prose.narration.story import Line, UntoldError
from omninode_bridge.requirements.document import Constraints, Default, Field
from omninode_bridge.requirements.parts.constraint_text import FieldTerms, apply_constraint
from omninode_bridge.requirements.parts.type_text import type_spelled
from omninode_bridge.requirements.types import Kind, Optional, Scalar, ValueType

NUMBERS: Final = frozenset({"int", "decimal", "money", "float"})
_ASSIGNED: Final = re.compile(r"(\w+) = (.+)")


@dataclass(slots=True)
class Value:
    """`type` is empty where nothing says it yet; `initial` that of a remembered number.

    `declared` is as the document declares it, `is_begun` where a sentence says how it starts.
    """

    name: str
    line: Line
    type: str = ""
    initial: str = "0"
    aliases: set[str] = field(default_factory=set)
    limits: tuple[str, ...] = ()
    declared: Field | None = None
    is_begun: bool = False

    @property
    def is_number(self) -> bool:
        return self.type in NUMBERS

    @property
    def shape(self) -> ValueType:
        return (type_spelled(self.type) if self.type else None) or Scalar(Kind.STRING)

    def carried(self) -> Field:
        terms = FieldTerms()
        for limit in dict.fromkeys(", ".join(self.limits).split(", ") if self.limits else ()):
            terms = apply_constraint(limit, terms, strict=False) or terms
        place = self.line.requirement.place
        return Field(self.name, self.shape, place, constraints=terms.constraints)

    def remembered(self) -> Field:
        place = self.line.requirement.place
        if self.declared is not None and not self.is_begun:
            return self.declared
        if self.is_number:
            default = Default(self.initial)
            return Field(self.name, self.shape, place, required=False, default=default)
        kept = Optional(self.shape)
        return Field(self.name, kept, place, required=False, constraints=Constraints())


@dataclass(slots=True)
class Deed:
    """One way that an event goes; `ends` is empty until a sentence says where.

    `ways` are the branches of what goes in several ways, by a value: then it is no row itself, and
    all that is said of it is so of each of them.
    """

    event: str
    line: Line
    sources: tuple[str, ...] = ()
    ends: str = ""
    verb: str = ""
    is_not: bool = False
    guards: list[str] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    ways: list["Deed"] = field(default_factory=list)
    is_way: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        return (*self.guards, *self.actions)

    def guard(self, text: str) -> None:
        if text not in self.guards:
            self.guards.append(text)

    def act(self, text: str) -> None:
        """Raises `UntoldError` where something else is done to the same value."""
        if text in self.actions:
            return
        name = text.partition(" = ")[0]
        if other := [one for one in self.actions if one.startswith(f"{name} = ")]:
            raise UntoldError(f"`{self.event}` does `{other[0]}` already, and not `{text}`")
        self.actions.append(text)


@dataclass(slots=True)
class Draft:
    words: Vocabulary
    deeds: list[Deed] = field(default_factory=list)
    payloads: dict[str, dict[str, Value]] = field(default_factory=dict)
    context: dict[str, Value] = field(default_factory=dict)
    initial: str = ""
    starts: list[Line] = field(default_factory=list)
    finals: dict[str, Line] = field(default_factory=dict)
    ended: list[tuple["Deed", Line]] = field(default_factory=list)
    """Moves of which is said that it ends with them."""

    everywhere: list[str] = field(default_factory=list)
    """The sentences that are of all moves."""

    counters: dict[str, str] = field(default_factory=dict)
    """The remembered value that counts an event, by the event."""

    denied: dict[str, set[str]] = field(default_factory=dict)
    """The states in which each event is said to be impossible."""

    dropped: dict[str, tuple[Line, str]] = field(default_factory=dict)
    """Events of which is not said in which state they are possible, and why they are none."""

    questions: list[tuple[Line, str, str]] = field(default_factory=list)

    def of_event(self, event: str) -> list[Deed]:
        return [one for one in self.deeds if one.event == event]

    def carried(self, event: str) -> dict[str, Value]:
        return self.payloads.setdefault(event, {})

    def bind(self, line: Line, deeds: Iterable[Deed]) -> None:
        for one in deeds:
            if line.id not in one.ids:
                one.ids.append(line.id)

    def value(self, words: str, event: str) -> Value | None:
        """What the words name: of what the event carries, else of what is remembered."""
        for known in (self.carried(event) if event else {}, self.context):
            if found := named(words, known, is_short=not self._is_whole(words)):
                return found
        return None

    def _is_whole(self, words: str) -> bool:
        """Whether something is called just so, and nothing is meant that is only like it."""
        return any(
            named(words, known, is_short=False) for known in (self.context, *self.payloads.values())
        )

    def only_number(self, event: str) -> Value | None:
        """The one number that the event carries."""
        found = [one for one in self.carried(event).values() if one.is_number]
        return found[0] if len(found) == 1 else None

    def moves(self, event: str, line: Line) -> list[Deed]:
        """Those of the event; one of which no state is said yet where it has none."""
        found = self.of_event(event)
        if not found and event:
            found = [Deed(event, line)]
            self.deeds += found
        return found

    def carriers(self, words: str) -> list[str]:
        is_short = not self._is_whole(words)
        return [
            event
            for event, known in self.payloads.items()
            if named(words, known, is_short=is_short)
        ]

    def remember(self, value: Value) -> Value:
        known = self.context.get(value.name)
        if known is None:
            self.context[value.name] = value
            return value
        if value.type and known.type and known.type != value.type and not known.is_number:
            raise UntoldError(f"`{value.name}` is remembered as {known.type} elsewhere")
        known.type = known.type or value.type
        return known

    def spelled(self, value: Value, event: str) -> str:
        """A remembered value whose name the event carries, too, is that of the state."""
        is_hidden = value.name in self.carried(event) and self.context.get(value.name) is value
        return f"state.{value.name}" if is_hidden else value.name


def named(words: str, known: dict[str, Value], *, is_short: bool) -> Value | None:
    """By its whole name, by another name, or by the last words of it; never by a part of what is
    said: the spent amount is no other amount."""
    plain = words.replace(" ", "_").replace("-", "_")
    if plain in known:
        return known[plain]
    found = [one for one in known.values() if plain in one.aliases]
    if is_short and not found:
        found = [one for one in known.values() if one.name.endswith(f"_{plain}")]
    if not found:
        # `The sum paid` of a sum in euros that is called `paid`.
        said = {*plain.split("_")}
        found = [
            one
            for one in known.values()
            if any(said == {*other.split("_"), *one.name.split("_")} for other in one.aliases)
        ]
    return found[0] if len(found) == 1 else None


def emitted(clause: Clause, deed: Deed, draft: Draft) -> str:
    """Raises `UntoldError` for what is told and is not known."""
    told = []
    for item in clause.items:
        plain = re.sub(r" \( [^()]+ \)$", "", without_article(item))
        value = draft.value(identifier(plain), deed.event)
        if value is None:
            raise UntoldError(f"`{item}` is carried by no event and is not remembered")
        told.append(value.name)
    return f"emit {clause.event}({', '.join(told)})"


def after_move(deed: Deed, name: str) -> str:
    """What the value is behind the move; empty where it stays."""
    found = [match for one in deed.actions if (match := _ASSIGNED.fullmatch(one))]
    return next((one[2] for one in reversed(found) if one[1] == name), "")
