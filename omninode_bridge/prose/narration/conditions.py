"""What a sentence asks of declared fields: `the patient is insured` is `insured`."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.word_forms import base_of, third_person
from omninode_bridge.prose.narration.plain_words import ARTICLE, plain
from omninode_bridge.prose.statements.clause import ClauseOf, subject_condition
from omninode_bridge.prose.statements.conditions import ConditionReader
from omninode_bridge.prose.statements.reading import UnreadError, words_of
from omninode_bridge.prose.statements.terms import Term, Terms
from omninode_bridge.requirements.document import Field
from omninode_bridge.requirements.types import EnumOf, Kind, Optional, Scalar, ValueType

_HAS: Final = (
    r"(?:is|goes|includes?|has|have|contains?|requires?|needs?|wants?|involves?|comes with)"
)
NO_NEGATION: Final = (
    r"(?!(?:never|not|no|without|hardly|refuses|lacks|avoids|misses|loses|declines|cancels) )"
)
_SO: Final = r"is (?:included|set|true|requested|wanted|given|needed|required|part of it)"
_AMOUNT: Final = re.compile(
    r"^(?:there is |it has |it is )?(?P<bound>(?:more|less|fewer) than \d[\d.]*|"
    r"(?:at least|at most|over|under|above|below|exactly) \d[\d.]*)(?: of)? (?P<what>[a-z][a-z ]*)$"
)
_MEASURES: Final = {
    "long": ("length", "duration"), "wide": ("width",), "high": ("height",), "tall": ("height",),
    "heavy": ("weight",), "old": ("age",), "deep": ("depth",), "large": ("size", "area"),
    "big": ("size", "area"),
}  # fmt: skip
_LESS: Final = frozenset(
    {"less", "shorter", "younger", "narrower", "lower", "lighter", "smaller", "fewer"}
)
_MEASURED: Final = re.compile(
    r".+? is (?P<bound>(?:at least|at most|more than|less than|over|under|above|below) )?"
    r"(?P<number>\d[\d.]*)(?: [a-z]+)? (?P<how>[a-z]+)(?: (?:or|and) (?P<more>[a-z]+))?"
)
_OVER: Final = re.compile(
    r"(?:all |any |every |an? )?(?P<what>[a-z]+(?: [a-z]+)?) (?:of )?"
    r"(?P<bound>(?:over|under|above|below|more than|less than|at least|at most|up to) "
    r"\d[\d.]*)(?: [a-z]+)?"
)
_WITH_UNIT: Final = re.compile(
    rf"(?:{ARTICLE} )?(?P<what>[a-z]+(?: [a-z]+)?) (?P<is>is|exceeds) (?P<bound>(?:at least|"
    r"at most|more than|less than|over|under|above|below) )?(?P<number>\d[\d.]*) (?P<unit>[a-z]+)"
)
_NO: Final = re.compile(
    r" (?:(?P<is>is) (?:not|no)(?P<a> (?:an?|for|on|under|by|in|at))? |never (?P<verb>[a-z]+) |no )"
)
_IN_BRACKETS: Final = re.compile(r"[^()]+ \( (?P<what>[^()]+) \)")
"""`the weather is bad ( rain is true )`."""


def condition_of(text: str, fields: Iterable[Field], things: Iterable[str] = ()) -> str:
    """In the rule language; empty where the words ask for nothing that is declared."""
    fields = tuple(fields)
    if inner := _IN_BRACKETS.fullmatch(text):
        return condition_of(inner["what"], fields, things)
    text = _AMOUNT.sub(r"\g<what> is \g<bound>", text)
    text = _in_unit(text, {one.name for one in fields})
    text = _counted(_measured(text, {one.name for one in fields}), {one.name for one in fields})
    known = {one.name: Term(one.name, str(one.type).removesuffix("?")) for one in fields}
    values = {one.name: members for one in fields if (members := _values(one.type))}
    for way in (_as_sentence, _as_subject):
        terms = Terms(
            known=dict(known),
            values=dict(values),
            things={lexicon().singular(one) for one in things},
            given=frozenset(known),
            is_closed=True,
        )
        try:
            if found := way(text, terms):
                return found
        except UnreadError:
            continue
    flags = [one for one in fields if is_bool(one.type)]
    return (
        _as_asked(text, flags)
        or _as_flag(text, flags, list(things))
        or _as_no_flag(text, flags, list(things))
    )


def _measured(text: str, names: Collection[str]) -> str:
    """`the ship is 150 metres long or longer` is `the length is 150 or more`."""
    found = _MEASURED.fullmatch(text)
    name = (
        next((one for one in _MEASURES.get(found["how"], ()) if one in names), "") if found else ""
    )
    if found is None or not name:
        return text
    more = found["more"] or ""
    if not more:
        return f"the {name} is {found['bound'] or ''}{found['number']}"
    return f"the {name} is {found['number']} or {'less' if more in _LESS else 'more'}"


def _in_unit(text: str, names: Collection[str]) -> str:
    """`the size is above 500 gb` asks for `size_gb`, where nothing is called size."""
    found = _WITH_UNIT.fullmatch(text)
    name = f"{found['what']}_{found['unit']}".replace(" ", "_") if found else ""
    if found is None or name not in names or found["what"].replace(" ", "_") in names:
        return text
    bound = "above " if found["is"] == "exceeds" else found["bound"] or ""
    return f"the {name.replace('_', ' ')} is {bound}{found['number']}"


def _counted(text: str, names: Collection[str]) -> str:
    """`yields over 20 tonnes` is `the yield is over 20`."""
    found = _OVER.fullmatch(text)
    name = lexicon().singular(found["what"].replace(" ", "_")) if found else ""
    return f"the {name} is {found['bound']}" if found and name in names else text


def _as_sentence(text: str, terms: Terms) -> str:
    words = words_of(text)
    found = ConditionReader(words, terms).condition()
    return found.text if words.is_done else ""


def _as_subject(text: str, terms: Terms) -> str:
    words = words_of(text)
    found = subject_condition(ClauseOf(words, terms))
    return found.text if words.is_done else ""


def _as_flag(text: str, flags: Sequence[Field], things: Sequence[str]) -> str:
    """`faulty readings`, `at night`, `the trip goes abroad`: exactly one flag is named."""
    found = []
    nouns = "|".join(re.escape(one) for each in things for one in (each, lexicon().plural(each)))
    for one in flags:
        spoken = one.name.removeprefix("is_").removeprefix("has_").replace("_", " ")
        forms = {spoken, spoken.replace(" ", "-"), lexicon().plural(spoken)}
        named = rf"(?:{'|'.join(sorted(forms))})"
        ways = [
            rf"(?:at|by|in|during|on) (?:{ARTICLE} )?{named}",
            (
                rf"(?:{ARTICLE} )?(?:{NO_NEGATION}[a-z-]+ ){{1,2}}{NO_NEGATION}(?:{_HAS}|[a-z]+s) "
                rf"(?:{ARTICLE} )?{named}"
            ),
            rf"(?:{ARTICLE} )?{named} {_SO}",
            rf"{named}",
            rf"(?:it|{ARTICLE} [a-z-]+) is (?:for |on |under |by |in |at |an? )(?:an? )?{named}",
        ]
        ways += [rf"(?:{ARTICLE} )?{named} (?:{nouns})"] if nouns else []
        found += [one.name] if any(re.fullmatch(way, text) for way in ways) else []
    return found[0] if len(found) == 1 else ""


def _as_asked(text: str, flags: Sequence[Field]) -> str:
    """As the document says it of the flag: `whether the parcel goes abroad (export)`."""
    found = []
    for one in flags:
        asked = plain(one.description) if one.description.startswith("whether ") else ""
        said, mine = _predicate(asked.removeprefix("whether ")), _predicate(text)
        if said and mine == said:
            found.append(one.name)
        elif said and any(mine == no for no in _denied(said)):
            found.append(f"not {one.name}")
    return found[0] if len(found) == 1 else ""


def _predicate(said: str) -> str:
    """`goes abroad` of the parcel, and of it."""
    return re.sub(rf"^(?:{ARTICLE} [a-z-]+|it|they|he|she|we) ", "", said)


def _denied(said: str) -> Iterator[str]:
    verb, _, rest = said.partition(" ")
    yield f"{verb} not {rest}"
    yield f"never {base_of(verb)} {rest}"


def _as_no_flag(text: str, flags: Sequence[Field], things: Sequence[str]) -> str:
    """`it is no rehearsal`, `the customer never wants an island`."""
    denial = _NO.search(text)
    if denial is None or _NO.search(text, denial.end()):
        return ""
    verb = third_person(denial["verb"]) if denial["verb"] else ""
    instead = f" {verb} " if verb else f" {denial['is'] or ''} {denial['a'] or ''} "
    told = f"{text[: denial.start()]}{instead}{text[denial.end() :]}"
    found = _as_flag(" ".join(told.split()), flags, things)
    return f"not {found}" if found else ""


def _values(found: ValueType) -> tuple[str, ...]:
    plain = found.of if isinstance(found, Optional) else found
    return plain.members if isinstance(plain, EnumOf) else ()


def is_bool(found: ValueType) -> bool:
    plain = found.of if isinstance(found, Optional) else found
    return isinstance(plain, Scalar) and plain.kind is Kind.BOOL
