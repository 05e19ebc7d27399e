"""Rows of the table of steps that sentences tell, and how they hang together."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter

from omninode_bridge.prose.narration.step_phrases import Action
from omninode_bridge.prose.narration.step_remarks import Failing, Remark
from omninode_bridge.prose.narration.story import Line, UntoldError


@dataclass(slots=True)
class Row:
    """`needs` are names of steps; `ids` those of the sentences that say something of it."""

    action: Action
    name: str
    line: Line
    needs: dict[str, None] = field(default_factory=dict)
    conditions: dict[str, None] = field(default_factory=dict)
    retries: int | None = None
    delay_ms: int = 0
    timeout_ms: int | None = None
    failing: Failing | None = None
    undone_by: str = ""
    ids: dict[str, None] = field(default_factory=dict)
    is_first: bool = False

    def take(self, remark: Remark) -> None:
        """Raises `UntoldError` where something else is said already."""
        self._same("retries", self.retries, remark.retries)
        self._same("time limit", self.timeout_ms, remark.timeout_ms)
        self._same("failure", self.failing, remark.failing)
        if remark.retries is not None:
            self.retries, self.delay_ms = remark.retries, remark.delay_ms
        if remark.timeout_ms is not None:
            self.timeout_ms = remark.timeout_ms
        self.failing = remark.failing or self.failing
        if remark.undone_by is not None:
            self.undo(remark.undone_by.name)

    def undo(self, name: str) -> None:
        self._same("undoing", self.undone_by or None, name)
        self.undone_by = name

    def _same(self, what: str, old: object, new: object) -> None:
        if old is not None and new is not None and old != new:
            raise UntoldError(f"the {what} of `{self.name}` is said otherwise elsewhere")


def undone(rows: Mapping[str, Row], failing: Row, undo: Action) -> Row:
    """The one step whose thing is given back. Raises `UntoldError` for none and for several."""
    found = [
        row
        for row in rows.values()
        if row is not failing
        and row.action.verb != undo.verb
        and undo.noun
        and row.action.noun[-len(undo.noun) :] == undo.noun
    ]
    if len(found) != 1:
        which = "several steps" if found else "no step"
        raise UntoldError(f"`{undo.name}` undoes {which} of the document")
    if failing.name in set(before(rows, found[0].name)):
        raise UntoldError(f"`{found[0].name}` is not done yet when `{failing.name}` fails")
    return found[0]


def before(rows: Mapping[str, Row], name: str) -> Iterator[str]:
    """All steps that are done before the step begins."""
    waiting, seen = list(rows[name].needs), set[str]()
    while waiting:
        one = waiting.pop()
        if one not in seen and one in rows:
            seen.add(one)
            yield one
            waiting += rows[one].needs


def circle(rows: Iterable[Row]) -> list[str]:
    """Steps that wait for one another; empty where none do."""
    try:
        TopologicalSorter({row.name: tuple(row.needs) for row in rows}).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []
