"""Fields of a thing that are only named: `an id, the member's email, a price (optional)`."""

import re
from typing import Final

from omninode_bridge.requirements.naming import field_name
from omninode_bridge.requirements.parts.spoken_constraints import spelled

_NOUN: Final = (
    r"(?!(?:if|when|that|which|must|can|is|are|with|by|per|for|from|to|at|on|in|than|and|or|of)\b)"
    r"[a-z][\w-]*"
)
_ITEM: Final = re.compile(
    rf"(?:and )?(?:an? |the |its |their )(?:[a-z]+['\u2019]s )?(?P<name>{_NOUN}(?: {_NOUN}){{0,2}})"
    rf"(?: of (?:the |its |an? )?{_NOUN}(?: {_NOUN})?)?"
    r"(?: of (?P<length>(?:up to |at most |exactly )?\d+(?: to \d+)? characters))?"
    r"(?:\s*\((?P<inside>[^()]+)\))?",
    re.IGNORECASE,
)
_TYPE: Final = re.compile(
    r"string|text|int|integer|decimal|money|bool|boolean|date|datetime|timestamp|uuid|email|url|"
    r"duration|float"
)
_DEFAULT: Final = re.compile(
    r"(?P<value>[\w.-]+) (?:by default|if nothing is said|unless said otherwise)"
)
_CHOICES: Final = re.compile(r"[a-z]\w*(?:, [a-z]\w*)*,? or [a-z]\w*")
_TYPES: Final = {
    "id": "uuid", "email": "email", "date": "date", "day": "date", "birthday": "date",
    "deadline": "date", "time": "datetime", "price": "money", "fee": "money", "cost": "money",
    "amount": "money", "deposit": "money", "age": "int", "year": "int", "quantity": "int",
    "count": "int", "version": "int", "website": "url", "link": "url",
}  # fmt: skip
_COUNT: Final = re.compile(r"(?<=\bthe )(?:number|count) of (?=[a-z])")
_TEXT: Final = "string"


def named_field(text: str) -> str | None:
    """Name, type and constraints as a PRD spells them; None for what names no field."""
    plain = _COUNT.sub("", text, count=1)
    match = _ITEM.fullmatch(plain)
    if match is None:
        return None
    words = match["name"].lower().split()
    if words[-1] == "address" and words[0] in {"email", "e-mail"}:
        words = ["email"]
    terms = _terms(match["inside"] or "")
    if terms is None:
        return None
    type_, limits = terms
    if length := match["length"]:
        limits = [*limits, spelled(length)]
    name = field_name(" ".join(words))
    usual = "int" if plain != text else _TEXT
    type_ = type_ or next((_TYPES[word] for word in reversed(words) if word in _TYPES), usual)
    limits = ["primary key", *limits] if name == "id" else limits
    return (
        f"{name}: {type_} ({', '.join(limits)})" if all(limits) and limits else f"{name}: {type_}"
    )


def _terms(inside: str) -> tuple[str, list[str]] | None:
    """The type, empty where none is said, and the constraints; None where a part is neither."""
    type_, limits = "", []
    for part in re.split(r"\s*;\s*", inside.strip()) if inside else ():
        if _CHOICES.fullmatch(part.lower()):
            type_ = f"enum({', '.join(re.split(r',? or |, ', part))})"
            continue
        for term in re.split(r",\s*", part):
            if _TYPE.fullmatch(term.lower()):
                type_ = term.lower()
            elif default := _DEFAULT.fullmatch(term):
                limits.append(f"default {default['value']}")
            elif said := spelled(term):
                limits.append(said)
            else:
                return None
    return type_, limits
