"""Figures of records, with what the records must be and what words of the author's own mean."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from typing import Final

from omninode_bridge.diagnostics import Diagnostic
from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.narration.figure_phrases import Figure, FigureReader
from omninode_bridge.prose.narration.figure_safety import null_safe
from omninode_bridge.prose.narration.figures import name_of, reader_of, thing_of
from omninode_bridge.prose.narration.story import Line, Told, UntoldError, untold
from omninode_bridge.prose.streams.asking import Asking
from omninode_bridge.prose.streams.conditions import Conditions
from omninode_bridge.prose.streams.defining import definitions
from omninode_bridge.prose.streams.exclusions import Exclusion, excluded
from omninode_bridge.prose.streams.leaving_out import LAST, left_out
from omninode_bridge.prose.streams.limits import Limits
from omninode_bridge.prose.streams.naming import bracketed, has_names, named
from omninode_bridge.prose.streams.phrases import Phrase, phrases_of
from omninode_bridge.prose.streams.remarks import is_remark
from omninode_bridge.prose.streams.repeating import once
from omninode_bridge.prose.streams.undeclared import undeclared
from omninode_bridge.prose.streams.wording import Wording
from omninode_bridge.requirements.document import Document, Entity, RuleText
from omninode_bridge.requirements.structures import Aggregation, Snippet
from omninode_bridge.requirements.types import Kind, Scalar


@dataclass(slots=True)
class _Stream:
    entity: Entity
    reader: FigureReader
    limits: Limits
    conditions: Conditions
    asking: Asking
    figures: dict[str, tuple[Figure, list[Line]]] = field(default_factory=dict)
    bound: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, tuple[Line, str]] = field(default_factory=dict)
    of_all: list[Line] = field(default_factory=list)
    rules: list[tuple[str, Line]] = field(default_factory=list)
    left: set[str] = field(default_factory=set)
    are_names: bool = False
    last: tuple[str, ...] = ()
    plain: dict[str, list[str]] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)
    out: list[tuple[Line, Exclusion, tuple[str, ...]]] = field(default_factory=list)

    def tell(self, lines: Sequence[Line]) -> None:
        self.are_names = any(has_names(line.said) for line in lines)
        later = [line for line in lines if not self._defines(line)]
        for line in later:
            if is_remark(line.said):
                self._everywhere(line, "said for completeness")
            else:
                self._read(line)
        for line, exclusion, last in self.out:
            self._try(line, partial(self._leave_out, line, exclusion, last))
        if (self.out or self.keys) and not self.are_names:
            self._called_plainly()

    def _called_plainly(self) -> None:
        """What a sentence alone says of function, field and groups is called after these.

        Not so where no records are left out, and none come twice: there words are the names.
        """
        told, self.figures = self.figures, {}
        for name, (figure, lines) in told.items():
            is_plain = any(one.said in self.plain.get(name, ()) for one in lines)
            own = name_of(figure, self.reader.thing) if is_plain else name
            self.figures[self._free(own, figure)] = (figure, lines)

    def _read(self, line: Line) -> None:
        ways = (self._repeats, self._excludes, self._figures, self._limits, self._of_time)
        if not any(way(line) for way in ways) and line.is_asked:
            # Of a requirement of several sentences each must be read.
            self.left.add(line.id)

    def _try(self, line: Line, run: Callable[[], None]) -> None:
        try:
            run()
        except UntoldError as error:
            self.reasons[line.id] = (line, str(error))

    def _everywhere(self, line: Line, shown: str) -> None:
        self.of_all.append(line)
        self._bind(line, shown)

    def _defines(self, line: Line) -> bool:
        """`a call is late if the wait is over 120 seconds`."""
        for word, text in definitions(line.said, self.limits.things):
            if asked := self.conditions.of(text):
                self.conditions.defined[word] = asked
                self._everywhere(line, f"{word}: {asked}")
                return True
        return False

    def _repeats(self, line: Line) -> bool:
        said = f"{line.said} again" if " already " in line.text else line.said
        key = once(said, self.entity, self.reader.thing)
        if key:
            self.keys.append(key)
            self.limits.found.setdefault(key, []).append("unique")
            self._everywhere(line, f"a repeated {self.reader.thing} is left out")
        return bool(key)

    def _excludes(self, line: Line) -> bool:
        said = bracketed(line.said, are_names=True)
        found = excluded(said.said, self.limits.things)
        if found is not None:
            if found.of in LAST and len(said.names) == len(self.last):
                self._rename(said.names)
            self.out.append((line, found, self.last))
        return found is not None

    def _rename(self, names: Sequence[str]) -> None:
        """`the average load of each driver ; empty trips do not count for it ( average_load )`."""
        for last, name in zip(self.last, names, strict=True):
            if name not in self.figures:
                self.figures[name] = self.figures.pop(last)
        self.last = tuple(names)

    def _leave_out(self, line: Line, said: Exclusion, last: tuple[str, ...]) -> None:
        where = self.conditions.of(said.which)
        shown = left_out(line, said, where, last, (self.figures, self.reader))
        self._bind(line, shown)

    def _limits(self, line: Line) -> bool:
        before = len(self.limits.rules)
        if not self.limits.read(line.said):
            return False
        self.rules += [(rule, line) for rule in self.limits.rules[before:]]
        self._everywhere(line, "limits of what is counted")
        return True

    def _of_time(self, line: Line) -> bool:
        """`the day is that of the start , in utc`: there is no other time, and it is in UTC."""
        found = _OF_TIME.fullmatch(line.said)
        of = found["of"] if found else ""
        times = [one.name for one in self.entity.fields if one.type == Scalar(Kind.DATETIME)]
        if found is None or len(times) != 1 or (of and self.reader.field(of) != times[0]):
            return False
        self._everywhere(line, f"windows of {times[0]}, in UTC")
        return True

    def _figures(self, line: Line) -> bool:
        whole = named(line.said, line.text)
        phrases = list(phrases_of(whole.said, self.reader.thing, are_names=self.are_names))
        phrases = phrases or self._without_head(whole.said)
        if phrases and (line.is_asked or self._reads(phrases)):
            self._try(line, partial(self._figures_of, line, phrases, whole.names))
        return bool(phrases)

    def _reads(self, phrases: Sequence[Phrase]) -> bool:
        """What asks for nothing may tell of numbers that are none."""
        try:
            return all(self.asking.figures(one.said) for one in phrases)
        except UntoldError:
            return False

    def _without_head(self, said: str) -> list[Phrase]:
        """What asks for a figure in words that no phrase begins with."""
        return [Phrase("", said)] if self._whole(said) else []

    def _figures_of(self, line: Line, phrases: Sequence[Phrase], names: Sequence[str]) -> None:
        found = _called([each for one in phrases for each in self._named(one)], names)
        last: list[str] = []
        whole = [] if names else self._whole(line.said)
        for name, figure in found:
            called = self._free(name, figure)
            if figure in whole:
                self.plain.setdefault(called, []).append(line.said)
            self.figures.setdefault(called, (figure, []))[1].append(line)
            last.append(called)
        self.last = tuple(last)
        self._bind(line, "; ".join(last))

    def _whole(self, said: str) -> list[Figure]:
        try:
            return [*self.reader.read(said)]
        except UntoldError:
            return []

    def _bind(self, line: Line, shown: str) -> None:
        """Of a requirement of several sentences each says what it became."""
        before = self.bound.get(line.id, "")
        self.bound[line.id] = f"{before}; {shown}" if before else shown

    def _named(self, phrase: Phrase) -> list[tuple[str, Figure]]:
        figures = self.asking.figures(phrase.said)
        if len(figures) == 1 and (phrase.name or phrase.names):
            return _called([(phrase.name, figures[0])], phrase.names)
        own = [(name_of(one, self.reader.thing), one) for one in figures]
        return _called(own, phrase.names)

    def _free(self, name: str, figure: Figure) -> str:
        """A name is that of one figure."""
        while name in self.figures and self.figures[name][0] != figure:
            name = f"{name}_again"
        return name


def _called(figures: list[tuple[str, Figure]], names: Sequence[str]) -> list[tuple[str, Figure]]:
    """By the names that are given to them, each to one."""
    if names and len(names) != len(figures):
        raise UntoldError(f"{len(names)} names are given to {len(figures)} figures")
    own = names or [name for name, _ in figures]
    return [(name, figure) for name, (_, figure) in zip(own, figures, strict=True)]


_OF_TIME: Final = re.compile(
    r"(?:the |an? )?(?:days?|hours?|weeks?)(?: and (?:hours?|days?))? (?:is|counts?|begins?|"
    r"shall be|is taken)"
    r" (?:(?:that|those|the one) (?:of|in|from) (?P<of>[a-z ]+?)|calendar days?|counted|taken|"
    r"from .+?)?"
    r"(?:(?: ,)? in utc)?"
)


def told_stream(document: Document, lines: Sequence[Line]) -> Told:
    """The document as it is where no single thing is declared whose figures could be meant."""
    entity = thing_of(document)
    if entity is None or document.aggregations:
        return Told(document, notes=() if entity else undeclared(document, lines))
    reader = reader_of(entity)
    names = {reader.thing, reader.thing.split()[-1]}
    things = "(?:" + "|".join(form for one in names for form in (lexicon().plural(one), one)) + ")"
    conditions = Conditions(entity, things, reader.condition)
    limits = Limits(entity, things, conditions.of, reader.field)
    asking = Asking(entity, reader, conditions)
    story = _Stream(entity, reader, limits, conditions, asking)
    wording = Wording.of(entity, reader.thing)
    story.tell(
        [replace(line, said=one) for line in lines for one in wording.plain(line.said).split(" . ")]
    )
    if not story.figures:
        return Told(document, notes=tuple(_notes(story)))
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
        safe = null_safe(rule, story.entity.fields)
        yield RuleText(f'{safe}: "{said}"', place, line.id)


def _metrics(story: _Stream) -> Iterator[Aggregation]:
    for name, (one, lines) in story.figures.items():
        place = lines[0].requirement.place
        ids = dict.fromkeys(line.id for line in (*lines, *story.of_all))
        window = Decimal(one.window) if one.window else None
        safe = null_safe(one.where, story.entity.fields)
        where = Snippet(safe, place) if one.where else None
        yield Aggregation(
            name, one.function, place, one.field or None, one.keys, window, where,
            story.entity.name, None, tuple(ids),
        )  # fmt: skip


def _notes(story: _Stream) -> Iterator[Diagnostic]:
    for line, reason in story.reasons.values():
        yield untold(line, reason)
