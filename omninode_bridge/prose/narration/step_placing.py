"""Where the steps of a sentence stand among those that others tell."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from omninode_bridge.prose.narration.step_known import BOTH, EACH, Known
from omninode_bridge.prose.narration.step_listed import listed_actions
from omninode_bridge.prose.narration.step_order_words import ALL, BESIDE, FIRST, LAST, THEN
from omninode_bridge.prose.narration.step_ordered import Bond, Ordered
from omninode_bridge.prose.narration.step_phrases import ONE_WORD, Action
from omninode_bridge.prose.narration.step_rows import circle, done_with, ends
from omninode_bridge.prose.narration.step_said import Asked, Said, denied, spoken_of
from omninode_bridge.prose.narration.story import Line, UntoldError


def _is_named(bond: Bond) -> bool:
    """Whether it names what comes before, and not only all that does."""
    return ALL.fullmatch(bond.text) is None and not EACH.match(bond.text)


@dataclass(slots=True)
class Placing(Known):
    """Where each sentence puts its steps.

    `triggers` start the whole and are no steps of it, as those in `names` are. `followed` are taken
    to come after what was told before them; `firsts` are said to be first, or beside those.
    """

    names: Collection[str] = ()
    triggers: dict[str, Line] = field(default_factory=dict)
    followed: dict[str, Line] = field(default_factory=dict)
    firsts: dict[str, Line] = field(default_factory=dict)
    _lasts: list[tuple[str, ...]] = field(default_factory=list)
    _before_this: Asked | None = None

    def place_all(self, said: Iterable[Said]) -> tuple[Line, str] | None:
        """The first sentence that does not fit, and why; None where all do."""
        said = tuple(said)
        self.rows, self.frontier, self.triggers = {}, (), {}
        self._lasts, self._placed, self._before_this = [], [], None
        self.followed, self.firsts = {}, {}
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
        needs = self._with_reporting(needs, ordered)
        asked = Asked(one.line.id, tuple(conditions), needs)
        is_sure = ordered.mark == FIRST or self._is_sure(ordered)
        for group in ordered.groups:
            for action in group:
                row = self.rows[action.name]
                if self._is_first(ordered, needs):
                    self.firsts[row.name] = one.line
                row.needs |= dict.fromkeys(name for name in needs if name != row.name)
                row.conditions |= dict.fromkeys(conditions)
                row.is_first |= ordered.mark == FIRST or (not needs and bool(self.triggers))
                row.is_sure |= is_sure
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
        is_early = one.line.is_ordered and any(each.kind == "before" for each in ordered.bonds)
        beside = tuple(said) or self.frontier or () if is_beside or is_early else ()
        self.frontier = tuple(dict.fromkeys((*beside, *needs)))
        self._before_this = asked

    def _is_first(self, ordered: Ordered, needs: Sequence[str]) -> bool:
        is_beside = ordered.mark == BESIDE or any(one.kind == "beside" for one in ordered.bonds)
        return not needs and (ordered.mark == FIRST or (is_beside and bool(self.firsts)))

    def _is_sure(self, ordered: Ordered) -> bool:
        behind = [one for one in ordered.bonds if self.is_order(one)]
        return ordered.mark != LAST and bool(behind) and all(map(_is_named, behind))

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
        # "3. Clean the kiln before it is fired" stands behind 2, too.
        is_next = ordered.mark in {THEN, LAST} or one.line.is_ordered
        if len(ordered.groups) > 1 and self._placed and not (ordered.mark or is_before):
            # "Dig the trench, then mend the pipe" behind others goes on from them.
            self.followed |= dict.fromkeys((one.name for one in ordered.groups[0]), one.line)
            return self._last()
        if not is_next or (not ordered.mark and self.frontier == ()):
            return ()
        return self._last()

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

    def says_place(self, bond: Bond) -> bool:
        """What asks for a step's report is done behind that step."""
        is_reported = self.is_asking(bond) and not self.condition(bond.text)
        return self.is_order(bond) or (is_reported and self.reports(bond.text) is not None)

    def is_order(self, bond: Bond) -> bool:
        return bond.kind == "after" or (bond.kind == "when" and not self.is_asking(bond))

    def is_asking(self, bond: Bond) -> bool:
        """`when` asks for a condition where it names one, and else for a step."""
        if bond.kind == "when":
            return bool(self.condition(bond.text) or self.reports(bond.text))
        return bond.kind in {"if", "only", "unless", "for"}

    def _with_reporting(self, needs: tuple[str, ...], ordered: Ordered) -> tuple[str, ...]:
        """What is asked of a step's report is asked when that step is done."""
        asked = [one.text for one in ordered.bonds if self.is_asking(one)]
        told = [each for text in asked if not self.condition(text) and (each := self.reports(text))]
        named = dict.fromkeys(self.one(each.step) for each in told)
        return (*needs, *(name for name in named if name not in done_with(self.rows, needs)))

    def _asked(self, bond: Bond) -> str:
        found = self.condition(bond.text)
        if not found and (told := self.reports(bond.text)) is not None:
            found = told.of(self.one(told.step))
        if not found:
            raise UntoldError(f"`{bond.text}` asks for nothing that is declared")
        return f"not ({found})" if bond.kind == "unless" else found

    def _together(self, one: Said, ordered: Ordered) -> None:
        """`Both can happen in parallel` speaks of the two steps before."""
        pair = [self.rows[name] for name in dict.fromkeys(self._placed)][-BOTH:]
        if len(pair) < BOTH or any(not ALL.fullmatch(bond.text) for bond in ordered.bonds):
            raise UntoldError("which steps are done together is not said")
        first, second = pair
        second.needs = dict(first.needs)
        for row in pair:
            row.ids[one.line.id] = None
        self.frontier = (first.name, second.name)

    def _end(self) -> None:
        """What is last comes after all that nothing else follows, and nothing before the first."""
        begun = {line.key for line in self.firsts.values()}
        for row in self.rows.values() if len(begun) == 1 else ():
            is_open = not row.needs and row.name not in self.firsts and not row.is_first
            if is_open and not any(row.name in group for group in self._lasts):
                row.needs = dict.fromkeys(self.firsts)
                self.followed[row.name] = row.line
        for at, group in enumerate(self._lasts):
            later = {name for others in self._lasts[at:] for name in others}
            for name in group:
                self.rows[name].needs |= dict.fromkeys(ends(self.rows, later))
