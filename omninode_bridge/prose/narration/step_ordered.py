"""What a sentence about steps orders: acts in groups, and what they are bound to."""

from dataclasses import dataclass

from omninode_bridge.prose.narration.step_phrases import Action


@dataclass(frozen=True, slots=True)
class Bond:
    """`kind` is after, before, beside, when, if, only, unless or for."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Ordered:
    """`groups` follow one another; what stands in one group may run side by side.

    `mark` is first, then, last, beside or empty. Without groups it is said of the steps just named
    that they run beside one another. `is_else` where it is done if what was asked before is not so.
    """

    groups: tuple[tuple[Action, ...], ...] = ()
    mark: str = ""
    bonds: tuple[Bond, ...] = ()
    is_parallel: bool = False
    is_again: bool = False
    is_else: bool = False

    @property
    def actions(self) -> tuple[Action, ...]:
        return tuple(one for group in self.groups for one in group)

    @property
    def says_order(self) -> bool:
        is_bound = any(one.kind in {"after", "before", "beside"} for one in self.bonds)
        return bool(self.mark or is_bound or len(self.groups) > 1)
