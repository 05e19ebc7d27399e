"""Ranges that a field must lie in, from its declaration and from the rejections, all together."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from omninode_bridge.requirements.document import Field
from omninode_bridge.requirements.types import Kind, Scalar
from omninode_bridge.rules.codes import NOTHING_LEFT
from omninode_bridge.rules.groups import Gathered, Rule
from omninode_bridge.rules.program import Scope
from omninode_bridge.rules.syntax import (
    Compare,
    Expression,
    Junction,
    Minus,
    Name,
    Negation,
    Number,
    RejectWhen,
)

_NUMBERS: Final = frozenset({Kind.INT, Kind.FLOAT, Kind.DECIMAL, Kind.MONEY})
_NEGATED: Final = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_TURNED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_WORDS: Final = {">=": "at least", ">": "more than", "<=": "at most", "<": "less than"}


@dataclass(frozen=True, slots=True)
class _Limit:
    """What one rule, or the field itself, accepts: the name, `<=` for example, and the figure."""

    name: str
    operator: str
    value: Decimal
    rule: Rule | None = None

    @property
    def is_lower(self) -> bool:
        return self.operator in (">", ">=")

    @property
    def is_inclusive(self) -> bool:
        return self.operator in ("<=", ">=")

    def whole(self) -> "_Limit":
        """The same for whole numbers, inclusive."""
        if self.is_lower:
            least = self.value.to_integral_value(ROUND_FLOOR) + 1
            value = self.value.to_integral_value(ROUND_CEILING) if self.is_inclusive else least
            return _Limit(self.name, ">=", value, self.rule)
        most = self.value.to_integral_value(ROUND_CEILING) - 1
        value = self.value.to_integral_value(ROUND_FLOOR) if self.is_inclusive else most
        return _Limit(self.name, "<=", value, self.rule)


def check_ranges(gathered: Gathered, scope: Scope) -> None:
    """Reports the later of two rules, or of a rule and a field, that leave no value to a field."""
    limits: dict[str, list[_Limit]] = {}
    for rule, statement in gathered.refusals:
        if isinstance(statement, RejectWhen):
            for name, operator, value in _when_refused(statement.condition):
                limits.setdefault(name, []).append(_Limit(name, operator, value, rule))
    for field in scope.inputs:
        if field.name in limits and field.required and (field.name,) not in gathered.groups:
            _check_field(field, [*_declared(field), *limits[field.name]])


def _check_field(field: Field, limits: list[_Limit]) -> None:
    if not isinstance(field.type, Scalar) or field.type.kind not in _NUMBERS:
        return
    is_whole = field.type.kind is Kind.INT
    for number, limit in enumerate(limits):
        for other in limits[:number]:
            if limit.rule is not None and _is_nothing_between(limit, other, is_whole=is_whole):
                statement = limit.rule.statement
                message = (
                    f"No value of `{field.name}` is left: this accepts {_said(limit)}, "
                    f"and {_where(other, field)} accepts {_said(other)}."
                )
                limit.rule.report(NOTHING_LEFT, statement.span, message)
                return


def _is_nothing_between(one: _Limit, other: _Limit, *, is_whole: bool) -> bool:
    if one.is_lower == other.is_lower:
        return False
    low, high = (one, other) if one.is_lower else (other, one)
    if is_whole:
        low, high = low.whole(), high.whole()
    if low.value == high.value:
        return not (low.is_inclusive and high.is_inclusive)
    return low.value > high.value


def _declared(field: Field) -> Iterator[_Limit]:
    low, high = field.constraints.minimum, field.constraints.maximum
    if low is not None:
        yield _Limit(field.name, ">=" if low.inclusive else ">", low.value)
    if high is not None:
        yield _Limit(field.name, "<=" if high.inclusive else "<", high.value)


def _when_refused(condition: Expression) -> Iterator[tuple[str, str, Decimal]]:
    """What must hold lest the condition refuses; nothing of what is not a plain limit."""
    match condition:
        case Compare(rest=[(operator, _)]) if operator in _NEGATED:
            for name, holds, value in _when_asked(condition):
                yield name, _NEGATED[holds], value
        case Junction(operator="or"):
            for operand in condition.operands:
                yield from _when_refused(operand)
        case Negation():
            yield from _when_asked(condition.operand)


def _when_asked(condition: Expression) -> Iterator[tuple[str, str, Decimal]]:
    """What must hold so that the condition does."""
    match condition:
        case Compare():
            left = condition.first
            for operator, right in condition.rest:
                if operator in _TURNED:
                    yield from _link(left, operator, right)
                left = right
        case Junction(operator="and"):
            for operand in condition.operands:
                yield from _when_asked(operand)


def _link(left: Expression, operator: str, right: Expression) -> Iterator[tuple[str, str, Decimal]]:
    if isinstance(left, Name) and (value := _figure(right)) is not None:
        yield left.id, operator, value
    elif isinstance(right, Name) and (value := _figure(left)) is not None:
        yield right.id, _TURNED[operator], value


def _figure(expression: Expression) -> Decimal | None:
    match expression:
        case Number(value=value, percent=percent):
            return Decimal(value) / 100 if percent else Decimal(value)
        case Minus():
            figure = _figure(expression.operand)
            return None if figure is None else -figure
    return None


def _said(limit: _Limit) -> str:
    return f"{_WORDS[limit.operator]} {limit.value}"


def _where(limit: _Limit, field: Field) -> str:
    return limit.rule.source.label if limit.rule else f"the field (line {field.place.line})"
