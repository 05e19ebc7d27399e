"""Rules as trees, before any name is resolved. Equality ignores where things stood."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of the rule's text, from 0, end exclusive."""

    start: int
    end: int

    def to(self, other: "Span") -> "Span":
        return Span(self.start, other.end)


NOWHERE: Final = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Node:
    span: Span = field(default=NOWHERE, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Name(Node):
    id: str


@dataclass(frozen=True, slots=True)
class Number(Node):
    """An `int` was written without a point; `percent` keeps `5%` apart from `0.05`."""

    value: int | Decimal
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Text(Node):
    value: str


@dataclass(frozen=True, slots=True)
class Truth(Node):
    value: bool


@dataclass(frozen=True, slots=True)
class Null(Node):
    pass


@dataclass(frozen=True, slots=True)
class PatternLiteral(Node):
    source: str


@dataclass(frozen=True, slots=True)
class ListLiteral(Node):
    items: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Minus(Node):
    operand: "Expression"


@dataclass(frozen=True, slots=True)
class Negation(Node):
    operand: "Expression"


@dataclass(frozen=True, slots=True)
class Binary(Node):
    """`operator` is one of `+ - * /`."""

    operator: str
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """A chain; operators are `= != < <= > >= in` and `not in`."""

    first: "Expression"
    rest: tuple[tuple[str, "Expression"], ...]


@dataclass(frozen=True, slots=True)
class Junction(Node):
    """`and` or `or` of two or more."""

    operator: str
    operands: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Conditional(Node):
    condition: "Expression"
    then: "Expression"
    otherwise: "Expression"


@dataclass(frozen=True, slots=True)
class Attribute(Node):
    of: "Expression"
    name: str
    name_span: Span = field(default=NOWHERE, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Subscript(Node):
    of: "Expression"
    index: "Expression"


@dataclass(frozen=True, slots=True)
class Call(Node):
    function: str
    arguments: tuple["Expression", ...]
    name_span: Span = field(default=NOWHERE, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class SortedBy(Node):
    """`sorted(of by variable.path descending)`."""

    of: "Expression"
    key: "Expression"
    descending: bool


@dataclass(frozen=True, slots=True)
class For(Node):
    variable: str
    over: "Expression"
    conditions: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class ComprehensionLiteral(Node):
    """In brackets a list; without them the argument of a function."""

    element: "Expression"
    clauses: tuple[For, ...]
    bracketed: bool


type Expression = (
    Name
    | Number
    | Text
    | Truth
    | Null
    | PatternLiteral
    | ListLiteral
    | Minus
    | Negation
    | Binary
    | Compare
    | Junction
    | Conditional
    | Attribute
    | Subscript
    | Call
    | SortedBy
    | ComprehensionLiteral
)


@dataclass(frozen=True, slots=True)
class Assignment(Node):
    """`name = value`, or `if condition: name = value else: name = otherwise`."""

    name: str
    value: Expression
    condition: Expression | None = None
    otherwise: Expression | None = None
    name_span: Span = field(default=NOWHERE, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class ForEach(Node):
    """The assignment's name is the field of `variable` that is set."""

    variable: str
    over: str
    assignment: Assignment
    over_span: Span = field(default=NOWHERE, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class RejectWhen(Node):
    condition: Expression
    message: str


@dataclass(frozen=True, slots=True)
class WarnWhen(Node):
    condition: Expression
    message: str


type Statement = Assignment | ForEach | RejectWhen | WarnWhen


def children(node: Node) -> Iterator[Node]:
    """The nodes directly below, in the order of the text."""
    for name in node.__dataclass_fields__:
        value = getattr(node, name)
        parts = value if isinstance(value, tuple) else (value,)
        for part in parts:
            # A comparison pairs each operand with its operator.
            found = part[1] if isinstance(part, tuple) else part
            if isinstance(found, Node):
                yield found


def height(root: Node) -> int:
    """Levels of the tree; found without recursion, so any tree can be asked."""
    tallest, waiting = 0, [(root, 1)]
    while waiting:
        node, level = waiting.pop()
        tallest = max(tallest, level)
        waiting.extend((child, level + 1) for child in children(node))
    return tallest
