"""Conditions on the items of a list: `any item is heavier than 30 kg`, `no item is fragile`."""

from typing import TYPE_CHECKING, Final

from omninode_bridge.prose.statements.formula import Formula
from omninode_bridge.prose.statements.reading import UnreadError

if TYPE_CHECKING:
    from omninode_bridge.prose.statements.conditions import ConditionReader

_ANY: Final = ("any of the", "any", "at least one of the", "at least one", "one of the", "some")
_ALL: Final = ("all of the", "all the", "all", "every", "each")
_NONE: Final = ("none of the", "no")
_THERE: Final = (
    "is given",
    "are given",
    "is present",
    "are present",
    "exists",
    "exist",
    "is there",
)


def quantified(reader: "ConditionReader") -> Formula | None:
    """None, and the cursor where it was, where no items are spoken of one by one."""
    words, start = reader.words, reader.words.at
    for phrases, function, is_not in (
        (_ANY, "any", False),
        (_ALL, "all", False),
        (_NONE, "any", True),
    ):
        words.at = start
        if not words.take(*phrases):
            continue
        named = reader.formulas.name_words()
        items = _list_of(reader, named) if named else ""
        found = _of_items(reader, named, items, function) if items else None
        if found is None:
            break
        return Formula(f"not {found.text}", found.reads, kind="bool") if is_not else found
    words.at = start
    return None


def _list_of(reader: "ConditionReader", named: list[str]) -> str:
    """A list of entities, or of plain values."""
    if items := reader.terms.list_of(named):
        return items
    found = reader.terms.resolve(named, exactly=True)
    return found.text if found is not None and found.type.startswith("list") else ""


def _of_items(
    reader: "ConditionReader", named: list[str], items: str, function: str
) -> Formula | None:
    words = reader.words
    here = words.at
    if words.take(*_THERE):
        return Formula(f"len({items}) > 0", frozenset({items}), kind="bool")
    try:
        found = reader.predicate(named)
    except UnreadError:
        found = None
    terms = {one.over for one in found.lists} if found is not None else set()
    if found is None or terms != {items}:
        words.at = here
        return None
    item = next(iter(found.lists)).item
    text = f"{function}({found.text} for {item} in {items})"
    return Formula(text, found.reads | {items}, kind="bool")
