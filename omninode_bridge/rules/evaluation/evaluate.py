"""A checked program evaluated for one request: the second opinion on what a node answers."""

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from decimal import localcontext
from functools import cache
from typing import Final

from omninode_bridge.requirements.types import EntityRef, ListOf, MapOf, Optional, ValueType
from omninode_bridge.rules.evaluation.conversions import conversion, rounding
from omninode_bridge.rules.evaluation.expressions import Compiler
from omninode_bridge.rules.evaluation.frame import Frame, Mark, Points, Run
from omninode_bridge.rules.evaluation.numbers import exact
from omninode_bridge.rules.evaluation.outcomes import (
    Answered,
    Failed,
    NoValueError,
    Outcome,
    Record,
    Rejected,
    UndecidableError,
    Undecided,
    Value,
)
from omninode_bridge.rules.program import (
    Assign,
    Definition,
    ItemField,
    ItemType,
    Program,
    Reject,
    SetField,
    Step,
    Warn,
    item_reference,
)

type Act = Callable[[Frame], None]

_TOO_DEEP: Final = "the rules nest too deeply"


@dataclass(frozen=True, slots=True)
class Observed:
    """An outcome, and what was seen on the way; see `Points`."""

    outcome: Outcome
    seen: frozenset[Mark] = frozenset()


class _RejectionError(Exception):
    """A reject rule holds; its message is the only argument."""


def evaluate(program: Program, request: Mapping[str, Value]) -> Outcome:
    """`request` holds every input by name as a Python value; entities are dicts, unset is None."""
    return Evaluator(program).observed(request).outcome


class Evaluator:
    """A program made ready once for any number of requests."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.points = Points()
        self._undecided: str | None = None
        self._acts: list[tuple[str, Act]] = []
        self._answer: Callable[[Frame], Record] = lambda _frame: {}
        try:
            self._compile(Compiler(program.items, self.points))
        except UndecidableError as error:
            self._undecided = str(error)
        except RecursionError:
            self._undecided = _TOO_DEEP

    def with_step(self, position: int, compiler: Compiler) -> "Evaluator":
        """The same program, one step of which another compiler makes ready."""
        acts = [*self._acts]
        label, _ = acts[position + 1]
        acts[position + 1] = (label, _act(self.program.steps[position], compiler))
        other = copy(self)
        other._acts = acts  # noqa: SLF001 - of the same class
        return other

    def observed(self, request: Mapping[str, Value]) -> Observed:
        if self._undecided is not None:
            return Observed(Undecided(self._undecided))
        frame = Frame(request)
        with localcontext(exact()):
            outcome = self._outcome(frame)
        return Observed(outcome, frozenset(frame.seen))

    def _outcome(self, frame: Frame) -> Outcome:
        label = ""
        try:
            for label, act in self._acts:  # noqa: B007 - says where it failed
                act(frame)
            label = "the answer"
            values = self._answer(frame)
        except _RejectionError as rejection:
            return Rejected(str(rejection))
        except (NoValueError, ArithmeticError):
            return Failed(label)
        except RecursionError:
            return Undecided(_TOO_DEEP)
        warnings = tuple(frame.warned[position] for position in sorted(frame.warned))
        return Answered(values, warnings)

    def _compile(self, compiler: Compiler) -> None:
        self._acts.append(("the request", self._start()))
        for number, step in enumerate(self.program.steps):
            self.points.step = number
            label = ", ".join(dict.fromkeys(source.label for source in step.sources))
            self._acts.append((label, _act(step, compiler)))
        self._answer = _answer(self.program, compiler)

    def _start(self) -> Act:
        """Lists of the request that `for each` works on and no rule assigns."""
        assigned = {step.name for step in self.program.steps if isinstance(step, Assign)}
        makers = [
            (name, _to_items(item, self.program.items))
            for name, item in self.program.items.items()
            if name not in assigned
        ]

        def start(frame: Frame) -> None:
            for name, make in makers:
                frame.known[name] = make(frame.given[name])

        return start


def _to_items(item: ItemType, items: Mapping[str, ItemType]) -> Callable[[Value], Value]:
    source = ListOf(EntityRef(item.source))
    return conversion(source, ListOf(EntityRef(item_reference(item.list_name))), items) or list


def _act(step: Step, compiler: Compiler) -> Act:
    match step:
        case Reject(_, condition, message):
            return _reject(compiler.decision(condition), message)
        case Warn(_, condition, message, position):
            return _warn(compiler.decision(condition), message, position)
        case Assign(name):
            return _assign(name, _winner(step, compiler))
        case SetField(list_name, name):
            return _set_field(list_name, name, _winner(step, compiler))


def _reject(test: Run, message: str) -> Act:
    def act(frame: Frame) -> None:
        if test(frame):
            raise _RejectionError(message)

    return act


def _warn(test: Run, message: str, position: int) -> Act:
    def act(frame: Frame) -> None:
        if test(frame):
            frame.warned[position] = message

    return act


def _assign(name: str, value: Run) -> Act:
    def act(frame: Frame) -> None:
        frame.known[name] = value(frame)

    return act


def _set_field(list_name: str, name: str, value: Run) -> Act:
    def act(frame: Frame) -> None:
        for item in frame.known[list_name]:
            frame.item = item
            item[name] = value(frame)

    return act


def _winner(step: Assign | SetField, compiler: Compiler) -> Run:
    """The last definition whose condition holds; those before it are the value so far."""
    value: Run = (lambda _frame: None) if step.base is None else compiler.compiled(step.base)
    for definition in step.definitions:
        value = _over(definition, value, compiler)
    return value


def _over(definition: Definition, before: Run, compiler: Compiler) -> Run:
    value = compiler.compiled(definition.value)
    if definition.condition is None:
        return value
    test = compiler.decision(definition.condition)
    otherwise = None
    if definition.otherwise is not None:
        otherwise = compiler.compiled(definition.otherwise)

    def found(frame: Frame) -> Value:
        so_far = cache(lambda: before(frame))
        outer, frame.so_far = frame.so_far, so_far
        try:
            if test(frame):
                return value(frame)
            return so_far() if otherwise is None else otherwise(frame)
        finally:
            frame.so_far = outer

    return found


def _answer(program: Program, compiler: Compiler) -> Callable[[Frame], Record]:
    finishers: dict[str, Finish] = {}
    for item in program.items.values():
        finishers[item.list_name] = _finished_item(item, compiler, finishers)
    parts: list[tuple[str, Run]] = []
    for output in program.outputs:
        finish = _finisher(output.type, finishers)
        if output.value is not None:
            parts.append((output.name, compiler.compiled(output.value)))
        else:
            parts.append((output.name, _known(output.name, finish)))
    return lambda frame: {name: run(frame) for name, run in parts}


def _known(name: str, finish: Callable[[Frame, Value], Value]) -> Run:
    return lambda frame: finish(frame, frame.known[name])


type Finish = Callable[[Frame, Value], Value]


def _finisher(type_: ValueType, items: Mapping[str, Finish]) -> Finish:
    """Items inside the value become what the answer shows of them."""
    match type_:
        case EntityRef(name) if name.endswith(".item"):
            of = name.removesuffix(".item")
            # Looked up late, because items may hold items of another list.
            return lambda frame, value: items[of](frame, value)  # noqa: PLW0108 - as said
        case ListOf(item):
            inner = _finisher(item, items)
            return lambda frame, values: [inner(frame, value) for value in values]
        case MapOf(_, held):
            inner = _finisher(held, items)
            return lambda frame, found: {key: inner(frame, part) for key, part in found.items()}
        case Optional(of):
            inner = _finisher(of, items)
            return lambda frame, value: None if value is None else inner(frame, value)
        case _:
            return lambda _frame, value: value


def _finished_item(item: ItemType, compiler: Compiler, items: Mapping[str, Finish]) -> Finish:
    working = {field.name: field.type for field in item.working}
    parts = [(field.name, _item_part(field, working, compiler, items)) for field in item.answer]
    return lambda frame, value: {name: part(frame, value) for name, part in parts}


def _item_part(
    field: ItemField,
    working: Mapping[str, ValueType],
    compiler: Compiler,
    items: Mapping[str, Finish],
) -> Finish:
    if field.value is not None:
        constant = compiler.compiled(field.value)
        return lambda frame, _item: constant(frame)
    name, source = field.name, working[field.name]
    change = conversion(source, field.type, compiler.items)
    # A field declared as money is rounded on its way out, too, where it was not before.
    in_cents = rounding(field.type) if field.declared is not None and source != field.type else None

    finish = _finisher(field.type, items)

    def part(frame: Frame, item: Value) -> Value:
        value = item[name] if change is None else change(item[name])
        return finish(frame, value if in_cents is None else in_cents(value))

    return part
