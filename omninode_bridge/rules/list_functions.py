"""Functions of lists."""

from collections.abc import Mapping
from typing import Final

from omninode_bridge.requirements.types import ListOf, MapOf
from omninode_bridge.rules.call_site import Function, Site
from omninode_bridge.rules.kinds import BOOL, INT, STRING, is_sortable, is_text, references
from omninode_bridge.rules.typed import Sorted, Typed


def _length(site: Site) -> Typed | None:
    type_ = site.arguments[0].type
    if not site.is_value(0):
        return None
    if not isinstance(type_, ListOf | MapOf) and not is_text(type_):
        site.wrong(0, "a list or a text")
        return None
    return site.result(INT)


def _truths(site: Site) -> Typed | None:
    item = site.item_of(0)
    if item is None:
        return None
    if item != BOOL:
        site.wrong(0, "a list of bool")
        return None
    return site.result(BOOL)


def _end(site: Site) -> Typed | None:
    item = site.item_of(0)
    return None if item is None else site.result(item)


def _sorted(site: Site) -> Typed | None:
    item = site.item_of(0)
    if item is None:
        return None
    if not is_sortable(item):
        found = f"{item} has no order of its own."
        site.fail(0, found, "sort by a field: `sorted(xs by x.field)`")
        return None
    return Sorted(site.arguments[0], None, None, descending=False, type=ListOf(item))


def _unique(site: Site) -> Typed | None:
    item = site.item_of(0)
    if item is None:
        return None
    for reference in references(item):
        site.ctx.reads.update(site.ctx.names.set_fields(reference))
    return site.result(ListOf(item))


def _join(site: Site) -> Typed | None:
    texts = site.as_type(0, ListOf(STRING), "a list of texts")
    separator = site.as_type(1, STRING, "a text between the parts")
    if texts is None or separator is None:
        return None
    return site.result(STRING, (texts, separator))


LIST_FUNCTIONS: Final[Mapping[str, Function]] = {
    "len": Function("len(xs)", 1, 1, _length),
    "count": Function("count(xs)", 1, 1, _length),
    "any": Function("any(xs)", 1, 1, _truths),
    "all": Function("all(xs)", 1, 1, _truths),
    "first": Function("first(xs)", 1, 1, _end),
    "last": Function("last(xs)", 1, 1, _end),
    "sorted": Function("sorted(xs) or sorted(xs by x.field desc)", 1, 1, _sorted),
    "unique": Function("unique(xs)", 1, 1, _unique),
    "join": Function("join(xs, separator)", 2, 2, _join),
}
