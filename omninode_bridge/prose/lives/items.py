"""The names and types of what an event carries, as its words say them."""

import re
from typing import Final

from omninode_bridge.prose.lives.draft import Value
from omninode_bridge.prose.lives.nouns import TYPES
from omninode_bridge.prose.narration.plain_words import identifier, without_article
from omninode_bridge.prose.narration.story import Line, UntoldError
from omninode_bridge.requirements.parts.spoken_constraints import spelled
from omninode_bridge.requirements.parts.spoken_items import item_of
from omninode_bridge.requirements.parts.spoken_types import is_unit, type_of_unit, typed

_BEHIND: Final = re.compile(
    r"(?<!\bthe)(?<!\ban)(?<!\ba)(?<!\bits) (?:delivered|used|taken|paid|sold|spent|since|that|"
    r"which|brought|put|per|he|she|it|they)\b.*"
)
_COUNTABLE: Final = frozenset(
    {"points", "nights", "days", "people", "persons", "guests", "pieces", "items", "seats", "score",
     "stars", "votes", "coins", "copies", "visitors", "passengers", "pages", "attempts", "count",
     "quantity", "boxes", "bottles", "tickets", "children", "adults", "rating", "grade", "floor"}
)  # fmt: skip
_BRACKET: Final = re.compile(
    r"(?P<words>[a-z][^()]*?) \( (?:(?:is )?called )?(?P<name>[a-z][a-z0-9_]*) \)"
)
_NAMED: Final = re.compile(
    r"(?P<words>[a-z][^()]*?) \( (?P<name>[a-z][a-z0-9_]*) , (?P<terms>[^()]+) \)"
)
_TYPED: Final = re.compile(rf"(?P<words>.+?) , (?:an? )?(?P<type>{TYPES}\b.*)")
_MONEY: Final = frozenset(
    {"amount", "price", "fee", "salary", "cost", "fare", "deposit", "payment", "bill", "balance",
     "rent", "sum", "value"}
)  # fmt: skip
_WHOLE: Final = frozenset({"days", "weeks", "months", "years", "minutes", "seconds"})
_NUMBER_OF: Final = re.compile(r"(?:an?|the|some) (?:number|amount|quantity) of (?P<what>[a-z]+)$")


def _own(words: str, line: Line) -> Value | None:
    """`the sum in euros ( paid , money )`: what has a name and a type of its own."""
    found = _NAMED.fullmatch(words)
    if found and found["name"] in found["words"].split():
        # It names what it stands behind; "amount" alone would be a type.
        words = f"{found['words']} ( {found['name']}_ , {found['terms']} )"
        found = _NAMED.fullmatch(words)
    if money := re.fullmatch(r"(?:an?|the) (amount|sum) of money", words):
        return Value(money[1], line, "money")
    item = item_of(words)
    if item is not None and item.type.startswith("enum("):
        return Value(item.name, line, item.type, aliases={item.short})
    if (
        found is None
        or typed(found["name"])
        or item is None
        or item.name != found["name"]
        or not item.type
    ):
        return None
    plain = without_article(found["words"])
    aliases = {identifier(plain), identifier(re.sub(r" in [a-z]+$", "", plain)), item.short} - {""}
    name = item.name.rstrip("_")
    return Value(name, line, item.type, aliases=aliases, limits=item.limits)


def bracketed(words: str) -> tuple[str, str]:
    """The words, and the name that they give in brackets: `the spent amount (called spent)`."""
    found = _BRACKET.fullmatch(words)
    is_name = found is not None and not typed(found["name"]) and not spelled(found["name"])
    return (found["words"], found["name"]) if found and is_name else (words, "")


def value_of(words: str, line: Line, spoken: str) -> Value:
    """`spoken` are all sentences: what they call it for short is its name."""
    is_typed_so = _TYPED.fullmatch(words) is not None
    return (None if is_typed_so else _own(words, line)) or _told(words, line, spoken)


def _told(words: str, line: Line, spoken: str) -> Value:
    if (behind := _TYPED.fullmatch(words)) and (said_so := typed(behind["type"])):
        value = value_of(behind["words"], line, spoken)
        value.type, value.limits = said_so.type, (*value.limits, *said_so.limits)
        return value
    said, called = bracketed(words)
    if called:
        value = value_of(said, line, spoken)
        # Never a shorter name: the extra weeks are not the weeks.
        plain = without_article(said)
        value.aliases = {identifier(plain), identifier(re.sub(r" in [a-z]+$", "", plain))}
        value.name = called
        return value
    plain = re.sub(r"^(?:the )?([a-z]+)'s? ", r"the \1 ", _BEHIND.sub("", words.strip()))
    if several := _NUMBER_OF.match(plain):
        return _number_of(several["what"], line, spoken)
    item = item_of(plain)
    if item is None:
        raise UntoldError(f"`{words}` names no value")
    name = item.short if item.whose or item.name.startswith("number_of_") else item.name
    if item.unit:
        called = name if name.endswith(f"_{item.unit}") else f"{name}_{item.unit}"
        names = {item.name, item.short, name}
        return Value(called, line, item.type, aliases=names, limits=item.limits)
    *_, last = name.split("_")
    is_own = "'" not in words
    is_short = is_own and re.search(rf"\b(?:the|its|an?) {last}\b", spoken) and "_" in name
    if is_short and not re.search(
        rf"\b{name.replace('_', ' ')}\b(?! in )", _without(spoken, words)
    ):
        name = last
    return Value(
        name, line, item.type or guessed(name), aliases={item.name, item.short}, limits=item.limits
    )


def _number_of(what: str, line: Line, spoken: str) -> Value:
    """`The number of guests` is called so, unless a sentence says `the guests` for short."""
    is_measured = is_unit(what) and what not in _WHOLE
    is_short = is_measured or re.search(rf"(?<! of )\b(?:the|its) {what}\b", spoken)
    name, other = (what, f"number_of_{what}") if is_short else (f"number_of_{what}", what)
    return Value(name, line, type_of_unit(what) if is_measured else "int", aliases={other})


def _without(spoken: str, words: str) -> str:
    return spoken.replace(words, " ", 1)


def guessed(name: str) -> str:
    """The type that a name tells; empty where it may be a text."""
    *_, last = name.split("_")
    if last in _MONEY:
        return "money"
    return "int" if last in _COUNTABLE else ""


def short(words: str) -> str:
    return identifier(without_article(words))
