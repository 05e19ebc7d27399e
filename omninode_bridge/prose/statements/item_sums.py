"""Figures of a list: `the kilograms of the lots of grade C`, `the number of different pickers`."""

from typing import Final

from omninode_bridge.prose.statements.clause import ClauseOf
from omninode_bridge.prose.statements.conditions import ConditionReader
from omninode_bridge.prose.statements.formula import Formula
from omninode_bridge.prose.statements.literals import literal
from omninode_bridge.prose.statements.reading import UnreadError
from omninode_bridge.prose.statements.terms import Term

_FIGURES: Final = {
    "the sum of the": "sum", "the sum of": "sum", "the total of the": "sum",
    "the number of different": "distinct", "the number of distinct": "distinct",
    "the number of": "count", "the count of": "count",
    "the highest": "max", "the largest": "max", "the greatest": "max", "the maximum": "max",
    "the lowest": "min", "the smallest": "min", "the least": "min", "the minimum": "min",
    "the average": "avg", "the mean": "avg", "the total": "sum", "the": "",
}  # fmt: skip
_OF: Final = (
    *("of any", "of all the", "of all", "of the", "of every", "of each", "in the", "over all"),
    *("among all", "among the", "across all", "of those", "of"),
)


def figure(clause: ClauseOf, target: Term) -> Formula:
    """Raises `UnreadError` where what stands at the cursor is none."""
    words, terms = clause.words, clause.terms
    taken = words.take(*sorted(_FIGURES, key=len, reverse=True))
    what = _FIGURES[taken] if taken else ""
    named = clause.formulas().name_words()
    if not named:
        words.fail()
    if what == "count" and (items := terms.list_of(named)):
        return _over(clause, what, Term("", "", items))
    over = _list_behind(clause)
    fields = [one for one in terms.known.values() if one.over and over in {"", one.over}]
    field = terms.among(named, fields)
    if field is None or field == target:
        words.fail(f"`{' '.join(named)}`, which no list has")
        raise AssertionError
    if not what and not (over and target.name.split("_")[0] in {"total", "sum"}):
        what = "sum" if over and not words.is_done else ""
        if not what:
            words.fail()
    return _over(clause, what or "sum", field)


def _list_behind(clause: ClauseOf) -> str:
    """The list that is named here; nothing, and the cursor where it was, where none is."""
    words, start = clause.words, clause.words.at
    if words.take(*_OF):
        named = clause.formulas().name_words()
        if named and (found := clause.terms.list_of(named)):
            return found
    words.at = start
    return ""


def _over(clause: ClauseOf, what: str, field: Term) -> Formula:
    some = kept(clause, field)
    only = f" if {some.text}" if some is not None else ""
    source = f"{field.item} in {field.over}{only}"
    reads = frozenset({field.over}) | (some.reads if some is not None else frozenset())
    match what:
        case "count" if some is None:
            text = f"len({field.over})"
        case "count":
            text = f"len([{field.item} for {source}])"
        case "distinct":
            text = f"len(unique([{field.text} for {source}]))"
        case _:
            text = f"{what}({field.text} for {source})"
    return Formula(text, reads)


def kept(clause: ClauseOf, field: Term) -> Formula | None:
    """Which items of the list are meant: `of grade C`, `with a weight above 5`."""
    words, start, terms = clause.words, clause.words.at, clause.terms
    own = [one for one in terms.known.values() if one.over == field.over]
    if words.take("of", "with", "in"):
        words.take("the")
        token = words.token()
        by = terms.among([token.text], own) if token is not None else None
        if by is not None and f"{by.over}.{by.name}" in terms.values:
            words.at += 1
            text = literal(words, terms.values[f"{by.over}.{by.name}"])
            return Formula(f"{by.text} = {text}", frozenset({by.over}))
    words.at = start
    if words.is_done or words.low in {",", "if", "rounded", "for", "otherwise"}:
        return None
    reader = ConditionReader(words, terms)
    try:
        found = reader.condition(() if words.take("whose") else (field.item,))
    except UnreadError:
        words.at = start
        return None
    if {one.over for one in found.lists} != {field.over}:
        words.at = start
        return None
    return Formula(found.text, found.reads, kind="bool")
