"""State machines of other projects: each becomes a reducer that follows it, or is refused.

    python -m benchmarks.machines --data state_machines.jsonl [--details]

A line of the data has `states`, `initial`, `terminal` and `transitions` (`from`, `to`, `trigger`,
`guard`, `actions`). Each is written as a document with a table of states, and goes through
`omninode generate`. A proven node is then asked, in each state that can be reached, for every event
of the machine, and for guarded ones also with a payload for which the guard is false; state,
rejection and intents must be those of the data. For a refused one the reason is printed.
"""

import argparse
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.packages import answering, proven

type Json = bool | int | float | str | list["Json"] | dict[str, "Json"] | None
type Event = dict[str, Json]

ANYWHERE: Final = "*"
SHOWN: Final = 200
REQUIREMENT: Final = "Each event leads from state to state as the table says."


@dataclass(frozen=True, slots=True)
class Guard:
    """One condition: as our rules say it, the field that it asks for, and values that decide it."""

    rule: str
    fields: tuple[str, ...] = ()
    holds: tuple[tuple[str, Json], ...] = ()
    fails: tuple[tuple[str, Json], ...] = ()


@dataclass(frozen=True, slots=True)
class Transition:
    source: str
    event: str
    target: str
    guards: tuple[Guard, ...]
    intents: tuple[str, ...]

    def asked(self, *, holds: bool = True) -> Event:
        chosen = [guard.holds if holds else guard.fails for guard in self.guards]
        return {"event": self.event, **dict(pair for pairs in chosen for pair in pairs)}


@dataclass(frozen=True, slots=True)
class Machine:
    name: str
    initial: str | None
    terminal: tuple[str, ...]
    transitions: tuple[Transition, ...]


def guard_of(text: str) -> Guard:
    """What the guard means; one that only its own program can decide stays as it is written."""
    name, _, rest = text.partition(" ")
    match rest.split():
        case ["is_present"]:
            guard = Guard(f"{name} != none", (f"{name}: string?",), ((name, "x"),), ((name, None),))
        case ["min_length", number]:
            guard = _as_long(name, int(number))
        case ["not", "empty"]:
            guard = _as_long(name, 1)
        case ["equals", number]:
            guard = _number(f"{name} = {number}", name, int(number), int(number) + 1)
        case ["less_than", number]:
            guard = _number(f"{name} < {number}", name, int(number) - 1, int(number))
        case ["<", other]:
            fields = (f"{name}: int", f"{other}: int")
            guard = Guard(text, fields, ((name, 1), (other, 2)), ((name, 2), (other, 2)))
        case []:
            guard = Guard(name, (f"{name}: bool",), ((name, True),), ((name, False),))
        case _:
            guard = Guard(text)
    return guard


def _as_long(name: str, length: int) -> Guard:
    full: list[Json] = ["x"] * length
    return Guard(
        f"len({name}) >= {length}", (f"{name}: list[string]",), ((name, full),), ((name, full[1:]),)
    )


def _number(rule: str, name: str, holds: int, fails: int) -> Guard:
    return Guard(rule, (f"{name}: int",), ((name, holds),), ((name, fails),))


def named(text: object) -> str:
    """As a name of ours may be: words and at most 60 characters."""
    return re.sub(r"\W+", "_", str(text).lower()).strip("_")[:60].rstrip("_")


def machine_of(line: Mapping[str, Json], number: int) -> Machine:
    rows = line["transitions"]
    terminal = line["terminal"]
    return Machine(
        f"machine {number:02} {named(Path(str(line['path'])).parent.name)}",
        None if line["initial"] is None else str(line["initial"]),
        tuple(map(str, terminal)) if isinstance(terminal, list) else (),
        tuple(_transition(row) for row in rows if isinstance(row, dict))
        if isinstance(rows, list)
        else (),
    )


def _transition(row: Mapping[str, Json]) -> Transition:
    written = row["guard"]
    guards = [written] if isinstance(written, str) else written
    actions = row["actions"]
    return Transition(
        str(row["from"] or ""),
        named(row["trigger"]),
        str(row["to"] or ""),
        tuple(guard_of(_word(each, "expression")) for each in guards)
        if isinstance(guards, list)
        else (),
        tuple(named(_word(each, "action_name")) for each in actions)
        if isinstance(actions, list)
        else (),
    )


def _word(value: Json, key: str) -> str:
    return str(value[key] if isinstance(value, dict) else value)


def document_of(machine: Machine) -> str:
    fields: dict[str, list[str]] = {one.event: [] for one in machine.transitions}
    for one in machine.transitions:
        fields[one.event] += [each for guard in one.guards for each in guard.fields]
    events = [f"| {event} | {', '.join(dict.fromkeys(said))} |" for event, said in fields.items()]
    start = [f"| [*] | | {machine.initial} | | | |"] if machine.initial else []
    ends = [f"| {state} | | [*] | | | |" for state in machine.terminal]
    return "\n".join(
        [
            *("---", "type: reducer", "---", f"# {machine.name.capitalize()}"),
            *(
                "Follows its states.",
                "",
                "## Requirements",
                "- R1: Each event leads from state to state as the table says.",
                "",
            ),
            *("## Data model", "### Events", "| event | fields |", "| --- | --- |", *events, ""),
            "## State machine",
            *("| from | event | to | guard | action | requirement |", "| --- " * 6 + "|"),
            *start,
            *map(_row, machine.transitions),
            *ends,
            "",
        ]
    )


def _row(one: Transition) -> str:
    guard = " and ".join(each.rule for each in one.guards)
    action = "; ".join(f"emit {intent}()" for intent in one.intents)
    return f"| {one.source} | {one.event} | {one.target} | {guard} | {action} | R1 |"


def next_of(machine: Machine, state: str, event: str) -> Transition | None:
    """A row of its own goes before one from anywhere, and nothing from anywhere leaves an end."""
    rows = [one for one in machine.transitions if one.event == event]
    own = [one for one in rows if one.source == state]
    free = [one for one in rows if one.source == ANYWHERE and state not in machine.terminal]
    return next(iter([*own, *free]), None)


def paths_of(machine: Machine) -> Mapping[str, tuple[Event, ...]]:
    """For each state that can be reached: events that lead there."""
    first = machine.initial or machine.transitions[0].source
    paths: dict[str, tuple[Event, ...]] = {first: ()}
    waiting = [first]
    for state in waiting:
        for event in dict.fromkeys(one.event for one in machine.transitions):
            found = next_of(machine, state, event)
            if found and found.target not in paths:
                paths[found.target] = (*paths[state], found.asked())
                waiting.append(found.target)
    return paths


def questions(machine: Machine) -> Iterator[tuple[list[Event], Mapping[str, Json]]]:
    """Events from the beginning, and what the data say of the last one."""
    for state, path in paths_of(machine).items():
        for event in dict.fromkeys(one.event for one in machine.transitions):
            found = next_of(machine, state, event)
            if found is None:
                asked = next(one for one in machine.transitions if one.event == event).asked()
                yield [*path, asked], {"state": state, "reason": "no_transition", "intents": []}
                continue
            intents: list[Json] = [*found.intents]
            yield (
                [*path, found.asked()],
                {"state": found.target, "reason": None, "intents": intents},
            )
            if found.guards:
                refused = [*path, found.asked(holds=False)]
                yield refused, {"state": state, "reason": "guard", "intents": []}


def said(answer: Callable[[str], str], events: Sequence[Event]) -> Mapping[str, Json]:
    """What the node says of the last event."""
    before = json.loads(answer(json.dumps({"state": None, "events": events[:-1]})))
    asked = {"state": before["state"], "events": events[-1:]}
    after = json.loads(answer(json.dumps(asked)))
    return {
        "state": after["state"]["state"],
        "reason": next((each["reason"] for each in after["rejected"]), None),
        "intents": [each["intent"] for each in after.get("intents", [])],
    }


def walked(machine: Machine, package: Path, *, details: bool) -> tuple[int, int]:
    """How many questions were asked, and how many answered otherwise than the data say."""
    answer, asked, wrong = answering(package), 0, 0
    for events, expected in questions(machine):
        asked += 1
        found = said(answer, events)
        wrong += found != expected
        if details and found != expected:
            print(f"    {events[-1]}: {found} instead of {expected}"[:SHOWN])
    return asked, wrong


def main(data: Path | None = None, *, details: bool = False) -> None:
    print("State machines of other projects")
    if data is None:
        print("  not measured: they are not part of the project (give their place with --data)")
        return
    lines = [json.loads(line) for line in data.read_text(encoding="utf-8").splitlines()]
    machines = [machine_of(line, number) for number, line in enumerate(lines, 1)]
    asked = wrong = refused = 0
    with TemporaryDirectory(prefix="omninode-machines-") as name:
        documents, packages = Path(name, "prds"), Path(name, "packages")
        documents.mkdir()
        for machine in machines:
            text = document_of(machine)
            Path(documents, f"{named(machine.name)}.md").write_text(text, encoding="utf-8")
        told = proven(documents, packages)
        for machine in machines:
            package = packages / f"node_{named(machine.name)}_reducer"
            if not package.is_dir():
                refused += 1
                print(f"  refused {reason_of(machine, told)}")
                continue
            found = walked(machine, package, details=details)
            asked, wrong = asked + found[0], wrong + found[1]
    print(
        f"  {len(machines) - refused} of {len(machines)} machines proven, {refused} refused;"
        f" {asked} questions, {wrong} answered otherwise than the data say"
    )


def reason_of(machine: Machine, told: str) -> str:
    start = f"{named(machine.name)}.md: "
    lines = (line.removeprefix(start) for line in told.splitlines() if line.startswith(start))
    return next(lines, f"{machine.name}: nothing was said")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--details", action="store_true")
    wanted = parser.parse_args()
    main(wanted.data, details=wanted.details)
