"""A default's text as a value of its field's type."""

import re
from decimal import Decimal
from typing import Final

from omninode_bridge.requirements.types import ListOf, ValueType
from omninode_bridge.rules.conversion import assigned, text_literal
from omninode_bridge.rules.kinds import BOOL, DECIMAL, FLOAT, INT, MONEY
from omninode_bridge.rules.typed import ListDisplay, Literal, Typed

_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,60}(?:\.[0-9]{1,60})?%?")
_TRUTHS: Final = {"true": True, "yes": True, "false": False, "no": False}


def default_value(text: str, type_: ValueType) -> Typed | None:
    """None where the text does not spell a value of that type, which is never optional."""
    spelled = text.strip()
    if type_ in (INT, DECIMAL, MONEY, FLOAT):
        return _number(spelled, type_)
    if type_ == BOOL:
        truth = _TRUTHS.get(spelled.lower())
        return None if truth is None else Literal(truth, BOOL)
    if isinstance(type_, ListOf):
        return ListDisplay((), type_) if spelled == "[]" else None
    return text_literal(_unquoted(spelled), type_)


def _unquoted(text: str) -> str:
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    return text[1:-1] if quoted else text


def _number(text: str, type_: ValueType) -> Typed | None:
    if _NUMBER.fullmatch(text) is None:
        return None
    value = Decimal(f"{text[:-1]}E-2") if text.endswith("%") else Decimal(text)
    if type_ == FLOAT:
        return Literal(float(value), FLOAT)
    if type_ == INT:
        return Literal(int(value), INT) if value == int(value) else None
    return assigned(Literal(value, type_), type_)
