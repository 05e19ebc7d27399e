"""Of which type a field is, where only the way in which sentences use it tells."""

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from omninode_bridge.requirements.document import Field
from omninode_bridge.requirements.parts.spoken_heads import TEXT
from omninode_bridge.requirements.parts.spoken_types import singular
from omninode_bridge.requirements.parts.type_text import parse_type
from omninode_bridge.requirements.types import Optional

_BEING: Final = (
    r"(?:is|are|was|were|becomes?|be|means?|of|to|at|as|says?|reads?|shows?|costs?|amounts? to|=|:|"
    r"over|above|below|under|exceeds?|at least|at most|more than|less than|between)"
)
_CURRENCY: Final = re.compile(r"[€$£]|\b(?:euros?|eur|dollars?|usd|cents?|francs?|chf|gbp|money)\b")
_TEXTS: Final = frozenset(
    {
        *("reason", "message", "class", "category", "grade", "mode", "status", "label", "code"),
        *("name", "title", "text", "word", "comment", "remark", "note", "advice", "hint", "tier"),
        *("verdict", "decision", "explanation", "kind", "type", "group"),
    }
)
_MONEY: Final = frozenset(
    {
        *("price", "fee", "cost", "amount", "charge", "premium", "discount", "surcharge", "tax"),
        *("total", "subtotal", "rent", "fare", "toll", "fine", "penalty", "refund", "bonus"),
        *("salary", "wage", "pay", "bill", "deposit", "budget", "income", "payment", "tip", "vat"),
        *("instalment", "installment", "balance", "interest", "commission", "net", "gross"),
    }
)
_COUNTED: Final = frozenset({"count", "quantity", "rank", "place", "position", "year"})
_LONGEST: Final = 20_000


def is_of_money(name: str) -> bool:
    return name.rsplit("_", 1)[-1] in _MONEY or singular(name.rsplit("_", 1)[-1]) in _MONEY


@lru_cache(maxsize=4096)
def type_by_use(name: str, text: str) -> str:
    """Empty where nothing tells. `text` is the document's, in lower case."""
    said = text[:_LONGEST]
    last = name.rsplit("_", 1)[-1]
    spoken = rf"\b{re.escape(name.replace('_', ' '))}\b"
    if re.search(rf"{spoken} (?:{_BEING} )?[\"\u201c]", said) or last in _TEXTS:
        return "string"
    if is_of_money(name) and _CURRENCY.search(said):
        return "money"
    if re.search(rf"{spoken} (?:{_BEING} ){{0,2}}(?:the |a )?-?[€$£]?\d", said):
        return "decimal"
    if singular(last) in _COUNTED:
        return "int"
    return ""


def with_type_of_use(field: Field, elsewhere: str, usual: str) -> Field:
    """With the type that its use tells; what is worked out has that of its value."""
    used = type_by_use(field.name, elsewhere)
    type_ = parse_type(used or usual)
    is_optional = isinstance(field.type, Optional)
    is_open = usual != TEXT and used not in {"string", "bool", "money"}
    return replace(field, type=Optional(type_) if is_optional else type_, is_open=is_open)
