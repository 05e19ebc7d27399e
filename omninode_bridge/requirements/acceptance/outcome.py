"""A case while it is being read: what is given, what is expected, or why it cannot be executed."""

import re
from dataclasses import dataclass, field
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.requirements.acceptance.signature import Signature
from omninode_bridge.requirements.acceptance.values import (
    ValueTextError,
    read_json,
    read_value,
)
from omninode_bridge.requirements.document import Example, JsonValue, Rejection
from omninode_bridge.requirements.notebook import shown
from omninode_bridge.requirements.structures import UnboundExample
from omninode_bridge.requirements.types import ValueType

REJECTED: Final = re.compile(
    r"[`*_]{0,3}rejected[`*_]{0,3}(?:\s*:\s*|\s+with\s+)(.+)", re.IGNORECASE | re.DOTALL
)
SHORTEST_QUOTED: Final = 2


def rejection_of(text: str) -> Rejection | None:
    """The rejection that `rejected: message` expects."""
    match = REJECTED.fullmatch(text.strip())
    if match is None:
        return None
    message = match.group(1).strip().strip("`").strip()
    if len(message) > SHORTEST_QUOTED and message[0] == message[-1] and message[0] in "\"'":
        message = message[1:-1]
    return Rejection(message)


@dataclass(slots=True)
class Case:
    """`why_not` holds the first reason why the case cannot be executed."""

    place: Place
    text: str
    name: str = ""
    given: dict[str, JsonValue] = field(default_factory=dict)
    expected: dict[str, JsonValue] = field(default_factory=dict)
    rejection: Rejection | None = None
    requirement_id: str | None = None
    why_not: str = ""
    _invalid: str = ""

    def refuse(self, reason: str) -> None:
        self.why_not = self.why_not or reason

    def give(self, name: str, text: str, type_: ValueType, place: Place) -> None:
        """A value that does not fit its type is kept as text: it may be there to be rejected."""
        try:
            self.given[name] = read_value(text, type_)
        except ValueTextError as error:
            self.given[name] = _untyped(text)
            self._invalid = self._invalid or _does_not_fit(name, text, type_, place, str(error))

    def expect(self, name: str, text: str, type_: ValueType | None, place: Place) -> None:
        if type_ is None:
            self.expected[name] = _untyped(text)
            return
        try:
            self.expected[name] = read_value(text, type_)
        except ValueTextError as error:
            self.refuse(_does_not_fit(name, text, type_, place, str(error)))

    def finished(self, number: int) -> Example | UnboundExample:
        if not self.why_not and self._invalid and self.rejection is None:
            self.refuse(self._invalid)
        if not self.why_not and not self.expected and self.rejection is None:
            self.refuse("it expects nothing that can be compared")
        if self.why_not:
            return UnboundExample(self.text.strip(), self.place, self.why_not)
        return Example(
            self.name or f"example {number}",
            self.place,
            self.given,
            self.expected,
            self.rejection,
            self.requirement_id,
        )


def require_inputs(case: Case, signature: Signature) -> None:
    """A case that leaves a required input out could only ever be refused."""
    missing = [name for name in signature.inputs if name in signature.required - case.given.keys()]
    if missing and case.rejection is None:
        case.refuse(f"the input `{missing[0]}` is required and has no value")


def _untyped(text: str) -> JsonValue:
    """The JSON value if the text is one, else the text."""
    try:
        return read_json(text.strip())
    except ValueTextError:
        return text.strip()


def _does_not_fit(name: str, text: str, type_: ValueType, place: Place, why: str) -> str:
    where = f"{place.line}:{place.column}"
    return f"`{name}` at {where}: {shown(text)} does not fit {type_} ({why})"
