"""A sentence about steps: what it orders, or what it remarks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.prose.narration.plain_words import ARTICLE
from omninode_bridge.prose.narration.step_order_words import FIRST, THEN
from omninode_bridge.prose.narration.step_ordered import Ordered
from omninode_bridge.prose.narration.step_phrases import Action
from omninode_bridge.prose.narration.step_remarks import Remark
from omninode_bridge.prose.narration.step_whole import Whole
from omninode_bridge.prose.narration.story import Line, UntoldError

_OWNER: Final = re.compile(rf"of (?:{ARTICLE} )?(?P<who>[a-z0-9-]+(?: [a-z0-9-]+)?)")


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence: what it orders, or what it remarks.

    `is_behind` where it says after what its steps come, `is_named` where it calls steps by their
    names; `whole` is what it says of all steps.
    """

    line: Line
    ordered: Ordered | None = None
    remarks: tuple[Remark, ...] = ()
    is_behind: bool = False
    is_named: bool = False
    whole: Whole | None = None

    @property
    def is_unread(self) -> bool:
        """An item of a list of which nobody knows what it asks for."""
        said = self.ordered or self.remarks or self.whole
        return not said and self.line.is_ordered

    @property
    def is_told(self) -> bool:
        """Whether it makes steps by itself; else only where another sentence speaks of them."""
        one = self.ordered
        if one is None:
            return False
        return (
            one.says_order
            or one.is_parallel
            or one.is_else
            or self.line.is_ordered
            or self.is_behind
            or self.is_named
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """What the sentence before asked, and after what its steps come."""

    line_id: str
    conditions: tuple[str, ...]
    needs: tuple[str, ...]

    def is_other_case(self, before: "Asked | None") -> bool:
        """`If it rains, ... If it does not rain, ...`: one of the two is done, at one place."""
        if before is None or before.needs != self.needs:
            return False
        mine, theirs = " and ".join(self.conditions), " and ".join(before.conditions)
        is_denied = theirs in {f"not {mine}", f"not ({mine})"}
        return bool(mine and theirs) and (is_denied or mine in {f"not {theirs}", f"not ({theirs})"})


def denied(before: Asked | None) -> str:
    """What holds where what was asked before does not. Raises `UntoldError` where nothing was."""
    asked = before.conditions if before else ()
    if not asked:
        raise UntoldError("what else is the case is not known")
    return f"not ({asked[0] if len(asked) == 1 else ' and '.join(f'({x})' for x in asked)})"


def named_apart(said: Sequence[Said]) -> list[Said]:
    """Two who do the same, one of them `as well`, are two steps."""
    doers: dict[str, str] = {}
    owners: dict[str, str] = {}
    found: list[Said] = []
    for one in said:
        ordered = _by_owners(one.ordered, owners)
        if ordered is not None and ordered.is_again and len(ordered.actions) == 1:
            (action,) = ordered.actions
            if doers.get(action.name, action.doer) != action.doer:
                noun = (*action.noun, "by", *action.doer.split())
                ordered = replace(ordered, groups=((replace(action, noun=noun),),))
        for action in ordered.actions if ordered is not None else ():
            doers.setdefault(action.name, action.doer)
        found.append(replace(one, ordered=ordered))
    return found


def _by_owners(ordered: Ordered | None, owners: dict[str, str]) -> Ordered | None:
    """The consent of the parents and that of the school are two."""
    if ordered is None:
        return None
    groups = tuple(tuple(_apart(one, owners) for one in group) for group in ordered.groups)
    return replace(ordered, groups=groups)


def _apart(action: Action, owners: dict[str, str]) -> Action:
    found = _OWNER.match(action.rest)
    who = found["who"] if found else ""
    if not who or owners.setdefault(action.name, who) == who:
        return action
    return replace(action, noun=(*action.noun, "of", *who.split()))


def with_beginning(said: Sequence[Said]) -> list[Said]:
    """What stands in front of all that is told is the first step where `then` goes on from it."""
    at = next((at for at, one in enumerate(said) if one.is_told), 0)
    first = said[at - 1] if at else None
    told = said[at].ordered if at else None
    if first is None or told is None or first.ordered is None or not first.line.is_asked:
        return [*said]
    if told.mark != THEN or not first.ordered.groups:
        return [*said]
    begun = replace(first, ordered=replace(first.ordered, mark=FIRST))
    return [*said[: at - 1], begun, *said[at:]]


def spoken_of(text: str, ordered: Ordered) -> str:
    """`approve the contract before it is signed`: the contract is."""
    noun = ordered.actions[0].noun if ordered.actions else ()
    return re.sub(
        r"^(?:it|they) (?!is (?:done|over|finished|complete))", f"{' '.join(noun)} ", text
    )
