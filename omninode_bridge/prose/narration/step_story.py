"""The table of steps that the sentences of a document tell together."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from omninode_bridge.prose.narration.step_mentions import mention_of, parts_of, resolved
from omninode_bridge.prose.narration.step_phrases import Action
from omninode_bridge.prose.narration.step_remarks import Remark, remarks_of
from omninode_bridge.prose.narration.step_rows import Row, circle, undone
from omninode_bridge.prose.narration.step_said import Said, named_apart, spoken_of
from omninode_bridge.prose.narration.step_sentences import Bond, Ordered, OrderReader
from omninode_bridge.prose.narration.story import Line, UntoldError

_ALL_BEFORE: Final = frozenset(
    f"{what} is {done}"
    for what in (
        "both",
        "all",
        "all of them",
        "everything",
        "they",
        "these",
        "this",
        "that",
        "it",
        "all of this",
    )
    for done in ("done", "finished", "completed", "complete", "over")
)
_BOTH: Final = 2


@dataclass(slots=True)
class StepStory:
    """`reasons` say of each sentence that is not read why it is not."""

    condition: Callable[[str], str]
    rows: dict[str, Row] = field(default_factory=dict)
    bound: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, tuple[Line, str]] = field(default_factory=dict)
    roots: list[Row] = field(default_factory=list)
    _used: set[Action] = field(default_factory=set)
    _frontier: tuple[str, ...] | None = ()

    def tell(self, lines: Sequence[Line]) -> None:
        """Sentence by sentence; one that cannot be placed is left out, and all is told anew."""
        said = named_apart([one for line in lines if (one := self._said(line)) is not None])
        while True:
            refused = self._told([self._left(one) for one in said])
            if refused is None:
                break
            line, reason = refused
            self.reasons[line.id] = (line, reason)
        for one in said:
            if one.remarks and one.line.id not in self.reasons:
                self._remark(one)
        for one in said:
            if one.is_unread:
                self.reasons.setdefault(
                    one.line.id, (one.line, "which step it is was not understood")
                )
        self.bound = {key: shown for key, shown in self.bound.items() if key not in self.reasons}

    def _left(self, one: Said) -> Said:
        """Of a sentence that was refused only that it stands in a list."""
        return one if one.line.id not in self.reasons else Said(one.line)

    def _said(self, line: Line) -> Said | None:
        remarks = remarks_of(line.said)
        if remarks:
            return Said(line, None, remarks)
        ordered = OrderReader(self.condition).read(line.said)
        if ordered is None:
            return Said(line) if line.is_ordered else None
        is_behind = line.is_asked and any(self._is_order(bond) for bond in ordered.bonds)
        return Said(line, ordered, is_behind=is_behind)

    def _told(self, said: Sequence[Said]) -> tuple[Line, str] | None:
        """The first sentence that does not fit, and why; None where all do."""
        self.rows, self.bound, self._frontier = {}, {}, ()
        for one in said:
            if one.ordered is not None and (one.is_told or self._used & {*one.ordered.actions}):
                for action in one.ordered.actions:
                    row = self.rows.setdefault(action.name, Row(action, action.name, one.line))
                    row.ids[one.line.id] = None
        others = {
            action: one
            for one in said
            if one.ordered is not None
            for action in one.ordered.actions
            if action.name not in self.rows
        }
        for one in said:
            if refused := self._placed(one, others):
                return one.line, refused
        known = len(self._used)
        self._used |= {row.action for row in self.rows.values()}
        return self._told(said) if len(self._used) > known else None

    def _placed(self, one: Said, others: dict[Action, Said]) -> str:
        """Why the sentence does not fit; empty where it does, or makes no steps."""
        if one.is_unread:
            self._frontier = None
        if one.ordered is None or not (one.is_told or self._used & {*one.ordered.actions}):
            return ""
        try:
            self._place(one, one.ordered, others)
        except UntoldError as error:
            return str(error)
        waiting = dict.fromkeys(circle(self.rows.values()))
        return f"{' waits for '.join(waiting)}, and that for the first" if waiting else ""

    def _place(self, one: Said, ordered: Ordered, others: dict[Action, Said]) -> None:
        if not ordered.groups:
            self._together(one, ordered)
            return
        needs = self._needs(one, ordered, others)
        conditions = [self._asked(bond) for bond in ordered.bonds if self._is_asking(bond)]
        for group in ordered.groups:
            for action in group:
                row = self.rows[action.name]
                row.needs |= dict.fromkeys(name for name in needs if name != row.name)
                row.conditions |= dict.fromkeys(conditions)
                row.is_first |= ordered.mark == "first"
            needs = tuple(action.name for action in group)
        for bond in ordered.bonds:
            if bond.kind == "before":
                for name in self._meant(spoken_of(bond.text, ordered), others):
                    self.rows[name].needs |= dict.fromkeys(needs)
        self._frontier = needs
        self._bind(one.line, *(self._shown(action.name) for action in ordered.actions))

    def _needs(self, one: Said, ordered: Ordered, others: dict[Action, Said]) -> tuple[str, ...]:
        after = [bond for bond in ordered.bonds if self._is_order(bond)]
        found = [name for bond in after for name in self._meant(bond.text, others)]
        if found:
            return tuple(found)
        beside = [bond for bond in ordered.bonds if bond.kind == "beside"]
        if beside:
            meant = [name for bond in beside for name in self._meant(bond.text, others)]
            return tuple(need for name in meant for need in self.rows[name].needs)
        if ordered.mark == "first":
            return ()
        is_next = ordered.mark == "then" or (one.line.is_ordered and not self._is_before(ordered))
        if is_next and (self._frontier is None or (ordered.mark == "then" and not self._frontier)):
            raise UntoldError("what comes before it is not known")
        return (self._frontier or ()) if is_next else ()

    def _is_before(self, ordered: Ordered) -> bool:
        return any(bond.kind == "before" for bond in ordered.bonds)

    def _is_order(self, bond: Bond) -> bool:
        return bond.kind == "after" or (bond.kind == "when" and not self._is_asking(bond))

    def _is_asking(self, bond: Bond) -> bool:
        """`when` asks for a condition where it names one, and else for a step."""
        if bond.kind == "when":
            return bool(self.condition(bond.text))
        return bond.kind in {"if", "only", "unless", "for"}

    def _asked(self, bond: Bond) -> str:
        found = self.condition(bond.text)
        if not found:
            raise UntoldError(f"`{bond.text}` asks for nothing that is declared")
        return f"not ({found})" if bond.kind == "unless" else found

    def _meant(self, text: str, others: dict[Action, Said]) -> tuple[str, ...]:
        if text in _ALL_BEFORE:
            if not self._frontier or (text.startswith("both") and len(self._frontier) != _BOTH):
                raise UntoldError(f"`{text}` speaks of no steps that are known")
            return self._frontier
        try:
            return (self._one(text, others),)
        except UntoldError:
            parts = parts_of(text)
            if len(parts) < _BOTH:
                raise
        return tuple(self._one(part, others) for part in parts if part)

    def _one(self, text: str, others: dict[Action, Said], doer: str = "") -> str:
        """A step, or what becomes one because it is spoken of."""
        mention = mention_of(text)
        try:
            return resolved(mention, [row.action for row in self.rows.values()], doer).name
        except UntoldError as error:
            if "may be" in str(error):
                raise
        action = resolved(mention, others)
        one = others[action]
        self._used.add(action)
        for each in one.ordered.actions if one.ordered is not None else ():
            row = self.rows.setdefault(each.name, Row(each, each.name, one.line))
            row.ids[one.line.id] = None
        return action.name

    def _together(self, one: Said, ordered: Ordered) -> None:
        """`Both can happen in parallel` speaks of the two steps before."""
        last = [*self.rows.values()]
        placed = [row for row in last if row.line.requirement.place <= one.line.requirement.place]
        pair = placed[-_BOTH:]
        if len(pair) < _BOTH or any(bond.text not in _ALL_BEFORE for bond in ordered.bonds):
            raise UntoldError("which steps are done together is not said")
        first, second = pair
        second.needs = dict(first.needs)
        for row in pair:
            row.ids[one.line.id] = None
        self._frontier = (first.name, second.name)
        self._bind(one.line, f"{first.name} and {second.name} side by side")

    def _bind(self, line: Line, *shown: str) -> None:
        before = (self.bound[line.id],) if line.id in self.bound else ()
        self.bound[line.id] = "; ".join((*before, *shown))

    def _remark(self, one: Said) -> None:
        try:
            found = [(self.rows[self._one(each.step, {}, each.doer)], each) for each in one.remarks]
            for row, remark in found:
                self._take(row, remark, one.line)
        except UntoldError as error:
            self.reasons[one.line.id] = (one.line, str(error))
            return
        for row, _ in found:
            row.ids[one.line.id] = None
        self._bind(one.line, *(self._shown(row.name) for row, _ in found))

    def _take(self, row: Row, remark: Remark, line: Line) -> None:
        if remark.undo is not None:
            target = undone(self.rows, row, remark.undo)
            target.undo(remark.undo.name)
            target.ids[line.id] = None
        row.take(remark)

    def _shown(self, name: str) -> str:
        row = self.rows[name]
        parts = [f"step {name}"]
        parts += [f"needs {', '.join(row.needs)}"] if row.needs else []
        parts += [f"when {' and '.join(row.conditions)}"] if row.conditions else []
        parts += [f"retry {row.retries} x {row.delay_ms}ms"] if row.retries else []
        parts += [f"timeout {row.timeout_ms}ms"] if row.timeout_ms else []
        parts += [f"on failure {row.failing}"] if row.failing else []
        return ", ".join(parts)


def questions(story: StepStory) -> Iterator[tuple[Line, str, str]]:
    """Defaults that were taken: the sentence, what was taken, and what would answer it."""
    roots = [row for row in story.rows.values() if not row.needs and not row.is_first]
    for row in roots if len(story.rows) > 1 else ():
        if row is not next(iter(story.rows.values())):
            yield row.line, f"starts `{row.name}` at once", f"After which step comes `{row.name}`?"
    for row in story.rows.values():
        if row.retries and row.retries > 1 and row.delay_ms:
            wait = f"waits {row.delay_ms} ms before `{row.name}` is tried again"
            asked = "Is a wait that doubles meant? A constant one cannot be said."
            yield row.line, f"{wait}, then twice as long each time", asked
