"""Figures of records, with what the records must be and what words of the author's own mean."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from omninode_bridge.diagnostics import Diagnostic
from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.word_forms import base_of
from omninode_bridge.prose.lives.remarks import OUT
from omninode_bridge.prose.narration.figure_phrases import Figure, FigureReader
from omninode_bridge.prose.narration.figures import reader_of, thing_of
from omninode_bridge.prose.narration.story import Line, Told, UntoldError, untold
from omninode_bridge.prose.streams.limits import Limits
from omninode_bridge.prose.streams.phrases import Phrase, phrases_of
from omninode_bridge.requirements.document import Document, Entity, RuleText
from omninode_bridge.requirements.structures import Aggregation, Snippet
from omninode_bridge.requirements.types import EnumOf, Kind, Scalar

_SILENT: Final = (
    (
        r"(?:the |all )?[a-z]+ (?:arrives?|comes?|is taken|is read)(?: in)?"
        r"(?: one after (?:the other|another)| in the order in which they (?:come|arrive)|"
        r" in order)"
    ),
    (
        r"(?:an? |all )?(?:refused|rejected|ignored) [a-z]+ (?:is left out of|never (?:counts?|"
        r"changes?)|is (?:never|not) (?:counted|part of)) ?(?:anywhere|any of the figures|"
        r"all figures|"
        r"in any figure|.+ figures?)?"
    ),
    r"(?:each|every) (?:refusal|rejection) (?:says|comes with|has|gives|tells) .+",
    rf"(?:anything|everything) else is {OUT}",
    (
        r"(?:an?|the) [a-z ]+ of \d[\d.]* is (?:fine|allowed|accepted|all right|possible)"
        r"(?: \( .+ \))?"
    ),
)
_DEFINES: Final = (
    r"(?:an? |the )?{things} is (?:called |counted as )?(?P<word>[a-z]+) (?:if|"
    r"when) (?P<asked>.+?)(?: , no matter .+)?"
)


@dataclass(slots=True)
class _Stream:
    entity: Entity
    reader: FigureReader
    limits: Limits
    defined: dict[str, str] = field(default_factory=dict)
    figures: dict[str, tuple[Figure, list[Line]]] = field(default_factory=dict)
    bound: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, tuple[Line, str]] = field(default_factory=dict)
    of_all: list[Line] = field(default_factory=list)
    rules: list[tuple[str, Line]] = field(default_factory=list)
    left: set[str] = field(default_factory=set)

    def tell(self, lines: Sequence[Line]) -> None:
        later = [line for line in lines if not self._defines(line)]
        for line in later:
            parts = line.said.split(" , and ") if " , and a refused " in line.said else [line.said]
            if all(any(re.fullmatch(way, part.strip()) for way in _SILENT) for part in parts):
                self._everywhere(line, "said for completeness")
            else:
                self._read(line)

    def _read(self, line: Line) -> None:
        if not self._figures(line) and not self._limits(line) and line.is_asked:
            # Of a requirement of several sentences each must be read.
            self.left.add(line.id)

    def _everywhere(self, line: Line, shown: str) -> None:
        self.of_all.append(line)
        self.bound[line.id] = shown

    def _defines(self, line: Line) -> bool:
        """`a call is late if the wait is over 120 seconds`."""
        found = re.fullmatch(_DEFINES.format(things=self.limits.things), line.said)
        asked = self.reader.condition(found["asked"]) if found else ""
        if found and asked:
            self.defined[found["word"]] = asked
            self._everywhere(line, f"{found['word']}: {asked}")
        return bool(found and asked)

    def _limits(self, line: Line) -> bool:
        before = len(self.limits.rules)
        if not self.limits.read(line.said):
            return False
        self.rules += [(rule, line) for rule in self.limits.rules[before:]]
        self._everywhere(line, "limits of what is counted")
        return True

    def _figures(self, line: Line) -> bool:
        phrases = list(phrases_of(line.said, self.reader.thing))
        try:
            found = [(one.name, self._figure(one)) for one in phrases]
        except UntoldError as error:
            self.reasons[line.id] = (line, str(error))
            return True
        for name, figure in found:
            _, lines = self.figures.setdefault(self._free(name, figure), (figure, []))
            lines.append(line)
        if found:
            self.bound[line.id] = "; ".join(name for name, _ in found)
        return bool(found)

    def _free(self, name: str, figure: Figure) -> str:
        """A name is that of one figure."""
        while name in self.figures and self.figures[name][0] != figure:
            name = f"{name}_again"
        return name

    def _figure(self, phrase: Phrase) -> Figure:
        said, where = self._without_which(phrase.said)
        for way in self._ways(said):
            try:
                found = self.reader.read(way)
            except UntoldError:
                found = ()
            if len(found) == 1:
                both = f"({found[0].where}) and ({where})" if found[0].where and where else ""
                return replace(found[0], where=both or found[0].where or where)
        raise UntoldError(f"`{phrase.said}` is no figure of {self.reader.thing}")

    def _without_which(self, said: str) -> tuple[str, str]:
        """`late calls` are those of a definition; `calls that is not abandoned`, `solves calls`."""
        things = self.limits.things
        if denied := re.search(
            rf" of all ({things}) (?:that|which) (?:is|has) (?P<no>not |never )?(?P<how>[a-z ]+)$",
            said,
        ):
            asked = self.reader.condition(denied["how"]) or self.defined.get(denied["how"], "")
            where = f"not ({asked})" if denied["no"] else asked
            return (said[: denied.start()], where) if asked else (said, "")
        for word, asked in self.defined.items():
            if re.search(rf"\b{word} {things}\b", said):
                return re.sub(rf"\b{word} (?={things}\b)", "", said), asked
        spoken = re.search(rf"number of (?P<word>[a-z]+) (?={things}\b)", said)
        done = self._done(spoken["word"]) if spoken else ""
        return (said.replace(f"{spoken['word']} ", "", 1), done) if spoken and done else (said, "")

    def _done(self, word: str) -> str:
        """`solves`, where exactly one field may be `solved`."""
        found = [
            f'{one.name} = "{value}"'
            for one in self.entity.fields
            if isinstance(one.type, EnumOf)
            for value in one.type.members
            if value == word or (base_of(value) and base_of(value) == base_of(word))
        ]
        return found[0] if len(found) == 1 else ""

    def _ways(self, said: str) -> Iterator[str]:
        """As it is said, and with what has the unit: `the wettest reading in mm`, `below 2 km`."""
        yield said
        things = self.limits.things
        money = [one.name for one in self.entity.fields if one.type == Scalar(Kind.MONEY)]
        if len(money) == 1 and _TAKINGS.search(said):
            yield _TAKINGS.sub(f"the sum of {money[0].replace('_', ' ')}", said)
        found = re.fullmatch(rf"(?:the )?(?P<how>[a-z]+est) {things} in (?P<unit>[a-z]+)(.*)", said)
        if found and (name := self._measured(found["unit"])):
            yield f"the {'lowest' if found['how'] in _LEAST else 'highest'} {name}{found[3]}"
        limit = re.search(r"\d (?:or (?:more|less|fewer) )?(?P<unit>[a-z]+)(?= per |$)", said)
        if limit and (name := self._measured(limit["unit"])):
            yield f"{said[: limit.start('unit')]}{name}{said[limit.end() :]}"

    def _measured(self, unit: str) -> str:
        """The words of the one field that is measured in it; empty for none."""
        found = [one.name for one in self.entity.fields if one.name.endswith(f"_{unit}")]
        return found[0].replace("_", " ") if len(found) == 1 else ""


_TAKINGS: Final = re.compile(
    r"^(?:the )?(?:total )?(?:revenue|turnover|takings|proceeds|earnings)(?= per |$)"
)
_LEAST: Final = frozenset(
    {
        "lowest",
        "lightest",
        "shortest",
        "smallest",
        "coldest",
        "driest",
        "cheapest",
        "fewest",
        "least",
    }
)


def told_stream(document: Document, lines: Sequence[Line]) -> Told:
    """The document as it is where no single thing is declared whose figures could be meant."""
    entity = thing_of(document)
    if entity is None or document.aggregations:
        return Told(document)
    reader = reader_of(entity)
    names = {reader.thing, reader.thing.split()[-1]}
    things = "(?:" + "|".join(form for one in names for form in (lexicon().plural(one), one)) + ")"
    story = _Stream(entity, reader, Limits(entity, things, reader.condition, reader.field))
    story.tell(lines)
    if not story.figures:
        return Told(document)
    made = story.limits.applied()
    entities = tuple(made if one is entity else one for one in document.entities)
    found = replace(
        document,
        entities=entities,
        aggregations=tuple(_metrics(story)),
        rules=(*document.rules, *_rules(story)),
    )
    left = {*story.left, *story.reasons}
    shown = {key: one for key, one in story.bound.items() if key not in left}
    return Told(found, shown, tuple(_notes(story)), frozenset(story.reasons))


def _rules(story: _Stream) -> Iterator[RuleText]:
    for rule, line in story.rules:
        said = re.sub(r'["\\\\]', "", line.text or line.requirement.text).strip(" .")
        place = line.requirement.place
        yield RuleText(f'{rule}: "{said}"', place, line.id)


def _metrics(story: _Stream) -> Iterator[Aggregation]:
    for name, (one, lines) in story.figures.items():
        place = lines[0].requirement.place
        ids = dict.fromkeys(line.id for line in (*lines, *story.of_all))
        window = Decimal(one.window) if one.window else None
        where = Snippet(one.where, place) if one.where else None
        yield Aggregation(
            name, one.function, place, one.field or None, one.keys, window, where,
            story.entity.name, None, tuple(ids),
        )  # fmt: skip


def _notes(story: _Stream) -> Iterator[Diagnostic]:
    for line, reason in story.reasons.values():
        yield untold(line, reason)
