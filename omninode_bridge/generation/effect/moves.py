"""What a state machine makes of an operation: which rows it moves, and where to."""

from dataclasses import dataclass

from omninode_bridge.diagnostics import Place
from omninode_bridge.requirements.structures import Snippet
from omninode_bridge.rules.program import Program


@dataclass(frozen=True, slots=True)
class Sending:
    """An event that a transition sends.

    `names` are of the row as it has become or of the request, `earlier` of the row as it was.
    """

    event: str
    names: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """One transition; without a source there is no row yet. `guard` is a program that decides."""

    source: str | None
    target: str
    place: Place
    guard: Program | None = None
    condition: Snippet | None = None
    actions: tuple[Snippet, ...] = ()
    sends: tuple[Sending, ...] = ()
    requirement_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Moves:
    """The transitions of one operation in document order; the first whose guard holds is taken.

    `taken` is the name under which rules know its number, counted from 1, where it is `numbered`
    because something depends on it. `choice` finds that number or refuses; None where nothing is
    to be chosen or refused.
    """

    field: str
    states: tuple[str, ...]
    taken: str
    rows: tuple[Move, ...]
    choice: Program | None = None
    numbered: bool = False

    @property
    def sends(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.event for row in self.rows for each in row.sends))


def refusal(operation: str, entity: str, state: str | None) -> str:
    """Why an operation is refused in a state; None is that of a row which is not there yet."""
    where = f"there is no {entity}" if state is None else f"the {entity} is {state}"
    return f"{operation} is not allowed while {where}"
