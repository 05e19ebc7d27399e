"""Rows of the table of steps that sentences tell, and how they hang together."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import Final

from omninode_bridge.prose.narration.step_failing import Failing, Undoing
from omninode_bridge.prose.narration.step_lengths import Repetition
from omninode_bridge.prose.narration.step_mentions import mention_of, plain_noun, resolved
from omninode_bridge.prose.narration.step_phrases import Action
from omninode_bridge.prose.narration.step_remarks import Remark
from omninode_bridge.prose.narration.story import Line, UntoldError


@dataclass(slots=True)
class Row:
    """`needs` are names of steps; `ids` those of the sentences that say something of it.

    `is_sure` where its own sentence names the steps that it comes after.
    """

    action: Action
    name: str
    line: Line
    needs: dict[str, None] = field(default_factory=dict)
    conditions: dict[str, None] = field(default_factory=dict)
    retries: int | None = None
    delay_ms: int = 0
    is_doubling: bool = False
    is_constant: bool = False
    waits_by: Line | None = None
    timeout_ms: int | None = None
    failing: Failing | None = None
    undone_by: str = ""
    undone_line: Line | None = None
    ids: dict[str, None] = field(default_factory=dict)
    is_first: bool = False
    is_sure: bool = False

    def take(self, remark: Remark, line: Line) -> None:
        """Raises `UntoldError` where something else is said already."""
        again = remark.again
        self._same("retries", self.retries, again and again.times)
        self._same("time limit", self.timeout_ms, remark.timeout_ms)
        self._same("failure", self.failing, remark.failing)
        self.conditions |= {remark.when: None} if remark.when else {}
        if again is not None:
            self.retries = again.times
        if again is not None and again.delay_ms:
            self._wait(again, line)
        if remark.timeout_ms is not None:
            self.timeout_ms = remark.timeout_ms
        self.failing = remark.failing or self.failing
        if remark.undone_by is not None:
            self.undo(remark.undone_by.name, line)

    def _wait(self, again: Repetition, line: Line) -> None:
        self._same("wait", self.delay_ms or None, again.delay_ms)
        if self.delay_ms and self.is_constant != again.is_constant:
            raise UntoldError(f"the wait of `{self.name}` is said otherwise elsewhere")
        self.delay_ms, self.waits_by = again.delay_ms, line
        self.is_doubling, self.is_constant = again.is_doubling, again.is_constant

    def undo(self, name: str, line: Line) -> None:
        self._same("undoing", self.undone_by or None, name)
        self.undone_by, self.undone_line = name, self.undone_line or line

    def _same(self, what: str, old: object, new: object) -> None:
        if old is not None and new is not None and old != new:
            raise UntoldError(f"the {what} of `{self.name}` is said otherwise elsewhere")


def undone(rows: Mapping[str, Row], failing: Row, undo: Undoing) -> tuple[Row, str, bool]:
    """The one step that is undone, by what, and whether the words name it.

    Raises `UntoldError` for none and for several.
    """
    # What starts only after the failing step is not done yet.
    done = [
        row
        for row in rows.values()
        if row is not failing and failing.name not in set(before(rows, row.name))
    ]
    if undo.action is None:
        target = resolved(mention_of(undo.step), [row.action for row in done]).name
        return rows[target], rows[target].undone_by or f"undo_{target}", True
    action = undo.action
    later = [row for row in rows.values() if row not in done and row is not failing]
    for same in (_is_reverse, _is_of_noun, _is_named):
        found = [row for row in done if same(row, action)]
        if len(found) == 1:
            return found[0], action.name, True
        if found:
            raise UntoldError(f"`{action.name}` undoes several steps of the document")
    if undo.is_stated and len(failing.needs) == 1:
        (only,) = failing.needs
        return rows[only], action.name, False
    for row in later:
        if _is_reverse(row, action) or _is_of_noun(row, action):
            raise UntoldError(f"`{row.name}` is not done yet when `{failing.name}` fails")
    raise UntoldError(f"`{action.name}` undoes no step of the document")


def _is_reverse(row: Row, undo: Action) -> bool:
    """`unload the sofa` where something was loaded."""
    return undo.verb in {f"{prefix}{row.action.verb}" for prefix in ("un", "de", "dis")}


def _is_of_noun(row: Row, undo: Action) -> bool:
    mine, theirs = plain_noun(undo.noun), plain_noun(row.action.noun)
    return row.action.verb != undo.verb and bool(mine) and theirs[-len(mine) :] == mine


def _is_named(row: Row, undo: Action) -> bool:
    """`the food order is cancelled` where the food was ordered."""
    is_other = row.action.verb != undo.verb and len(undo.noun) > len(row.action.noun)
    return is_other and {*plain_noun(row.action.noun)} <= {*plain_noun(undo.noun)}


_MAKING: Final = frozenset(
    {"compute", "calculate", "create", "build", "draft", "print", "write", "make", "issue"}
    | {"prepare", "order", "produce", "generate", "determine", "request"}
)


def is_of_product(rows: Mapping[str, Row], row: Row) -> bool:
    """`After the duty is computed, collect the duty`, where nothing else is done to it before."""
    if not row.is_sure or len(row.needs) != 1:
        return False
    (made,) = (rows[name] for name in row.needs)
    noun = plain_noun(row.action.noun)
    others = (rows[name] for name in before(rows, made.name))
    return (
        made.action.verb in _MAKING
        and bool(noun)
        and plain_noun(made.action.noun) == noun
        and all(plain_noun(one.action.noun) != noun for one in others)
    )


def before(rows: Mapping[str, Row], name: str) -> Iterator[str]:
    """All steps that are done before the step begins."""
    waiting, seen = list(rows[name].needs), set[str]()
    while waiting:
        one = waiting.pop()
        if one not in seen and one in rows:
            seen.add(one)
            yield one
            waiting += rows[one].needs


def done_with(rows: Mapping[str, Row], last: Collection[str]) -> set[str]:
    """What is done where these are."""
    return set(last).union(*(before(rows, name) for name in last))


def ends(rows: Mapping[str, Row], later: Collection[str]) -> list[str]:
    """What nothing else follows, apart from those that come `later` and what is behind them."""
    needed = {need for row in rows.values() if row.name not in later for need in row.needs}
    behind = {name for name in rows if not {*before(rows, name)}.isdisjoint(later)}
    return [name for name in rows if name not in {*later, *needed, *behind}]


def circle(rows: Iterable[Row]) -> list[str]:
    """Steps that wait for one another; empty where none do."""
    try:
        TopologicalSorter({row.name: tuple(row.needs) for row in rows}).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []
