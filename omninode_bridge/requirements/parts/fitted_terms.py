"""What is said of a field, as its type understands it."""

from dataclasses import replace
from typing import Final

from omninode_bridge.requirements.document import Constraints, Default
from omninode_bridge.requirements.types import EnumOf, Kind, ListOf, Optional, Scalar, ValueType

YES_OR_NO: Final = {"yes": "true", "no": "false", "on": "true", "off": "false"}


def of_list(type_: ValueType, limits: Constraints) -> Constraints:
    """Of a list, `at least 2` says how long it is."""
    plain = type_.of if isinstance(type_, Optional) else type_
    low, high = limits.minimum, limits.maximum
    if not isinstance(plain, ListOf) or not (low or high):
        return limits
    return replace(
        limits,
        minimum=None,
        maximum=None,
        min_length=int(low.value) + (not low.inclusive) if low else limits.min_length,
        max_length=int(high.value) - (not high.inclusive) if high else limits.max_length,
    )


def default_of(type_: ValueType, default: Default | None) -> Default | None:
    """`yes` of a flag is true; a choice is spelled as where it stands among the others."""
    if default is None:
        return None
    text = default.text
    if isinstance(type_, Scalar) and type_.kind is Kind.BOOL:
        text = YES_OR_NO.get(text.lower(), text)
    if isinstance(type_, EnumOf):
        text = next((one for one in type_.members if one.lower() == text.lower()), text)
    return Default(text)
