"""Which requirement of a reducer is realised by what: strictly, every word accounted for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product

from omninode_bridge.generation.binding_states import Realised, Words, binding_of
from omninode_bridge.generation.constraint_binding import Promise, promise_of
from omninode_bridge.generation.package import Binding
from omninode_bridge.generation.reducer.cell_bindings import Cells, once_said, rules_said
from omninode_bridge.generation.reducer.checked import Metric, Row
from omninode_bridge.generation.reducer.layout import Layout
from omninode_bridge.generation.reducer.row_bindings import RowWording, tells_the_start
from omninode_bridge.generation.reducer.wording import Said, family, metrics_said, says_row
from omninode_bridge.requirements.document import Example, Requirement
from omninode_bridge.requirements.naming import words
from omninode_bridge.rules.groups import Rule


@dataclass(frozen=True, slots=True)
class Realisation:
    """What realises a requirement; nothing at all where it is unbound.

    `refused` are events with states in which they are told to be refused.
    """

    requirement: Requirement
    rows: tuple[Row, ...] = ()
    metrics: tuple[Metric, ...] = ()
    rules: tuple[Rule, ...] = ()
    subject: str | None = None
    promise: Promise | None = None
    examples: tuple[Example, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()

    @property
    def is_bound(self) -> bool:
        found = (self.rows, self.metrics, self.rules, self.subject, self.promise, self.examples)
        return any(found)

    def lines(self) -> Iterator[int]:
        """Of the document: what realises the requirement."""
        yield from (rule.source.place.line for rule in self.rules)
        yield from (row.place.line for row in self.rows)
        yield from (metric.place.line for metric in self.metrics)
        yield from (example.place.line for example in self.examples)
        if self.promise is not None:
            yield self.promise.field.place.line

    @property
    def how(self) -> str:
        return ", ".join(self._parts())

    def _parts(self) -> Iterator[str]:
        if self.rules:
            yield _lines("rule", (rule.source.place.line for rule in self.rules))
        if self.rows:
            yield _lines("transition", (row.place.line for row in self.rows))
        if self.metrics:
            yield _lines("aggregation", (metric.place.line for metric in self.metrics))
        if self.subject is not None:
            yield f"unique fields of {self.subject}"
        if self.promise is not None:
            yield self.promise.how
        if self.examples and not (self.rules or self.rows or self.metrics):
            yield _lines("example", (example.place.line for example in self.examples))


def _lines(noun: str, numbers: Iterable[int]) -> str:
    lines = sorted(set(numbers))
    listed = " and ".join(str(line) for line in lines)
    return f"{noun}, line {listed}" if len(lines) == 1 else f"{noun}s, lines {listed}"


class Binder:
    """Looks requirements up in the parts of one document."""

    def __init__(self, layout: Layout, rules: Iterable[Rule]) -> None:
        self.layout = layout
        self._document = layout.document
        self._rules = tuple(rules)
        self._about = family(words(layout.source.title))

    def realised(self, requirement: Requirement) -> Realisation:
        own = tuple(r for r in self._rules if r.source.requirement_id == requirement.id)
        mine = (one for one in self.layout.source.examples if one.requirement_id == requirement.id)
        examples = tuple(mine)
        if own:
            return Realisation(requirement, rules=own, examples=examples)
        made = self._made_from(requirement)
        if made.is_bound:
            return replace(made, examples=examples)
        said, wording = Said.of(requirement.text), RowWording(self.layout.reducer, self._about)
        cells = Cells(self.layout.reducer, self._about)
        moved = cells.happening(requirement.text)
        rows = tuple(row for row in self._rows() if moved and row.event in moved.events)
        if moved is None:
            rows = wording.said_by(requirement.text)
            if not rows and not tells_the_start(requirement.text):
                rows = tuple(row for row in self._rows() if says_row(said, row, self._about))
                rows = rows or wording.said_in_turn(requirement.text)
            rows = rows or cells.rows_said(requirement.text)
        metrics = metrics_said(said, self.layout.reducer.metrics, self._about)
        if rows or metrics:
            refused = () if moved is None else tuple(product(moved.events, moved.refused_in))
            return Realisation(requirement, rows, metrics, examples=examples, refused=refused)
        refusing = self._refusing(requirement.text)
        subject = self._repeated(requirement.text)
        promise = promise_of(self._document, requirement)
        return Realisation(requirement, (), (), refusing, subject, promise, examples)

    def _refusing(self, text: str) -> tuple[Rule, ...]:
        """The rule without an id that refuses the same."""
        fields = [field.name for one in self._document.entities for field in one.fields]
        fields += [field.name for event in self._document.events for field in event.fields]
        about = self._about.union(*(words(name) for name in self.layout.subjects))
        return rules_said(self._rules, text, fields, about)

    def _made_from(self, requirement: Requirement) -> Realisation:
        """What a pattern of the catalogue made from its sentence."""
        rows = tuple(one for one in self._rows() if requirement.id in one.requirement_ids)
        metrics = self.layout.reducer.metrics
        found = tuple(one for one in metrics if requirement.id in one.requirement_ids)
        return Realisation(requirement, rows, found)

    def _rows(self) -> tuple[Row, ...]:
        machine = self.layout.reducer.machine
        return () if machine is None else machine.rows

    def _repeated(self, text: str) -> str | None:
        for subject in self.layout.remembered:
            keys = [key.name for key in self.layout.keys_of(subject)]
            if once_said(text, subject, keys, self._about):
                return subject
        return None


def binding(found: Realisation, tests: tuple[str, ...]) -> Binding:
    words = Words(
        "no walk shows it",
        "no transition, aggregation, rule, example or constraint realises it",
        f"Which part realises it? Name the event and the state, the metric's function and "
        f"field, write a rule `{found.requirement.id}: name = expression`, or say that it is out "
        "of scope.",
    )
    return binding_of(found.requirement, Realised(found.how, tuple(found.lines())), tests, words)
