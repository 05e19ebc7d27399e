"""A sentence about steps: what it orders, or what it remarks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from omninode_bridge.prose.narration.step_remarks import Remark
from omninode_bridge.prose.narration.step_sentences import Ordered
from omninode_bridge.prose.narration.story import Line


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence: what it orders, or what it remarks.

    `is_behind` where it says after what its steps come.
    """

    line: Line
    ordered: Ordered | None = None
    remarks: tuple[Remark, ...] = ()
    is_behind: bool = False

    @property
    def is_unread(self) -> bool:
        """An item of a list of which nobody knows what it asks for."""
        return self.ordered is None and not self.remarks and self.line.is_ordered

    @property
    def is_told(self) -> bool:
        """Whether it makes steps by itself; else only where another sentence speaks of them."""
        one = self.ordered
        if one is None:
            return False
        return one.says_order or one.is_parallel or self.line.is_ordered or self.is_behind


def named_apart(said: Sequence[Said]) -> list[Said]:
    """Two who do the same, one of them `as well`, are two steps."""
    doers: dict[str, str] = {}
    found: list[Said] = []
    for one in said:
        ordered = one.ordered
        if ordered is not None and ordered.is_again and len(ordered.actions) == 1:
            (action,) = ordered.actions
            if doers.get(action.name, action.doer) != action.doer:
                noun = (*action.noun, "by", *action.doer.split())
                ordered = replace(ordered, groups=((replace(action, noun=noun),),))
        for action in ordered.actions if ordered is not None else ():
            doers.setdefault(action.name, action.doer)
        found.append(replace(one, ordered=ordered))
    return found


def spoken_of(text: str, ordered: Ordered) -> str:
    """`approve the contract before it is signed`: the contract is."""
    noun = ordered.actions[0].noun if ordered.actions else ()
    return re.sub(
        r"^(?:it|they) (?!is (?:done|over|finished|complete))", f"{' '.join(noun)} ", text
    )
