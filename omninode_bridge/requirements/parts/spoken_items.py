"""Fields of a thing in words: `an id`, `the width in metres (decimal, up to 20)`, `whether ...`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.requirements.naming import field_name
from omninode_bridge.requirements.parts.spoken_constraints import UNITS, spelled
from omninode_bridge.requirements.parts.spoken_terms import is_unit, terms_of, type_of_unit

_NOUN: Final = (
    r"(?!(?:if|when|that|which|must|can|is|are|with|by|per|for|from|to|at|on|in|than|and|or|of|"
    r"be|only|whether|between|not|has|have|was|were|its|their|the|a|an)\b)[A-Za-z][\w-]*"
)
_ARTICLE: Final = r"(?:an?|the|its|their|his|her|one|each|our|some)"
_OWNER: Final = r"(?:(?P<owner>[a-z]+)['\u2019]s? )?"
_LIMITED: Final = (
    r"(?: (?P<limit>(?:between|from) \S+ (?:and|to) \S+)|"
    r" of (?P<length>(?:(?:up to|at most|exactly|at least) )?\d+(?: to \d+)? characters))?"
)
_HEAD: Final = re.compile(
    rf"(?P<maybe>(?:optionally|possibly|perhaps|if known|where known),? )?"
    rf"(?:(?P<article>{_ARTICLE}) )?(?P<how>(?:optional|unique|mandatory) )?{_OWNER}"
    rf"(?P<name>{_NOUN}(?: {_NOUN}){{0,3}}(?: per {_NOUN})?)"
    rf"(?P<of> of (?:(?:{_ARTICLE}) )?{_NOUN}(?: {_NOUN}){{0,2}})?"
    rf"(?: in (?P<unit>{UNITS}|[a-z]+(?: [a-z]+)?))?{_LIMITED}",
    re.IGNORECASE,
)
_MARKED: Final = re.compile(
    r"[*_`]{1,3}(?P<name>[A-Za-z][\w ]*?)[*_`]{1,3}\s+(?P<rest>\w.*)", re.DOTALL
)
_LABELLED: Final = re.compile(r"(?P<name>[A-Za-z]\w*(?: \w+){0,3}): (?P<rest>\w.*)", re.DOTALL)
_WHETHER: Final = re.compile(
    r"(?:a flag |a mark )?whether (?:(?:it|they|the \w+|(?:an? )?(?P<noun>[a-z]+(?: [a-z]+)?)) "
    r"(?:is|are|was|were|has|have)(?: been)? (?:an? )?(?P<word>[a-z]\w*(?: [a-z]\w*)?))"
)
_MOMENT: Final = re.compile(
    r"(?:the |a )?(?P<what>time|moment|day|date) (?:when|at which|on which) (?:it|they|the \w+)"
    r"(?: (?:was|were|is|are|has been))? (?P<word>[a-z]\w*)"
)
_MANY: Final = re.compile(
    r"how many (?P<name>[a-z]+(?: [a-z]+)?)(?: (?:are|fit|come|is|go)(?P<rest> [^()]+)?)?"
)
_COUNTED: Final = re.compile(r"(?:number|count) of (?=[a-z])")
_CODE_NAME: Final = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+")
_TYPES: Final = {
    "email": "email", "date": "date", "day": "date", "birthday": "date",
    "deadline": "date", "time": "datetime", "price": "money", "fee": "money", "cost": "money",
    "amount": "money", "deposit": "money", "age": "int", "year": "int", "quantity": "int",
    "count": "int", "version": "int", "website": "url", "link": "url", "weight": "decimal",
    "length": "decimal", "width": "decimal", "height": "decimal", "temperature": "decimal",
    "distance": "decimal", "percentage": "decimal",
}  # fmt: skip
_FLAGS: Final = {"default yes": "default true", "default no": "default false"}
TEXT: Final = "string"


@dataclass(frozen=True, slots=True)
class Item:
    """A field that is told: `type` is empty where neither the text nor its words say one.

    `is_said` where the author states the type; `same` is `both`, `all` or `each` where what is
    said holds for the items before it, too; `owner` is whose it is, as in `the guest's email`.
    """

    name: str
    type: str = ""
    limits: tuple[str, ...] = ()
    is_said: bool = False
    is_marked: bool = True
    is_code: bool = False
    same: str = ""
    owner: str = ""
    short: str = ""

    @property
    def is_bare(self) -> bool:
        return not (self.is_said or self.limits)

    def spelled(self, *, named: bool = False) -> str:
        """As a PRD spells it."""
        name = self.short if named and self.short else self.name
        limits = ["primary key"] if named and name == "id" else []
        limits += [self._limit(one) for one in dict.fromkeys(self.limits) if one]
        return f"{name}: {self.type or TEXT}" + (f" ({', '.join(limits)})" if limits else "")

    def _limit(self, said: str) -> str:
        """`no by default` of a flag is false."""
        return _FLAGS.get(said.lower(), said) if self.type == "bool" else said


def item_of(text: str) -> Item | None:
    """None for what names no field."""
    plain = re.sub(r"^(?:and|as well as|plus) ", "", text.strip().rstrip(".").strip())
    if found := _with_type_behind(plain):
        return found
    head, inside = _parted(re.sub(r"[*`]", "", plain))
    terms = terms_of(inside)
    item = None if terms is None else _headed(head)
    if item is None or terms is None:
        return None
    type_ = terms.type or item.type
    return replace(
        item,
        name=terms.name or item.name,
        short=terms.name or item.short,
        type=type_ or _from_limits(terms.limits),
        limits=(*item.limits, *terms.limits),
        is_said=bool(terms.type) or item.is_said,
        same=terms.same,
    )


def _with_type_behind(text: str) -> Item | None:
    """`age`: int, or `age` int, as structured documents have it."""
    match = _MARKED.fullmatch(text) or _LABELLED.fullmatch(text)
    if match is None:
        return None
    terms = terms_of(re.sub(r"[()]", "", match["rest"].replace(" (", ", ")), loosely=True)
    if terms is None or not terms.type:
        return None
    name = field_name(match["name"])
    return Item(name, terms.type, terms.limits, is_said=True, short=name)


def _parted(text: str) -> tuple[str, str]:
    match = re.fullmatch(r"(?P<head>[^()]*?)\s*\((?P<inside>[^()]+)\)", text)
    return (match["head"], match["inside"].strip()) if match else (text, "")


def _headed(head: str) -> Item | None:
    if flag := _WHETHER.fullmatch(head):
        words = f"{flag['noun']} {flag['word']}" if flag["noun"] else flag["word"]
        return Item(field_name(words), "bool", is_said=True, short=field_name(words))
    if moment := _MOMENT.fullmatch(head):
        is_time = moment["what"] in {"time", "moment"}
        name = field_name(f"{moment['word']} {'at' if is_time else 'on'}")
        return Item(name, "datetime" if is_time else "date", is_said=True, short=name)
    if many := _MANY.fullmatch(head):
        rest = re.sub(rf"\b{_ARTICLE}\b ?", "", many["rest"] or "")
        name = field_name(f"{many['name']}{rest}")
        return Item(name, "int", is_said=True, short=name)
    match = _HEAD.fullmatch(head)
    return None if match is None else _noun_phrase(match)


def _noun_phrase(match: re.Match[str]) -> Item | None:
    words = match["name"].split()
    of = match["of"] or ""
    whole = " ".join((*words, *re.sub(rf" {_ARTICLE} ", " ", of).split()))
    plain = re.sub(r"^amount of ", "", whole)
    is_part = re.match(rf" of {_ARTICLE} ", of) is not None
    short = match["name"] if is_part else _COUNTED.sub("", plain, count=1)
    limits = [spelled(one) for one in (match["limit"], match["length"]) if one]
    if not all(limits):
        return None
    limits += [match["how"].strip().lower()] if match["how"] else []
    limits += ["optional"] if match["maybe"] else []
    if words[-1] == "address" and words[0].lower() in {"email", "e-mail"}:
        plain = short = "email"
    return Item(
        field_name(plain),
        _from_words(whole, match["unit"] or "", limits),
        tuple(limits),
        is_marked=match["article"] is not None or match["maybe"] is not None,
        is_code=_CODE_NAME.fullmatch(match["name"]) is not None,
        owner=(match["owner"] or "").lower(),
        short=field_name(short),
    )


def _from_words(words: str, unit: str, limits: Iterable[str]) -> str:
    """The type that the words suggest, empty where they do not."""
    if _COUNTED.match(words):
        return "int"
    if unit:
        return type_of_unit(unit) if is_unit(unit) else ""
    said = words.lower().split(" of ")[0].split()
    if said[-1] == "id":
        return "uuid" if len(said) == 1 else TEXT
    found = next((_TYPES[word] for word in reversed(said) if word in _TYPES), "")
    return found or _from_limits(limits)


def _from_limits(limits: Iterable[str]) -> str:
    """A length is one of a text; a limit with places is one of a number with places."""
    for one in limits:
        if one.startswith("length"):
            return TEXT
        if one.startswith((">", "<")):
            return "decimal" if "." in one else "int"
    return ""
