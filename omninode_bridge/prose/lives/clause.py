"""What one clause of a life says, before it is known which event and which value it is of."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

ANY: Final = "*"
"""Each state that is not final."""

LAST: Final = "@"
"""The state that was spoken of last."""


class Says(StrEnum):
    STARTS = "starts"
    DEED = "deed"
    ENDS = "ends"
    IN = "in"
    HAS = "has"
    KEEPS = "keeps"
    CHANGES = "changes"
    BEGINS = "begins"
    ASKS = "asks"
    REFUSED = "refused"
    ALLOWED = "allowed"
    NEVER = "never"
    FINAL = "final"
    INFORMS = "informs"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Clause:
    """`event` is as spoken, empty for the one that was told last.

    `states` are those it is in before, `state` the one behind; `items` name what an event carries
    or what is kept; `text` is a condition or an amount in words, `field` the value that changes
    and `sign` how: `+`, `-`, `=`, or empty where it is forgotten. `called` is the name of a value
    that its sentence gives in brackets.
    """

    says: Says
    event: str = ""
    states: tuple[str, ...] = ()
    state: str = ""
    items: tuple[str, ...] = ()
    text: str = ""
    field: str = ""
    sign: str = ""
    called: str = ""
    times: int = 0
    may: bool = False
    is_other: bool = False
    """Whether it is done instead of what was told before it: in the same states."""

    is_so: bool = False
    """Without a word that tells a state which is reached from one that is held; of a value that
    begins: with a word that tells its beginning from what an event does."""

    @property
    def shown(self) -> str:
        """Such as `ends hot -> cold`."""
        parts = [self.says.value, self.event, ", ".join(self.states)]
        parts += [f"-> {self.state}" if self.state else ""]
        parts += [self.text if self.says is not Says.DEED else ""]
        return " ".join(one for one in parts if one)


@dataclass(frozen=True, slots=True)
class Part:
    """`role` is empty for what happens, else `when`, `while`, `only`, `unless` or `otherwise`."""

    role: str
    clause: Clause
