"""The part of contract.yaml that only reducers have: the state machine."""

from collections.abc import Iterator, Mapping
from typing import Final

from omninode_bridge.generation.literals import one_line
from omninode_bridge.generation.reducer.checked import Machine, Row
from omninode_bridge.requirements.document import Document

VERSION: Final = {"major": 1, "minor": 0, "patch": 0}
EMPTY, COLLECTING, COLLECT = "empty", "collecting", "collect"
START, ENDED, END = "start", "ended", "end"


def state_machine(document: Document, machine: Machine | None) -> dict[str, object]:
    """Aggregations alone get the smallest machine there is: from empty to collecting."""
    if machine is None:
        states = [_state(EMPTY, final=False), _state(COLLECTING, final=True)]
        collect = _transition("collect_first", EMPTY, COLLECT, COLLECTING)
        return _machine(document, EMPTY, [COLLECTING], states, [collect])
    contract = MachineContract(machine)
    finals = contract.finals
    states = [_state(name, final=name in finals) for name in contract.states]
    transitions = list(contract.transitions())
    return _machine(document, contract.initial, list(finals), states, transitions)


def _machine(
    document: Document,
    initial: str,
    finals: list[str],
    states: list[dict[str, object]],
    transitions: list[dict[str, object]],
) -> dict[str, object]:
    return {
        "version": dict(VERSION),
        "state_machine_name": document.name,
        "state_machine_version": dict(VERSION),
        "description": one_line(document.description or document.title or document.name),
        "initial_state": initial,
        "terminal_states": finals,
        "states": states,
        "transitions": transitions,
        # The snapshot is the caller's: the machine itself stores nothing.
        "persistence_enabled": False,
    }


class MachineContract:
    """A machine in the words of omnibase-core, whose analysis demands a start and a way out."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.start = _free(START, machine.states)
        self.ended = _free(ENDED, machine.states)
        self.initial = self.start if machine.initial is None else machine.initial
        left = {row.origin for row in machine.rows}
        self._last = tuple(name for name in machine.states if name not in left)
        self.needs_end = self._is_trapped()

    @property
    def states(self) -> tuple[str, ...]:
        before = (self.start,) if self.machine.initial is None else ()
        return (*before, *self.machine.states, *((self.ended,) if self.needs_end else ()))

    @property
    def finals(self) -> tuple[str, ...]:
        """States that no event leaves; in omnibase-core nothing may leave a terminal state."""
        return (*self._last, *((self.ended,) if self.needs_end else ()))

    def name_of(self, state: str | None) -> str:
        return self.start if state is None else state

    def _is_trapped(self) -> bool:
        """Whether from some state no sequence of events reaches a last state."""
        into: dict[str, list[str]] = {}
        for row in self.machine.rows:
            into.setdefault(row.target, []).append(self.name_of(row.origin))
        free, waiting = set(self._last), list(self._last)
        while waiting:
            for name in into.get(waiting.pop(), ()):
                if name not in free:
                    free.add(name)
                    waiting.append(name)
        return not free.issuperset(self.machine.states)

    def transitions(self) -> Iterator[dict[str, object]]:
        """The rows in order, then the way out that only the analysis needs."""
        by_pair: dict[tuple[str | None, str], list[Row]] = {}
        for row in self.machine.rows:
            by_pair.setdefault((row.origin, row.event), []).append(row)
        for row in self.machine.rows:
            rows = by_pair[row.origin, row.event]
            priority = len(rows) - 1 - rows.index(row)
            name, origin = f"{row.event}_{row.number}", self.name_of(row.origin)
            guard = _conditions(row.guard_name) if row.guard_name else {}
            found = _transition(name, origin, row.event, row.target)
            yield {**found, "priority": priority, **guard}
        if self.needs_end:
            event = _free(END, [row.event for row in self.machine.rows])
            # No event of the document is called so, and its condition is never given.
            never = _conditions("is_ended")
            yield {**_transition("end_of_life", "*", event, self.ended), **never}


def _conditions(name: str) -> Mapping[str, object]:
    condition = {
        "version": dict(VERSION),
        "condition_name": name,
        "condition_type": "expression",
        "expression": f"{name} equals True",
    }
    return {"conditions": [condition]}


def _state(name: str, *, final: bool) -> dict[str, object]:
    return {
        "version": dict(VERSION),
        "state_name": name,
        "state_type": "terminal" if final else "operational",
        "description": f"The state {name}.",
        "is_terminal": final,
        "is_recoverable": not final,
    }


def _transition(name: str, origin: str, event: str, target: str) -> dict[str, object]:
    return {
        "version": dict(VERSION),
        "transition_name": name,
        "from_state": origin,
        "to_state": target,
        "trigger": event,
    }


def _free(name: str, taken: list[str] | tuple[str, ...]) -> str:
    candidate, number = name, 1
    while candidate in taken:
        number += 1
        candidate = f"{name}_{number}"
    return candidate
