"""Changes of remembered values, put on the rows of a state table."""

import re
from dataclasses import replace
from typing import Final

from omninode_bridge.prose.narration.life_changes import Change, Leaving, Memory, remembered
from omninode_bridge.prose.narration.life_moves import Machine, Row
from omninode_bridge.prose.narration.story import Line, UntoldError
from omninode_bridge.requirements.structures import OUTSIDE

_ASSIGNED: Final = re.compile(r"(\w+) = (.+)")


def apply_change(
    machine: Machine, change: Change, line: Line, denied: dict[str, set[str]]
) -> list[Row]:
    """The rows that the change stands on. Raises `UntoldError` where no state is meant."""
    rows = [
        row
        for row in machine.of_event(change.event)
        if not change.states or row.source in change.states
    ]
    if not rows:
        states = change.states or _assumed(machine, change, line, denied)
        rows = [Row(state, change.event, state, line) for state in states]
        machine.rows += rows
    for row in rows:
        if change.guard and row.guard not in {"", change.guard}:
            raise UntoldError(f"`{change.event}` is possible under two conditions")
        row.guard = change.guard or row.guard
        row.actions.append(change.action)
        row.ids.append(line.id)
    return rows


def _assumed(
    machine: Machine, change: Change, line: Line, denied: dict[str, set[str]]
) -> tuple[str, ...]:
    """Without a state: where other changes happen; else the one state that is under way."""
    changing = {row.source for row in machine.rows if row.source == row.target}
    under_way = [row.target for row in machine.rows if machine.from_state(row.target)]
    found = changing or {*under_way}
    found -= {machine.initial, OUTSIDE, *denied.get(change.event, set())}
    if len(found) != 1:
        raise UntoldError(f"in which state `{change.event}` is possible is not said")
    (state,) = found
    taken = f"takes {state} as the state in which `{change.event}` is possible"
    machine.questions.append((line, taken, f"In which states is `{change.event}` possible?"))
    return (state,)


def apply_leaving(machine: Machine, found: Leaving, line: Line) -> list[Row]:
    """Each row that sets the value becomes two: one where the new value is beyond the limit."""
    done: list[Row] = []
    for row in list(machine.of_event(found.event)):
        values = [
            match[2]
            for one in row.actions
            if (match := _ASSIGNED.fullmatch(one)) and match[1] == found.field
        ]
        if not values:
            continue
        test = f"{values[-1]} {found.test}"
        both = f"({row.guard}) and {test}" if row.guard else test
        beyond = replace(
            row,
            guard=both,
            actions=[*row.actions, f"emit {found.informs}()"],
            ids=[*row.ids, line.id],
        )
        row.guard = f"({row.guard}) and not ({test})" if row.guard else f"not ({test})"
        machine.rows.insert(machine.rows.index(row), beyond)
        done.append(beyond)
    if not done:
        raise UntoldError(f"no event `{found.event}` changes `{found.field}`")
    return done


def remember(machine: Machine, memory: Memory) -> None:
    """What an event carries under the name of a remembered value is remembered."""
    asked: set[tuple[str, str]] = set()
    for row in machine.rows:
        for name in remembered(row.actions, row.event, memory):
            row.actions.insert(0, f"{name} = {name}")
            if (row.event, name) not in asked:
                taken = f"remembers the {name} of `{row.event}`"
                machine.questions.append(
                    (row.line, taken, f"Is {name} that of the last `{row.event}`?")
                )
            asked.add((row.event, name))
