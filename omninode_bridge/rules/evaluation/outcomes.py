"""How a request ends when the rules themselves are evaluated."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

type Value = Any  # what a rule computes with: its type stands in the checked tree, not in Python
type Record = dict[str, Value]
"""An entity or item: field to value."""


@dataclass(frozen=True, slots=True)
class Answered:
    values: Mapping[str, Value]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    message: str
    code: str = "VALIDATION_ERROR"


@dataclass(frozen=True, slots=True)
class Failed:
    """An expression had no value; `label` names its rule."""

    label: str


@dataclass(frozen=True, slots=True)
class Undecided:
    """The rules use something that only the generated node itself can answer."""

    reason: str


type Outcome = Answered | Rejected | Failed | Undecided


class NoValueError(Exception):
    """An expression has no value for this request; caught where its rule is known."""


class UndecidableError(Exception):
    """Evaluation would have to guess; caught where the outcome is made."""
