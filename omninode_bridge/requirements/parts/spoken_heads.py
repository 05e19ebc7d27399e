"""The head of a field in words: `the width in metres`, `whether it is paid`, `an optional note`."""

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.requirements.naming import field_name
from omninode_bridge.requirements.parts.spoken_constraints import spelled
from omninode_bridge.requirements.parts.spoken_terms import type_of_limits
from omninode_bridge.requirements.parts.spoken_truths import number_named, truth_named
from omninode_bridge.requirements.parts.spoken_types import entity_called, singular
from omninode_bridge.requirements.parts.spoken_units import MEASURE, type_of_measure, unit_name

_NOUN: Final = (
    r"(?!(?:if|when|that|which|must|can|is|are|with|by|per|for|from|to|at|on|in|than|and|or|of|"
    r"be|only|whether|between|not|has|have|was|were|as|within|how|its|their|the|a|an|then|"
    r"(?:some|any|every|no)thing|else|whatever|either|(?:one|any) of)\b)[A-Za-z][\w-]*"
)
ARTICLE: Final = r"(?:an?|the|its|their|his|her|one|each|our|some)"
_OWNER: Final = r"(?:(?P<owner>[a-z]+)['\u2019]s? )?"
_LIMITED: Final = (
    r"(?: (?P<limit>(?:between|from) \S+ (?:and|to) \S+)|"
    r" of (?P<length>(?:(?:up to|at most|exactly|at least) )?\d+(?: to \d+)? characters))?"
)
_HEAD: Final = re.compile(
    rf"(?P<maybe>(?:optionally|possibly|perhaps|if known|where known),? )?"
    rf"(?:(?P<article>{ARTICLE}) )?(?P<how>(?:optional|unique|mandatory) )?{_OWNER}"
    rf"(?P<name>{_NOUN}(?: {_NOUN}){{0,3}}(?: per {_NOUN}| to (?:pay|refund|charge|return|order|"
    r"come|go|do|buy|print|send|add|work|be [a-z]+ed))?)"
    rf"(?P<of> (?:of|since|until|before|after) (?:(?:{ARTICLE}) (?:[a-z]+['\u2019]s? )?)?{_NOUN}"
    rf"(?: {_NOUN}){{0,2}}(?P<whose> of {ARTICLE} {_NOUN}(?: {_NOUN})?)?)?"
    rf"(?: (?:to|from|for|at|on|in|behind|before|during) {ARTICLE} {_NOUN})?"
    rf"(?: in (?P<unit>{MEASURE}|[a-z]+(?: [a-z]+)?)(?: per [a-z]+)?)?{_LIMITED}",
    re.IGNORECASE,
)
NAME: Final = r"[A-Za-z][\w'\u2019-]*(?: [\w'\u2019-]+){0,4}?"
_RELATIVE: Final = re.compile(
    r",? (?:(?:that|(?:for |in |during |within |after |by |until |on |at )?which|where) )?"
    r"(?:the|an?|it|they|he|she|we|you|somebody|someone)(?: [a-z]+){0,2}? (?:is|was|are|were|has|"
    r"have|had|will|wants?|stays?|takes?|needs?|gets?|pays?|owns?|works?|comes?|goes|lives?|drives?|bought|made)\b[^,]*",
    re.DOTALL,
)
_SINCE: Final = re.compile(
    r" (?:in|during|of|within|for) the (?:last|past|next|current|coming) [^,]*|"
    r",? (?:(?:that|(?:for |in |on |at |during |within |after |by |until )?which|where) )?"
    r"(?:it|they|he|she|we|you) [a-z]+\b[^,]*|"
    r" [a-z]+(?:ed|en|wn) (?:since|by|during|from|for|on|at) (?:the|an?|his|her|its) .*|"
    r",? (?:so far|altogether|in total|in all|to date|up to now|at the moment)$",
    re.DOTALL,
)
_NAMED_SO: Final = re.compile(
    r"(?:an? |the )?(?P<what>[a-z]+(?: [a-z]+)?) (?:called|named) [\"'`\u201c]?"
    r"(?P<name>[a-z]\w*(?: [a-z]\w*)?)[\"'`\u201d]?"
)
_FLAGS: Final = frozenset(
    {"flag", "switch", "tick", "mark", "tick box", "check box", "yes/no flag"}
)
_IN_WHOLE: Final = re.compile(r"\bin (?:whole|full|complete|completed) ([a-z]+)$")
"""`the age in whole years`"""

_LIST_OF: Final = re.compile(
    r"(?:an? |the |its )?(?:list|set|collection) of (?:the |its )?(?P<name>[a-z]+(?: [a-z]+)?)"
)
_LIST_THEN: Final = re.compile(
    rf"{_LIST_OF.pattern} (?:after|before|during|for|from|at|on|in|when) [^()]+"
)
"""With the occasion: `a list of receipts after a trip`."""
_CALLED: Final = re.compile(rf"(?:{ARTICLE} )?(?P<name>{NAME})", re.IGNORECASE)
_MOMENT: Final = re.compile(
    r"(?:the |a )?(?P<what>time|moment|day|date) (?:when|at which|on which) (?:it|they|the \w+)"
    r"(?: (?:was|were|is|are|has been))? "
    r"(?P<word>[a-z]\w*(?: (?:up|in|out|off|down|away|over|back))?)"
)
_COUNTED: Final = re.compile(r"(?:[a-z]+ )?(?:number|count) of (?=[a-z])", re.IGNORECASE)
_PART_OF_DATE: Final = re.compile(
    r"\b(?:day|hour|minute) of (?:the )?(?P<of>week|month|year|day|hour)\b"
)
_CODE_NAME: Final = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+")
_TYPES: Final = {
    "email": "email", "date": "date", "day": "date", "birthday": "date",
    "deadline": "date", "time": "datetime", "price": "money", "fee": "money", "cost": "money",
    "amount": "money", "deposit": "money", "age": "int", "year": "int", "quantity": "int",
    "count": "int", "version": "int", "website": "url", "link": "url", "weight": "decimal",
    "length": "decimal", "width": "decimal", "height": "decimal", "temperature": "decimal",
    "distance": "decimal", "percentage": "decimal", "hours": "decimal", "minutes": "int",
    "seconds": "int", "days": "int", "weeks": "int", "months": "int", "years": "int",
    "nights": "int", "points": "int", "pages": "int",
    "wage": "money", "salary": "money", "rent": "money", "income": "money",
}  # fmt: skip
TEXT: Final = "string"
_HOLDING: Final = re.compile(r"\w (?:has|have) ")
_OPENS_NO_NAME: Final = frozenset(
    {
        *("if", "when", "unless", "while", "as", "for", "with", "in", "on", "at", "by", "to"),
        *("and", "or", "but", "then", "after", "before", "given", "example", "note", "not", "no"),
        *("scenario", "step", "otherwise", "so", "because", "see", "where", "since", "until"),
    }
)
_OF_CLAUSES: Final = frozenset(
    {
        *("is", "are", "must", "can", "shall", "should", "will", "may", "was", "were", "be"),
        *("does", "do", "cannot", "that", "which", "who", "if", "when", "unless", "and", "or"),
        *("than", "the", "a", "an", "it", "they", "we", "you"),
    }
)


@dataclass(frozen=True, slots=True)
class Item:
    """A field that is told: `type` is empty where neither the text nor its words say one.

    `is_said` where the author states the type; `same` is `both`, `all` or `each` where what is
    said holds for the items before it, too; `owner` is whose it is, as in `the guest's email`, and
    `whose` is `of the damage` behind a name that says nothing of it. `unit` is what it is measured
    in, as it stands in the name: `distance_km`.
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
    whose: str = ""
    unit: str = ""

    @property
    def full_name(self) -> str:
        """The name with its unit, as it stands in JSON."""
        is_said = not self.unit or self.name.endswith(f"_{self.unit}")
        return self.name if is_said else f"{self.name}_{self.unit}"

    @property
    def is_bare(self) -> bool:
        return not (self.is_said or self.limits)

    def named(self) -> "Item":
        """The item by its short name; what is called `id` is the key."""
        key = ("primary key",) if self.name == "id" else ()
        return replace(self, name=self.short or self.name, limits=(*key, *self.limits))


def tells_of_thing(name: str) -> bool:
    """`A patient has a number` (string) tells of a patient, and is no name."""
    return _HOLDING.search(name) is not None


def list_named(head: str, things: AbstractSet[str]) -> Item | None:
    """`a list of ingredients`: of things where the document tells of them, else of texts."""
    match = _LIST_OF.fullmatch(head) or _LIST_THEN.fullmatch(head)
    thing = entity_called(singular(match["name"])) if match is not None else ""
    if match is None or (match.re is _LIST_THEN and thing not in things):
        return None
    name = field_name(match["name"])
    type_ = f"list[{thing if thing in things else TEXT}]"
    return Item(name, type_, is_said=thing in things, is_marked=True, short=name)


def called(head: str, *, strictly: bool = False) -> Item | None:
    """A name of any words, where its type is said: `taken at (datetime)`."""
    match = _CALLED.fullmatch(head)
    if match is None or is_sentence(match["name"], strictly=strictly):
        return None
    name = field_name(match["name"])
    return Item(name, is_marked=match[0] != match["name"], short=name)


def is_sentence(name: str, *, strictly: bool = False) -> bool:
    """Where the type is said `strictly`, a name may be any words but those of a clause."""
    words = name.lower().split()
    if any(word in _OF_CLAUSES for word in words):
        return True
    return not strictly and (words[0] in _OPENS_NO_NAME or "has" in words or "have" in words)


def headed(head: str) -> Item | None:
    whole = _IN_WHOLE.search(head)
    if whole and (item := headed(f"{head[: whole.start()]}in {whole[1]}")):
        return replace(item, type="int") if item.type in {"int", "decimal"} else item
    if named := _NAMED_SO.fullmatch(head):
        found = headed(named["what"])
        type_ = "bool" if named["what"] in _FLAGS else found.type if found else ""
        name = field_name(named["name"])
        return Item(name, type_, is_said=type_ == "bool", short=name)
    if truth := truth_named(head):
        return Item(field_name(truth), "bool", is_said=True, short=field_name(truth))
    if moment := _MOMENT.fullmatch(head):
        is_time = moment["what"] in {"time", "moment"}
        name = field_name(f"{moment['word']} {'at' if is_time else 'on'}")
        return Item(name, "datetime" if is_time else "date", is_said=True, short=name)
    asked, kind = number_named(head)
    if asked:
        return Item(field_name(asked), kind, is_said=True, short=field_name(asked))
    match = _HEAD.fullmatch(_SINCE.sub("", _RELATIVE.sub("", head))) or _HEAD.fullmatch(head)
    return None if match is None else _noun_phrase(match)


def _noun_phrase(match: re.Match[str]) -> Item | None:
    words = match["name"].split()
    # "The number of days of the loan": whose they are is no part of the name.
    of = (match["of"] or "").removesuffix(match["whose"] or "")
    whole = " ".join((*words, *re.sub(rf" {ARTICLE} ", " ", of).split()))
    plain = re.sub(r"^amount of ", "", whole)
    is_part = re.match(rf" of (?:{ARTICLE}) ", of) is not None
    short = match["name"] if is_part else plain
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
        whose=of.strip() if is_part else "",
        unit=unit_name(match["unit"] or ""),
    )


def _from_words(words: str, unit: str, limits: Iterable[str]) -> str:
    """The type that the words suggest, empty where they do not."""
    if _COUNTED.match(words):
        return "int"
    if unit:
        return type_of_measure(unit)
    said = words.lower().split(" of ")[0].split()
    if said[-1] == "id":
        return "uuid" if len(said) == 1 else TEXT
    if part := _PART_OF_DATE.search(words):
        return TEXT if part["of"] == "week" else "int"
    known = (_TYPES.get(word) or _TYPES.get(singular(word)) for word in reversed(said))
    found = next((one for one in known if one), "")
    return found or type_of_limits(limits)
