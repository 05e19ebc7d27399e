"""Values for made-up requests: many that differ, all of their field's type."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Final
from uuid import UUID

from omninode_bridge.generation.annotations import unwrapped
from omninode_bridge.generation.cases.variations import Variations
from omninode_bridge.generation.effect.naming import NO_RULES
from omninode_bridge.generation.effect.plan import OperationPlan
from omninode_bridge.generation.samples import Samples
from omninode_bridge.requirements.document import Constraints, Document, Field, JsonValue
from omninode_bridge.requirements.types import Kind, ListOf, Scalar

FEW: Final = 4
_DIGITS: Final = "0123456789"
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


@dataclass(slots=True)
class Values:
    """The values of one document's fields, always in the same order."""

    document: Document
    samples: Samples = field(init=False)
    _pools: dict[str, list[Variations]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.samples = Samples(self.document)

    def pool(self, plan: OperationPlan, wanted: Field) -> tuple[JsonValue, ...]:
        """Around the constants of the operation's rules and guards, and the bounds of the field."""
        if plan.name not in self._pools:
            choice = () if plan.moves is None or plan.moves.choice is None else (plan.moves.choice,)
            programs = (*choice, plan.program or NO_RULES)
            self._pools[plan.name] = [Variations(self.document, each) for each in programs]
        pools = [each.pool(wanted.type, wanted.constraints) for each in self._pools[plan.name]]
        found = [value for pool in pools for value in pool]
        found += self._short_lists(plan, wanted)
        unlike = {(type(value), str(value)): value for value in found}
        return tuple(unlike.values()) or (self.samples.value(wanted.type, wanted.constraints),)

    def _short_lists(self, plan: OperationPlan, wanted: Field) -> list[JsonValue]:
        """As short as may be, of one value each: what a rule looks for is not in all of them."""
        kind, limits = unwrapped(wanted.type), wanted.constraints
        if not isinstance(kind, ListOf) or (limits.max_length or 1) < 1:
            return []
        items = self.pool(plan, replace(wanted, type=kind.item, constraints=Constraints()))
        return [[item] * max(1, limits.min_length or 1) for item in items[:FEW]]

    def number(self, plan: OperationPlan, wanted: Field, at: int) -> JsonValue:
        pool = self.pool(plan, wanted)
        return pool[at % len(pool)]

    def distinct(self, plan: OperationPlan, wanted: Field, at: int) -> JsonValue:
        """Another value for each number, as far as the type has that many."""
        kind = unwrapped(wanted.type)
        limits = replace(wanted.constraints, unique=False, primary_key=False)
        if kind == Scalar(Kind.UUID):
            return str(UUID(int=0xA0000 + at, version=4))
        if kind == Scalar(Kind.EMAIL):
            return f"someone{at}@example.org"
        if kind == Scalar(Kind.STRING):
            pool = self.pool(plan, wanted)
            texts = chain(_texts(at), (_counted(str(text), at) for text in pool))
            found = next((text for text in texts if self.samples.keeps(text, limits)), None)
            if found is not None:
                return found
        return self.number(plan, wanted, at)


def _texts(at: int) -> Iterator[str]:
    yield f"Name {at}"
    word = _LETTERS[at // 26 % 26] + _LETTERS[at % 26]
    yield from (f"{word}{at}", word, word * 2, word * 4, word.upper(), word[1], str(at))
    yield from (f"{word.upper()}-{at}", f"{word.upper()}{at:04d}")


def _counted(text: str, number: int) -> str:
    """The text with its digits and letters, from the end on, counting."""
    found = list(text)
    for place in range(len(found) - 1, -1, -1):
        for alphabet in (_DIGITS, _LETTERS, _LETTERS.upper()):
            if found[place] in alphabet and number:
                number, digit = divmod(number, len(alphabet))
                found[place] = alphabet[digit]
    return "".join(found)
