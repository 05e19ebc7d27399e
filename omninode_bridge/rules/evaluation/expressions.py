"""Checked expressions as closures, made once and evaluated for many requests."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import singledispatchmethod
from typing import Final

from omninode_bridge.requirements.types import EntityRef, Kind, ListOf, MapOf, Scalar, ValueType
from omninode_bridge.rules.evaluation.conversions import conversion, rounding
from omninode_bridge.rules.evaluation.frame import Frame, Points, Run
from omninode_bridge.rules.evaluation.functions import Types, function_for, matcher
from omninode_bridge.rules.evaluation.operations import COMPARISONS, ORDER, arithmetic
from omninode_bridge.rules.evaluation.outcomes import NoValueError, UndecidableError, Value
from omninode_bridge.rules.kinds import BOOL, holds, plain
from omninode_bridge.rules.program import ItemType
from omninode_bridge.rules.typed import (
    Arithmetic,
    Call,
    Choice,
    Clause,
    Comparison,
    Comprehension,
    Convert,
    Index,
    ListDisplay,
    Literal,
    Logic,
    Member,
    Negative,
    Not,
    Origin,
    Pattern,
    Rounded,
    Sorted,
    Typed,
    Variable,
)

# Functions of which it is worth seeing both a result that differs from the argument and one
# that does not.
_SHAPING: Final = frozenset({"round", "floor", "ceil", "abs", "unique", "lower", "upper", "strip"})
_SHAPING_MORE: Final = frozenset({"replace", "min", "max"})
_JSON: Final = Scalar(Kind.JSON)


@dataclass(slots=True)
class Compiler:
    items: Mapping[str, ItemType]
    points: Points = field(default_factory=Points)

    def compiled(self, node: Typed) -> Run:
        return self._compiled(node)

    def decision(self, node: Typed) -> Run:
        """A condition whose outcome leaves a mark."""
        return self._marked(self.compiled(node), self.points.decision())

    def _marked(self, run: Run, point: int) -> Run:
        def found(frame: Frame) -> Value:
            value = run(frame)
            frame.seen.add((point, value))
            return value

        return found

    @singledispatchmethod
    def _compiled(self, node: Typed) -> Run:
        raise TypeError(node)

    @_compiled.register
    def _literal(self, node: Literal) -> Run:
        value = node.value
        return lambda _frame: value

    @_compiled.register
    def _variable(self, node: Variable) -> Run:
        name = node.name
        match node.origin:
            case Origin.BOUND:
                return lambda frame: frame.bound[name]
            case Origin.ITEM:
                return lambda frame: frame.item
            case Origin.SO_FAR:
                return lambda frame: frame.so_far()
            case Origin.INPUT if not _holds_items(node.type):
                return lambda frame: frame.given[name]
            case _:
                return lambda frame: frame.known[name]

    @_compiled.register
    def _member(self, node: Member) -> Run:
        of, name = self.compiled(node.of), node.field
        return lambda frame: of(frame)[name]

    @_compiled.register
    def _index(self, node: Index) -> Run:
        of, index = self.compiled(node.of), self.compiled(node.index)

        def found(frame: Frame) -> Value:
            whole, position = of(frame), index(frame)
            try:
                return whole[position]
            except LookupError as error:
                raise NoValueError from error

        return found

    @_compiled.register
    def _negative(self, node: Negative) -> Run:
        operand = self.compiled(node.operand)
        return lambda frame: -operand(frame)

    @_compiled.register
    def _not(self, node: Not) -> Run:
        operand = self.compiled(node.operand)
        return lambda frame: not operand(frame)

    @_compiled.register
    def _arithmetic(self, node: Arithmetic) -> Run:
        left, right = self.compiled(node.left), self.compiled(node.right)
        apply = arithmetic(node.operator, node.type)
        return lambda frame: apply(left(frame), right(frame))

    @_compiled.register
    def _comparison(self, node: Comparison) -> Run:
        types = [node.first.type, *(value.type for _, value in node.rest)]
        if any(plain(type_) == _JSON or holds(type_, _JSON) for type_ in types):
            raise UndecidableError("JSON values are compared")
        first = self.compiled(node.first)
        rest = [(COMPARISONS[sign], self.compiled(value)) for sign, value in node.rest]
        point = self.points.decision()
        if len(rest) > 1:
            return self._chain(first, rest, point)
        apply, second = rest[0]
        # Where both sides are equal, `<` and `<=` differ.
        edge = point if node.rest[0][0] in ORDER else None

        def found(frame: Frame) -> Value:
            left, right = first(frame), second(frame)
            outcome = apply(left, right)
            frame.seen.add((point, outcome))
            if edge is not None and left == right:
                frame.seen.add((edge, "equal"))
            return outcome

        return found

    def _chain(
        self, first: Run, rest: Sequence[tuple[Callable[[Value, Value], Value], Run]], point: int
    ) -> Run:
        def holds_throughout(frame: Frame) -> bool:
            left = first(frame)
            for apply, operand in rest:
                right = operand(frame)
                if not apply(left, right):
                    return False
                left = right
            return True

        return self._marked(holds_throughout, point)

    @_compiled.register
    def _logic(self, node: Logic) -> Run:
        operands = [self.compiled(operand) for operand in node.operands]
        every = all if node.operator == "and" else any
        run: Run = lambda frame: every(operand(frame) for operand in operands)  # noqa: E731 - named for its mark
        return self._marked(run, self.points.decision())

    @_compiled.register
    def _choice(self, node: Choice) -> Run:
        test = self.decision(node.condition)
        then, otherwise = self.compiled(node.then), self.compiled(node.otherwise)
        return lambda frame: then(frame) if test(frame) else otherwise(frame)

    @_compiled.register
    def _list(self, node: ListDisplay) -> Run:
        parts = [self.compiled(part) for part in node.items]
        return lambda frame: [part(frame) for part in parts]

    @_compiled.register
    def _comprehension(self, node: Comprehension) -> Run:
        stream, point = self._stream(node), self.points.claim()

        def found(frame: Frame) -> Value:
            values = list(stream(frame))
            frame.seen.add((point, min(len(values), 2)))
            return values

        return found

    def _stream(self, node: Comprehension) -> Callable[[Frame], Iterator[Value]]:
        """The elements one after the other, so that `any` and `all` stop early."""
        clauses = [self._clause(clause) for clause in node.clauses]
        element = self.compiled(node.element)

        def walk(frame: Frame, depth: int) -> Iterator[Value]:
            if depth == len(clauses):
                yield element(frame)
                return
            variable, over, conditions = clauses[depth]
            hidden = frame.bound.get(variable)
            for value in over(frame):
                frame.bound[variable] = value
                if all(condition(frame) for condition in conditions):
                    yield from walk(frame, depth + 1)
            frame.bound[variable] = hidden

        return lambda frame: walk(frame, 0)

    def _clause(self, clause: Clause) -> tuple[str, Run, list[Run]]:
        conditions = [self.decision(condition) for condition in clause.conditions]
        return clause.variable, self.compiled(clause.over), conditions

    @_compiled.register
    def _sorted(self, node: Sorted) -> Run:
        of, point = self.compiled(node.of), self.points.claim()
        key = self._sort_key(node)
        descending = node.descending

        def found(frame: Frame) -> Value:
            values = list(of(frame))
            ordered = sorted(values, key=lambda value: key(frame, value), reverse=descending)
            frame.seen.add((point, ordered != values))
            return ordered

        return found

    def _sort_key(self, node: Sorted) -> Callable[[Frame, Value], Value]:
        """Null stands before everything; nothing else is ever compared with it."""
        inner = None if node.key is None else self.compiled(node.key)
        variable = node.variable or ""

        def key(frame: Frame, value: Value) -> Value:
            if inner is not None:
                hidden = frame.bound.get(variable)
                frame.bound[variable] = value
                value = inner(frame)
                frame.bound[variable] = hidden
            return (0,) if value is None else (1, value)

        return key

    @_compiled.register
    def _call(self, node: Call) -> Run:
        first, *others = node.arguments
        if others and isinstance(others[0], Pattern):
            return self._matches(first, others[0])
        if node.function == "unique" and holds(first.type, _JSON):
            raise UndecidableError("JSON values are compared")
        apply = function_for(node.function, Types(first.type, node.type))
        if node.function in ("any", "all") and isinstance(first, Comprehension):
            stream = self._stream(first)
            return self._marked(lambda frame: apply(stream(frame)), self.points.decision())
        arguments = [self.compiled(argument) for argument in node.arguments]
        run: Run = lambda frame: apply(*(argument(frame) for argument in arguments))  # noqa: E731 - named for its mark
        if node.type == BOOL:
            return self._marked(run, self.points.decision())
        is_shaping = node.function in _SHAPING or (others and node.function in _SHAPING_MORE)
        return self._shaping(run, arguments[0]) if is_shaping else run

    def _shaping(self, run: Run, first: Run) -> Run:
        point = self.points.claim()

        def found(frame: Frame) -> Value:
            value = run(frame)
            frame.seen.add((point, value == first(frame)))
            return value

        return found

    def _matches(self, text: Typed, pattern: Pattern) -> Run:
        run, match = self.compiled(text), matcher(pattern.source)
        return self._marked(lambda frame: match(run(frame)), self.points.decision())

    @_compiled.register
    def _convert(self, node: Convert) -> Run:
        return self._through(node.value, conversion(node.value.type, node.type, self.items))

    @_compiled.register
    def _rounded(self, node: Rounded) -> Run:
        return self._through(node.value, rounding(node.type))

    def _through(self, node: Typed, change: Callable[[Value], Value] | None) -> Run:
        run = self.compiled(node)
        return run if change is None else lambda frame: change(run(frame))


def _holds_items(type_: ValueType) -> bool:
    match type_:
        case EntityRef(name):
            return name.endswith(".item")
        case ListOf(item):
            return _holds_items(item)
        case MapOf(_, value):
            return _holds_items(value)
        case _:
            return False
