"""Which of the declared names, values, figures and limits a sentence speaks of, and where."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.rewording.amounts_named import worked_out
from omninode_bridge.requirements.document import Document, Field
from omninode_bridge.requirements.parts.spoken_units import spoken_without_unit
from omninode_bridge.requirements.types import EnumOf, Kind, Optional, Scalar, ValueType

NUMBERS: Final = frozenset({Kind.INT, Kind.FLOAT, Kind.DECIMAL, Kind.MONEY})
NUMBER: Final = r"-?\d+(?:[.,]\d+)*"
_UNIT: Final = r"(?: ?(?:[a-z\u00b0/%]+|\u20ac|\$))?"
_BEFORE: Final = {
    "at least": "at least", "no less than": "at least", "not less than": "at least",
    "a minimum of": "at least", "from": "at least", "at most": "at most", "up to": "at most",
    "no more than": "at most", "not more than": "at most", "a maximum of": "at most",
    "more than": "above", "over": "above", "above": "above", "beyond": "above",
    "exceeds": "above", "exceeding": "above", "greater than": "above", "higher than": "above",
    "less than": "below", "under": "below", "below": "below", "fewer than": "below",
    "lower than": "below", "exactly": "",
}  # fmt: skip
_ADJECTIVES: Final = {
    "hotter": ("above", "temperature"), "warmer": ("above", "temperature"),
    "colder": ("below", "temperature"), "cooler": ("below", "temperature"),
    "older": ("above", "age"), "younger": ("below", "age"), "heavier": ("above", "weight"),
    "lighter": ("below", "weight"), "longer": ("above", "length"), "shorter": ("below", "length"),
    "larger": ("above", "size"), "bigger": ("above", "size"), "smaller": ("below", "size"),
    "wider": ("above", "width"), "taller": ("above", "height"), "farther": ("above", "distance"),
    "further": ("above", "distance"), "dearer": ("above", "price"), "cheaper": ("below", "price"),
}  # fmt: skip
_SIGNS: Final = {"above": "at most", "below": "at least", "at most": "above", "at least": "below"}
_WORDS: Final = "|".join(sorted(map(re.escape, _BEFORE), key=len, reverse=True))
_COMPARED: Final = re.compile(
    rf"\b(?:from|between) (?P<low>{NUMBER}){_UNIT}? (?:to|and|up to) (?P<high>{NUMBER})"
    rf"|\b(?:(?P<sign>{_WORDS})|(?P<adjective>{'|'.join(_ADJECTIVES)}) than) "
    rf"(?P<number>{NUMBER})(?P<unit>{_UNIT})"
    rf"|\b(?P<many>{NUMBER})(?P<after>{_UNIT}) or (?P<or>more|less|fewer|above|older|younger)\b"
    r"|\b(?P<that>more|less|above|over|below|under) (?:than )?that\b",
    re.IGNORECASE,
)
_PEOPLE: Final = re.compile(
    r"\b(?:people|applicants?|persons?|child(?:ren)?|members?|any(?:one|body)|some(?:one|body)|"
    r"whoever|who|every(?:one|body))\b"
)
_NOT: Final = re.compile(
    r"\b(?:not|no|never|without|isn't|aren't|doesn't|don't|cannot|can't)\b[^,;.]{0,25}$"
)
_NOT_BEHIND: Final = re.compile(r"^[^,;.]{0,12}\b(?:not|isn't|aren't|missing)\b")


@dataclass(frozen=True, slots=True)
class Atom:
    """One thing that has to hold, with what would hold otherwise; `at` is where it is said."""

    at: int
    text: str
    negated: str
    name: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`meanings` are words for a value, as in `0 means today`; `units` those of inputs.

    `is_after` where conditions may be about what is worked out, too.
    """

    inputs: tuple[Field, ...]
    outputs: tuple[Field, ...]
    meanings: dict[str, tuple[Field, str]] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    is_after: bool = False

    @property
    def fields(self) -> tuple[Field, ...]:
        return (*self.outputs, *self.inputs)

    def named(self, text: str, among: Sequence[Field] | None = None) -> list[tuple[int, Field]]:
        """Those that are mentioned by name, or by the last word of one that no other has."""
        low = text.lower()
        fields = self.fields if among is None else among
        found: dict[str, tuple[int, Field]] = {}
        for one in fields:
            for spoken in _ways(one, self.fields):
                match = re.search(rf"\b{spoken}\b", low)
                if match and one.name not in found:
                    found[one.name] = (match.start(), one)
        return sorted(found.values(), key=lambda each: each[0])

    def keeps_names(self, text: str, instead: str) -> bool:
        """Whether each word of a declared name or choice that the one has stands in the other."""
        spoken = (*(one.name for one in self.fields), *self._choices())
        known = {_plain(word) for one in spoken for word in re.split(r"[_ -]", one.lower())}
        said, again = (
            {_plain(word) for word in _PARTS.findall(one.lower())} for one in (text, instead)
        )
        return (known - _IDLE) & said <= again

    def _choices(self) -> Iterator[str]:
        for one in self.fields:
            yield from _members(one.type)

    def atoms(self, text: str) -> list[Atom]:
        """All that is compared, chosen or so, in the order of the sentence."""
        found = [*self._compared(text), *self._chosen(text), *self._so(text), *self._meant(text)]
        return sorted(found, key=lambda one: one.at)

    def _compared(self, text: str) -> Iterator[Atom]:
        last, subject = "", None
        for match in _COMPARED.finditer(text):
            subject = self._subject(text, match) or subject
            if subject is None:
                continue
            name = spoken_name(subject)
            if match["low"]:
                low, high = match["low"], match["high"]
                said, negated = f"from {low} to {high}", f"below {low} or {name} is above {high}"
                last = high
            else:
                sign, number = _sign(match), match["number"] or match["many"] or last
                if not number:
                    continue
                said = f"{sign} {number}".strip()
                negated = f"{_SIGNS.get(sign, 'not')} {number}"
                last = number
            yield Atom(match.start(), f"{name} is {said}", f"{name} is {negated}", subject.name)

    def _subject(self, text: str, match: re.Match[str]) -> Field | None:
        """What is compared: what is named before it, its unit or noun, or the only number."""
        numbers = [one for one in self.inputs if _kind(one.type) in NUMBERS]
        adjective = (match["adjective"] or "").lower()
        if adjective:
            wanted = _ADJECTIVES[adjective][1]
            found = [one for one in numbers if wanted in one.name.split("_")]
            said = {_plain(word) for word in _PARTS.findall(text.lower())}
            owned = [one for one in found if ({*one.name.split("_")} - {wanted}) & said]
            found = owned or found
            return found[0] if len(found) == 1 else None
        before = [one for at, one in self.named(text[: match.start()], numbers)]
        behind = self.named(text[match.start() : match.end() + 25], numbers)
        if behind and not before:
            return behind[0][1]
        if before:
            return before[-1]
        worked_out = [one for one in self.outputs if _kind(one.type) in NUMBERS]
        named = self.named(text[: match.start()], worked_out)
        if named:
            return named[-1][1]
        ages = [one for one in numbers if one.name.split("_")[-1] == "age"]
        if _PEOPLE.search(text.lower()) and len(ages) == 1:
            return ages[0]
        return numbers[0] if len(numbers) == 1 else self._by_unit(match, numbers)

    def _by_unit(self, match: re.Match[str], numbers: Sequence[Field]) -> Field | None:
        unit = (match["unit"] or match["after"] or "").strip().lower()
        said = [one for one in numbers if unit and self.units.get(one.name) == unit]
        return said[0] if len(said) == 1 else None

    def _chosen(self, text: str) -> Iterator[Atom]:
        for one in self.inputs:
            for member, spoken in _spoken_members(_members(one.type)):
                match = re.search(rf"\b(?:{spoken})(?:s|es)?\b", text, re.IGNORECASE)
                if match:
                    name = spoken_name(one)
                    yes, no = f"{name} is {member}", f"{name} is not {member}"
                    is_not = _NOT.search(text[: match.start()]) is not None
                    first, second = (no, yes) if is_not else (yes, no)
                    yield Atom(match.start(), first, second, one.name)

    def _so(self, text: str) -> Iterator[Atom]:
        flags = [one for one in self.inputs if _kind(one.type) is Kind.BOOL]
        flags += [one for one in self.outputs if _kind(one.type) is Kind.BOOL and self.is_after]
        for at, one in self.named(text, flags):
            name = spoken_name(one)
            is_not = _NOT.search(text[:at]) or _NOT_BEHIND.search(text[at + 1 :])
            yes, no = f"{name} is true", f"{name} is false"
            first, second = (no, yes) if is_not else (yes, no)
            yield Atom(at, first, second, one.name)

    def _meant(self, text: str) -> Iterator[Atom]:
        for word, (one, value) in self.meanings.items():
            match = re.search(rf"\b{word}\b", text, re.IGNORECASE)
            if match:
                name = spoken_name(one)
                yield Atom(match.start(), f"{name} is {value}", f"{name} is not {value}", one.name)


def vocabulary_of(document: Document) -> Vocabulary:
    loose = () if document.inputs else (one for each in document.entities for one in each.fields)
    inputs, outputs = (*(document.inputs or ()), *loose), document.outputs or ()
    meanings: dict[str, tuple[Field, str]] = {}
    for match in re.finditer(r"(\d+) (?:means|is|=) ([a-z]+)", document.text):
        line = document.text[: match.start()].rsplit("\n", 1)[-1].lower()
        near = [one for one in inputs if one.name.split("_")[0] in line]
        if near and _kind(near[0].type) is Kind.INT:
            meanings[match[2]] = (near[0], match[1])
            if match[2] == "today":
                meanings["tomorrow"] = (near[0], str(int(match[1]) + 1))
    units = {
        one.name: found[1].lower()
        for one in inputs
        if (found := re.search(rf"\b{spoken_name(one)} in ([\w/%]+)", document.text.lower()))
    }
    outputs = outputs or tuple(worked_out(document))
    return Vocabulary(tuple(inputs), tuple(outputs), meanings, units)


def spoken_name(one: Field) -> str:
    """The `price_of_pages` is the page price."""
    first, _, owner = one.name.partition("_of_")
    is_amount = _kind(one.type) is Kind.MONEY and bool(owner)
    turned = f"{lexicon().singular(owner)} {first}" if is_amount else one.name
    return spoken_without_unit(turned.replace(" ", "_"))


def members_of(one: Field) -> tuple[str, ...]:
    return _members(one.type)


def kind_of(one: Field) -> Kind | None:
    return _kind(one.type)


def _spoken_members(members: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each as it stands, or by a word that no other has: `colour` of `in colour`."""
    words = {one: [word for word in re.split(r"[_ ]", one) if len(word) > 3] for one in members}  # noqa: PLR2004 - no `in`, `and`
    for one in members:
        others = {word for each in members if each != one for word in words[each]}
        own = [word for word in words[one] if word not in others]
        ways = [one.replace("_", " "), *(own if len(words[one]) == 1 else ())]
        yield one, "|".join(map(re.escape, ways))


_PARTS: Final = re.compile(r"[a-z0-9]+")
_IDLE: Final = frozenset({"in", "of", "and", "the", "a", "per", "is", "or", "number", "by"})


def _plain(word: str) -> str:
    known = lexicon()
    return known.singular(word)


def _sign(match: re.Match[str]) -> str:
    if match["sign"]:
        return _BEFORE[match["sign"].lower()]
    if match["adjective"]:
        return _ADJECTIVES[match["adjective"].lower()][0]
    if match["or"]:
        return "at least" if match["or"].lower() in {"more", "above", "older"} else "at most"
    return "above" if match["that"].lower() in {"more", "above", "over"} else "below"


def _ways(one: Field, others: Sequence[Field]) -> Iterator[str]:
    """How a field may be spoken of: its name, in the singular or plural, or its last word."""
    words = one.name.split("_")
    known = lexicon()
    if spoken_name(one) != one.name.replace("_", " "):
        yield spoken_name(one)
        yield words[0]
    first = r"[ _-]".join(map(re.escape, words[:-1]))
    last = words[-1]
    forms = {last, known.singular(last), known.plural(last)}
    either = "|".join(sorted(map(re.escape, forms), key=len, reverse=True))
    yield f"{first}[ _-](?:{either})" if first else f"(?:{either})"
    if first and len(words) == 2:  # noqa: PLR2004 - a noun and what it has
        yield f"(?:{either}) of (?:the |an? )?{re.escape(words[0])}s?"
    heads = [each for each in others if last in each.name.split("_")]
    if first and len(heads) == 1:
        yield f"(?:{either})"
    if _kind(one.type) is Kind.BOOL:
        lemma = known.lemma(last) or last.removesuffix("ed")
        own = r"(?: (?:the|an?|their|his))? "
        yield f"{re.escape(lemma)}(?:s|ed|d)?{own}{first}" if first else re.escape(lemma)
        yield rf"{first} (?:is|are|isn't|aren't|is not|are not) {last}" if first else last
        alone = not any(words[0] in each.name.split("_") for each in others if each != one)
        if first and alone and len(words[0]) > 4:  # noqa: PLR2004 - no `has`, no `both`
            yield f"{words[0]}s?"


def _kind(type_: ValueType) -> Kind | None:
    plain = type_.of if isinstance(type_, Optional) else type_
    return plain.kind if isinstance(plain, Scalar) else None


def _members(type_: ValueType) -> tuple[str, ...]:
    plain = type_.of if isinstance(type_, Optional) else type_
    return tuple(plain.members) if isinstance(plain, EnumOf) else ()
