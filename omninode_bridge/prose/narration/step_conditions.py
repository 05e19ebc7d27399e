"""What a sentence about steps asks of what the workflow is started with, in further words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.word_forms import all_forms
from omninode_bridge.prose.narration.conditions import condition_of, is_bool
from omninode_bridge.prose.narration.plain_words import ARTICLE
from omninode_bridge.requirements.document import Field
from omninode_bridge.requirements.types import Kind, Optional, Scalar, ValueType

_PLACE: Final = r"(?: (?:left|there|involved|present|in|on|at|among|within|aboard|around)(?: .+)?)"
_THERE: Final = re.compile(
    rf"(?:there is|(?P<who>.+?) (?:has|have)) (?P<no>no |not any )?(?:any |some )?"
    rf"(?P<what>[a-z][a-z -]*?){_PLACE}?"
)
_STAYING: Final = re.compile(
    rf"(?P<what>[a-z]+) (?:lives?|stays?|is|are|comes?|takes? part|belongs?){_PLACE}"
)
_WANTED: Final = re.compile(
    rf"(?P<who>(?:{ARTICLE} )?[a-z][a-z -]*?) is (?P<no>not )?(?:needed|required|wanted|requested|"
    r"ordered|necessary|desired|asked for|involved|planned|foreseen|present|in use|in service)"
)
_EXPECTED: Final = re.compile(
    r"(?:(?:we|they) (?:expect|have|await) )?(?P<bound>more than|less than|fewer than|at least|"
    r"at most|over|under|above|below|up to|exactly) (?P<number>\d[\d.]*) (?P<what>[a-z]+)"
    r"(?: (?:is|are))?(?: (?:expected|booked|registered|present|planned|announced|invited|"
    r"involved|ordered|needed|there|take part|takes part|come|comes|coming|concerned|affected|"
    r"delivered))?"
)
_AWAY: Final = re.compile(
    r".+? (?:lives?|is|stays?|lies) (?P<bound>more than|less than|at least|over|under|up to) "
    r"(?P<number>\d[\d.]*) (?P<unit>km|kilometres|miles) (?:away|off|from .+)"
)
_NEVER: Final = re.compile(r"^(?P<who>.+?) (?:never|not) (?P<rest>[a-z]+.*)$")
_BOTH: Final = 2
_FILLING: Final = frozenset({"a", "an", "the", "its", "their", "any", "some", "is", "has", "have"})
_SIZED: Final = re.compile(
    r"(?:the |an? )?(?P<what>[a-z]+)(?: is| are)?(?: of| with)? "
    r"(?P<bound>more than|less than|at least|at most|over|under|above|below|"
    r"up to) (?P<number>\d[\d.]*)(?: (?P<unit>[a-z]+))?"
)
_LONGER: Final = re.compile(
    r"(?P<what>the [a-z ]+?) is (?:(?P<more>longer|higher|larger|bigger|heavier|wider|older|deeper|"
    r"greater|taller)|shorter|lower|smaller|lighter|narrower|younger) than (?P<value>\d.*)"
)
_WITH: Final = re.compile(r"(?:an? |the )?[a-z]+ with(?P<no>out)? (?:an? |any )?(?P<what>[a-z ]+)")
_OF_ONE: Final = re.compile(
    r"(?:one|any|either|some) of (?:the|them|these) ?[a-z ]*? (?:is|are|has|have) (?P<what>[a-z ]+)"
)
_UNITS: Final = {
    "km": ("km", "kilometres"),
    "kilometres": ("km", "kilometres"),
    "miles": ("miles",),
    "hectares": ("ha", "hectares"),
    "tonnes": ("t", "tonnes"),
    "metres": ("m", "metres"),
    "kilograms": ("kg", "kilograms"),
    "minutes": ("min", "minutes"),
    "litres": ("l", "litres"),
    "percent": ("percent", "pct"),
}


def asked_of(text: str, fields: Iterable[Field], things: Iterable[str] = ()) -> str:
    """As `condition_of`, also in words that only tell of a workflow what it is about."""
    fields = tuple(fields)
    if found := condition_of(text, fields, things):
        return found
    ways = (_longer, _sized, _of_one, _with_it, _there, _wanted, _expected, _away, _predicate)
    if found := next((found for way in ways if (found := way(text, fields))), ""):
        return found
    return _joined(text, fields, tuple(things))


def _joined(text: str, fields: Sequence[Field], things: Sequence[str]) -> str:
    """`The work is fragile or exported`, `it is neither fragile nor exported`."""
    denied = re.fullmatch(r"(?P<who>.+? is )?neither (?P<one>.+?) nor (?P<two>[^,]+)", text)
    joint = "and" if denied else "or"
    said = f"{denied['who'] or ''}{denied['one']} or {denied['two']}" if denied else text
    if len(parts := re.split(r" (?:, )?or ", said)) != _BOTH:
        return ""
    who = re.match(r".+? is ", parts[0])
    told = [asked_of(one, fields, things) if " or " not in one else "" for one in parts]
    if not told[1] and who:
        told[1] = asked_of(f"{who[0]}{parts[1]}", fields, things)
    if not all(told):
        return ""
    return f" {joint} ".join(f"not ({one})" if denied else f"({one})" for one in told)


def _sized(text: str, fields: Sequence[Field]) -> str:
    """`Areas of more than 10 hectares`, `orders over 500 euros`, where an `area_ha` is given."""
    found = _SIZED.fullmatch(text)
    thing = lexicon().singular(found["what"]) if found else ""
    names = [
        one.name
        for one in fields
        if one.name == thing or (found and one.name in _measured_in(thing, found["unit"] or ""))
    ]
    if found is None or len(names) != 1:
        return ""
    told = f"the {names[0].replace('_', ' ')} is {found['bound']} {found['number']}"
    return condition_of(told, fields)


def _measured_in(thing: str, unit: str) -> set[str]:
    short = _UNITS.get(unit, (unit,))
    return {f"{thing}_{one}" for one in short if one}


def _there(text: str, fields: Sequence[Field]) -> str:
    """`There are children in the household`, `the customer has cards left`."""
    found = _THERE.fullmatch(text) or _STAYING.fullmatch(text)
    if found is None:
        return ""
    name = _named(found["what"], fields)
    if not name:
        return ""
    is_denied = bool(found.groupdict().get("no"))
    if any(one.name == name and is_bool(one.type) for one in fields):
        return f"not {name}" if is_denied else name
    return f"{name} = 0" if is_denied else f"{name} > 0"


def _wanted(text: str, fields: Sequence[Field]) -> str:
    """`A mobile unit is needed`, where a flag is called `mobile`; `bunker is needed`."""
    found = _WANTED.fullmatch(text)
    spoken = _words(found["who"]) if found else []
    named = [
        one.name
        for one in fields
        if is_bool(one.type)
        and (own := _spoken_of(one.name))
        and (spoken[: len(own)] == own or spoken[-len(own) :] == own)
    ]
    if found is None or len(named) != 1:
        return ""
    return f"not {named[0]}" if found["no"] else named[0]


def _expected(text: str, fields: Sequence[Field]) -> str:
    """`More than 150 donors are expected`, where their number is called so."""
    found = _EXPECTED.fullmatch(text)
    name = _named(found["what"], fields) if found else ""
    is_number = any(one.name == name and not is_bool(one.type) for one in fields)
    if found is None or not is_number:
        return ""
    return condition_of(
        f"the {name.replace('_', ' ')} is {found['bound']} {found['number']}", fields
    )


def _away(text: str, fields: Sequence[Field]) -> str:
    found = _AWAY.fullmatch(text)
    if found is None:
        return ""
    names = {"distance", *(f"distance_{unit}" for unit in _UNITS[found["unit"]])}
    named = [one.name for one in fields if one.name in names]
    if len(named) != 1:
        return ""
    told = f"the {named[0].replace('_', ' ')} is {found['bound']} {found['number']}"
    return condition_of(told, fields)


def _predicate(text: str, fields: Sequence[Field]) -> str:
    """`The pupil speaks the local language`, where a flag is `speaks_local_language`."""
    denied = _NEVER.fullmatch(text)
    said = f"{denied['who']} {denied['rest']}" if denied else text
    words = _words(said)
    named = [one.name for one in fields if is_bool(one.type) and _ends_with(words, one.name)]
    if len(named) != 1:
        return ""
    return f"not {named[0]}" if denied else named[0]


def _of_one(text: str, fields: Sequence[Field]) -> str:
    """`One of the couple is foreign`: who it is, is said in more words."""
    found = _OF_ONE.fullmatch(text)
    return _named_flag(found["what"], fields) if found else ""


def _longer(text: str, fields: Sequence[Field]) -> str:
    """`The span is longer than 80 m` is that it is more."""
    found = _LONGER.fullmatch(text)
    if found is None:
        return ""
    bound = "more than" if found["more"] else "less than"
    return condition_of(f"{found['what']} is {bound} {found['value']}", fields)


def _with_it(text: str, fields: Sequence[Field]) -> str:
    """`Families with a wheelchair`, `crates without a lid`."""
    found = _WITH.fullmatch(text)
    flag = _named_flag(found["what"], fields) if found else ""
    return f"not {flag}" if found and flag and found["no"] else flag


def _named_flag(spoken: str, fields: Sequence[Field]) -> str:
    flags = [one for one in fields if is_bool(one.type)]
    return _named(spoken, flags)


def _ends_with(words: Sequence[str], name: str) -> bool:
    """All words of the name, in its order, end the clause; in front stands who it is of."""
    own = name.split("_")
    least = 2
    return (
        len(own) >= least
        and 0 < len(words) - len(own) <= least
        and all(
            one == other or other in all_forms(one)
            for one, other in zip(own, words[-len(own) :], strict=True)
        )
    )


def _named(spoken: str, fields: Sequence[Field]) -> str:
    """The one flag or number that is called so; empty for none and for several."""
    words = [lexicon().singular(one) for one in _words(spoken)]
    found = [one.name for one in fields if _is_countable(one.type) and words in [*_called(one)]]
    return found[0] if len(found) == 1 else ""


def _called(field: Field) -> Iterator[list[str]]:
    own = [lexicon().singular(one) for one in _spoken_of(field.name)]
    yield own
    if own[-1:] in (["count"], ["number"]):
        yield own[:-1]
    if own[:2] == ["number", "of"]:
        yield own[2:]


def _spoken_of(name: str) -> list[str]:
    """What of the name is called in a sentence: `has_cards` are cards, `needs_bunker` bunker."""
    plain = re.sub(r"^(?:has|have|is|needs?|wants?|with|includes?)_(?=[a-z])", "", name)
    return plain.split("_")


def _words(text: str) -> list[str]:
    return [one for one in text.split() if one not in _FILLING]


def _is_countable(found: ValueType) -> bool:
    plain = found.of if isinstance(found, Optional) else found
    return isinstance(plain, Scalar) and plain.kind in {Kind.BOOL, Kind.INT}
