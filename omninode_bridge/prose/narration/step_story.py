"""The table of steps that the sentences of a document tell together."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from omninode_bridge.prose.narration.held_steps import RESTRICTS, limits
from omninode_bridge.prose.narration.step_acts import with_acts
from omninode_bridge.prose.narration.step_failing import Failing
from omninode_bridge.prose.narration.step_listening import Listener
from omninode_bridge.prose.narration.step_mentions import any_of_kind
from omninode_bridge.prose.narration.step_placing import Placing
from omninode_bridge.prose.narration.step_remarks import Remark
from omninode_bridge.prose.narration.step_reports import Reported, with_plain_fields
from omninode_bridge.prose.narration.step_rows import Row, before, undone
from omninode_bridge.prose.narration.step_said import Said, named_apart, with_beginning
from omninode_bridge.prose.narration.step_turns import turned
from omninode_bridge.prose.narration.story import Line, UntoldError


@dataclass(slots=True)
class StepStory:
    """`reasons` say of each sentence that is not read why it is not; `read` are the others."""

    condition: Callable[[str], str]
    reports: Callable[[str], Reported | None] = lambda _text: None
    bound: dict[str, str] = field(default_factory=dict)
    reasons: dict[tuple[str, str], tuple[Line, str]] = field(default_factory=dict)
    read: set[tuple[str, str]] = field(default_factory=set)
    questions: list[tuple[Line, str, str]] = field(default_factory=list)
    things: Collection[str] = ()
    fields: Collection[str] = ()
    _placing: Placing = field(init=False)
    _listener: Listener = field(init=False)

    def __post_init__(self) -> None:
        self._placing = Placing(self.condition, self.reports)
        self._listener = Listener(self.condition, self._placing.says_place, self.things)

    @property
    def rows(self) -> dict[str, Row]:
        return self._placing.rows

    def tell(self, lines: Sequence[Line]) -> None:
        """Sentence by sentence; one that cannot be placed is left out, and all is told anew."""
        lines = with_acts(with_plain_fields(turned(lines), self.fields), self.fields)
        said = with_beginning(named_apart(list(self._listener.hear(lines))))
        self._placing.names = self._listener.names
        while True:
            refused = self._placing.place_all(self._left(one) for one in said)
            if refused is not None:
                line, reason = refused
                self.reasons[line.key] = (line, reason)
            elif not self._finds_more(said):
                break
        for one in said:
            if one.line.key not in self.reasons:
                self._hear(one)
        self._settle(said)
        for one in said:
            if one.is_unread:
                self.reasons.setdefault(
                    one.line.key, (one.line, "which step it is was not understood")
                )
        read = [one for one in said if self._is_read(one)]
        self.read = {one.line.key for one in read} - self.reasons.keys()
        left = {*(each for each, _ in self.reasons), *_half_read(lines, read)}
        self.bound = {key: shown for key, shown in self.bound.items() if key not in left}
        self.questions += _questions(self._placing)

    def _finds_more(self, said: Sequence[Said]) -> bool:
        """Whether what is remarked speaks of a step that nothing else made one."""
        known = len(self._placing.used)
        for remark in (each for one in said for each in one.remarks):
            with suppress(UntoldError):
                self._meant(remark)
        return len(self._placing.used) > known

    def _left(self, one: Said) -> Said:
        """Of a sentence that was refused only that it stands in a list."""
        if one.line.key not in self.reasons:
            return one
        # Behind a named step that was refused, `then` is after something unknown.
        return Said(replace(one.line, is_ordered=one.line.is_ordered or one.is_named))

    def _is_read(self, one: Said) -> bool:
        """What it says to be done is told: of a step without a place nothing is."""
        actions = one.ordered.actions if one.ordered is not None else ()
        return not one.is_unread and all(action.name in self.rows for action in actions)

    def _hear(self, one: Said) -> None:
        if one.whole is not None:
            shown = "a failure undoes what is done" if one.whole.undoes else "nothing else is done"
            self._bind(one.line, f"all steps: {shown}")
        elif one.remarks:
            self._remark(one)
        else:
            self._say(one)

    def _settle(self, said: Sequence[Said]) -> None:
        """Where it is said that a failure undoes what is done, or what undoes it, it does so."""
        rows = self.rows.values()
        told = [one.line for one in said if one.whole is not None and one.whole.undoes]
        is_single = any(row.failing is not None for row in rows)
        undoing = next((row.undone_line for row in rows if row.undone_line), None)
        if not told and (is_single or undoing is None):
            return
        for row in rows:
            row.failing = row.failing or Failing.UNDO
        if not told and undoing is not None:
            taken = "takes it that each failure undoes what is done"
            self.questions.append((undoing, taken, "Does the failure of any step undo the others?"))

    def _say(self, one: Said) -> None:
        known = [action.name for action in one.ordered.actions] if one.ordered else []
        shown = [self._shown(name) for name in known if name in self.rows]
        if one.ordered is not None and not one.ordered.groups:
            shown = [f"{' and '.join(self._beside(one))} side by side"]
        if shown and (not known or one.line.id in self.rows[known[0]].ids):
            self._bind(one.line, *shown)

    def _beside(self, one: Said) -> list[str]:
        return [name for name, row in self.rows.items() if one.line.id in row.ids]

    def _bind(self, line: Line, *shown: str) -> None:
        before = (self.bound[line.id],) if line.id in self.bound else ()
        self.bound[line.id] = "; ".join((*before, *shown))

    def _remark(self, one: Said) -> None:
        try:
            found = [(row, each) for each in one.remarks for row in self._meant(each)]
            for row, remark in found:
                self._take(row, remark, one.line)
        except UntoldError as error:
            self.reasons[one.line.key] = (one.line, str(error))
            return
        for row, _ in found:
            row.ids[one.line.id] = None
        self._bind(one.line, *dict.fromkeys(self._shown(row.name) for row, _ in found))

    def _meant(self, remark: Remark) -> list[Row]:
        if remark.failing is not None and not remark.undo:
            kind = any_of_kind(remark.step, [row.action for row in self.rows.values()])
            if len(kind) > 1:
                return [self.rows[one.name] for one in kind]
        try:
            return [self.rows[self._placing.one(remark.step, remark.doer)]]
        except UntoldError:
            if not remark.other:
                raise
            return [self.rows[self._placing.one(remark.other)]]

    def _take(self, row: Row, remark: Remark, line: Line) -> None:
        later = [undo.action.name for undo in remark.undo if undo.action is not None]
        if later and all(one in self.rows and row.name in before(self.rows, one) for one in later):
            # "If counting fails, the alarm is still reset", which comes behind it.
            remark = replace(remark, failing=Failing.CONTINUE, undo=())
        row.take(remark, line)
        for undo in remark.undo:
            target, name, is_said = undone(self.rows, row, undo)
            target.undo(name, line)
            target.ids[line.id] = None
            if not is_said:
                taken = f"takes `{name}` as what undoes `{target.name}`"
                self.questions.append((line, taken, f"Which step does `{name}` undo?"))
        if remark.assumed:
            self.questions.append((line, *remark.assumed))

    def _shown(self, name: str) -> str:
        row = self.rows[name]
        parts = [f"step {name}"]
        parts += [f"needs {', '.join(row.needs)}"] if row.needs else []
        parts += [f"when {' and '.join(row.conditions)}"] if row.conditions else []
        constant = " constant" if row.is_constant else ""
        parts += [f"retry {row.retries} x {row.delay_ms}ms{constant}"] if row.retries else []
        parts += [f"timeout {row.timeout_ms}ms"] if row.timeout_ms else []
        parts += [f"on failure {row.failing}"] if row.failing else []
        return ", ".join(parts)


def _half_read(lines: Sequence[Line], said: Sequence[Said]) -> Iterator[str]:
    """Requirements of several sentences, one of which restricts something and is not read."""
    read = {(one.line.id, one.line.said) for one in said}
    left = (line for line in lines if (line.id, line.said) not in read)
    return (line.id for line in left if limits(line) or RESTRICTS.search(line.said))


def _questions(placing: Placing) -> Iterator[tuple[Line, str, str]]:
    """Defaults that were taken: the sentence, what was taken, and what would answer it."""
    rows = placing.rows
    for text, line in placing.triggers.items():
        asked = f"Is `{text}` what starts the workflow, or its first step?"
        yield line, f"takes `{text}` as what starts the workflow", asked
    for name, line in placing.followed.items():
        before = " and ".join(f"`{one}`" for one in rows[name].needs)
        yield line, f"starts `{name}` after {before}", f"After which step comes `{name}`?"
    roots = [row for row in rows.values() if not row.needs and not row.is_first]
    for row in roots if len(rows) > 1 else ():
        if row is not next(iter(rows.values())):
            yield row.line, f"starts `{row.name}` at once", f"After which step comes `{row.name}`?"
    for row in rows.values():
        is_open = not (row.is_doubling or row.is_constant)
        if is_open and row.waits_by and row.retries and row.retries > 1:
            wait = f"waits {row.delay_ms} ms before `{row.name}` is tried again"
            asked = 'Is a wait that doubles meant? A constant one is "at intervals of" a length.'
            yield row.waits_by, f"{wait}, then twice as long each time", asked
