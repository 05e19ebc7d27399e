"""From what the sentences of a document say of a thing to the rows of its state table."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from omninode_bridge.prose.narration.life_changes import Memory
from omninode_bridge.prose.narration.life_clauses import Clause, Says
from omninode_bridge.prose.narration.life_sentences import MAIN, Part
from omninode_bridge.prose.narration.story import Line, UntoldError
from omninode_bridge.requirements.structures import OUTSIDE

_EVENTS: Final = frozenset({Says.IS, Says.DOES})
_STATING: Final = frozenset({"while", "if", "only"})


@dataclass(slots=True)
class Row:
    """`ids` are those of the sentences that say so."""

    source: str
    event: str
    target: str
    line: Line
    about: str = ""
    guard: str = ""
    actions: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)

    @property
    def shown(self) -> str:
        guard = f" [{self.guard}]" if self.guard else ""
        actions = f" / {'; '.join(self.actions)}" if self.actions else ""
        return f"{self.source} --{self.event}{guard}--> {self.target}{actions}"


@dataclass(slots=True)
class Machine:
    """`questions` are of defaults: the sentence, what was taken, and what would answer it."""

    rows: list[Row] = field(default_factory=list)
    initial: str = ""
    finals: dict[str, Line] = field(default_factory=dict)
    counters: dict[str, Line] = field(default_factory=dict)
    questions: list[tuple[Line, str, str]] = field(default_factory=list)
    initial_line: Line | None = None

    def add(self, row: Row) -> None:
        """Raises `UntoldError` where the event leads elsewhere already."""
        for known in self.rows:
            if (known.source, known.event, known.guard) != (row.source, row.event, row.guard):
                continue
            if known.target != row.target:
                way = f"`{row.event}` leads from {row.source} to"
                raise UntoldError(f"{way} {row.target}, elsewhere to {known.target}")
            known.ids.append(row.line.id)
            known.actions += [one for one in row.actions if one not in known.actions]
            return
        row.ids.append(row.line.id)
        self.rows.append(row)

    def from_state(self, state: str) -> list[Row]:
        return [row for row in self.rows if row.source == state]

    def of_event(self, event: str) -> list[Row]:
        return [row for row in self.rows if row.event == event]


@dataclass(frozen=True, slots=True)
class Told:
    """What one sentence says, its clauses sorted by what they are."""

    line: Line
    parts: tuple[Part, ...]

    def main(self, *says: Says) -> list[Clause]:
        return [
            one.clause
            for one in self.parts
            if one.role == MAIN and one.clause and one.clause.says in says
        ]

    def conditions(self, roles: Iterable[str], *says: Says) -> list[Clause]:
        wanted = {*roles}
        return [
            one.clause
            for one in self.parts
            if one.role in wanted and one.clause and one.clause.says in says
        ]

    def guard(self, condition: Callable[[str], str]) -> str:
        """What the conditions ask of values. Raises `UntoldError` for one about nothing known."""
        found = []
        for one in self.parts:
            if one.clause is None:
                text = condition(one.text)
                if not text:
                    raise UntoldError("its condition is about no state that is known")
                found.append(f"not ({text})" if one.role == "unless" else text)
            elif one.role == "unless":
                raise UntoldError("its condition is about no state that is known")
        return found[0] if len(found) == 1 else " and ".join(f"({one})" for one in found)

    def changes(self, memory: Memory, event: str) -> list[str]:
        """What happens to values. Raises `UntoldError` for an amount that nothing carries."""
        found = []
        for one in self.main(Says.CHANGES):
            by = {"one": "1", "zero": "0"}.get(one.about) or memory.value(one.about, event)
            if not by:
                raise UntoldError(f"`{one.about}` is carried by no event and is not remembered")
            is_set = one.verb == "="
            found.append(
                f"{one.word} = {by}" if is_set else f"{one.word} = {one.word} {one.verb} {by}"
            )
        return found

    @property
    def unless(self) -> bool:
        return any(one.role == "unless" for one in self.parts)

    @property
    def texts(self) -> list[str]:
        return [one.text for one in self.parts if one.clause is None]

    def in_states(self) -> tuple[str, ...]:
        """Those that the conditions name: `while it is received or inspected`."""
        event = self.event()
        found = [one for one in self.conditions(_STATING, Says.IS) if one is not event]
        return tuple(
            dict.fromkeys(
                name for one in found for name in (*one.states, *([one.state] if one.state else ()))
            )
        )

    def event(self) -> Clause | None:
        """The one thing that happens. Raises `UntoldError` for several."""
        found = self.conditions(("when", "if"), Says.IS, Says.DOES)
        found = [one for one in found if not (one.says is Says.IS and self._is_state(one))]
        if not found:
            found = [
                one
                for one in self.main(Says.IS, Says.DOES)
                if one.verb and not self._is_result(one)
            ]
        if len(found) > 1:
            raise UntoldError("it tells of several events")
        return found[0] if found else None

    def _is_state(self, clause: Clause) -> bool:
        """`if it is approved` beside another event: the state, not what approves it."""
        others = self.main(Says.DOES) or [one for one in self.main(Says.IS) if one.may]
        return bool(clause.state or clause.states) and (not clause.verb or bool(others))

    def _is_result(self, clause: Clause) -> bool:
        """`then it is approved` beside what happens."""
        if clause.says is not Says.IS or clause.may or not clause.state:
            return False
        return len(self.main(Says.IS, Says.DOES)) > 1 or bool(
            self.conditions(("when", "if"), *_EVENTS)
        )

    def target(self) -> str:
        """The state in which it ends; empty where none is said."""
        found = [one.state for one in self.main(Says.BECOMES)]
        found += [one.state for one in self.main(Says.IS) if self._is_result(one)]
        if len({*found}) > 1:
            raise UntoldError("it leads to several states")
        return found[0] if found else ""

    def sources(self, event: Clause | None) -> tuple[str, ...]:
        said = [one.states for one in self.main(Says.BECOMES, Says.IS) if one.states]
        said += [event.states] if event is not None and event.states else []
        said += [states] if (states := self.in_states()) else []
        if len({frozenset(one) for one in said}) > 1:
            raise UntoldError("it names different states to begin with")
        return said[0] if said else ()


def rows_into(machine: Machine, state: str) -> Sequence[Row]:
    return [
        row for row in machine.rows if row.target == state and row.source not in {state, OUTSIDE}
    ] or [row for row in machine.rows if row.target == state]
