"""Figures of several values: `the sum of a, b and c`, `the highest of the answers`."""

import re
from typing import TYPE_CHECKING, Final

from omninode_bridge.prose.statements.formula import (
    PRODUCT,
    Formula,
    called,
    listed,
    of_term,
    over_items,
)
from omninode_bridge.prose.statements.reading import UnreadError
from omninode_bridge.prose.statements.terms import said_as

if TYPE_CHECKING:
    from omninode_bridge.prose.statements.formulas import FormulaReader

_NOUNS: Final = {
    "sum": "sum", "total": "sum", "product": "product", "average": "avg", "mean": "avg",
    "arithmetic mean": "avg", "larger": "max", "greater": "max", "higher": "max", "bigger": "max",
    "largest": "max", "greatest": "max", "highest": "max", "biggest": "max", "maximum": "max",
    "smaller": "min", "lower": "min", "lesser": "min", "smallest": "min", "lowest": "min",
    "minimum": "min", "longer": "max", "longest": "max", "shorter": "min", "shortest": "min",
    "ratio": "ratio", "quotient": "ratio", "difference": "difference",
}  # fmt: skip
_JOINED: Final = ("of", "between", "over", "from")
LISTING: Final = {
    f"{article}{noun} {joint}": what
    for noun, what in _NOUNS.items()
    for joint in _JOINED
    if joint == "of" or noun == "difference"
    for article in ("the ", "")
}  # fmt: skip
_MULTIPLE: Final = re.compile(r"\d[\d.]* \* [a-z_][\w.]*")
_NUMBERS: Final = ("int", "decimal", "money")
_ALL: Final = ("of all", "over all", "for all", "across all", "over the", "of every", "of each")


def listing(reader: "FormulaReader", what: str) -> Formula:
    """`the sum of a, b and c`, or of one thing over all items of a list."""
    words = reader.words
    words.take("all of the", "all the", "all", "both")
    items = _items(reader, ("to",) if what == "ratio" else ())
    if len(items) == 1:
        return _over_all(reader, what, items[0])
    over = {term.over for item in items for term in item.lists}
    if any(item.share for item in items) or len(over) > 1:
        words.fail("a list of shares, or of the items of two lists")
    reads = frozenset().union(*(item.reads for item in items))
    if what in {"max", "min"}:
        lists = frozenset().union(*(item.lists for item in items))
        text = f"{what}({', '.join(item.text for item in items)})"
        return Formula(text, reads, lists=lists)
    if any(item.level == PRODUCT for item in items) and not all(map(_is_multiple, items)):
        # "the sum of a and b times c" has two readings, "of 2 times a and 3 times b" has one.
        words.fail("a list with a product in it, without brackets")
    if what in {"difference", "ratio"} and len(items) != 2:  # noqa: PLR2004 - both sides
        words.fail("a difference of more than two")
    days = _between(reader, items) if what == "difference" else None
    return days or listed(what, items, reads)


def _is_multiple(item: Formula) -> bool:
    return _MULTIPLE.fullmatch(item.text) is not None


def _items(reader: "FormulaReader", more: tuple[str, ...]) -> list[Formula]:
    words = reader.words
    if found := _of_one_noun(reader) or _of_all_alike(reader):
        return found
    items = [reader.product()]
    here = words.at
    while words.take(", and", ",", "and", "or", *more):
        try:
            items.append(reader.product())
        except UnreadError:
            break
        here = words.at
    words.at = here
    return items


def _of_one_noun(reader: "FormulaReader") -> list[Formula]:
    """`the swim, bike and run seconds`: the noun behind the last is that of all."""
    words, start = reader.words, reader.words.at
    said: list[list[str]] = [reader.name_words()]
    while words.take(", and", ",", "and"):
        said.append(reader.name_words())
    *_, last = said
    head = last[-1:]
    named = [[*one, *head] for one in said[:-1] if len(one) == 1] + [last]
    terms = [reader.terms.resolve(one, exactly=True, without=reader.target) for one in named]
    is_whole = len(said) > 1 and len(last) > 1 and len(named) == len(said)
    is_whole = is_whole and words.low not in {"times", "multiplied", "divided"}
    plain = said_as(head)
    found = [
        of_term(one)
        for one in terms
        if one is not None and not one.over and said_as(one.name.split("_"))[-1:] == plain
    ]
    if is_whole and len(found) == len(said):
        return found
    words.at = start
    return []


def _of_all_alike(reader: "FormulaReader") -> list[Formula]:
    """`the three times`: the three numbers that go in and are counted alike."""
    words, start = reader.words, reader.words.at
    words.take("the", "all", "these", "those")
    count = words.number()
    nouns = _ALIKE.get(words.low, frozenset())
    words.at += 1
    found = [
        of_term(one)
        for one in reader.terms.known.values()
        if one.name in reader.terms.given
        and not one.over
        and one.type in {"int", "decimal", "money"}
        if nouns & {one.name.split("_")[-1], one.type}
    ]
    if count is not None and len(found) == count and count > 1:
        return found
    words.at = start
    return []


_ALIKE: Final = {
    "times": frozenset({"time", "seconds", "minutes", "hours", "duration"}),
    "durations": frozenset({"seconds", "minutes", "hours", "duration", "days"}),
    "lengths": frozenset({"length", "m", "cm", "mm"}),
    "sides": frozenset({"side", "length", "width"}),
    "weights": frozenset({"weight", "kg", "g"}), "prices": frozenset({"price"}),
    "scores": frozenset({"score", "points"}), "marks": frozenset({"mark", "points"}),
    "amounts": frozenset({"amount", "money"}), "points": frozenset({"points"}),
    "distances": frozenset({"distance", "km", "m"}),
}  # fmt: skip


def _between(reader: "FormulaReader", items: list[Formula]) -> Formula | None:
    """Between two dates lie days."""
    found = [reader.terms.known.get(item.text) for item in items]
    if any(one is None or one.type != "date" or one.is_optional for one in found):
        return None
    first, second = items
    return Formula(f"days_between({first.text}, {second.text})", first.reads | second.reads)


def _over_all(reader: "FormulaReader", what: str, one: Formula) -> Formula:
    words, terms = reader.words, reader.terms
    if words.take(*_ALL):
        named = reader.name_words()
        lists = {terms.lists.get("_".join(named)), terms.list_of(named)}
        if not named or not {term.over for term in one.lists} & lists:
            words.fail(f"`{' '.join(named)}`, which are no list with these fields")
    if (figures := of_numbers(reader, what, one)) is not None:
        return figures
    if len({term.over for term in one.lists}) != 1 or what not in {"sum", "avg", "max", "min"}:
        words.fail("a sum of one thing that is no list")
    return over_items(what, one)


def of_numbers(reader: "FormulaReader", what: str, one: Formula) -> Formula | None:
    """`the mean of the answers`, where the answers are a list of numbers."""
    term = reader.terms.known.get(one.text)
    is_list = term is not None and term.type.startswith(("list[int", "list[dec", "list[mon"))
    return called(what, one) if is_list and what in {"sum", "avg", "max", "min"} else None
