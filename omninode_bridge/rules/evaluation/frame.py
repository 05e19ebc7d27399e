"""What an expression sees while it is evaluated, and the trail that it leaves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from omninode_bridge.rules.evaluation.outcomes import Record, Value

type Mark = tuple[int, object]
"""A point of the program and what was seen there."""


@dataclass(slots=True)
class Frame:
    """One request on its way through the rules; `reached` is the place of the step at work."""

    given: Mapping[str, Value]
    known: Record = field(default_factory=dict)
    bound: Record = field(default_factory=dict)
    item: Record = field(default_factory=dict)
    so_far: Callable[[], Value] = lambda: None
    warned: dict[int, str] = field(default_factory=dict)
    seen: set[Mark] = field(default_factory=set)
    reached: int = -1


type Run = Callable[[Frame], Value]
"""An expression, ready to be evaluated any number of times."""


@dataclass(slots=True)
class Points:
    """Numbers the places where evaluation leaves a mark; each belongs to the current step.

    `decisions` are those at which both true and false are worth seeing.
    """

    step: int = 0
    owners: list[int] = field(default_factory=list)
    decisions: list[int] = field(default_factory=list)

    def claim(self) -> int:
        self.owners.append(self.step)
        return len(self.owners) - 1

    def decision(self) -> int:
        point = self.claim()
        self.decisions.append(point)
        return point
