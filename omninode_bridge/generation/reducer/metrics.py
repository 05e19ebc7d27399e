"""The check of aggregations: fields, groups, windows and conditions typed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Final

from omninode_bridge.generation.reducer import codes
from omninode_bridge.generation.reducer.checked import Derived, Function, Metric
from omninode_bridge.generation.reducer.derivations import Derivations, names_in
from omninode_bridge.generation.reducer.scope import EventScope
from omninode_bridge.requirements.document import Field
from omninode_bridge.requirements.structures import Aggregation, Snippet
from omninode_bridge.requirements.types import EnumOf, Kind, Scalar, ValueType
from omninode_bridge.rules.groups import Findings, Reporter
from omninode_bridge.rules.inference import condition, infer
from omninode_bridge.rules.kinds import (
    DATETIME,
    DECIMAL,
    INT,
    NUMBERS,
    is_ordered,
    plain,
)
from omninode_bridge.rules.program import Source
from omninode_bridge.rules.statements import parse_expression
from omninode_bridge.rules.syntax import Name
from omninode_bridge.rules.tokens import RuleSyntaxError
from omninode_bridge.rules.typed import Typed

_RANKED: Final = re.compile(r"(p|top-)([0-9]+)")
VALUE: Final = "value"
WINDOW: Final = "window_start"
_ROW: Final = frozenset({VALUE, WINDOW})
_NUMERIC: Final = frozenset({Function.SUM, Function.AVG})
_ORDERED: Final = frozenset({Function.MIN, Function.MAX, Function.PERCENTILE})
_TIMED: Final = frozenset({Function.FIRST, Function.LAST})
_LONGEST: Final = Decimal(86_400 * 999_999)


@dataclass(frozen=True, slots=True)
class MetricCheck:
    """`scope` holds the fields of the subject and nothing else."""

    subject: str
    scope: EventScope
    derivations: Derivations
    findings: Findings
    kept: frozenset[str] = frozenset()
    """Fields of the context, which an aggregation does not see."""

    def checked(self, found: Aggregation) -> Metric | None:
        function, number = _function(found.function)
        value = self._value(found, function)
        groups = [self._group(name, found) for name in found.group_by]
        window = self._window(found)
        needs_time = window is not None or function in _TIMED
        time = self._time(found) if needs_time else None
        where = self._where(found.where) if found.where else None
        broken = (
            (value is None and (found.field is not None or function is not Function.COUNT))
            or any(group is None for group in groups)
            or (needs_time and time is None)
            or (found.where is not None and where is None)
        )
        if broken:
            return None
        return Metric(
            name=found.metric,
            function=function,
            subject=self.subject,
            type=_result(function, value),
            place=found.place,
            text=_described(found),
            number=number,
            value=value,
            groups=tuple(group for group in groups if group is not None),
            window=window,
            time=time,
            where=where,
            where_source=_source(found.where),
            requirement_ids=found.requirement_ids,
        )

    def _derived(self, name: str, found: Aggregation) -> Derived | None:
        known = frozenset(self.scope.fields)
        if name not in known and name not in self.derivations.values:
            hint = self.scope.suggest(name)
            message = f"`{found.metric}`: {self.subject} has no field `{name[:60]}`."
            self.findings.add(codes.METRIC.at(found.place, message, fix=hint))
            return None
        report = Reporter(name, found.place, self.findings)
        node = self.derivations.put_into(Name(name), known)
        if kept := sorted(names_in(node) & self.kept - known):
            self._report_kept(kept[0], found)
            return None
        value = infer(node, self.scope.expressions(report))
        return None if value is None else Derived(name, value.type, value)

    def _report_kept(self, name: str, found: Aggregation) -> None:
        message = (
            f"`{found.metric}` is of what a {self.subject} says; `{name}` is a field of the "
            "context, which aggregations do not see."
        )
        hint = f"give {self.subject} a field that says it, such as `{name}_then`, and use that"
        self.findings.add(codes.METRIC.at(found.place, message, fix=hint))

    def _value(self, found: Aggregation, function: Function) -> Derived | None:
        if found.field is None:
            if function is not Function.COUNT:
                message = f"`{found.metric}`: {found.function} needs a field."
                self.findings.add(codes.METRIC.at(found.place, message))
            return None
        value = self._derived(found.field, found)
        if value is None or _fits(function, plain(value.type)):
            return value
        message = f"`{found.metric}`: {found.function} of {value.type} has no meaning."
        self.findings.add(codes.METRIC.at(found.place, message))
        return None

    def _group(self, name: str, found: Aggregation) -> Derived | None:
        if name in _ROW or found.group_by.count(name) > 1:
            message = f"`{found.metric}`: a row cannot have another `{name}`."
            self.findings.add(codes.RESERVED.at(found.place, message))
            return None
        group = self._derived(name, found)
        if group is None or _is_simple(plain(group.type)):
            return group
        message = f"`{found.metric}`: groups by {group.type} have no meaning."
        self.findings.add(codes.METRIC.at(found.place, message))
        return None

    def _window(self, found: Aggregation) -> timedelta | None:
        if found.window is None:
            return None
        if found.window <= _LONGEST:
            window = timedelta(microseconds=int(found.window * 1_000_000))
            if window > timedelta(0):
                return window
        message = f"`{found.metric}`: the window is too short or too long."
        self.findings.add(codes.TIME.at(found.place, message))
        return None

    def _time(self, found: Aggregation) -> Field | None:
        times = [field for field in self.scope.fields.values() if plain(field.type) == DATETIME]
        if found.time is not None:
            times = [field for field in times if field.name == found.time]
        if len(times) == 1:
            return times[0]
        what = "no" if not times else "more than one"
        name = "" if found.time is None else f" `{found.time}`"
        message = f"`{found.metric}`: {self.subject} has {what} datetime field{name}."
        self.findings.add(codes.TIME.at(found.place, message))
        return None

    def _where(self, snippet: Snippet) -> Typed | None:
        report = Reporter(snippet.text, snippet.place, self.findings)
        try:
            node = parse_expression(snippet.text)
        except RuleSyntaxError as error:
            report(error.code, error.span, error.message, error.fix)
            return None
        node = self.derivations.put_into(node, frozenset(self.scope.fields))
        return condition(node, self.scope.expressions(report))


def _source(snippet: Snippet | None) -> Source | None:
    return None if snippet is None else Source(snippet.text, snippet.place, None)


def _function(text: str) -> tuple[Function, int]:
    found = _RANKED.fullmatch(text.replace("top ", "top-").replace("top-", "top-"))
    if found is None:
        return Function(text), 0
    return (Function.PERCENTILE if found[1] == "p" else Function.TOP), int(found[2])


def _fits(function: Function, kind: ValueType) -> bool:
    if function in _NUMERIC:
        return kind in NUMBERS
    if function in _ORDERED:
        return is_ordered(kind)
    return function is Function.COUNT or _is_simple(kind)


def _is_simple(kind: ValueType) -> bool:
    """Values that can be told apart and put into an order."""
    return isinstance(kind, EnumOf) or (isinstance(kind, Scalar) and kind.kind is not Kind.JSON)


def _result(function: Function, value: Derived | None) -> ValueType:
    kind = INT if value is None else plain(value.type)
    match function:
        case Function.COUNT | Function.DISTINCT:
            return INT
        case Function.AVG:
            return DECIMAL if kind in (INT, DECIMAL) else kind
        case _:
            return kind


def _described(found: Aggregation) -> str:
    """`sum of amount by shop, each PT1H where ...` in the document's own names."""
    return " ".join(_words(found))


def _words(found: Aggregation) -> Iterator[str]:
    yield found.function
    if found.field is not None:
        yield f"of {found.field}"
    if found.group_by:
        yield f"by {', '.join(found.group_by)}"
    if found.window is not None:
        yield f"in windows of {found.window.normalize():f} s"
    if found.where is not None:
        yield f"where {found.where.text}"
