"""What a workflow is started with, where sentences say it: `HR starts it with the name and ...`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from omninode_bridge.prose.narration.step_input_lists import ANYTHING, field_of, lists_in
from omninode_bridge.prose.narration.story import Line
from omninode_bridge.requirements.document import Default, Document, Field
from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.naming import field_name
from omninode_bridge.requirements.notebook import Notebook
from omninode_bridge.requirements.parts.fields import FieldReader
from omninode_bridge.requirements.parts.spoken_heads import Item
from omninode_bridge.requirements.parts.spoken_terms import terms_of
from omninode_bridge.requirements.types import EnumOf, Kind, Optional, Scalar

_REQUIRED: Final = (
    r"(?:is|must be|shall be|has to be) (?:always )?(?:required|mandatory|needed|obligatory|"
    r"given|present|there|"
    r"stated|provided|filled in|set|necessary|supplied|known)"
)
_ALL: Final = (
    r"(?:(?:all|both|each|every one|any)(?: (?:three|two|four|five))?(?: of (?:these|them|"
    r"those))?|these|they)"
    r"(?: (?:fields|values|inputs|of them))?"
)
_THESE: Final = re.compile(rf"{_ALL} {_REQUIRED}")
_NAMED: Final = re.compile(
    rf"(?P<names>[a-z][a-z0-9_ ,'-]*?) {_REQUIRED}(?: too| as well| always)?"
)
_WITHOUT: Final = re.compile(
    r"(?:without (?:one|any) of (?:them|these)|if (?:one|any) of (?:them|these) is (?:missing|"
    r"absent|not given)) "
    r",? ?.*(?:refused|rejected|never start|not start|fails?|invalid).*"
)
_LEFT_OUT: Final = (
    r"(?:is |be )?(?:left out|missing|absent|omitted|not (?:given|stated|there|set|provided|"
    r"said)|unset)"
)
_DEFAULT: Final = (
    re.compile(
        rf"(?P<name>[a-z][a-z0-9_ ]*?) (?:is|counts as|defaults to|is taken as|is assumed to be) "
        rf"(?P<value>true|false|yes|no|-?\d[\d.]*|[a-z]+)(?: ,)? (?:when|if|where|unless) (?:it )?"
        rf"(?:{_LEFT_OUT}|(?:is )?(?:given|stated|said|told) otherwise|"
        r"(?:anything|something) else is (?:given|stated|said|told)|"
        r"(?:nobody|nothing|no one) (?:says|tells|states|is said|is stated|is given)(?: [a-z]+)*)"
    ),
    re.compile(
        rf"(?:when|if) (?P<name>[a-z][a-z0-9_ ]*?) {_LEFT_OUT} , (?:it is |it counts as |we "
        rf"assume )"
        rf"(?P<value>true|false|yes|no|-?\d[\d.]*|[a-z]+)"
    ),
    re.compile(r"(?P<name>[a-z][a-z0-9_ ]*?) (?:defaults to|is by default) (?P<value>[a-z0-9.-]+)"),
)
_DENIED: Final = re.compile(rf"(?:when|if) (?P<name>[a-z][a-z0-9_ ]*?) {_LEFT_OUT} , (?P<said>.+)")
_OPTIONAL: Final = re.compile(
    r"(?P<name>[a-z][a-z0-9_ ,]*?) (?:is optional|may be (?:left out|missing|omitted|empty)|"
    r"need not be given)"
)
_LIMIT: Final = re.compile(
    r"(?P<name>[a-z][a-z0-9_ ]*?) (?:is|has to be|must be|shall be|lies) (?P<terms>[^,;]+)"
)
_BOUND: Final = (
    r"(?:(?:at least|at most|more than|less than|greater than|higher than|lower than|over|under|"
    r"above|below|up to) )?"
)
_FIGURE: Final = r"\d[\d.,]*(?= [,.;]|$| or (?:more|less|above|below|higher|lower)\b)"
"""Of `the ship is 150 metres long` the ship is no number."""

_ARTICLE: Final = re.compile(r"^(?:the|a|an|its|their) ")
_FLAG: Final = re.compile(r"^(?:flag|field|value|input|mark|switch) (?:called |named )?")
_JOINT: Final = r" ; | , (?:and )?(?=[a-z ]+ (?:is|counts|defaults) )"


@dataclass(slots=True)
class ToldInputs:
    """`fields` by name; `shown` says for each sentence what it told."""

    fields: dict[str, Field] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    _required: set[str] = field(default_factory=set)
    _told: set[str] = field(default_factory=set)

    def tell(self, lines: Sequence[Line]) -> None:
        for line in lines:
            if not self.fields:
                self._begin(line)
            elif all(self._refine(part) for part in _parts(line.said)):
                self._show(line)
        if self._required:
            self._leave_open()

    def _begin(self, line: Line) -> None:
        for listed in lists_in(line.text or line.requirement.text):
            made = [field_of(one) for one in listed]
            if made and all(made):
                self.fields = {one.name: one for one in made if one is not None}
                self._told = {one.item.name for one in listed if one.item.limits}
                self._show(line)
                return

    def _show(self, line: Line) -> None:
        told = ", ".join(f"{one.name}: {one.type}" for one in self.fields.values())
        self.shown[line.id] = f"the input: {told}"

    def _refine(self, said: str) -> bool:
        ways = (
            self._all_needed,
            self._needed,
            self._default,
            self._denied,
            self._open,
            self._limit,
        )
        return any(way(said) for way in ways)

    def _all_needed(self, said: str) -> bool:
        return bool(_THESE.fullmatch(said) or _WITHOUT.fullmatch(said))

    def _needed(self, said: str) -> bool:
        found = _NAMED.fullmatch(said)
        names = self._names(found["names"]) if found else []
        self._required |= {*names}
        return bool(names)

    def _default(self, said: str) -> bool:
        for pattern in _DEFAULT:
            found = pattern.fullmatch(said)
            names = self._names(found["name"]) if found else []
            if found and len(names) == 1 and self._take_default(names[0], found["value"]):
                return True
        return False

    def _take_default(self, name: str, value: str) -> bool:
        own = self.fields[name]
        value = {"yes": "true", "no": "false"}.get(value, value)
        if (value in {"true", "false"}) != (own.type == Scalar(Kind.BOOL)):
            return False
        if isinstance(own.type, EnumOf) and value not in own.type.members:
            return False
        self.fields[name] = replace(own, default=Default(value), required=False)
        return True

    def _denied(self, said: str) -> bool:
        """`If remote is missing, the employee is not remote.`"""
        found = _DENIED.fullmatch(said)
        names = self._names(found["name"]) if found else []
        if found is None or len(names) != 1 or self.fields[names[0]].type != Scalar(Kind.BOOL):
            return False
        spoken = re.escape(names[0].replace("_", " "))
        about = re.fullmatch(rf".* is (?P<no>not )?(?:an? )?{spoken}", found["said"])
        return about is not None and self._take_default(
            names[0], "false" if about["no"] else "true"
        )

    def _open(self, said: str) -> bool:
        found = _OPTIONAL.fullmatch(said)
        names = self._names(found["name"]) if found else []
        for name in names:
            self._make_optional(name)
        return bool(names)

    def _limit(self, said: str) -> bool:
        """`The volume has to be a positive number.`"""
        found = _LIMIT.fullmatch(said)
        names = self._names(found["name"]) if found else []
        told = re.sub(
            r" of (?=at |more |less |between |not |no )", " ", found["terms"] if found else ""
        )
        terms = terms_of(told, head=names[0]) if told and len(names) == 1 else None
        if terms is None or not (terms.type or terms.limits):
            return False
        own = self.fields[names[0]]
        is_open = own.type in (ANYTHING, Scalar(Kind.STRING), Scalar(Kind.DECIMAL))
        type_ = terms.kind if is_open or not terms.type else str(own.type)
        item = Item(names[0], type=type_ or str(own.type), limits=terms.limits, short=names[0])
        made = FieldReader(Notebook()).from_item(item, Span.on(names[0], own.place.line))
        if made is None:
            return False
        self.fields[names[0]] = replace(made, place=own.place)
        return True

    def _names(self, spoken: str) -> list[str]:
        """The fields that are named, if all of the words are such."""
        found = []
        for one in re.split(r" , and | , | and ", spoken):
            name = field_name(_ARTICLE.sub("", one.strip()))
            if not self._is_called(name):
                name = field_name(_FLAG.sub("", _ARTICLE.sub("", one.strip())))
            if not self._is_called(name):
                return []
            found.append(name)
        return found

    def _is_called(self, name: str) -> bool:
        """`The volume is a positive number` calls `volume_ml` so, `guests` their number."""
        longer = [one for one in self.fields if one.startswith(f"{name}_")]
        longer += [one for one in self.fields if one == f"number_of_{name}"]
        if name not in self.fields and len(longer) == 1:
            (long,) = longer
            self.fields = {
                (name if one == long else one): replace(own, name=name) if one == long else own
                for one, own in self.fields.items()
            }
            self._told = {name if one == long else one for one in self._told}
        return name in self.fields

    def _leave_open(self) -> None:
        """Who says which are required, says that the others are not."""
        for name, one in self.fields.items():
            if name not in self._required and one.default is None and name not in self._told:
                self._make_optional(name)

    def _make_optional(self, name: str) -> None:
        own = self.fields[name]
        if not isinstance(own.type, Optional):
            self.fields[name] = replace(own, type=Optional(own.type), required=False)


def with_numbers(fields: Sequence[Field], lines: Sequence[Line]) -> tuple[Field, ...]:
    """What a sentence compares with a number is one, where no words tell its type."""
    said = " . ".join(line.said for line in lines)
    return tuple(
        replace(one, type=Scalar(Kind.DECIMAL)) if _is_compared(one, said) else one
        for one in fields
    )


def _is_compared(field: Field, said: str) -> bool:
    name = re.escape(field.name.replace("_", " "))
    is_open = field.type in (Scalar(Kind.STRING), ANYTHING) and not field.default
    return is_open and re.search(rf"\b{name} (?:is |exceeds ){_BOUND}{_FIGURE}", said) is not None


def told_inputs(document: Document, lines: Sequence[Line]) -> ToldInputs:
    """Empty where the document declares what goes in, or no sentence says it."""
    found = ToldInputs()
    if document.inputs is None:
        found.tell(lines)
    return found


def _parts(said: str) -> list[str]:
    joint = r" ; " if re.match(r"(?:if|when) ", said) else _JOINT
    parts = re.split(joint, said)
    return [one.strip(" ,") for part in parts for one in _both_said(part)]


def _both_said(part: str) -> list[str]:
    """`Rain is optional and counts as false if nobody says anything.`"""
    found = re.fullmatch(
        r"(?P<name>[a-z][a-z0-9_ ]*?) (?P<one>is .+?) and (?P<two>(?:is|counts) .+)", part
    )
    return [f"{found['name']} {found[which]}" for which in ("one", "two")] if found else [part]
