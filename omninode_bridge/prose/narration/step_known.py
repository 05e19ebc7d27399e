"""The steps that are known so far, and which of them the words of a sentence mean."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from omninode_bridge.prose.narration.plain_words import without_article
from omninode_bridge.prose.narration.step_acts import is_act
from omninode_bridge.prose.narration.step_listed import listed_actions
from omninode_bridge.prose.narration.step_mentions import (
    Mention,
    alike_done,
    are_things,
    mention_of,
    names_verb,
    of_kind,
    parts_of,
    resolved,
)
from omninode_bridge.prose.narration.step_order_words import ALL
from omninode_bridge.prose.narration.step_phrases import Action
from omninode_bridge.prose.narration.step_reports import Reported
from omninode_bridge.prose.narration.step_rows import Row, done_with
from omninode_bridge.prose.narration.step_said import Said
from omninode_bridge.prose.narration.story import Line, UntoldError

BOTH: Final = 2
_ALL_SUCH: Final = re.compile(
    r"all (?:of )?(?:the |these |those )?(?:tests|checks|preparations|examinations|inspections|"
    r"works|jobs|measures|reservations|bookings) is (?:done|finished|completed|complete|over|made)"
)
"""Where no step is called so, all that was told is meant."""
EACH: Final = re.compile(r"all(?! (?:the|these|those)? ?(?:two|three|four))\b|everything")


def _is_act(part: str) -> bool:
    """`The debt collection is over` is of an unknown step, and of nothing that was told."""
    what = re.sub(r" is [a-z ]+$", "", without_article(part))
    return " " in what and is_act(what)


@dataclass(slots=True)
class Known:
    """`frontier` are the steps told last; None where the sentence before was not understood."""

    condition: Callable[[str], str]
    reports: Callable[[str], Reported | None] = lambda _text: None
    rows: dict[str, Row] = field(default_factory=dict)
    used: set[Action] = field(default_factory=set)
    frontier: tuple[str, ...] | None = ()
    _others: dict[Action, Said] = field(default_factory=dict)
    _placed: list[str] = field(default_factory=list)

    def _add(self, actions: Iterable[Action], line: Line) -> None:
        for action in actions:
            row = self.rows.setdefault(action.name, Row(action, action.name, line))
            row.ids[line.id] = None

    def _all_last(self) -> tuple[str, ...]:
        """`All of them` are those, too, that another branch ends with."""
        needed = {need for one in self._placed for need in self.rows[one].needs}
        return tuple(dict.fromkeys((*self._last(), *(x for x in self._placed if x not in needed))))

    def _last(self) -> tuple[str, ...]:
        if not self.frontier:
            raise UntoldError("what comes before it is not known")
        return self.frontier

    def _meant(self, text: str) -> tuple[str, ...]:
        if found := ALL.fullmatch(text):
            return self._those(text, found["what"] or "")
        if alike := alike_done(text):
            return self._alike(text, *alike)
        if kind := of_kind(text, self._told()):
            return tuple(action.name for action in kind)
        return self._all_last() if _ALL_SUCH.fullmatch(text) else self._listed(text)

    def _those(self, text: str, what: str) -> tuple[str, ...]:
        last = self._all_last() if EACH.match(what) else self._last()
        if what.startswith("both") and len(last) != BOTH:
            raise UntoldError(f"`{text}` speaks of no steps that are known")
        return last

    def _listed(self, text: str) -> tuple[str, ...]:
        actions = listed_actions(text, is_past=True)
        try:
            if len(actions) > 1:
                return tuple(self._one(Mention(text, (action,))) for action in actions)
            return (self.one(text),)
        except UntoldError:
            parts = parts_of(text)
            if len(parts) < BOTH:
                raise
        return self._several(parts, is_listed=are_things(text))

    def _told(self) -> list[Action]:
        return [self.rows[name].action for name in dict.fromkeys(self._placed)]

    def _alike(self, text: str, what: str, verb: str) -> tuple[str, ...]:
        """`Both are dosed` are the two told last, if that is what is done to them."""
        names = self._meant(what)
        if not all(names_verb(verb, self.rows[name].action.verb) for name in names):
            raise UntoldError(f"`{text}` speaks of no steps that are known")
        return names

    def _several(self, parts: Sequence[str], *, is_listed: bool) -> tuple[str, ...]:
        """`Once the hall and the place are settled`: a thing nobody knows is of what came last."""
        found, unknown = list[str](), list[UntoldError]()
        for part in parts:
            try:
                found += self._all_last() if ALL.fullmatch(part) else (self.one(part),)
            except UntoldError as error:
                unknown.append(error)
        last = self.frontier or ()
        is_sure = (
            is_listed
            and not any(map(_is_act, parts))
            and found
            and {*found} <= done_with(self.rows, last)
        )
        if unknown and not is_sure:
            raise unknown[0]
        return tuple(dict.fromkeys((*found, *(last if unknown else ()))))

    def one(self, text: str, doer: str = "") -> str:
        """A step, or what becomes one because it is spoken of."""
        return self._one(mention_of(text), doer)

    def _one(self, mention: Mention, doer: str = "") -> str:
        try:
            return resolved(mention, [row.action for row in self.rows.values()], doer).name
        except UntoldError as error:
            if "may be" in str(error):
                raise
        action = resolved(mention, self._others)
        one = self._others[action]
        self.used.add(action)
        self._add(one.ordered.actions if one.ordered is not None else (), one.line)
        return action.name
