"""One thing that is told of data, in whatever words: its name, type and limits as they are read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from omninode_bridge.requirements.parts.spoken_constraints import UNITS
from omninode_bridge.requirements.parts.spoken_heads import headed
from omninode_bridge.requirements.parts.spoken_terms import Terms, segments, terms_of

_ARTICLE: Final = r"(?:(?:the|an?|its|their|his|her|our|your|each|some|any|one) )?"
_OPENING: Final = re.compile(
    r"(?:and |or |as well as |plus |also |a flag |information )*(?:about |on )?", re.IGNORECASE
)
_OWNER: Final = re.compile(r"[a-z]+['\u2019]s? ", re.IGNORECASE)
_WHETHER: Final = re.compile(
    r"(?:whether|if)(?: or not)? (?:(?:it|they|he|she|you|we|there|the|an?|this|that)\b ?)?"
    r"(?:(?P<noun>[a-z]+(?: [a-z]+)?) )?(?:['\u2019]s|is|are|was|were|has|have|been|be|owns?|goes|"
    r"go|needs?|wants?|comes?|gets?)\b(?: been)? ?(?:(?:the|an?|in) )?"
    r"(?P<what>[a-z]+(?: [a-z]+)?)?",
    re.IGNORECASE,
)
_DONE: Final = re.compile(
    r"(?:whether|if)(?: or not)? (?:it|they|he|she|you|we|(?:the |an? )?[a-z]+) "
    r"(?P<verb>own|need|want|use|book|order|pay)s? (?:the |an? )?(?P<noun>[a-z]+)",
    re.IGNORECASE,
)
_GOES: Final = re.compile(
    r"(?:whether|if) (?:the |an? )?(?P<what>[a-z]+) (?:goes|rings|sounds|is raised|is on)\b.*",
    re.IGNORECASE,
)
_COUNT: Final = re.compile(r"(?:an? |the )?(?:count|number) of how many (?P<what>[a-z]+)(?: .*)?")
_HAS: Final = re.compile(r"(?:has|have|had|with|is|are) (?:an? |the )?(?P<what>[a-z]+(?: [a-z]+)?)")
_MANY: Final = re.compile(
    rf"(?:how many|(?:the )?number of|(?:the )?count of) {_ARTICLE}(?P<what>[a-z]+(?: [a-z]+)??)"
    r"(?: (?:the|it|they|we|you|until|there|are|is|in|on|of|at|for|per)\b.*)?",
    re.IGNORECASE,
)
_OF: Final = re.compile(
    rf"{_ARTICLE}(?P<part>[a-z]+(?: [a-z]+)?) of {_ARTICLE}(?P<whole>[a-z]+)(?P<rest> in .*)?",
    re.IGNORECASE,
)
_UNIT: Final = re.compile(r"(?: in (?!the )[\w/\u00b0%]+(?: [a-z]+)?| per [a-z]+)$", re.IGNORECASE)
_MONEY_UNIT: Final = re.compile(r" in (?:euros?|eur|dollars?|usd|pounds?|cents?)$", re.IGNORECASE)
_BEHIND: Final = re.compile(
    r"(?: (?:that|which|who|where|when) (?:is|are|was|may|can|might|the|it|they)\b.*)$",
    re.IGNORECASE,
)
_OPTIONAL: Final = re.compile(
    r"\b(?:optional(?:ly)?|if (?:known|any|given)|(?:that|which)? ?(?:may|can) be (?:missing|empty|"
    r"left out))\b",
    re.IGNORECASE,
)
_SHORT: Final = re.compile(r"(?P<name>[a-z])(?:, |$)")
_MEANS: Final = re.compile(r"-?\d+ (?:means|is for|stands for) [a-z ]+")
_CHOICE: Final = re.compile(r"(?P<words>[\w-]+(?:, [\w-]+)*,? or [\w -]+?|[\w-]+(?: ?/ ?[\w-]+)+)")
_YES_NO: Final = re.compile(r"\b(?:yes ?(?:/|or) ?no|true ?(?:/|or) ?false|y/n)\b", re.IGNORECASE)
_RANGE: Final = re.compile(r"(?:from |between )?(-?[\d.,]*\d) (?:up )?(?:to|and|-) (-?[\d.,]*\d)")
_MONEY: Final = re.compile(
    r"\b(?:price|costs?|fee|fees|total|amount|surcharge|discount|income|salary|rent|grant|budget|"
    r"deposit|charge|tax|fare|bill)\b"
)
_COUNTED: Final = re.compile(r"\b(?:age|count|quantity|years?|pages|people|hours|days|minutes)\b")
_MEASURED: Final = re.compile(
    r"\b(?:temperature|humidity|weight|size|length|width|height|distance|area|volume|score|rate|"
    r"percentage)\b"
)
_DATE: Final = re.compile(r"\b(?:date|day|birthday|deadline)\b")
_TEXT: Final = "text"


@dataclass(frozen=True, slots=True)
class Datum:
    """`names` are what it may be called, the likeliest last; `kind` is empty where nothing says it.

    `limits` are as they are written behind a type; `remark` says what one of its values means.
    """

    names: tuple[str, ...]
    kind: str = ""
    limits: tuple[str, ...] = ()
    unit: str = ""
    remark: str = ""

    def told(self, everything: str) -> str:
        """As `price (money, at least 0)`, called as the document does it elsewhere."""
        name = self.name(everything)
        kind = self.kind or _guessed(name)
        if kind == _TEXT and _ranged(self.limits):
            kind = "decimal" if "." in "".join(self.limits) else "int"
        return f"{name}{self.unit} ({', '.join((kind, *self.limits))})"

    def name(self, everything: str) -> str:
        several = [one for one in self.names if " " in one and one in everything]
        names = several or self.names
        counts = {one: len(re.findall(rf"\b{one}\b", everything)) for one in names}
        return max(names, key=lambda one: (counts[one], names.index(one)))


def datum_of(text: str) -> Datum | None:
    """None where it names nothing."""
    plain = re.sub(r"[*_`]", "", " ".join(text.split())).strip(" .;")
    plain = plain.replace("\u2019", "'")
    is_optional = bool(_OPTIONAL.search(plain))
    head, said = _parted(_OPTIONAL.sub("", plain).strip(" ,"))
    names, kind = _named(head)
    if not names:
        return None
    if (short := _SHORT.match(said)) is not None:
        names, said = (*names, short["name"]), said[short.end() :]
    unit = _UNIT.search(head)
    remark = _MEANS.search(said)
    said = _MEANS.sub("", said).strip(" ,")
    terms = terms_of(said, loosely=True, head=names[-1]) if said else Terms()
    kind = _kind(head, said, terms) or kind
    limits = [one for one in (terms.limits if terms else ()) if one != "optional"]
    limits += [f"{low} to {high}" for low, high in _RANGE.findall(said) if not _ranged(limits)]
    if is_optional:
        limits.append("optional")
    is_money = kind == "money" or _MONEY_UNIT.search(head)
    shown = unit[0] if unit and unit[0].startswith(" in ") and not is_money else ""
    remarked = remark[0] if remark else ""
    return Datum(names, kind, tuple(_readable(limits)), shown, remarked)


def data_of(listed: str) -> list[Datum]:
    """Those of a list; empty where a part of it names nothing."""
    listed = _WHICH.sub(r" (\g<words>)", listed.strip(" .:"))
    listed = _CHOICES.sub(r" (\g<words>)", listed)
    shared = _ALL.search(listed)
    listed = listed[: shared.start()] if shared else listed
    parts = [one for part in segments(listed) for one in _halves(part)]
    joined: list[str] = []
    for part in parts:
        is_more = bool(_DETAIL.match(part))
        if joined and is_more:
            joined[-1] += f", {part}"
        else:
            joined.append(part)
    if shared:
        joined = [one if "(" in one else f"{one} ({shared['said']})" for one in joined]
    found = [datum_of(one) for one in joined]
    kept = [one for one in found if one is not None]
    return kept if len(kept) == len(joined) else []


_WHICH: Final = re.compile(
    r",? (?:which|that) (?:is|are|can be|may be) (?P<words>[\w-]+(?:, [\w-]+)*,? or [\w-]+)"
)
_CHOICES: Final = re.compile(r": (?P<words>[\w-]+(?:, [\w-]+)*,? or [\w-]+)(?=$|,)")
_ALL: Final = re.compile(
    r" ?\((?:both|all|each)(?: of them)?,? (?P<said>[a-z ]+)\)$", re.IGNORECASE
)
_DETAIL: Final = re.compile(
    r"(?:both|all|each|at (?:least|most)|not negative|optional|default|unique|text|int|decimal|"
    rf"money|date|whole number|number|from \d|between \d|-?\d|{UNITS}$)",
    re.IGNORECASE,
)


def _halves(part: str) -> list[str]:
    """`the name and the age`, but not `a kind (red and blue)` or `bed and breakfast (bool)`."""
    bare = re.sub(r"\([^()]*\)", lambda found: "\0" * len(found[0]), part)
    cut = re.search(r"(?:^|,)? and (?=(?:the|an?|its|their|how|whether|if|in)\b|\w+ \0|\w+$)", bare)
    if cut is None or re.search(r"\bbetween\b", bare[: cut.start()]):
        return [part]
    first, second = part[: cut.start()].strip(" ,"), part[cut.end() :]
    return [*([first] if first else []), *_halves(second)]


def _parted(text: str) -> tuple[str, str]:
    """The head, and what is said behind it or in brackets."""
    inside = re.findall(r"\(([^()]*)\)", text)
    plain = re.sub(r"\s*\([^()]*\)", "", text).strip()
    head, colon, rest = plain.partition(":")
    if not colon:
        separator = " - " if " - " in plain else ","
        head, _, rest = plain.partition(separator)
    if not rest and not inside and (choice := _tail(head)):
        head, rest = choice
    return head.strip(), ", ".join(one.strip() for one in (rest, *inside) if one.strip())


def _tail(head: str) -> tuple[str, str] | None:
    """`a battery yes/no`, `a status which is finished, disqualified or absent`."""
    if found := _YES_NO.search(head):
        return head[: found.start()].strip(), found[0]
    found = re.search(r" (?:which|that) (?:is|can be|may be) (?P<words>.+ or .+)$", head)
    return (head[: found.start()], found["words"]) if found else None


def _named(head: str) -> tuple[tuple[str, ...], str]:
    """What it may be called, and the type that its words say."""
    plain = _OPENING.sub("", head.lower(), count=1).strip()
    if names := _of_truth(plain):
        return names, "bool"
    if found := _COUNT.fullmatch(plain):
        return (f"number of {found['what']}", f"{found['what']} count"), "int"
    if found := _MANY.fullmatch(plain):
        return (found["what"],), "int"
    if found := _HAS.fullmatch(plain):
        return (found["what"],), ""
    return _of_noun(plain), "money" if _MONEY_UNIT.search(plain) else ""


def _of_truth(plain: str) -> tuple[str, ...]:
    """`whether it is paid`, `whether they own the house`, `whether the alarm goes off`."""
    if found := _DONE.fullmatch(plain):
        verb = found["verb"]
        return (f"{found['noun']} {verb}{'d' if verb.endswith('e') else 'ed'}",)
    if found := _GOES.fullmatch(plain):
        return (found["what"],)
    found = _WHETHER.match(plain)
    if found is None:
        return ()
    is_had = re.search(r"\b(?:has|have)\b", found[0]) and found["what"]
    words = [one for one in (None if is_had else found["noun"], found["what"]) if one]
    return (" ".join(words),) if words else ()


def _of_noun(plain: str) -> tuple[str, ...]:
    plain = _UNIT.sub("", _BEHIND.sub("", plain)).strip()
    plain = re.sub(rf"^{_ARTICLE}", "", plain)
    plain = _OWNER.sub("", plain, count=1) if _OWNER.match(plain) else plain
    if found := _OF.fullmatch(plain):
        return _of(found)
    if plain in {"email address", "e-mail address", "e-mail"}:
        return ("email",)
    return (plain,) if re.fullmatch(r"[a-z][\w-]*(?: [\w-]+){0,3}", plain) else ()


def _of(found: re.Match[str]) -> tuple[str, ...]:
    part, whole = found["part"], found["whole"].removesuffix("s")
    if part == "year":
        return (f"{part} of {whole}",)
    if part == "amount":
        return (part, f"{whole} amount", whole)
    return (part, whole, f"{whole} {part}")


def _kind(head: str, said: str, terms: Terms | None) -> str:
    if _YES_NO.search(f"{head} {said}"):
        return "yes or no"
    if terms is not None and terms.type:
        if terms.type.startswith("enum("):
            members = terms.type[5:-1].split(", ")
            return f"{', '.join(members[:-1])} or {members[-1]}"
        return {"string": _TEXT}.get(terms.type, terms.type)
    if choice := _CHOICE.fullmatch(said):
        return choice["words"].replace("/", " or ")
    if re.search(r"\b(?:people|pieces|whole|count)\b", said):
        return "int"
    return "decimal" if re.search(r"\bdecimals?\b", said) else ""


def _ranged(limits: Sequence[str]) -> bool:
    return any(_NUMERIC.match(one) for one in limits)


_NUMERIC: Final = re.compile(r"[<>]|at (?:least|most) -?\d|-?\d[\d.]* to -?\d")


def _readable(limits: Sequence[str]) -> list[str]:
    """`>= 1`, `<= 9` as `1 to 9`."""
    low = next((one[2:].strip() for one in limits if one.startswith(">=")), "")
    high = next((one[2:].strip() for one in limits if one.startswith("<=")), "")
    if low and high:
        return [f"{low} to {high}", *(one for one in limits if not one.startswith((">=", "<=")))]
    spoken = {">=": "at least", "<=": "at most"}
    return [f"{spoken[one[:2]]} {one[2:].strip()}" if one[:2] in spoken else one for one in limits]


def _guessed(name: str) -> str:
    """The type that a name suggests."""
    if name.endswith((" id", " number", " code", "name")):
        return _TEXT
    item = headed(name)
    if item is not None and item.type:
        return {"string": _TEXT}.get(item.type, item.type)
    kinds = ((_DATE, "date"), (_MONEY, "money"), (_COUNTED, "int"), (_MEASURED, "decimal"))
    return next((kind for words, kind in kinds if words.search(name)), _TEXT)
