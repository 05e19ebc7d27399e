"""Functions of numbers: rounding, remainders, sums, extremes."""

from collections.abc import Mapping
from typing import Final

from omninode_bridge.requirements.types import ListOf, Optional, ValueType
from omninode_bridge.rules.call_site import Function, Site
from omninode_bridge.rules.codes import MAYBE_NULL, TYPE_ERROR
from omninode_bridge.rules.codes import NUMBERS as MIXED
from omninode_bridge.rules.conversion import convert
from omninode_bridge.rules.kinds import (
    DECIMAL,
    DURATION,
    EXACT,
    FLOAT,
    INT,
    NUMBERS,
    is_ordered,
    plain,
    shared,
)
from omninode_bridge.rules.operators import Mismatch, beside_floats, result_of
from omninode_bridge.rules.typed import Literal, Typed

MAX_PLACES: Final = 28


def _number(site: Site, at: int = 0) -> ValueType | None:
    type_ = site.arguments[at].type
    if not site.is_value(at):
        return None
    if type_ not in NUMBERS:
        site.wrong(at, "a number")
        return None
    return type_


def _is_int_wanted(site: Site) -> bool:
    return site.expected is not None and plain(site.expected) == INT


def _round(site: Site) -> Typed | None:
    type_ = _number(site)
    if type_ is None:
        return None
    places = site.arguments[1] if len(site.arguments) > 1 else Literal(0, INT)
    if places.type != INT:
        site.wrong(1, "a number of places")
        return None
    if isinstance(places, Literal) and isinstance(places.value, int):
        if abs(places.value) > MAX_PLACES:
            site.fail(1, f"Numbers have at most {MAX_PLACES} places.")
            return None
        if places.value <= 0 and (type_ != FLOAT or _is_int_wanted(site)):
            return site.result(INT, (site.arguments[0], places))
    type_ = DECIMAL if type_ == INT else type_
    return site.result(type_, (site.arguments[0], places))


def _whole(site: Site) -> Typed | None:
    type_ = _number(site)
    if type_ is None:
        return None
    return site.result(FLOAT if type_ == FLOAT and not _is_int_wanted(site) else INT)


def _abs(site: Site) -> Typed | None:
    type_ = _number(site)
    return None if type_ is None else site.result(type_)


def _mod(site: Site) -> Typed | None:
    if _number(site, 0) is None or _number(site, 1) is None:
        return None
    left, right = beside_floats(site.arguments)
    result = result_of("%", left.type, right.type)
    if isinstance(result, Mismatch):
        site.ctx.report(MIXED, site.node.span, result.message, result.fix)
        return None
    return site.result(result, (left, right))


def _numbers(site: Site) -> ValueType | None:
    """The type of a list's items, which are numbers (or durations, for a sum)."""
    item = site.item_of(0)
    if item is None:
        return None
    if isinstance(item, Optional):
        site.fail(0, f"Some of these may be null: {item}.", _WITHOUT_NULL, MAYBE_NULL)
        return None
    if item not in NUMBERS and not (item == DURATION and site.node.function == "sum"):
        site.wrong(0, "a list of numbers")
        return None
    return item


_WITHOUT_NULL: Final = "leave them out: `x.f for x in xs if x.f != none`"


def _sum(site: Site) -> Typed | None:
    item = _numbers(site)
    return None if item is None else site.result(item)


def _avg(site: Site) -> Typed | None:
    item = _numbers(site)
    return None if item is None else site.result(DECIMAL if item == INT else item)


def _extreme(site: Site) -> Typed | None:
    if len(site.arguments) == 1:
        return _extreme_of_list(site)
    nullable = [at for at in range(len(site.arguments)) if not site.is_value(at)]
    if nullable:
        return None
    values = beside_floats(site.arguments)
    known: ValueType | None = values[0].type
    for value in values[1:]:
        known = None if known is None else shared(known, value.type)
    if known is None:
        kinds = ", ".join(dict.fromkeys(str(value.type) for value in values))
        code = MIXED if all(v.type in EXACT | {FLOAT} for v in values) else TYPE_ERROR
        site.ctx.report(code, site.node.span, f"{kinds} have no common type.")
        return None
    if not is_ordered(known):
        site.wrong(0, "values that have an order")
        return None
    converted = tuple(found for value in values if (found := convert(value, known)) is not None)
    return site.result(known, converted)


def _extreme_of_list(site: Site) -> Typed | None:
    item = site.item_of(0)
    if item is None:
        return None
    if isinstance(item, Optional):
        site.fail(0, f"Some of these may be null: {item}.", _WITHOUT_NULL, MAYBE_NULL)
        return None
    if not is_ordered(item):
        site.wrong(0, "a list of values that have an order")
        return None
    return site.result(item, (convert(site.arguments[0], ListOf(item)) or site.arguments[0],))


NUMBER_FUNCTIONS: Final[Mapping[str, Function]] = {
    "round": Function("round(x, places=0)", 1, 2, _round),
    "floor": Function("floor(x)", 1, 1, _whole),
    "ceil": Function("ceil(x)", 1, 1, _whole),
    "abs": Function("abs(x)", 1, 1, _abs),
    "mod": Function("mod(a, b)", 2, 2, _mod),
    "sum": Function("sum(xs)", 1, 1, _sum),
    "avg": Function("avg(xs)", 1, 1, _avg),
    "min": Function("min(a, b, ...)", 1, None, _extreme),
    "max": Function("max(a, b, ...)", 1, None, _extreme),
}
