"""A checked program evaluated for one request: the second opinion on what a node answers."""

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from decimal import localcontext
from functools import cache
from typing import Final

from omninode_bridge.requirements.types import EntityRef, ListOf
from omninode_bridge.rules.evaluation.answering import answer_of
from omninode_bridge.rules.evaluation.conversions import conversion
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
    ItemType,
    Program,
    Reject,
    SetField,
    Step,
    Warn,
    item_reference,
)

type Act = Callable[[Frame, Value], None]
type Watch = Callable[[Frame, int, Value], None]
"""Is told of each step that has its value: what is known so far, its place, and the value."""

_TOO_DEEP: Final = "the rules nest too deeply"


@dataclass(frozen=True, slots=True)
class Observed:
    """An outcome, and what was seen on the way; see `Points`.

    `reached` is the place of the step that ended it, and the number of steps where none did.
    """

    outcome: Outcome
    seen: frozenset[Mark] = frozenset()
    reached: int = -1


@dataclass(frozen=True, slots=True)
class _Deed:
    """What a step finds out, and what it then does with it."""

    label: str
    value: Run
    act: Act


class _RejectionError(Exception):
    """A reject rule holds; its message and its code are the arguments."""


def evaluate(program: Program, request: Mapping[str, Value]) -> Outcome:
    """`request` holds every input by name as a Python value; entities are dicts, unset is None."""
    return Evaluator(program).observed(request).outcome


class Evaluator:
    """A program made ready once for any number of requests."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.points = Points()
        self._undecided: str | None = None
        self._deeds: list[_Deed] = []
        self._answer: Callable[[Frame], Record] = lambda _frame: {}
        try:
            self._compile(Compiler(program.items, self.points))
        except UndecidableError as error:
            self._undecided = str(error)
        except RecursionError:
            self._undecided = _TOO_DEEP

    def with_step(self, position: int, compiler: Compiler) -> "Evaluator":
        """The same program, one step of which another compiler makes ready."""
        deeds = [*self._deeds]
        deeds[position + 1] = _deed(self.program.steps[position], compiler)
        other = copy(self)
        other._deeds = deeds  # noqa: SLF001 - of the same class
        return other

    def value_at(self, position: int) -> Run:
        """What a step finds out; it changes nothing."""
        return self._deeds[position + 1].value

    def observed(self, request: Mapping[str, Value], watch: Watch | None = None) -> Observed:
        if self._undecided is not None:
            return Observed(Undecided(self._undecided))
        frame = Frame(request)
        with localcontext(exact()):
            outcome = self._outcome(frame, watch)
        return Observed(outcome, frozenset(frame.seen), frame.reached)

    def _outcome(self, frame: Frame, watch: Watch | None) -> Outcome:
        label = ""
        try:
            for position, deed in enumerate(self._deeds, -1):
                frame.reached, label = position, deed.label
                value = deed.value(frame)
                if watch is not None:
                    watch(frame, position, value)
                deed.act(frame, value)
            frame.reached, label = len(self.program.steps), "the answer"
            values = self._answer(frame)
        except _RejectionError as rejection:
            return Rejected(*rejection.args)
        except (NoValueError, ArithmeticError):
            return Failed(label)
        except RecursionError:
            return Undecided(_TOO_DEEP)
        warnings = tuple(frame.warned[position] for position in sorted(frame.warned))
        return Answered(values, warnings)

    def _compile(self, compiler: Compiler) -> None:
        self._deeds.append(_Deed("the request", lambda _frame: None, self._start()))
        for number, step in enumerate(self.program.steps):
            self.points.step = number
            self._deeds.append(_deed(step, compiler))
        self._answer = answer_of(self.program, compiler)

    def _start(self) -> Act:
        """Lists of the request that `for each` works on and no rule assigns."""
        assigned = {step.name for step in self.program.steps if isinstance(step, Assign)}
        makers = [
            (name, _to_items(item, self.program.items))
            for name, item in self.program.items.items()
            if name not in assigned
        ]

        def start(frame: Frame, _value: Value) -> None:
            for name, make in makers:
                frame.known[name] = make(frame.given[name])

        return start


def _to_items(item: ItemType, items: Mapping[str, ItemType]) -> Callable[[Value], Value]:
    source = ListOf(EntityRef(item.source))
    return conversion(source, ListOf(EntityRef(item_reference(item.list_name))), items) or list


def _deed(step: Step, compiler: Compiler) -> _Deed:
    label = ", ".join(dict.fromkeys(source.label for source in step.sources))
    match step:
        case Reject(_, condition, message, code):
            return _Deed(label, compiler.decision(condition), _reject(message, code))
        case Warn(_, condition, message, position):
            return _Deed(label, compiler.decision(condition), _warn(message, position))
        case Assign(name):
            return _Deed(label, _winner(step, compiler), _assign(name))
        case SetField(list_name, name):
            value = _of_each(list_name, _winner(step, compiler))
            return _Deed(label, value, _set_field(list_name, name))


def _reject(message: str, code: str) -> Act:
    def act(_frame: Frame, holds: Value) -> None:
        if holds:
            raise _RejectionError(message, code)

    return act


def _warn(message: str, position: int) -> Act:
    def act(frame: Frame, holds: Value) -> None:
        if holds:
            frame.warned[position] = message

    return act


def _assign(name: str) -> Act:
    def act(frame: Frame, value: Value) -> None:
        frame.known[name] = value

    return act


def _of_each(list_name: str, value: Run) -> Run:
    def values(frame: Frame) -> Value:
        found = []
        for item in frame.known[list_name]:
            frame.item = item
            found.append(value(frame))
        return found

    return values


def _set_field(list_name: str, name: str) -> Act:
    def act(frame: Frame, values: Value) -> None:
        for item, value in zip(frame.known[list_name], values, strict=True):
            item[name] = value

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
