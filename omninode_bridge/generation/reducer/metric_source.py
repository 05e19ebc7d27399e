"""Source of the modules that keep the rows of one metric."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from omninode_bridge.generation.annotations import import_lines
from omninode_bridge.generation.literals import docstring
from omninode_bridge.generation.logic.python_ast import call, constant, function, name, negation
from omninode_bridge.generation.logic.scalars import moment
from omninode_bridge.generation.reducer.checked import Function, Metric
from omninode_bridge.generation.reducer.expressions import (
    can_fail,
    emitted,
    module_scope,
    source_of,
    source_of_functions,
)
from omninode_bridge.generation.reducer.layout import TOTALS, partial_fields, value_kind
from omninode_bridge.generation.reducer.metrics import VALUE, WINDOW
from omninode_bridge.generation.reducer.modules import MetricSlot, Modules
from omninode_bridge.generation.skeletons import rendered
from omninode_bridge.requirements.types import Optional, ValueType
from omninode_bridge.rules.kinds import DATETIME, FLOAT, INT, MONEY, NUMBERS, value_type
from omninode_bridge.rules.typed import Typed

_PLAIN: Final = {
    Function.MIN: "Smallest",
    Function.MAX: "Largest",
    Function.FIRST: "Earliest",
    Function.LAST: "Latest",
}
STARTS_EMPTY: Final = frozenset({"Count", "IntTotal", "DecimalTotal", "FloatTotal"})


def accumulator(metric: Metric) -> str:
    """The class that keeps one row."""
    kind = value_kind(metric)
    if metric.function is Function.COUNT:
        return "Count"
    if metric.function in TOTALS:
        if kind == INT:
            return "IntTotal"
        return "FloatTotal" if kind == FLOAT else "DecimalTotal"
    if metric.function in _PLAIN:
        return _PLAIN[metric.function]
    return "Tally"


def nearest(metric: Metric) -> str:
    """The function that rounds the values of a percentile where there are too many of them."""
    kind = value_kind(metric)
    if metric.function is not Function.PERCENTILE or kind not in NUMBERS:
        return ""
    if kind == INT:
        return "nearest_int"
    return "nearest_float" if kind == FLOAT else "nearest_decimal"


def probes(metric: Metric) -> bool:
    """Whether an expression of the metric may have no value for some event."""
    values = [metric.where, *(group.value for group in metric.groups)]
    values += [] if metric.value is None else [metric.value.value]
    return any(can_fail(value) for value in values)


@dataclass(slots=True)
class _Parts:
    """Fragments of the class's methods that depend on the function."""

    add: str
    loaded: str
    kept: list[str]
    answered: str


class MetricSource:
    """One module `aggregates/of_<metric>.py`."""

    def __init__(self, modules: Modules, slot: MetricSlot, header: str) -> None:
        self.modules = modules
        self.slot = slot
        self.metric = slot.metric
        self.header = header
        names, layout = modules.names, modules.layout
        self.names = names
        self.event = names.entities[layout.event(self.metric.subject)]
        self.row = names.entities[layout.row(self.metric)]
        self.partial = names.entities[layout.partial(self.metric)]
        self.scope = module_scope(names, (), list(self._values()))
        self.row_class = accumulator(self.metric)

    @property
    def functions(self) -> set[str]:
        return self.scope.functions

    def _values(self) -> Iterator[Typed]:
        metric = self.metric
        if metric.where is not None:
            yield metric.where
        if metric.value is not None:
            yield metric.value.value
        yield from (group.value for group in metric.groups)

    def text(self) -> str:
        metric = self.metric
        parts = self._parts()
        unfit = None if metric.where is None else negation(emitted(metric.where, self.scope))
        where = None if unfit is None else source_of(unfit)
        value = None if metric.value is None else source_of(emitted(metric.value.value, self.scope))
        key = list(self._key())
        functions = source_of_functions([self._probe()] if probes(metric) else [])
        fields = [name for name, _ in partial_fields(metric)]
        return rendered(
            "reducer/metric.py",
            header=self.header,
            about=docstring(f"{metric.name}: {metric.text}.", "One metric."),
            class_name=self.slot.class_name,
            probes=probes(metric),
            functions=functions,
            key_type=f"tuple[{', '.join(self._key_types()) or '()'}]",
            row_type=self._row_type(),
            event=self.event,
            where=where,
            value=value if metric.function is not Function.COUNT or self._optional else None,
            value_optional=self._optional,
            time=None if metric.time is None else self.names.attribute(metric.time.name),
            time_optional=metric.time is not None and isinstance(value_type(metric.time), Optional),
            key=key,
            starts_empty=self.row_class in {*STARTS_EMPTY, "Tally"},
            row_class=self.row_class,
            nearest=nearest(metric),
            add=parts.add,
            grows=_grows(self.row_class),
            partial=self.partial,
            key_attributes=[self.names.attribute(found) for found in self._key_names()],
            key_names=self._key_names(),
            loaded=parts.loaded,
            kept=list(zip(fields, parts.kept, strict=True)),
            row_model=self.row,
            value_attribute=self.names.attribute(VALUE),
            answered=parts.answered,
            imports="\n".join(import_lines(self._imports(where))),
        )

    @property
    def _optional(self) -> bool:
        return self.metric.value is not None and isinstance(self.metric.value.type, Optional)

    def _imports(self, where: str | None) -> set[tuple[str, str]]:
        del where  # Its imports are those of the scope.
        found = set(self.scope.imports)
        found |= {(ref.module, ref.name) for ref in (self.event, self.row, self.partial)}
        support = self.modules.support("accumulators")
        found |= {(support, nearest(self.metric))} if nearest(self.metric) else set()
        found |= {(support, "WIDE")} if self.row_class in ("DecimalTotal", "FloatTotal") else set()
        found |= {("decimal", "Decimal")} if self.row_class == "FloatTotal" else set()
        return found | {(support, "Groups"), (support, self.row_class)}

    def _key_names(self) -> list[str]:
        groups = [group.name for group in self.metric.groups]
        return [*groups, WINDOW] if self.metric.window is not None else groups

    def _key_types(self) -> list[str]:
        kinds: list[ValueType] = [group.type for group in self.metric.groups]
        kinds += [DATETIME] if self.metric.window is not None else []
        return [self._annotation(kind) for kind in kinds]

    def _annotation(self, kind: ValueType) -> str:
        return source_of(self.scope.annotation(kind))

    def _row_type(self) -> str:
        if self.row_class in STARTS_EMPTY:
            return self.row_class
        return f"{self.row_class}[{self._annotation(value_kind(self.metric))}]"

    def _key(self) -> Iterator[str]:
        yield from (source_of(emitted(group.value, self.scope)) for group in self.metric.groups)
        if self.metric.window is not None:
            self.scope.imported(self.modules.support("accumulators"), "window_start")
            length = moment(self.metric.window, self.scope)
            yield source_of(call("window_start", name("moment"), length))

    def _parts(self) -> _Parts:
        metric = self.metric
        fields = [f"partial.{self.names.attribute(name)}" for name, _ in partial_fields(metric)]
        loaded = f"{self.row_class}({', '.join(fields)})"
        match metric.function:
            case Function.COUNT:
                return _Parts("count", loaded, ["row.count"], "row.count")
            case Function.SUM | Function.AVG:
                return _Parts("value", loaded, ["row.total", "row.count"], self._total())
            case Function.MIN | Function.MAX:
                return _Parts("value", loaded, ["row.best"], "row.best")
            case Function.FIRST | Function.LAST:
                return _Parts("moment, value", loaded, ["row.at", "row.found"], "row.found")
            case _:
                values, counts, rounded = fields
                kind = self._annotation(value_kind(metric))
                made = f"{self.row_class}[{kind}]({nearest(metric)})"
                loaded = f"{made}.load({values}, {counts}, rounded={rounded})"
                kept = ["row.values()", "[row.counts[value] for value in row.values()]"]
                return _Parts("value", loaded, [*kept, "row.rounded"], self._tally())

    def _total(self) -> str:
        kind = value_kind(self.metric)
        if self.metric.function is Function.SUM:
            return "row.sum()" if kind == FLOAT else "row.total"
        return "row.mean_money()" if kind == MONEY else "row.mean()"

    def _tally(self) -> str:
        metric = self.metric
        match metric.function:
            case Function.DISTINCT:
                return "len(row.counts)"
            case Function.PERCENTILE:
                return f"row.percentile({metric.number})"
            case _:
                ranked = self.names.entities[self.modules.layout.ranked(metric)]
                self.scope.class_of(ranked)
                value, count = self.names.attribute(VALUE), self.names.attribute("count")
                return (
                    f"[{ranked.name}({value}=value, {count}=count)"
                    f" for value, count in row.top({metric.number})]"
                )

    def _probe(self) -> ast.FunctionDef:
        """A metric that cannot be computed for an event refuses the whole event."""
        metric, body = self.metric, list[ast.stmt]()
        if metric.where is not None:
            test = negation(emitted(metric.where, self.scope))
            body.append(ast.If(test, [ast.Return(None)], []))
        values = [value for value in self._values() if value is not metric.where]
        for value in values:
            if can_fail(value):
                found = emitted(value, self.scope)
                body.append(ast.Assign([ast.Name("_", ast.Store())], found, lineno=0))
        doc = "Raise where an expression has no value for the event."
        return function("probe", {"given": name(self.event.name)}, constant(None), body, doc)


def _grows(row_class: str) -> list[str]:
    """How a row takes in one more value; totals without another call, for speed."""
    total = {
        "IntTotal": "row.total += value",
        "DecimalTotal": "row.total = WIDE.add(row.total, value)",
        "FloatTotal": "row.total = WIDE.add(row.total, Decimal(value))",
    }
    if row_class == "Tally":
        return ["row.add(value)"]
    counted = "row.count += 1"
    return [total[row_class], counted] if row_class in total else [counted]


def kinds_used(metrics: tuple[Metric, ...]) -> set[str]:
    """Names of the accumulators module that the package needs."""
    found = {accumulator(metric) for metric in metrics}
    found |= {nearest(metric) for metric in metrics} - {""}
    if any(metric.window is not None for metric in metrics):
        found.add("window_start")
    return found
