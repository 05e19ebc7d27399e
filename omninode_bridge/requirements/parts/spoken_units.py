"""What a number is measured in, behind `in`: part of the name, and a hint at its type."""

import re
from typing import Final

from omninode_bridge.requirements.naming import field_name
from omninode_bridge.requirements.parts.spoken_constraints import UNITS
from omninode_bridge.requirements.parts.spoken_types import is_unit, type_of_unit

_MORE_UNITS: Final = r"(?:m[gm]|cl|dl|\u00b5g|mol|bars?|volts?|amperes?|hectares?|square [a-z]+)"
MEASURE: Final = rf"(?:{UNITS}|{_MORE_UNITS})(?: (?:per|a|an) [a-z]+)?"
_MEASURE: Final = re.compile(MEASURE, re.IGNORECASE)
_WHOLE: Final = re.compile(
    r"(?:years?(?: old)?|months?|weeks?|days?|minutes?|seconds?|points?|pieces?|items?)$",
    re.IGNORECASE,
)
_LASTING: Final = frozenset(
    {"age", "wait", "duration", "delay", "length", "stay", "time", "period", "term", "notice"}
)
"""Nouns that a time behind them measures."""
_SIGNS: Final = {"%": "percent", "\u00b0": "degrees", "\u00b0c": "celsius"}


def unit_name(unit: str) -> str:
    """`g per dl` is `g_per_dl`; an amount of money is not called after its currency."""
    if not _is_measure(unit) or type_of_unit(unit) == "money":
        return ""
    return field_name(_SIGNS.get(unit.lower(), unit.lower()))


def type_of_measure(unit: str) -> str:
    """Empty for what is no unit; what is counted in days, points and such is a whole number."""
    if not _is_measure(unit):
        return ""
    kind = type_of_unit(unit)
    return "int" if kind == "decimal" and _WHOLE.match(unit) else kind


def spoken_without_unit(name: str) -> str:
    """`weight_kg` as people speak of it: `weight`; the days of `sick_days` are no unit."""
    words = name.split("_")
    for at in range(1, len(words)):
        unit, before = " ".join(words[at:]), words[:at]
        is_whole = _WHOLE.match(unit) is not None and before[-1] not in _LASTING
        if _is_measure(unit) and not is_whole and before[-1] != "of":
            return " ".join(before)
    return " ".join(words)


def _is_measure(unit: str) -> bool:
    return is_unit(unit) or _MEASURE.fullmatch(unit) is not None
