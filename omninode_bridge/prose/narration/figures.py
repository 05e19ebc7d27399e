"""Figures of a stream that are told in sentences, as the aggregations of a document."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from omninode_bridge.diagnostics import Diagnostic
from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose import codes
from omninode_bridge.prose.narration.conditions import condition_of
from omninode_bridge.prose.narration.figure_exclusions import exclusion_of
from omninode_bridge.prose.narration.figure_groups import names_of
from omninode_bridge.prose.narration.figure_missing import missing_of
from omninode_bridge.prose.narration.figure_phrases import Figure, FigureReader
from omninode_bridge.prose.narration.figure_safety import null_safe
from omninode_bridge.prose.narration.figure_wordings import is_once
from omninode_bridge.prose.narration.plain_words import without_article
from omninode_bridge.prose.narration.story import Line, Told, UntoldError, untold
from omninode_bridge.prose.statements.reading import UnreadError
from omninode_bridge.prose.statements.terms import Term, Terms
from omninode_bridge.requirements.document import Document, Entity
from omninode_bridge.requirements.naming import words
from omninode_bridge.requirements.structures import Aggregation, Snippet
from omninode_bridge.requirements.types import EnumOf, Kind, Optional, Scalar, ValueType

_NUMBERS: Final = frozenset({Kind.INT, Kind.DECIMAL, Kind.MONEY, Kind.FLOAT})
_UNITS: Final = {60: "minute", 3600: "hour", 86_400: "day", 604_800: "week"}
_SUFFIXES: Final = ("code", "id", "name", "number", "no")


@dataclass(slots=True)
class _Figures:
    """`bound` says for each sentence what it became; `reasons` why it became nothing."""

    entity: Entity
    reader: FigureReader
    found: dict[Figure, list[Line]] = field(default_factory=dict)
    bound: dict[str, str] = field(default_factory=dict)
    read: set[tuple[str, str]] = field(default_factory=set)
    reasons: dict[str, tuple[Line, str]] = field(default_factory=dict)
    repeated: list[Line] = field(default_factory=list)

    def tell(self, lines: Sequence[Line]) -> None:
        later: list[Line] = []
        for line in lines:
            if self._is_repetition(line.said):
                self.repeated.append(line)
                self.read.add(line.key)
                self.bound[line.id] = f"a repeated {self.reader.thing} is left out"
            elif exclusion_of(line.said, self._things):
                later.append(line)
            else:
                self._take(line)
        for line in later:
            try:
                self._leave_out(line)
            except UntoldError as error:
                self.reasons[line.id] = (line, str(error))

    def _take(self, line: Line) -> None:
        try:
            figures = self.reader.read(line.said)
        except UntoldError as error:
            self.reasons[line.id] = (line, str(error))
            return
        for one in figures:
            self.found.setdefault(one, []).append(line)
        if figures:
            self.read.add(line.key)
            self.bound[line.id] = "; ".join(map(_shown, figures))

    def _is_repetition(self, said: str) -> bool:
        """Whether what comes twice counts once: true of a thing with a key."""
        limits = {one.name: one.constraints for one in self.entity.fields}
        keys = [name for name, one in limits.items() if one.unique or one.primary_key]
        if not keys:
            return False
        names = [key.replace("_", " ") for key in keys] + [
            self.reader.thing,
            self.reader.thing.split()[-1],
        ]
        forms = (each for name in names for each in (lexicon().plural(name), name))
        return is_once(said, "|".join(map(re.escape, forms)))

    def _leave_out(self, line: Line) -> None:
        """`faulty readings are left out of the average temperature`."""
        which, what = exclusion_of(line.said, self._things) or ("", "")
        where = self.reader.condition(which) or self._restriction(which) or self._literal(line)
        if not where:
            raise UntoldError("what is left out is not said by a declared field")
        own = tuple(
            one for one, lines in self.found.items() if line.id in {each.id for each in lines}
        )
        wanted = self.reader.read(without_article(what)) if what else own or tuple(self.found)
        meant = [
            one
            for one in self.found
            if any((one.function, one.field) == (each.function, each.field) for each in wanted)
        ]
        if not meant:
            raise UntoldError(f"`{what}` is no figure of the document")
        for one in meant:
            both = f"not ({where})" if not one.where else f"({one.where}) and not ({where})"
            self.found[replace(one, where=both)] = [*self.found.pop(one), line]
        self.read.add(line.key)
        self.bound[line.id] = f"{where} is left out of {what or 'all figures'}"

    @property
    def _things(self) -> str:
        return lexicon().plural("_".join(self.reader.thing.split())).replace("_", " ")

    def _literal(self, line: Line) -> str:
        """`cups with the drink "Test"`: a text is compared as it is written."""
        things = "|".join({self._things, lexicon().plural(self.reader.thing)})
        found = re.match(_LITERAL.format(things=things), line.text, re.IGNORECASE)
        name = self.reader.field(found["field"].lower()) if found else ""
        kinds = {one.name: one.type for one in self.entity.fields}
        is_text = name in kinds and (
            _kind(kinds[name]) is Kind.STRING or isinstance(kinds[name], EnumOf)
        )
        return f'{name} = "{found["value"]}"' if found and is_text else ""

    def _restriction(self, which: str) -> str:
        """`sightings of more than 5000 birds`, as it would be counted."""
        try:
            found = self.reader.read(f"the number of {which}")
        except UntoldError:
            return ""
        return found[0].where if len(found) == 1 and found[0].function == "count" else ""


_LITERAL: Final = (
    r"(?:all )?(?:{things}) (?:with|of|whose|where) (?:the |an? )?(?P<field>[a-z ]+?)"
    r"(?: is| =)? \"(?P<value>[^\"\\\\]+)\" (?:are|is|do|does|shall|must|should|never) "
)


def told_figures(document: Document, lines: Sequence[Line]) -> Told:
    """The document as it is where no single thing is declared whose figures could be meant."""
    entity = thing_of(document)
    if entity is None or document.aggregations:
        return Told(document)
    story = _Figures(entity, reader_of(entity))
    story.tell(lines)
    if not story.found:
        return Told(document)
    metrics = tuple(_metrics(story))
    added = replace(document, aggregations=metrics)
    refused = frozenset(story.reasons)
    return Told(added, story.bound, tuple(_notes(story)), refused, frozenset(story.read))


def thing_of(document: Document) -> Entity | None:
    """The one entity with fields whose stream it is."""
    found = [one for one in document.entities if one.fields]
    return found[0] if len(found) == 1 and not document.events else None


def reader_of(entity: Entity) -> FigureReader:
    fields = entity.fields
    thing = " ".join(words(entity.name))
    known = {one.name: Term(one.name, str(one.type)) for one in fields}
    things = {*names_of(thing)}
    numbers = frozenset(one.name for one in fields if _kind(one.type) in _NUMBERS)
    times = [one for one in fields if _kind(one.type) is Kind.DATETIME]

    def named(text: str) -> str:
        return _field(text, Terms(known=dict(known), things=things, is_closed=True))

    def asked(text: str) -> str:
        if (missing := missing_of(text, entity, named)) is not None:
            return missing
        denied = re.fullmatch(r"(?:all )?non-?([a-z].+)", text)
        if denied and (plain := condition_of(denied[1], fields, things)):
            return f"not ({plain})"
        return condition_of(text, fields, things) or _member(text, entity)

    return FigureReader(thing, named, asked, numbers, len(times) == 1)


def _member(text: str, entity: Entity) -> str:
    """`trucks`, where exactly one field may be a truck."""
    plain = lexicon().singular(without_article(text))
    found = [
        f'{one.name} = "{plain}"'
        for one in entity.fields
        if isinstance(one.type, EnumOf) and plain in one.type.members
    ]
    return found[0] if len(found) == 1 else ""


def _field(text: str, terms: Terms) -> str:
    """The field that the words name: `countries` may be the `country_code`."""
    spoken = text.split()
    if len(spoken) > 2 and spoken[-2] == "in":  # noqa: PLR2004 - `stay in minutes`
        spoken = [*spoken[:-2], spoken[-1]]
    try:
        found = terms.resolve(spoken)
    except UnreadError as error:
        raise UntoldError(str(error)) from error
    if found is not None:
        return found.name
    plain = "_".join(lexicon().singular(word) for word in spoken)
    longer = [f"{plain}_{end}" for end in _SUFFIXES if f"{plain}_{end}" in terms.known]
    return longer[0] if len(longer) == 1 else ""


def _kind(found: ValueType) -> Kind | None:
    plain = found.of if isinstance(found, Optional) else found
    return plain.kind if isinstance(plain, Scalar) else None


def _metrics(story: _Figures) -> Iterator[Aggregation]:
    names: set[str] = set()
    for one, lines in story.found.items():
        name = name_of(one, story.reader.thing)
        while name in names:
            name = f"{name}_again"
        names.add(name)
        place = lines[0].requirement.place
        ids = dict.fromkeys(line.id for line in (*lines, *story.repeated))
        yield Aggregation(
            name,
            one.function,
            place,
            one.field or None,
            one.keys,
            Decimal(one.window) if one.window else None,
            Snippet(null_safe(one.where, story.entity.fields), place) if one.where else None,
            story.entity.name,
            None,
            tuple(ids),
        )


def name_of(one: Figure, thing: str) -> str:
    what = one.field or lexicon().plural("_".join(thing.split()))
    function = "" if one.function in {"count", "sum"} else one.function.replace("-", "_") + "_"
    where = "_where_" + "_".join(re.findall(r"[a-z0-9]+", one.where)) if one.where else ""
    keys = "_by_" + "_and_".join(one.keys) if one.keys else ""
    window = f"_per_{_UNITS[one.window]}" if one.window else ""
    return f"{function}{what}{where}{keys}{window}"[:60].rstrip("_")


def _shown(one: Figure) -> str:
    parts = [f"{one.function}({one.field})"]
    parts += [f"by {', '.join(one.keys)}"] if one.keys else []
    parts += [f"per {_UNITS[one.window]}"] if one.window else []
    parts += [f"where {one.where}"] if one.where else []
    return " ".join(parts)


def _notes(story: _Figures) -> Iterator[Diagnostic]:
    for one, lines in story.found.items():
        if one.is_assumed:
            taken = f"{lines[0].id} adds up `{one.field}`"
            question = f"Is the sum of {one.field} meant, or another figure?"
            yield codes.ASSUMED.at(lines[0].requirement.place, taken, fix=question)
    for line, reason in story.reasons.values():
        yield untold(line, reason)
