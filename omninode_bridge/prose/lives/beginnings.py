"""Values that are remembered from the start: as the document declares them, and as they begin."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.prose.lives.clause import Clause, Says
from omninode_bridge.prose.lives.draft import NUMBERS, Draft, Value
from omninode_bridge.prose.lives.items import bracketed, guessed
from omninode_bridge.prose.lives.nouns import is_noun
from omninode_bridge.prose.lives.standing import Clauses
from omninode_bridge.prose.lives.vocabulary import Vocabulary
from omninode_bridge.prose.narration.plain_words import identifier, without_article
from omninode_bridge.prose.narration.story import Line, UntoldError
from omninode_bridge.requirements.document import Constraints, Default, Document, Field
from omninode_bridge.requirements.parts.spoken_types import is_unit, type_of_unit, typed
from omninode_bridge.requirements.types import Optional, Scalar

_BEGINS: Final = re.compile(
    r"(?P<field>.+?) (?:shall )?(?:initially |always )?(?:(?:starts?|begins?)(?: out| off)?"
    r"(?: at| with| from)|is (?:initially|at first)|is (?=[\d.]+(?: [a-z]+)? (?:at first|initially|"
    r"in the beginning|at the (?:start|beginning))$))"
    r" (?P<number>\d[\d.]*|zero)(?: (?P<unit>[a-z]+))?"
    r"(?: (?:at first|initially|in the beginning|at the (?:start|beginning)))?"
)
_TYPED: Final = re.compile(r" \( (?P<name>[a-z][a-z0-9_]*) , (?P<type>[^()]+) \)$")
_STATE: Final = frozenset({"state", "status"})


def begins(text: str, words: Vocabulary) -> Clauses:
    """`the balance starts at 0 euros`: no event has happened yet."""
    found = _BEGINS.fullmatch(text)
    field = found["field"] if found else ""
    said_so = typed(behind["type"]) if (behind := _TYPED.search(field)) else None
    if behind and said_so and not said_so.limits:
        field = f"{field[: behind.start()]} ( {behind['name']} )"
    spoken, called = bracketed(field) if found else ("", "")
    plain = re.sub(r"^(?:the )?number of ", "", spoken)
    if found is None or words.about(spoken) is not None or not is_noun(plain):
        return None
    number = "0" if found["number"] == "zero" else found["number"].rstrip(".")
    said = f"{number} {found['unit'] or ''}".strip()
    kind = (said_so.type,) if said_so else ()
    is_first = re.search(r" (?:initially|at first|always|(?:in|at) the [a-z]+)\b", text) is not None
    return (
        Clause(Says.BEGINS, text=said, field=spoken, called=called, items=kind, is_so=is_first),
    )


@dataclass(slots=True)
class Beginnings:
    draft: Draft

    def declared(self, document: Document, line: Line) -> None:
        """What sentences and sections say of the thing's values; what nothing uses is left out."""
        own = document.entity("".join(self.draft.words.thing.title().split()))
        for one in (*(document.context or ()), *(own.fields if own else ())):
            plain = one.type.of if isinstance(one.type, Optional) else one.type
            if isinstance(plain, Scalar) and one.name not in _STATE:
                value = Value(one.name, line, plain.kind.value, declared=_begun(one, plain))
                self.draft.context.setdefault(one.name, value)

    def begin(self, clause: Clause, line: Line) -> None:
        """Raises `UntoldError` where it begins otherwise elsewhere."""
        number, _, unit = clause.text.partition(" ")
        name = clause.called or identifier(without_article(clause.field))
        known = self.draft.value(identifier(without_article(clause.field)), "")
        spoken = clause.items[0] if clause.items else ""
        kind = spoken or (type_of_unit(unit) if unit and is_unit(unit) else guessed(name))
        value = known or self.draft.remember(Value(name, line, kind))
        if value.is_begun and value.initial != number:
            raise UntoldError(f"`{value.name}` begins with {value.initial} elsewhere")
        value.aliases.add(identifier(without_article(clause.field)))
        value.type = value.type or ("decimal" if "." in number else "")
        value.initial, value.is_begun = number, True

    def settle(self, clause: Clause, line: Line) -> None:
        """Raises `UntoldError` for a value of which no event knows."""
        value = self.draft.value(clause.called or identifier(without_article(clause.field)), "")
        used = [one for one in self.draft.deeds if value and _uses(one.texts, value.name)]
        if value is None or not used:
            raise UntoldError(f"no event that is known changes `{clause.field}`, or asks for it")
        if not value.type:
            value.type = "int"
            taken = f"takes `{value.name}` as a whole number"
            question = f"Of which type is it? Say it, as in `{value.name.replace('_', ' ')} (int)`."
            self.draft.questions.append((line, taken, question))
        self.draft.bind(line, used)

    def drop_unused(self) -> None:
        """What is declared, and of which no event knows, is not remembered."""
        for name, value in list(self.draft.context.items()):
            is_used = any(_uses(one.texts, name) for one in self.draft.deeds)
            if value.declared is not None and not is_used:
                del self.draft.context[name]


def _begun(field: Field, plain: Scalar) -> Field:
    """A number begins with 0 where nothing is said, another value with nothing."""
    if field.default is not None or isinstance(field.type, Optional):
        return replace(field, required=False)
    if plain.kind.value in NUMBERS:
        return replace(field, required=False, default=Default("0"))
    return replace(field, required=False, type=Optional(field.type), constraints=Constraints())


def _uses(texts: Sequence[str], name: str) -> bool:
    return any(re.search(rf"\b{name}\b", one) for one in texts)


def initial_of(clauses: Sequence[Clause]) -> str:
    """Of several the first that others speak of: `it is empty and closed at the start`."""
    starts = [one.state for one in clauses if one.says is Says.STARTS]
    others = [one for one in clauses if one.says is not Says.STARTS]
    known = {state for one in others for state in (*one.states, one.state)}
    return next((one for one in starts if one in known), starts[0] if starts else "")
