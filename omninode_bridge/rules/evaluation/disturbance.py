"""Programs in which a rule gives another value: what then changes is what the rule is for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from omninode_bridge.requirements.types import EnumOf, Optional, ValueType
from omninode_bridge.rules.evaluation.evaluate import Evaluator
from omninode_bridge.rules.evaluation.expressions import Compiler
from omninode_bridge.rules.evaluation.frame import Run
from omninode_bridge.rules.evaluation.outcomes import Value
from omninode_bridge.rules.program import Assign, Definition, SetField, Source
from omninode_bridge.rules.typed import Typed

type Change = Callable[[Value], Value]


def disturbed(evaluator: Evaluator, position: int, source: Source) -> Iterator[Evaluator]:
    """The same program, in which that rule of the step gives something else of the same type.

    Where another definition wins, the step gives what it always gave.
    """
    step = evaluator.program.steps[position]
    if not isinstance(step, Assign | SetField):
        return
    rules = [definition for definition in step.definitions if definition.source == source]
    values = tuple(value for rule in rules for value in _values(rule))
    for change in _changes(step.type):
        compiler = _Disturbing(evaluator.program.items, values=values, change=change)
        yield evaluator.with_step(position, compiler)


def _values(rule: Definition) -> Iterator[Typed]:
    yield rule.value
    if rule.otherwise is not None:
        yield rule.otherwise


@dataclass(slots=True)
class _Disturbing(Compiler):
    """Changes the results of some expressions, which are known by identity."""

    values: tuple[Typed, ...] = field(kw_only=True)
    change: Change = field(kw_only=True)

    def compiled(self, node: Typed) -> Run:
        run = Compiler.compiled(self, node)
        if not any(node is value for value in self.values):
            return run
        change = self.change
        return lambda frame: change(run(frame))


def _changes(type_: ValueType) -> tuple[Change, ...]:
    """Ways to make another value of the type; what none of them can change stays as it is."""
    match type_:
        case Optional(of):
            return tuple(_unless_null(change) for change in _changes(of))
        case EnumOf(members) if len(members) > 1:
            following = dict(zip(members, (*members[1:], members[0]), strict=True))
            return (lambda value: following[value],)
        case EnumOf():
            return ()
        case _:
            return (_a_little, _a_lot, _turned)


def _unless_null(change: Change) -> Change:
    return lambda value: None if value is None else change(value)


def _a_little(value: Value) -> Value:
    match value:
        case bool():
            return not value
        case int() | float() | Decimal():
            return value + 1
        case str():
            return f"{value}x"
        case date() | timedelta():
            return value + timedelta(days=1)
        case list():
            return value[:-1]
        case _:
            return value


def _a_lot(value: Value) -> Value:
    match value:
        case bool():
            return not value
        case int() | float() | Decimal():
            return value * 1000 + 1000
        case str():
            return ""
        case list():
            return []
        case _:
            return value


def _turned(value: Value) -> Value:
    """Numbers with the other sign, texts and lists backwards."""
    match value:
        case int() | float() | Decimal() if not isinstance(value, bool):
            return -value - 1
        case str() | list():
            return value[::-1]
        case _:
            return value
