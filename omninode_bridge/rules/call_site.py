"""A call whose arguments are typed, and what checks of it have in common."""

from collections.abc import Callable
from dataclasses import dataclass

from omninode_bridge.diagnostics import Code
from omninode_bridge.requirements.types import ListOf, ValueType
from omninode_bridge.rules.codes import TYPE_ERROR
from omninode_bridge.rules.context import Context
from omninode_bridge.rules.conversion import convert
from omninode_bridge.rules.operators import never_null
from omninode_bridge.rules.syntax import Call
from omninode_bridge.rules.typed import Call as TypedCall
from omninode_bridge.rules.typed import Typed


@dataclass(frozen=True, slots=True)
class Site:
    node: Call
    arguments: tuple[Typed, ...]
    ctx: Context
    expected: ValueType | None

    def result(self, type_: ValueType, arguments: tuple[Typed, ...] | None = None) -> Typed:
        given = self.arguments if arguments is None else arguments
        return TypedCall(self.node.function, given, type_)

    def fail(self, at: int, message: str, fix: str = "", code: Code = TYPE_ERROR) -> None:
        self.ctx.report(code, self.node.arguments[at].span, message, fix)

    def wrong(self, at: int, wanted: str) -> None:
        """The argument has a type that the function does not take."""
        found = self.arguments[at].type
        self.fail(at, f"`{self.node.function}` needs {wanted}, and this is {found}.")

    def is_value(self, at: int) -> bool:
        return never_null(self.arguments[at], self.node.arguments[at], self.ctx)

    def as_type(self, at: int, type_: ValueType, wanted: str) -> Typed | None:
        """The argument converted, or a report."""
        if not self.is_value(at):
            return None
        found = convert(self.arguments[at], type_)
        if found is None:
            self.wrong(at, wanted)
        return found

    def item_of(self, at: int) -> ValueType | None:
        """The type of a list's items, or a report."""
        type_ = self.arguments[at].type
        if not self.is_value(at):
            return None
        if not isinstance(type_, ListOf):
            self.wrong(at, "a list")
            return None
        return type_.item


@dataclass(frozen=True, slots=True)
class Function:
    """`most` is None where any number of arguments may follow; `usage` stands in messages."""

    usage: str
    least: int
    most: int | None
    check: Callable[[Site], Typed | None]
