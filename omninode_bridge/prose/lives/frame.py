"""What one sentence has said so far."""

from dataclasses import dataclass, field

from omninode_bridge.prose.lives.draft import Deed, Value
from omninode_bridge.prose.narration.story import Line


@dataclass(slots=True)
class Frame:
    """`sources` are the states that its conditions name, all others where `is_not`.

    `asks` are conditions on values, each with its role. `is_limited` where the sentence has said
    what must be so, so that what else is refused needs no words, `is_led` where it has said what
    happens before it says what follows.
    """

    line: Line
    sources: tuple[str, ...] = ()
    is_not: bool = False
    asks: list[tuple[str, str]] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)
    carried: list[Value] = field(default_factory=list)
    is_limited: bool = False
    is_led: bool = False

    def is_first(self, deed: Deed) -> bool:
        """Whether the conditions are of the deed: not behind another that is told to its end."""
        done = next((one for one in self.deeds if one.ends), deed)
        return self.deeds.index(deed) <= self.deeds.index(done)
