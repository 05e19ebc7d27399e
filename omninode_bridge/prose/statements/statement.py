"""What a sentence of arithmetic says, before the rules of the document are put together."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from omninode_bridge.prose.statements.formula import Formula
from omninode_bridge.prose.statements.reading import UnreadError, Words
from omninode_bridge.prose.statements.terms import Term

NOTHING: Final = Formula("0")
NAMED: Final = "named"
"""What nobody declares is defined by the name that it gets."""

ALWAYS: Final = "always"
"""Why a value is so in some case, where it is so whatever else is said of it."""


class Form(StrEnum):
    """`DEFINED` gives a name its value, `CHANGED` another value than it had."""

    DEFINED = "defined"
    CHANGED = "changed"
    REFUSED = "refused"
    WARNED = "warned"


@dataclass(frozen=True, slots=True)
class Tier:
    """So much for each of `measure` from `low` to `high`; without `high` there is no end.

    Without `low` it begins where the tier before it ends; it has `count` of them, where that is
    said. `unit` is in what the amount is counted, where that is another than the measure's;
    `rounding` is what becomes of a part of one, `noun` what the sentence calls one.
    """

    measure: Term | None
    low: Decimal | None
    high: Decimal | None
    value: Decimal
    count: Decimal | None = None
    unit: str = ""
    rounding: str = ""
    noun: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """`value` of a change reads the name that it changes.

    `reason` says what changes it, such as `vat`; `message` is that of a refusal or a warning.
    The value of `tiers` follows from all sentences about them. `is_else` where it only holds if
    none of the cases before it does.
    """

    form: Form
    target: Term | None = None
    value: Formula = NOTHING
    condition: Formula | None = None
    otherwise: Formula | None = None
    message: str = ""
    reason: str = ""
    tiers: tuple[Tier, ...] = ()
    is_else: bool = False

    @property
    def reads(self) -> frozenset[str]:
        parts = (self.value, self.condition, self.otherwise)
        measures = {one.measure.name for one in self.tiers if one.measure is not None}
        return frozenset(measures).union(*(one.reads for one in parts if one is not None))

    @property
    def lists(self) -> frozenset[Term]:
        parts = (self.value, self.condition, self.otherwise)
        return frozenset().union(*(one.lists for one in parts if one is not None))


def both(one: Formula | None, other: Formula | None) -> Formula | None:
    """Both conditions together."""
    if one is None or other is None:
        return one or other
    texts = (f"({each.text})" if each.kind == "or" else each.text for each in (one, other))
    return Formula(
        " and ".join(texts), one.reads | other.reads, lists=one.lists | other.lists, kind="bool"
    )


def end(words: Words) -> None:
    """Raises where something is left."""
    words.take(".")
    if not words.is_done:
        raise UnreadError(words.shown)
