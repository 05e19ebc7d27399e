"""Amounts by which a value changes: `a discount of 10 %`, `19 % VAT`, `5 euros`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from omninode_bridge.prose.statements.amounts_changed import whole_of
from omninode_bridge.prose.statements.clause import ClauseOf
from omninode_bridge.prose.statements.formula import PLAIN, Formula, number_text
from omninode_bridge.prose.statements.rates import each_of
from omninode_bridge.prose.statements.terms import UNITS

_LESS: Final = frozenset(
    {"discount", "rebate", "reduction", "deduction", "allowance", "off", "refund", "credit"}
)
_MORE: Final = frozenset(
    {
        *("surcharge", "supplement", "fee", "charge", "tax", "vat", "tip", "premium", "bonus"),
        *("markup", "extra", "point", "penalty", "duty", "commission", "interest"),
    }
)


@dataclass(frozen=True, slots=True)
class Amount:
    """So much, or such a share of something; `named` is what it is called."""

    value: Formula
    named: tuple[str, ...] = ()
    base: Formula | None = None

    @property
    def sign(self) -> str:
        last = self.named[-1] if self.named else ""
        return "-" if last in _LESS else "+" if last in _MORE else ""


def amount_of(clause: ClauseOf) -> Amount | None:
    """`19 % VAT`, `VAT of 19 %`, `a discount of 5 euros`, `10 % off`, `half the price`."""
    words = clause.words
    words.take("the", "a further", "a", "an", "another", "an additional", "an extra", "additional")
    start = words.at
    if words.number() is not None:
        words.at = start
        value = value_of(clause)
        words.take("additional", "extra")
        named = _called(clause)
        return Amount(value, named, _base(clause, value))
    named = _called(clause)
    if not named or not words.take("of", "worth"):
        return None
    if words.number() is None:
        words.at = start
        return None
    words.at -= 1
    value = value_of(clause)
    return Amount(value, named, _base(clause, value))


def value_of(clause: ClauseOf) -> Formula:
    """A number, with its percent or its unit."""
    words = clause.words
    number = words.number()
    if number is None:
        words.fail()
        raise AssertionError
    if words.all[words.at - 1].kind == "percent" or words.take("percent", "per cent"):
        return Formula(f"{number_text(number)}%", share=True)
    words.take(*UNITS)
    return each_of(clause.formulas(), Formula(number_text(number)))


def _called(clause: ClauseOf) -> tuple[str, ...]:
    found = clause.formulas().name_words()
    return (
        tuple(found) if found and found[-1].rstrip("s") in _LESS | _MORE else _back(clause, found)
    )


def _back(clause: ClauseOf, found: Sequence[str]) -> tuple[str, ...]:
    """Names that are no discount or charge are nothing that an amount is called."""
    if found and clause.terms.resolve(found) is None:
        clause.words.at -= len(found)
        return ()
    return tuple(found)


def _base(clause: ClauseOf, value: Formula) -> Formula | None:
    """`of the base fee`, `on the subtotal`: what it is a share of."""
    words, start = clause.words, clause.words.at
    if value.share and words.take("of", "on"):
        found = whole_of(clause.formulas())
        return found if found.level == PLAIN else Formula(f"({found.text})", found.reads)
    words.at = start
    return None
