"""Expressions of the rule language, as they are put together from words."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from omninode_bridge.prose.statements.terms import Term

SUM: Final = 1
PRODUCT: Final = 2
PLAIN: Final = 3


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression of the rule language; `level` is that of its last operator.

    `reads` are the names in it, `lists` those whose items it is about; `share` is true for `10 %`,
    which is a part of something, `is_each` for so much of each of something.
    """

    text: str
    reads: frozenset[str] = frozenset()
    level: int = PLAIN
    lists: frozenset[Term] = frozenset()
    share: bool = False
    kind: str = "number"
    is_each: bool = False

    def within(self, level: int) -> str:
        return self.text if self.level >= level else f"({self.text})"


def number_text(value: Decimal) -> str:
    return f"{value.normalize():f}" if value == value.to_integral_value() else f"{value:f}"


def of_term(term: Term) -> Formula:
    lists = frozenset({term}) if term.over else frozenset()
    return Formula(term.text, frozenset({term.over or term.name}), PLAIN, lists)


def over_items(what: str, one: Formula) -> Formula:
    term = next(iter(one.lists))
    text = f"{what}({one.text} for {term.item} in {term.over})"
    return Formula(text, one.reads | {term.over})


def called(function: str, one: Formula, more: str = "") -> Formula:
    return Formula(f"{function}({one.text}{more})", one.reads, PLAIN, one.lists)


def times(share: Formula, whole: Formula) -> Formula:
    if whole.share:
        return Formula(f"{share.text} * {whole.text}", share.reads, PRODUCT, share=True)
    return joined(whole, "*", share, PRODUCT)


def joined(
    left: Formula, operator: str, right: Formula, level: int, *, share: bool = False
) -> Formula:
    first = left.within(level)
    second = right.within(level + 1 if operator in "-/" else level)
    return Formula(
        f"{first} {operator} {second}",
        left.reads | right.reads,
        level,
        left.lists | right.lists,
        share,
    )


def listed(what: str, items: Sequence[Formula], reads: frozenset[str]) -> Formula:
    if what == "avg":
        lists = frozenset().union(*(item.lists for item in items))
        added = " + ".join(item.within(SUM) for item in items)
        return Formula(f"({added}) / {len(items)}", reads, PRODUCT, lists)
    operator, level = {
        "sum": ("+", SUM), "product": ("*", PRODUCT), "difference": ("-", SUM),
        "ratio": ("/", PRODUCT),
    }[what]  # fmt: skip
    first, *rest = items
    for item in rest:
        first = joined(first, operator, item, level)
    return first
