"""What became of mutants: the score, and those that no test noticed."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from omninode_bridge.quality.mutation.mutant import Mutant

THRESHOLD: Final = 0.8


class Fate(StrEnum):
    """A mutant whose tests needed too much time counts as killed. Not run is no fate at all."""

    KILLED = "killed"
    TIMED_OUT = "timed_out"
    SURVIVED = "survived"
    EQUIVALENT = "equivalent"
    NOT_RUN = "not_run"


@dataclass(frozen=True, slots=True)
class Tried:
    """`by` is the test that failed, or the reason why none did."""

    mutant: Mutant
    fate: Fate
    by: str = ""


@dataclass(frozen=True, slots=True)
class MutationResult:
    """`reason` says why it did not run, or not to its end; `tests` is how many passed unmutated.

    `refuted`: the tests fail on the node as it is, so that nothing could be told from mutants.
    """

    tried: tuple[Tried, ...]
    tests: int = 0
    seconds: float = 0.0
    reason: str = ""
    refuted: bool = False

    def of(self, *fates: Fate) -> Sequence[Tried]:
        return [one for one in self.tried if one.fate in fates]

    @property
    def killed(self) -> int:
        return len(self.of(Fate.KILLED, Fate.TIMED_OUT))

    @property
    def survivors(self) -> Sequence[Tried]:
        return self.of(Fate.SURVIVED)

    @property
    def score(self) -> float | None:
        """Killed over all that are not equivalent, 0..1; None unless every one was tried."""
        counted = self.killed + len(self.survivors)
        if not counted or self.of(Fate.NOT_RUN):
            return None
        return round(self.killed / counted, 3)

    @property
    def per_second(self) -> float:
        ran = self.killed + len(self.survivors)
        return round(ran / self.seconds, 1) if self.seconds else 0.0
