"""Where the steps of a sentence stand among those that others tell."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

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
from omninode_bridge.prose.narration.step_order_words import ALL, BESIDE, FIRST, LAST, THEN
from omninode_bridge.prose.narration.step_phrases import ONE_WORD, Action
from omninode_bridge.prose.narration.step_rows import Row, circle, done_with, ends
from omninode_bridge.prose.narration.step_said import Asked, Said, denied, spoken_of
from omninode_bridge.prose.narration.step_sentences import Bond, Ordered
from omninode_bridge.prose.narration.story import Line, UntoldError

_BOTH: Final = 2
_EACH: Final = re.compile(r"all(?! (?:the|these|those)? ?(?:two|three|four))\b|everything")


@dataclass(slots=True)
class Placing:
    """`frontier` are the steps told last; None where the sentence before was not understood.

    `triggers` start the whole and are no steps of it, as those in `names` are."""

    condition: Callable[[str], str]
    rows: dict[str, Row] = field(default_factory=dict)
    names: Collection[str] = ()
    used: set[Action] = field(default_factory=set)
    triggers: dict[str, Line] = field(default_factory=dict)
    frontier: tuple[str, ...] | None = ()
    _others: dict[Action, Said] = field(default_factory=dict)
    _lasts: list[tuple[str, ...]] = field(default_factory=list)
    _placed: list[str] = field(default_factory=list)
    _before_this: Asked | None = None

    def place_all(self, said: Iterable[Said]) -> tuple[Line, str] | None:
        """The first sentence that does not fit, and why; None where all do."""
        said = tuple(said)
        self.rows, self.frontier, self.triggers = {}, (), {}
        self._lasts, self._placed, self._before_this = [], [], None
        for one in said:
            if one.ordered is not None and self._is_told(one):
                self._add(one.ordered.actions, one.line)
        self._others = {
            action: one
            for one in said
            if one.ordered is not None
            for action in one.ordered.actions
            if action.name not in self.rows
        }
        for one in said:
            if refused := self._refusal(one):
                return one.line, refused
        known = len(self.used)
        self.used |= {row.action for row in self.rows.values()}
        if len(self.used) > known:
            return self.place_all(said)
        self._end()
        return None

    def _is_told(self, one: Said) -> bool:
        return one.is_told or bool(one.ordered and self.used & {*one.ordered.actions})

    def _add(self, actions: Iterable[Action], line: Line) -> None:
        for action in actions:
            row = self.rows.setdefault(action.name, Row(action, action.name, line))
            row.ids[line.id] = None

    def _refusal(self, one: Said) -> str:
        """Why the sentence does not fit; empty where it does, or makes no steps."""
        if one.is_unread:
            self.frontier = None
        if one.ordered is None or not self._is_told(one):
            return ""
        try:
            self._place(one, one.ordered)
        except UntoldError as error:
            return str(error)
        waiting = dict.fromkeys(circle(self.rows.values()))
        return f"{' waits for '.join(waiting)}, and that for the first" if waiting else ""

    def _place(self, one: Said, ordered: Ordered) -> None:
        if not ordered.groups:
            self._together(one, ordered)
            return
        ordered = self._with_beside(one, ordered)
        needs = self._needs(one, ordered)
        conditions = [self._asked(bond) for bond in ordered.bonds if self.is_asking(bond)]
        conditions += [denied(self._before_this)] if ordered.is_else else []
        asked = Asked(one.line.id, tuple(conditions), needs)
        for group in ordered.groups:
            for action in group:
                row = self.rows[action.name]
                row.needs |= dict.fromkeys(name for name in needs if name != row.name)
                row.conditions |= dict.fromkeys(conditions)
                row.is_first |= ordered.mark == FIRST or (not needs and bool(self.triggers))
            needs = tuple(action.name for action in group)
            self._placed += needs
        for bond in ordered.bonds:
            if bond.kind == "before":
                for name in self._meant(spoken_of(bond.text, ordered)):
                    self.rows[name].needs |= dict.fromkeys(needs)
        is_beside = ordered.mark == BESIDE or any(one.kind == "beside" for one in ordered.bonds)
        is_beside = is_beside or self._is_instead(one, ordered)
        is_beside = is_beside or asked.is_other_case(self._before_this)
        said = [
            name
            for bond in ordered.bonds
            if bond.kind == "beside"
            for name in self._meant(bond.text)
        ]
        beside = tuple(said) or self.frontier or () if is_beside else ()
        self.frontier = tuple(dict.fromkeys((*beside, *needs)))
        self._before_this = asked

    def _is_instead(self, one: Said, ordered: Ordered) -> bool:
        """Whether it is another case of what was just asked, and so stands where that stands."""
        told = self._before_this
        if told is None or not told.conditions or ordered.says_order:
            return False
        is_asking = any(self.is_asking(bond) for bond in ordered.bonds)
        return ordered.is_else or (is_asking and told.line_id == one.line.id)

    def _with_beside(self, one: Said, ordered: Ordered) -> Ordered:
        """`The ovens are heated while the baker shapes the loaves` tells two steps, if no other
        sentence tells one of them."""
        *groups, last = ordered.groups
        bonds: list[Bond] = []
        for bond in ordered.bonds:
            actions: tuple[Action, ...] = ()
            if bond.kind == "beside":
                try:
                    self._meant(bond.text)
                except UntoldError:
                    actions = listed_actions(bond.text)
                    if not actions:
                        raise
            self._add(actions, one.line)
            last = (*last, *actions)
            bonds += () if actions else (bond,)
        return replace(ordered, groups=(*groups, last), bonds=tuple(bonds))

    def _needs(self, one: Said, ordered: Ordered) -> tuple[str, ...]:
        found = [name for bond in ordered.bonds for name in self._before(bond, one, ordered)]
        if found:
            return tuple(dict.fromkeys(found))
        beside = [bond.text for bond in ordered.bonds if bond.kind == "beside"]
        if beside or ordered.mark == BESIDE:
            meant = [name for text in beside for name in self._meant(text)]
            meant = meant or list(self._last())
            return tuple(dict.fromkeys(need for name in meant for need in self.rows[name].needs))
        if ordered.mark == FIRST or one.line.id in {line.id for line in self.triggers.values()}:
            return ()
        if ordered.mark == LAST and self._placed:
            self._lasts.append(tuple(action.name for action in ordered.groups[0]))
            return ()
        return self._needs_in_turn(one, ordered)

    def _needs_in_turn(self, one: Said, ordered: Ordered) -> tuple[str, ...]:
        if self._is_instead(one, ordered) and self._before_this is not None:
            return self._before_this.needs
        is_before = any(bond.kind == "before" for bond in ordered.bonds)
        is_new = any(self.rows[action.name].line is one.line for action in ordered.actions)
        if one.is_named and is_new and not (ordered.mark or is_before or one.line.is_ordered):
            raise UntoldError("after which step it comes is not said")
        is_next = ordered.mark in {THEN, LAST} or (one.line.is_ordered and not is_before)
        if not is_next or (not ordered.mark and self.frontier == ()):
            return ()
        return self._last()

    def _all_last(self) -> tuple[str, ...]:
        """`All of them` are those, too, that another branch ends with."""
        needed = {need for one in self._placed for need in self.rows[one].needs}
        return tuple(dict.fromkeys((*self._last(), *(x for x in self._placed if x not in needed))))

    def _last(self) -> tuple[str, ...]:
        if not self.frontier:
            raise UntoldError("what comes before it is not known")
        return self.frontier

    def _before(self, bond: Bond, one: Said, ordered: Ordered) -> tuple[str, ...]:
        """The steps that the sentence's own come after."""
        if not self.is_order(bond) or bond.text in self.triggers:
            return ()
        try:
            return self._meant(spoken_of(bond.text, ordered))
        except UntoldError:
            actions = listed_actions(bond.text, is_past=True)
            called = [one for one in actions if one.name.replace("_", " ") in self.names]
            if self._placed or called or not actions or re.search(ONE_WORD, bond.text):
                raise
        # Nothing is told before it: it is what starts the whole.
        self.triggers[bond.text] = one.line
        return ()

    def is_order(self, bond: Bond) -> bool:
        return bond.kind == "after" or (bond.kind == "when" and not self.is_asking(bond))

    def is_asking(self, bond: Bond) -> bool:
        """`when` asks for a condition where it names one, and else for a step."""
        if bond.kind == "when":
            return bool(self.condition(bond.text))
        return bond.kind in {"if", "only", "unless", "for"}

    def _asked(self, bond: Bond) -> str:
        found = self.condition(bond.text)
        if not found:
            raise UntoldError(f"`{bond.text}` asks for nothing that is declared")
        return f"not ({found})" if bond.kind == "unless" else found

    def _meant(self, text: str) -> tuple[str, ...]:
        if found := ALL.fullmatch(text):
            what = found["what"] or ""
            last = self._all_last() if _EACH.match(what) else self._last()
            if what.startswith("both") and len(last) != _BOTH:
                raise UntoldError(f"`{text}` speaks of no steps that are known")
            return last
        if alike := alike_done(text):
            return self._alike(text, *alike)
        if kind := of_kind(text, self._told()):
            return tuple(action.name for action in kind)
        actions = listed_actions(text, is_past=True)
        try:
            if len(actions) > 1:
                return tuple(self._one(Mention(text, (action,))) for action in actions)
            return (self.one(text),)
        except UntoldError:
            parts = parts_of(text)
            if len(parts) < _BOTH:
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
                found.append(self.one(part))
            except UntoldError as error:
                unknown.append(error)
        last = self.frontier or ()
        is_sure = is_listed and found and {*found} <= done_with(self.rows, last)
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

    def _together(self, one: Said, ordered: Ordered) -> None:
        """`Both can happen in parallel` speaks of the two steps before."""
        pair = [self.rows[name] for name in dict.fromkeys(self._placed)][-_BOTH:]
        if len(pair) < _BOTH or any(not ALL.fullmatch(bond.text) for bond in ordered.bonds):
            raise UntoldError("which steps are done together is not said")
        first, second = pair
        second.needs = dict(first.needs)
        for row in pair:
            row.ids[one.line.id] = None
        self.frontier = (first.name, second.name)

    def _end(self) -> None:
        """What comes last comes after all that nothing else follows."""
        for at, group in enumerate(self._lasts):
            later = {name for others in self._lasts[at:] for name in others}
            for name in group:
                self.rows[name].needs |= dict.fromkeys(ends(self.rows, later))
