"""What a sentence says of transitions besides event and state: limits, ends, starts, refusals."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from omninode_bridge.generation.asides import gist
from omninode_bridge.generation.reducer.checked import Machine, Reducer, Row, SetContext
from omninode_bridge.generation.said.atoms import Atom, atoms_in
from omninode_bridge.generation.said.clauses import clauses_of
from omninode_bridge.generation.said.conditions import Told, words_of_condition
from omninode_bridge.generation.said.lemmas import all_said
from omninode_bridge.requirements.naming import words

_ENDING: Final = frozenset({"final", "terminal"})
_HAPPENING: Final = frozenset({"happen", "change", "lead", "possible", "leave"})
_END: Final = (
    _ENDING
    | _HAPPENING
    | {
        *("state", "after", "more", "anything", "out", "event", "events", "longer", "further"),
        *("any", "else", "it", "once"),
    }
)
_BEGINNING: Final = frozenset({"start", "begin", "initial"})
_BEGIN: Final = _BEGINNING | {"state", "new", "first", "created", "always"}
_VAGUE: Final = frozenset({"in", "on", "to", "of", "is", "be", "as", "a", "by", "for"})
_AS_STATE: Final = re.compile(r"\b(?:starts?|begins?)\s+(?:out\s+)?(?:as|in)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RowWording:
    """`about` are words for what the document is about."""

    reducer: Reducer
    about: frozenset[str]

    def said_by(self, text: str) -> tuple[Row, ...]:
        """The transitions that are as the sentence says; none where any word says more."""
        machine = self.reducer.machine
        if machine is None:
            return ()
        told = Told.of(text, _names(machine))
        if told.refuses is None:
            return ()
        laws = (self._limited, self._final, self._first, self._refused)
        return next((rows for law in laws if (rows := law(machine, told))), ())

    def said_in_turn(self, text: str) -> tuple[Row, ...]:
        """Of a sentence about several events, each of which is told in the same way."""
        machine = self.reducer.machine
        if machine is None:
            return ()
        for clauses in clauses_of(gist(text)):
            found = [
                self._done(machine, Told.of(clause, _names(machine))) or self.said_by(clause)
                for clause in clauses
            ]
            if all(found):
                return tuple(dict.fromkeys(row for rows in found for row in rows))
        return ()

    def _done(self, machine: Machine, told: Told) -> tuple[Row, ...]:
        """`A loan is renewed`: the event, and what its transitions keep."""
        if told.limits or told.refuses:
            return ()
        for event in _events(machine):
            rows = machine.rows_of(event)
            kept = {name for row in rows for name in _kept(row)}
            if told.names(words(event)) and not self._left(told, {*words(event), *kept}):
                return rows
        return ()

    def _left(self, told: Told, known: set[str]) -> set[str]:
        return told.left(frozenset(known) | self.about)

    def _limited(self, machine: Machine, told: Told) -> tuple[Row, ...]:
        """`A loan may be renewed at most twice`, also where the context keeps to it."""
        if not told.limits:
            return ()
        for event in _events(machine):
            rows = machine.rows_of(event)
            states = self._states(machine, told, event)
            is_event = told.names(words(event))
            if not is_event:
                rows = tuple(row for row in rows if {row.target, row.origin} == states)
                others = [row for row in machine.rows if {row.target, row.origin} == states]
                if len(rows) < len(others) or len(states) < 2:  # noqa: PLR2004 - from one to one
                    continue
            elif states and states != {row.origin for row in rows}:
                continue
            known = {*words(event), *(word for state in states for word in words(state))}
            if rows and all(self._limits(machine, told, row, known) for row in rows):
                return rows
        return ()

    def _limits(self, machine: Machine, told: Told, row: Row, known: set[str]) -> bool:
        atoms = self._atoms(row) if row.guard_source is not None else self._kept_to(row)
        if atoms is None:
            return False
        counted = tuple(self._counted(row, atom) for atom in atoms)
        if any(atom.repeats for atom in counted) and not _repeats(machine, row):
            return False
        stated = words_of_condition(told, counted, refusing=False)
        return stated is not None and not self._left(told, known | stated)

    def _atoms(self, row: Row) -> tuple[Atom, ...] | None:
        return None if row.guard_source is None else atoms_in(row.guard_source.text)

    def _kept_to(self, row: Row) -> tuple[Atom, ...] | None:
        """The largest value that the context allows of what the transition counts."""
        for action in row.actions:
            name = action.name if isinstance(action, SetContext) else ""
            field = next((one for one in self.reducer.context if one.name == name), None)
            most = None if field is None else field.constraints.maximum
            if most is not None and most.inclusive and self._counts(row, name):
                # Counted before it is kept, as a guard would.
                return (Atom(name, "<", most.value),)
        return None

    def _counted(self, row: Row, atom: Atom) -> Atom:
        if atom.sign not in ("<", "<=") or not isinstance(atom.value, Decimal):
            return atom
        if not self._counts(row, atom.name):
            return atom
        return replace(atom, sign="<=", value=atom.value + int(atom.sign == "<="), repeats=True)

    def _counts(self, row: Row, name: str) -> bool:
        field = next((one for one in self.reducer.context if one.name == name), None)
        if field is None or field.default is None or field.default.text.strip() != "0":
            return False
        texts = (one.source.text for one in row.actions if isinstance(one, SetContext))
        return any(re.fullmatch(rf"{name}\s*=\s*{name}\s*\+\s*1", text.strip()) for text in texts)

    def _final(self, machine: Machine, told: Told) -> tuple[Row, ...]:
        """`Returned is a final state`, `nothing happens to a loan that is returned`."""
        named = self._states(machine, told)
        asked = _HAPPENING if told.refuses else _ENDING
        if told.limits or len(named) != 1 or not any(told.names((word,)) for word in asked):
            return ()
        (state,) = named
        if any(row.origin == state for row in machine.rows):
            return ()
        into = tuple(row for row in machine.rows if row.target == state)
        return () if self._left(told, {*words(state), *_END}) else into

    def _first(self, machine: Machine, told: Told) -> tuple[Row, ...]:
        """`A loan starts as open`."""
        named = self._states(machine, told)
        is_start = any(told.names((word,)) for word in _BEGINNING)
        if told.limits or told.refuses or len(named) != 1 or not is_start:
            return ()
        rows = tuple(row for row in machine.rows if row.origin is None)
        first = {row.target for row in rows} if machine.initial is None else {machine.initial}
        if first != named:
            return ()
        rows = rows or tuple(row for row in machine.rows if row.origin == machine.initial)
        events = {word for row in rows for word in words(row.event)}
        known = {word for state in named for word in words(state)} | _BEGIN
        return () if self._left(told, known | events) else rows

    def _refused(self, machine: Machine, told: Told) -> tuple[Row, ...]:
        """`A lost loan cannot be renewed`."""
        if told.limits or not told.refuses:
            return ()
        for event in _events(machine):
            rows, named = machine.rows_of(event), self._states(machine, told, event)
            if not told.names(words(event)) or not named:
                continue
            known = {word for state in named for word in words(state)} | {*words(event)}
            if not named & {row.origin for row in rows} and not self._left(told, known):
                return rows
        return ()

    def _states(self, machine: Machine, told: Told, event: str = "") -> set[str]:
        """Those that are named by words which do not name the event; more exactly said first."""
        rest = [word for word in told.said if word not in words(event)]
        exact = {state for state in machine.states if {*words(state)} <= {*rest}}
        rest = [word for word in rest if not any(word in words(state) for state in exact)]
        free = [word for word in rest if not event or not all_said([word], words(event))]
        return exact | {state for state in machine.states if all_said(words(state), free)}


def tells_the_start(text: str) -> bool:
    """`starts as`, `begins in`: nothing but the first state is told so."""
    return bool(_AS_STATE.search(text))


def _names(machine: Machine) -> set[str]:
    """Of an event that is called `return`, the word says something."""
    return {word for name in (*_events(machine), *machine.states) for word in words(name)} - _VAGUE


def _events(machine: Machine) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.event for row in machine.rows))


def _kept(row: Row) -> Sequence[str]:
    return [word for one in row.actions if isinstance(one, SetContext) for word in words(one.name)]


def _repeats(machine: Machine, row: Row) -> bool:
    """Every way to the event counts: none of its transitions is without the count."""
    counted = {source.text for source in (row.guard_source,) if source is not None}
    others = (each for each in machine.rows_of(row.event) if each.guard_source is not None)
    return all(each.guard_source is None or each.guard_source.text in counted for each in others)
