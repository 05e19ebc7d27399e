"""Fields of a thing in words: `an id`, `the width in metres (decimal, up to 20)`, `whether ...`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.requirements.naming import field_name
from omninode_bridge.requirements.parts.spoken_constraints import UNITS, spelled
from omninode_bridge.requirements.parts.spoken_terms import Terms, terms_of, type_of_limits
from omninode_bridge.requirements.parts.spoken_types import is_unit, type_of_unit

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
_NAME: Final = r"[A-Za-z][\w'\u2019-]*(?: [\w'\u2019-]+){0,4}?"
_SEPARATED: Final = re.compile(
    rf"[*_`]{{0,3}}(?:{_ARTICLE} )?(?P<name>{_NAME})[*_`]{{0,3}}"
    rf"(?:\s*\((?P<inside>(?:[^()]|\([^()]*\)){{1,300}})\))?"
    r"(?:\s*:[*_`]{0,3}|,?\s+[-\u2013\u2014]|\s*=|\s*\|)\s+(?P<rest>\S.*)",
    re.DOTALL | re.IGNORECASE,
)
_RELATIVE: Final = re.compile(
    r",? (?:(?:that|which|for which|in which|during which|where) )?(?:the|an?|it|they|he|she|we|"
    r"you|somebody|someone)(?: [a-z]+){0,2}? (?:is|was|are|were|has|have|had|will|wants?|stays?|"
    r"takes?|needs?|gets?|pays?|owns?|works?|comes?|goes|lives?|drives?|bought|made)\b.*",
    re.DOTALL,
)
_CALLED: Final = re.compile(rf"(?:{_ARTICLE} )?(?P<name>{_NAME})", re.IGNORECASE)
_TAIL: Final = re.compile(
    r",? (?=(?:between|from|of|with|up|at|no|not|more|greater|less|in|either|that|which|is)\b)"
)
_JOINT: Final = re.compile(r"(?:(?:of|with|that is|which is|which must be|is) )?", re.IGNORECASE)
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
TEXT: Final = "string"
_OPENS_NO_NAME: Final = frozenset(
    {
        *("if", "when", "unless", "while", "as", "for", "with", "in", "on", "at", "by", "to"),
        *("and", "or", "but", "then", "after", "before", "given", "example", "note", "not", "no"),
        *("scenario", "step", "otherwise", "so", "because", "see", "where", "since", "until"),
    }
)
_NO_NAME: Final = frozenset(
    {
        *("is", "are", "must", "can", "shall", "should", "will", "may", "has", "have", "was"),
        *("were", "be", "does", "do", "cannot", "that", "which", "who", "if", "when", "unless"),
        *("and", "or", "than"),
    }
)


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
    about: str = ""

    @property
    def is_bare(self) -> bool:
        return not (self.is_said or self.limits)

    def named(self) -> "Item":
        """The item by its short name; what is called `id` is the key."""
        key = ("primary key",) if self.name == "id" else ()
        return replace(self, name=self.short or self.name, limits=(*key, *self.limits))


def item_of(text: str) -> Item | None:
    """None for what names no field."""
    plain = re.sub(r"^(?:and|as well as|plus) ", "", text.strip().rstrip(".").strip())
    if found := _with_type_behind(plain) or _separated(plain):
        return found
    said = re.sub(r"[*`]", "", plain)
    head, inside = _parted(said)
    terms = terms_of(inside, head=head)
    if terms is None:
        return None
    item = _headed(head) or (_called(head) if terms.type else None)
    return _tailed(said) if item is None else _with_terms(item, terms)


def _with_terms(item: Item, terms: Terms) -> Item:
    type_ = terms.type or item.type
    return replace(
        item,
        name=terms.name or item.name,
        short=terms.name or item.short,
        type=type_ or type_of_limits(terms.limits),
        limits=(*item.limits, *terms.limits),
        is_said=bool(terms.type) or item.is_said or any(map(_is_length, terms.limits)),
        same=terms.same,
        about=", ".join(terms.rest),
    )


def _is_length(limit: str) -> bool:
    return limit.startswith(("length", "pattern"))


def _called(head: str) -> Item | None:
    """A name of any words, where its type is said: `taken at (datetime)`."""
    match = _CALLED.fullmatch(head)
    if match is None or _is_sentence(match["name"]):
        return None
    name = field_name(match["name"])
    return Item(name, is_marked=match[0] != match["name"], short=name)


def _is_sentence(name: str) -> bool:
    words = name.lower().split()
    return words[0] in _OPENS_NO_NAME or any(word in _NO_NAME for word in words)


def _separated(text: str) -> Item | None:
    """`name: what is said`, `name - what is said`, `name (what is said): what it is`."""
    match = _SEPARATED.fullmatch(text)
    if match is None or _is_sentence(match["name"]):
        return None
    item = _headed(match["name"]) or _called(match["name"])
    terms = _said_behind(match)
    if item is None or terms is None:
        return None
    return replace(_with_terms(item, terms), is_marked=True)


def _said_behind(match: re.Match[str]) -> Terms | None:
    """Behind a name the first thing said is its type or a limit, or it stands in brackets."""
    inside, rest = match["inside"], re.sub(r"[`]", "", match["rest"]).rstrip(".")
    if inside:
        found = terms_of(inside, head=match["name"])
        return found and replace_rest(found, rest)
    found = terms_of(rest, loosely=True, head=match["name"])
    if found is not None and (found.type or found.limits) and _is_first(rest, found):
        return found
    head, inside = _parted(rest)
    found = terms_of(inside, head=match["name"]) if inside else None
    return found and replace_rest(found, head)


def replace_rest(found: Terms, rest: str) -> Terms:
    found.rest = (*found.rest, rest)
    return found


def _is_first(text: str, found: Terms) -> bool:
    """Whether a text begins with what is read of it, and does not only mention it."""
    return not found.rest or not text.startswith(found.rest[0])


def _tailed(text: str) -> Item | None:
    """`a weight between 1 and 50 kg`, `a title of at most 80 characters`, `a kind: a or b`."""
    for match in _TAIL.finditer(text):
        said = text[match.end() :]
        joint = _JOINT.match(said)
        terms = terms_of(said[joint.end() :] if joint else said, head=text[: match.start()])
        item = _headed(text[: match.start()])
        if item is not None and terms is not None and not terms.name:
            return _with_terms(item, terms)
    return None


def _with_type_behind(text: str) -> Item | None:
    """`age`: int, or `age` int, as structured documents have it."""
    match = _MARKED.fullmatch(text)
    if match is None:
        return None
    terms = terms_of(re.sub(r" \(([^()]*)\)", r", \1", match["rest"]), loosely=True)
    if terms is None or not terms.type:
        return None
    name = field_name(match["name"])
    return Item(name, terms.type, terms.limits, is_said=True, short=name)


def _parted(text: str) -> tuple[str, str]:
    match = re.fullmatch(r"(?P<head>[^()]*?)\s*\((?P<inside>(?:[^()]|\([^()]*\))+)\)", text)
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
    match = _HEAD.fullmatch(head) or _HEAD.fullmatch(_RELATIVE.sub("", head))
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
    return found or type_of_limits(limits)
