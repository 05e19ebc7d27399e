"""What one sentence has said so far."""

from dataclasses import dataclass, field

from omninode_bridge.prose.lives.draft import Deed, Value
from omninode_bridge.prose.narration.story import Line, UntoldError


@dataclass(slots=True)
class Frame:
    """`sources` are the states that its conditions name, all others where `is_not`.

    `asks` are conditions on values, each with its role. `is_limited` where the sentence has said
    what must be so, so that what else is refused needs no words, `is_led` where it has said what
    happens before it says what follows. `is_placed` where it names a state before or behind what
    happens: then it is of that way of the event alone. `is_changing` where it changes a value.
    """

    line: Line
    sources: tuple[str, ...] = ()
    is_not: bool = False
    asks: list[tuple[str, str]] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)
    carried: list[Value] = field(default_factory=list)
    is_limited: bool = False
    is_led: bool = False
    is_placed: bool = False
    is_changing: bool = False
    is_bearing: bool = False
    """Whether it says what an event carries."""

    is_split: bool = False
    """Whether it says where something ends in one case, and where otherwise."""

    is_rest: bool = False
    places: tuple[str, ...] = ()
    """The states in which what it asks for is so."""

    is_heard: bool = False
    """Whether its conditions are of an outcome, or of what is refused."""

    @property
    def is_asking(self) -> bool:
        """Whether it has said nothing yet but what it asks of values."""
        only_when = all(role == "when" for role, _ in self.asks)
        return bool(self.asks) and only_when and not (self.deeds or self.sources)

    def place(self, states: tuple[str, ...]) -> None:
        """What is done happens in these states: `it adds 3 to the balance of an open tab`."""
        self.is_placed |= bool(states)
        for one in self.deeds if states else ():
            if one.sources and {*one.sources} != {*states}:
                raise UntoldError(f"`{one.event}` is possible in {one.sources[0]} elsewhere")
            one.sources = states

    def is_first(self, deed: Deed) -> bool:
        """Whether the conditions are of the deed: not behind another that is told to its end."""
        done = next((one for one in self.deeds if one.ends), deed)
        return self.deeds.index(deed) <= self.deeds.index(done)
