"""Fields whose name or type stands apart: `(seats)`, `(years: int)`, `the date `day_on``."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final

from omninode_bridge.requirements.naming import field_name
from omninode_bridge.requirements.parts.spoken_constraints import spelled
from omninode_bridge.requirements.parts.spoken_heads import ARTICLE, Item, headed
from omninode_bridge.requirements.parts.spoken_terms import SPANS, Terms, terms_of, type_of_limits
from omninode_bridge.requirements.parts.spoken_types import typed

_MARKED: Final = re.compile(
    r"[*_`]{1,3}(?P<name>[A-Za-z][\w ]*?)[*_`]{1,3}\s+(?P<rest>\w.*)", re.DOTALL
)
_NAMED_THEN: Final = re.compile(
    r"(?P<head>[^():]+?) \((?P<name>[a-z][a-z0-9]*(?:_[a-z0-9]+)*)\)\s*[,:;]\s*(?P<rest>\S.*)"
)
_TYPE_AND_NAME: Final = re.compile(
    rf"(?:{ARTICLE} )?(?P<type>[a-z]+(?: [a-z]+){{0,2}}) `(?P<name>[a-z]\w*)`"
    r"(?: \((?P<inside>[^()]+)\))?"
)
_REMARKS: Final = frozenset(
    {"optional", "required", "mandatory", "default", "usually", "normally", "seldom", "rarely"}
    | {"often", "mostly", "never", "always", "later", "true", "false", "yes", "no"}
)
_TAUGHT: Final = re.compile(r"(?P<name>[a-z][a-z0-9_]*): (?P<terms>\S.*)")
_LONGEST_NAME: Final = 6
_MOST_WORDS: Final = 3
_SMALL_WORDS: Final = frozenset({"a", "an", "the", "of", "in", "per", "for", "to", "at", "and"})
_NONE: Final = frozenset({"default none", "default nothing", "default nil"})


def named_then(text: str, things: AbstractSet[str]) -> Item | None:
    """`the number of seats (seats), 4 unless told otherwise`: what is said stands behind the name.

    None where the brackets hold no name, or more than a type and limits stands behind them.
    """
    match = _NAMED_THEN.fullmatch(text)
    if match is None:
        return None
    item = named_behind(match["head"], match["name"])
    terms = terms_of(match["rest"], head=match["name"], things=things)
    if item is None or terms is None or terms.name or terms.rest:
        return None
    return with_terms(item, terms)


def named_behind(head: str, inside: str) -> Item | None:
    """`the number of seats (seats)`: one of its words, or an identifier, is the name."""
    own = inside.split()
    if 1 < len(own) <= _MOST_WORDS and {*own} <= {*head.lower().split()} - _SMALL_WORDS:
        # "The price of a night (night price)": its own words in another order.
        inside = "_".join(own)
    is_word = re.fullmatch(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*", inside) is not None
    is_asked = head.startswith("whether ") and inside not in _REMARKS
    is_own = inside in re.sub(r"['\u2019]s?\b", "", head).split()
    is_said = "_" in inside or is_own or is_asked
    # What is counted is the name, though days may be a type, too.
    is_span = inside in SPANS and inside in head.split()
    is_span = is_span or head.endswith(f"number of {inside}")
    if not (is_word and is_said) or (typed(inside) and not is_span) or spelled(inside):
        return None
    if is_asked:
        return Item(inside, "bool", is_said=True, short=inside, about=head)
    # Whose number it is may stand behind it: `the number of doses per day (doses)`.
    item = headed(head) or headed(re.sub(r" per [a-z]+$", "", head))
    if item is None:
        return None
    return replace(item, name=inside, short=inside, unit="", owner="", about=_spoken(item, inside))


def named_first(head: str, inside: str, things: AbstractSet[str]) -> Item | None:
    """`whether it is taken along (taken, no by default)`: the name, and then what is said of it."""
    name, comma, rest = inside.partition(", ")
    item = named_behind(head, name) if comma and head.startswith("whether ") else None
    terms = terms_of(rest, head=name, things=things) if item is not None else None
    if item is None or terms is None or terms.name or terms.rest or terms.type not in {"", "bool"}:
        return None
    return with_terms(item, terms)


def typed_behind(head: str, inside: str, things: AbstractSet[str]) -> Item | None:
    """`the years of stay (years: int, at least 0)`: the brackets hold the field as it is taught."""
    found = _TAUGHT.fullmatch(inside)
    terms = terms_of(found["terms"], head=found["name"], things=things) if found else None
    if found is None or terms is None or not terms.type or typed(found["name"]):
        return None
    name = found["name"]
    item = Item(name, "", short=name, about=head if head.startswith("whether ") else "")
    made = with_terms(item, terms)
    return replace(made, about=item.about or made.about)


def with_type_ahead(text: str, things: AbstractSet[str]) -> Item | None:
    """`the date `inspected_on``, `an email `assignee` (optional)`."""
    match = _TYPE_AND_NAME.fullmatch(text)
    kind = typed(match["type"]) if match is not None else None
    if match is None or kind is None:
        return None
    terms = terms_of(match["inside"] or "required", head=match["name"], things=things)
    if terms is None or terms.type or terms.name:
        return None
    limits = (*kind.limits, *(terms.limits if match["inside"] else ()))
    return Item(match["name"], kind.type, limits, is_said=True, short=match["name"])


def with_type_behind(text: str, things: AbstractSet[str]) -> Item | None:
    """`age`: int, or `age` int, as structured documents have it."""
    match = _MARKED.fullmatch(text)
    if match is None:
        return None
    terms = terms_of(re.sub(r" \(([^()]*)\)", r", \1", match["rest"]), loosely=True, things=things)
    if terms is None or not terms.type:
        return None
    name = field_name(match["name"])
    return Item(name, terms.type, terms.limits, is_said=True, short=name)


def with_terms(item: Item, terms: Terms) -> Item:
    type_, limits = terms.type or item.type, counted(terms.type or item.type, terms.limits)
    if item.type == "list[string]" and terms.type and not terms.type.startswith("list"):
        # What is said of its items says nothing of how many there are.
        type_, limits = f"list[{terms.type}]", ()
    return replace(
        item,
        name=terms.name or item.name,
        short=terms.name or item.short,
        type=type_ or type_of_limits(terms.limits),
        limits=(*item.limits, *limits),
        is_said=bool(terms.type) or item.is_said or any(map(_is_length, terms.limits)),
        same=terms.same,
        unit="" if terms.name else item.unit,
        owner="" if terms.name else item.owner,
        about=", ".join(terms.rest) or _spoken(item, terms.name),
    )


def _spoken(item: Item, name: str) -> str:
    """What is called by `name` in short, as the sentences may call it."""
    is_other = bool(name) and name != item.name and item.name.count("_") < _LONGEST_NAME
    return item.name.replace("_", " ") if is_other and not item.about else item.about


def counted(type_: str, limits: tuple[str, ...]) -> tuple[str, ...]:
    """Of what is counted, `none` are 0."""
    is_number = type_ in {"int", "decimal", "money"}
    return tuple("default 0" if is_number and one in _NONE else one for one in limits)


def _is_length(limit: str) -> bool:
    return limit.startswith(("length", "pattern"))
