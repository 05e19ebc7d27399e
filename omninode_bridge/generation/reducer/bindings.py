"""Which requirement of a reducer is realised by what: strictly, every word accounted for."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.generation.binding_states import Realised, Words, binding_of
from omninode_bridge.generation.constraint_binding import Promise, promise_of
from omninode_bridge.generation.package import Binding
from omninode_bridge.generation.reducer.checked import EmitIntent, Function, Metric, Row, SetContext
from omninode_bridge.generation.reducer.layout import Layout
from omninode_bridge.generation.vocabulary import (
    DOWNWARDS,
    ENDINGS,
    FILLERS,
    SHORTEST_STEM,
    UPWARDS,
)
from omninode_bridge.requirements.document import Example, Requirement
from omninode_bridge.requirements.naming import words
from omninode_bridge.rules.groups import Rule

_FUNCTIONS: Final[dict[Function, frozenset[str]]] = {
    Function.COUNT: frozenset({"count", "counts", "number", "many", "counted"}),
    Function.SUM: frozenset({"sum", "sums", "total", "totals", "add", "adds", "summed"}),
    Function.AVG: frozenset({"average", "averages", "mean", "avg"}),
    Function.MIN: frozenset({"minimum", "smallest", "lowest", "min", "least"}),
    Function.MAX: frozenset({"maximum", "largest", "highest", "max", "greatest"}),
    Function.DISTINCT: frozenset({"distinct", "different", "unique"}),
    Function.FIRST: frozenset({"first", "earliest"}),
    Function.LAST: frozenset({"last", "latest"}),
    Function.PERCENTILE: frozenset({"percentile", "percentiles", "median"}),
    Function.TOP: frozenset({"top", "frequent"}),
}
_EVERY_FUNCTION: Final = frozenset().union(*_FUNCTIONS.values()) - {"total", "number", "unique"}
_WINDOWS: Final = {
    1: frozenset({"second", "seconds"}),
    60: frozenset({"minute", "minutes"}),
    3600: frozenset({"hour", "hours", "hourly"}),
    86400: frozenset({"day", "days", "daily"}),
    604800: frozenset({"week", "weeks", "weekly"}),
}
_MOVING: Final = frozenset(
    {
        *("become", "becomes", "move", "moves", "moved", "go", "goes", "turn", "turns", "state"),
        *("transition", "transitions", "change", "changes", "event", "events", "after", "once"),
        *("until", "while", "only", "so", "that", "start", "starts", "begin", "begins"),
        *("make", "makes", "made", "arrive", "arrives", "receive", "receives", "received"),
        *("emit", "emits", "emitted", "intent", "mark", "marks", "marked", "set", "sets"),
    }
)
_COUNTING: Final = frozenset({"keep", "keeps", "track", "tracks", "aggregate", "aggregates"})
_REPEATS: Final = frozenset(
    {
        *("ignore", "ignores", "ignored", "duplicate", "duplicates", "repeat", "repeats"),
        *("repeated", "twice", "once", "idempotent", "same", "again", "only", "count", "counted"),
        *("counts", "seen", "before", "event", "events", "reject", "rejects", "rejected", "must"),
        *("not", "never", "nothing", "change", "changes", "no", "reported"),
    }
)
_STRICTLY_MORE: Final = re.compile(r">(?!=)")
_STRICTLY_LESS: Final = re.compile(r"<(?!=)")
_REPEATING: Final = frozenset(
    {"duplicate", "duplicates", "repeat", "repeats", "repeated", "twice", "idempotent"}
)


@dataclass(frozen=True, slots=True)
class Realisation:
    """What realises a requirement; nothing at all where it is unbound."""

    requirement: Requirement
    rows: tuple[Row, ...] = ()
    metrics: tuple[Metric, ...] = ()
    rules: tuple[Rule, ...] = ()
    subject: str | None = None
    promise: Promise | None = None
    examples: tuple[Example, ...] = ()

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
        self._about = _family(words(layout.source.title))

    def realised(self, requirement: Requirement) -> Realisation:
        own = tuple(r for r in self._rules if r.source.requirement_id == requirement.id)
        mine = (one for one in self.layout.source.examples if one.requirement_id == requirement.id)
        examples = tuple(mine)
        if own:
            return Realisation(requirement, rules=own, examples=examples)
        made = self._made_from(requirement)
        if made.is_bound:
            return replace(made, examples=examples)
        said = frozenset(words(requirement.text)) - FILLERS
        rows = tuple(row for row in self._rows() if self._says_row(said, row))
        metrics = tuple(one for one in self.layout.reducer.metrics if self._says_metric(said, one))
        subject = self._repeated(said) if not rows and not metrics else None
        promise = promise_of(self._document, requirement)
        return Realisation(requirement, rows, metrics, (), subject, promise, examples)

    def _made_from(self, requirement: Requirement) -> Realisation:
        """What a pattern of the catalogue made from its sentence."""
        rows = tuple(one for one in self._rows() if requirement.id in one.requirement_ids)
        metrics = self.layout.reducer.metrics
        found = tuple(one for one in metrics if requirement.id in one.requirement_ids)
        return Realisation(requirement, rows, found)

    def _rows(self) -> tuple[Row, ...]:
        machine = self.layout.reducer.machine
        return () if machine is None else machine.rows

    def _says_row(self, said: frozenset[str], row: Row) -> bool:
        """The event and one more part of the row are named, and nothing else is said."""
        event, target = _family(words(row.event)), _family(words(row.target))
        intents = [_family(words(name)) for name in _intents(row)]
        known = event | target | _family(words(row.origin or "")) | self._about | _MOVING
        known = known.union(*intents, _family(_row_words(row)))
        names_more = bool(said & target) or any(said & intent for intent in intents)
        return bool(said & event) and names_more and said <= known

    def _says_metric(self, said: frozenset[str], metric: Metric) -> bool:
        """The function, the field and every group are named, and nothing else is said."""
        function = _FUNCTIONS[metric.function]
        name = _family(words(metric.name))
        # "The number of different plates" speaks of counting, too.
        counts = metric.function is Function.DISTINCT
        also = _FUNCTIONS[Function.COUNT] if counts else frozenset[str]()
        if not said & function or (said & _EVERY_FUNCTION) - function - name - also:
            return False
        value = () if metric.value is None else words(metric.value.name)
        parts = [frozenset(words(group.name)) for group in metric.groups]
        needed = [_family(part) for part in parts if part]
        if value:
            needed.append(_family(value))
        if metric.window is not None:
            seconds = int(metric.window.total_seconds())
            needed.append(_WINDOWS.get(seconds, frozenset({"window", "windows"})))
        if any(not said & part for part in needed):
            return False
        text = "" if metric.where_source is None else metric.where_source.text
        where = words(text)
        known = function | also | name | _directions(text) | self._about | _COUNTING
        known |= _family(words(metric.subject))
        known = known.union(*needed, _family(where), {str(metric.number), f"p{metric.number}"})
        numbers = frozenset(word for word in said if word.isdigit())
        return said <= known | {"th"} and (not where or bool(said & _family(where)) or not numbers)

    def _repeated(self, said: frozenset[str]) -> str | None:
        if not said & _REPEATING:
            return None
        for subject in self.layout.remembered:
            keys = self.layout.keys_of(subject)
            names = frozenset(word for key in keys for word in words(key.name))
            known = _REPEATS | _family(names) | _family(words(subject)) | self._about
            if said <= known | {"key", "keys", "id"}:
                return subject
        return None


def _intents(row: Row) -> Iterator[str]:
    yield from (action.intent for action in row.actions if isinstance(action, EmitIntent))


def _directions(text: str) -> frozenset[str]:
    """Words such as "more" where the condition is strictly so."""
    ups = UPWARDS if _STRICTLY_MORE.search(text) else frozenset[str]()
    return ups | (DOWNWARDS if _STRICTLY_LESS.search(text) else frozenset[str]())


def _row_words(row: Row) -> Iterator[str]:
    if row.guard_source is not None:
        yield from words(row.guard_source.text)
    for action in row.actions:
        if isinstance(action, SetContext):
            yield from words(action.name)


def _family(found: Iterable[str]) -> frozenset[str]:
    """The words and their near forms: order, orders, ordered."""
    forms: set[str] = set()
    for word in found:
        forms.add(word)
        endings = ENDINGS if len(word) >= SHORTEST_STEM else {"s"}
        forms.update(word + ending for ending in endings)
        for ending in ENDINGS:
            stem = word.removesuffix(ending)
            if stem != word and (len(stem) >= SHORTEST_STEM or ending == "s"):
                forms.update({stem, *(stem + other for other in ENDINGS)})
        if word.endswith("e") and len(word) >= SHORTEST_STEM:
            forms.update({word[:-1] + "ing", word[:-1] + "ion"})
    return frozenset(forms)


def binding(found: Realisation, tests: tuple[str, ...]) -> Binding:
    words = Words(
        "no walk shows it",
        "no transition, aggregation, rule, example or constraint realises it",
        f"Which part realises it? Name the event and the state, the metric's function and "
        f"field, write a rule `{found.requirement.id}: name = expression`, or say that it is out "
        "of scope.",
    )
    return binding_of(found.requirement, Realised(found.how, tuple(found.lines())), tests, words)
