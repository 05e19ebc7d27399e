"""Random expressions, each with a second opinion about its value.

The second opinion shares nothing with the emitter: numbers are fractions, and only the result
of an operation on decimals is cut to 28 digits, half away from zero.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

type Environment = Mapping[str, Any]
type Strategy = st.SearchStrategy["Valued"]

DIGITS = 28


class NoValueError(Exception):
    """The expression fails."""


@dataclass(frozen=True)
class Valued:
    """Text of the language, in parentheses where needed, and what it means."""

    text: str
    value: Callable[[Environment], Any]

    def __repr__(self) -> str:
        return self.text


def half_away(value: Fraction) -> int:
    """The nearest whole number; half goes away from zero."""
    size = abs(value) + Fraction(1, 2)
    whole = size.numerator // size.denominator
    return whole if value >= 0 else -whole


def cut(value: Fraction) -> Fraction:
    """28 significant digits."""
    if value == 0:
        return value
    exponent = DIGITS - len(str(abs(value.numerator) // value.denominator))
    if abs(value) < 1:
        exponent = DIGITS
        while abs(value) * 10**exponent < 10 ** (DIGITS - 1):
            exponent += 1
    scale = Fraction(10) ** exponent
    return half_away(value * scale) / scale


def _divide(left: Fraction, right: Fraction) -> Fraction:
    if right == 0:
        raise NoValueError
    return cut(left / right)


OPERATIONS: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": lambda left, right: cut(left + right),
    "-": lambda left, right: cut(left - right),
    "*": lambda left, right: cut(left * right),
    "/": _divide,
}
INT_OPERATIONS: dict[str, Callable[[int, int], int]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
}
ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
    "=": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
}

INT_NAMES = ("i", "j")
DECIMAL_NAMES = ("d", "c")

ENVIRONMENTS = st.fixed_dictionaries(
    {
        **{name: st.integers(-50, 50) for name in INT_NAMES},
        **{name: st.decimals(-100, 100, places=3) for name in DECIMAL_NAMES},
        "b": st.booleans(),
        "s": st.sampled_from(["", "a", "ab", "b a", "Ä"]),
        "ints": st.lists(st.integers(-9, 9), max_size=4),
        "decimals": st.lists(st.decimals(-9, 9, places=2), max_size=4),
    }
)


def _name(name: str) -> Valued:
    def value(env: Environment) -> Any:  # noqa: ANN401 - values of any type
        found = env[name]
        return Fraction(found) if isinstance(found, Decimal) else found

    return Valued(name, value)


def ints(depth: int) -> Strategy:
    leaves = st.one_of(
        st.sampled_from(INT_NAMES).map(_name),
        st.integers(0, 20).map(lambda n: Valued(str(n), lambda _env: n)),
    )
    if depth == 0:
        return leaves
    inner, wide = ints(depth - 1), decimals(depth - 1)
    return st.one_of(
        leaves,
        st.builds(_int_operation, st.sampled_from("+-*"), inner, inner),
        st.builds(_choice, booleans(depth - 1), inner, inner),
        st.builds(_rounded, st.sampled_from(["round", "floor", "ceil"]), wide),
        st.builds(_modulo, inner, inner),
        st.builds(_extreme, st.sampled_from(["min", "max"]), inner, inner),
        st.builds(_folded, st.sampled_from(["sum", "len", "min", "max", "first", "last"])),
        st.builds(_counted, inner),
    )


def decimals(depth: int) -> Strategy:
    leaves = st.one_of(
        st.sampled_from(DECIMAL_NAMES).map(_name),
        st.decimals(0, 20, places=3).map(lambda n: Valued(f"{n:f}", lambda _env: Fraction(n))),
        st.integers(0, 99).map(lambda n: Valued(f"{n}%", lambda _env: Fraction(n, 100))),
    )
    if depth == 0:
        return leaves
    inner = decimals(depth - 1)
    return st.one_of(
        leaves,
        st.builds(_operation, st.sampled_from("+-*/"), inner, inner),
        st.builds(_operation, st.sampled_from("+-*/"), inner, ints(depth - 1)),
        st.builds(_operation, st.just("/"), ints(depth - 1), ints(depth - 1)),
        st.builds(_choice, booleans(depth - 1), inner, inner),
        st.builds(_places, inner, st.integers(1, 4)),
        st.builds(_average),
        st.builds(_weighted, inner),
    )


def booleans(depth: int) -> Strategy:
    leaves = st.one_of(st.just(_name("b")), st.just(_equal_text()))
    if depth == 0:
        return leaves
    inner, number = booleans(depth - 1), st.one_of(ints(depth - 1), decimals(depth - 1))
    return st.one_of(
        leaves,
        st.builds(_comparison, st.sampled_from(sorted(ORDERS)), number, number),
        st.builds(_between, number, number, number),
        st.builds(_junction, st.sampled_from(["and", "or"]), inner, inner),
        inner.map(lambda part: Valued(f"(not {part.text})", lambda env: not part.value(env))),
        st.builds(_any_or_all, st.sampled_from(["any", "all"]), number),
    )


def _int_operation(sign: str, left: Valued, right: Valued) -> Valued:
    return Valued(
        f"({left.text} {sign} {right.text})",
        lambda env: INT_OPERATIONS[sign](left.value(env), right.value(env)),
    )


def _operation(sign: str, left: Valued, right: Valued) -> Valued:
    return Valued(
        f"({left.text} {sign} {right.text})",
        lambda env: OPERATIONS[sign](Fraction(left.value(env)), Fraction(right.value(env))),
    )


def _choice(condition: Valued, then: Valued, otherwise: Valued) -> Valued:
    return Valued(
        f"({then.text} if {condition.text} else {otherwise.text})",
        lambda env: then.value(env) if condition.value(env) else otherwise.value(env),
    )


def _rounded(function: str, of: Valued) -> Valued:
    roundings: dict[str, Callable[[Fraction], int]] = {
        "round": half_away,
        "floor": lambda value: value.numerator // value.denominator,
        "ceil": lambda value: -(-value.numerator // value.denominator),
    }
    return Valued(
        f"{function}({of.text})", lambda env: roundings[function](Fraction(of.value(env)))
    )


def _places(of: Valued, places: int) -> Valued:
    scale = 10**places
    return Valued(
        f"round({of.text}, {places})",
        lambda env: Fraction(half_away(Fraction(of.value(env)) * scale), scale),
    )


def _modulo(left: Valued, right: Valued) -> Valued:
    def value(env: Environment) -> int:
        first, second = left.value(env), right.value(env)
        if second == 0:
            raise NoValueError
        whole = Fraction(first, second)
        return int(first - second * (whole.numerator // whole.denominator))

    return Valued(f"mod({left.text}, {right.text})", value)


def _extreme(function: str, left: Valued, right: Valued) -> Valued:
    pick = min if function == "min" else max
    return Valued(
        f"{function}({left.text}, {right.text})",
        lambda env: pick(left.value(env), right.value(env)),
    )


def _folded(function: str) -> Valued:
    folds: dict[str, Callable[[list[int]], int]] = {
        "sum": sum,
        "len": len,
        "min": min,
        "max": max,
        "first": lambda values: values[0],
        "last": lambda values: values[-1],
    }

    def value(env: Environment) -> int:
        if not env["ints"] and function not in ("sum", "len"):
            raise NoValueError
        return folds[function](env["ints"])

    return Valued(f"{function}(ints)", value)


def _counted(limit: Valued) -> Valued:
    return Valued(
        f"count(x for x in ints if x > {limit.text})",
        lambda env: sum(1 for x in env["ints"] if x > limit.value(env)),
    )


def _average() -> Valued:
    def value(env: Environment) -> Fraction:
        numbers = [Fraction(number) for number in env["decimals"]]
        if not numbers:
            raise NoValueError
        return cut(sum(numbers, Fraction(0)) / len(numbers))

    return Valued("avg(decimals)", value)


def _weighted(factor: Valued) -> Valued:
    def value(env: Environment) -> Fraction:
        total = Fraction(0)
        for number in env["decimals"]:
            total = cut(total + cut(Fraction(number) * Fraction(factor.value(env))))
        return total

    return Valued(f"sum(x * {factor.text} for x in decimals)", value)


def _comparison(sign: str, left: Valued, right: Valued) -> Valued:
    return Valued(
        f"({left.text} {sign} {right.text})",
        lambda env: ORDERS[sign](left.value(env), right.value(env)),
    )


def _between(low: Valued, middle: Valued, high: Valued) -> Valued:
    return Valued(
        f"({low.text} < {middle.text} <= {high.text})",
        lambda env: low.value(env) < middle.value(env) and middle.value(env) <= high.value(env),
    )


def _junction(word: str, left: Valued, right: Valued) -> Valued:
    def value(env: Environment) -> bool:
        first = left.value(env)
        if first is (word == "or"):
            return bool(first)
        return bool(right.value(env))

    return Valued(f"({left.text} {word} {right.text})", value)


def _any_or_all(function: str, limit: Valued) -> Valued:
    fold = any if function == "any" else all
    return Valued(
        f"{function}(x > {limit.text} for x in decimals)",
        lambda env: fold(Fraction(x) > limit.value(env) for x in env["decimals"]),
    )


def _equal_text() -> Valued:
    return Valued('(s = "ab")', lambda env: env["s"] == "ab")
