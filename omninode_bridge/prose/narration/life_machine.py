"""The state table that the sentences of a document tell, sentence after sentence."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

from omninode_bridge.language.word_forms import base_of, is_past
from omninode_bridge.prose.narration.life_changes import (
    Change,
    Leaving,
    Memory,
    change_of,
    leaving_of,
)
from omninode_bridge.prose.narration.life_clauses import Clause, Says
from omninode_bridge.prose.narration.life_effects import apply_change, apply_leaving, remember
from omninode_bridge.prose.narration.life_moves import Machine, Row, Told
from omninode_bridge.prose.narration.life_remarks import Remarks
from omninode_bridge.prose.narration.life_rewriting import settled
from omninode_bridge.prose.narration.life_sentences import SentenceReader
from omninode_bridge.prose.narration.life_vocabulary import Vocabulary
from omninode_bridge.prose.narration.story import Line, UntoldError
from omninode_bridge.requirements.structures import OUTSIDE

_ENDING: Final = frozenset(
    {
        *("closed", "cancelled", "canceled", "archived", "completed", "finished", "terminated"),
        *("rejected", "expired", "ended", "dissolved", "settled", "blocked", "suspended", "locked"),
    }
)
"""Participles that are states wherever something may be so."""


_GOING_ON: Final = re.compile(
    r"(?:it|they) (?:is then|then becomes|becomes then)|then (?:it|they) (?:is|becomes) "
)


@dataclass(slots=True)
class Story:
    """What `memory` knows is changed by events; `reasons` say why a sentence is not read."""

    vocabulary: Vocabulary
    memory: Memory
    machine: Machine = field(default_factory=Machine)
    bound: dict[str, str] = field(default_factory=dict)
    read: set[tuple[str, str]] = field(default_factory=set)
    reasons: dict[str, tuple[Line, str]] = field(default_factory=dict)
    _last: str = ""
    _ends: frozenset[str] = frozenset()
    _changes: list[tuple[Line, Change]] = field(default_factory=list)
    _naming: list[Line] = field(default_factory=list)
    _leavings: list[tuple[Line, Leaving]] = field(default_factory=list)

    def tell(self, lines: Sequence[Line]) -> None:
        """Moves first: what is said about them may stand before them."""
        plain = [replace(one, said=settled(one.said, self.vocabulary)) for one in lines]
        joined, also = _joined(plain)
        told = [one for line in joined for one in self._read(line)]
        ends = (one for each in told for one in each.main(Says.FINAL))
        self._ends = frozenset(state for one in ends for state in one.states)
        told = [one for one in told if not self._taken(self._moves, one)]
        denied = _denied(told)
        for line, change in self._changes:
            self._apply(line, partial(apply_change, self.machine, change, line, denied))
        remarks = Remarks(self.vocabulary, self.machine)
        for take in (remarks.take, remarks.deny):
            told = [one for one in told if not self._taken(take, one)]
        for line, leaving in self._leavings:
            self._apply(line, partial(apply_leaving, self.machine, leaving, line))
        remember(self.machine, self.memory)
        for line, first in also:
            self._follow(line, first)
        self._name_states()

    def _read(self, line: Line) -> list[Told]:
        """A sentence as its parts; nothing where it is not read, or is a change."""
        clauses = self.memory.reader(self.vocabulary)
        try:
            if self._names_states(line):
                return []
            if leaving := leaving_of(line.said, self.memory, clauses.read):
                self._leavings.append((line, leaving))
                return []
            if change := change_of(line.said, self.memory, clauses):
                self._changes.append((line, change))
                return []
            return _apart(line, SentenceReader(clauses))
        except UntoldError as error:
            self._refuse(line, str(error))
            return []

    def _name_states(self) -> None:
        for line in self._naming if self.machine.rows else ():
            self._bind(line, f"states: {', '.join(self.vocabulary.states.values())}")
            for row in self.machine.rows:
                row.ids.append(line.id)
        if self.machine.initial_line is not None:
            for row in self.machine.from_state(self.machine.initial):
                row.ids.append(self.machine.initial_line.id)

    def _names_states(self, line: Line) -> bool:
        """`A locker can be free, occupied or broken`: it is of all rows."""
        words = self.vocabulary
        said = rf"(?:.+ )?(?:{words.things}|it) (?:is|may be) (?:either )?({words.list_pattern})"
        found = re.fullmatch(said, line.said)
        if found is None or found[1].count(" , ") + found[1].count(" or ") <= 1:
            return False
        self._naming.append(line)
        return True

    def _apply(self, line: Line, way: Callable[[], Sequence[Row]]) -> None:
        try:
            rows = way()
        except UntoldError as error:
            self._refuse(line, str(error))
            return
        self._bind(line, "; ".join(row.shown for row in rows))

    def _bind(self, line: Line, shown: str) -> None:
        self.read.add(line.key)
        before = self.bound.get(line.id)
        self.bound[line.id] = f"{before}; {shown}" if before else shown

    def _follow(self, line: Line, first: str) -> None:
        """What goes on with another sentence is bound where that is."""
        if first in self.bound:
            self.read.add(line.key)
        if first not in self.bound or line.id == first:
            return
        self.bound[line.id] = self.bound[first]
        for row in self.machine.rows:
            if first in row.ids:
                row.ids.append(line.id)

    def _refuse(self, line: Line, reason: str) -> None:
        self.reasons[line.id] = (line, reason)

    def _taken(self, take: Callable[[Told], str], one: Told) -> bool:
        try:
            shown = take(one)
        except UntoldError as error:
            self._refuse(one.line, str(error))
            return True
        if shown:
            self._bind(one.line, shown)
        return bool(shown)

    def _moves(self, told: Told) -> str:
        """Where it starts, and what leads from one state to another."""
        starts = told.main(Says.STARTS)
        if any(one.state != (self.machine.initial or one.state) for one in starts):
            raise UntoldError(
                f"it starts as `{starts[0].state}`, elsewhere as `{self.machine.initial}`"
            )
        event, target = told.event(), told.target()
        if event is not None and event.times and target:
            raise UntoldError(f"how often `{event.verb}` must happen is no part of a state")
        if event is not None and not target and not starts:
            target = self._led_to(told, event)
        if starts:
            if event is not None and not target:
                return ""
            self.machine.initial = self._last = starts[0].state
            self.machine.initial_line = self.machine.initial_line or told.line
        if event is not None and not target and told.main(Says.CHANGES):
            return self._changed(told, event)
        if event is None or not target:
            return f"begins as {starts[0].state}" if starts else ""
        return self._moved(told, event, target, bool(starts))

    def _changed(self, told: Told, event: Clause) -> str:
        """An event that changes values, and no state."""
        name = self.vocabulary.event(event.verb)
        guard = told.guard(lambda text: self.memory.condition(text, name))
        states = told.sources(event)
        for action in told.changes(self.memory, name):
            self._changes.append((told.line, Change(name, action, states, guard)))
        return "; ".join(told.changes(self.memory, name))

    def _moved(self, told: Told, event: Clause, target: str, starts: bool) -> str:
        name = self.vocabulary.event(event.verb)
        guard = told.guard(lambda text: self.memory.condition(text, name))
        sources = told.sources(event)
        if not sources and not starts:
            sources = self._assumed(told, event, target)
        sources = sources or ((self.machine.initial,) if starts else ())
        rows = [Row(source, name, target, told.line, event.about, guard) for source in sources]
        actions = told.changes(self.memory, name)
        actions += [f"emit {one.verb}()" for one in told.main(Says.INFORMS)]
        for row in rows:
            row.actions += actions
            self.machine.add(row)
        self._last = target
        return "; ".join(row.shown for row in rows)

    def _led_to(self, told: Told, event: Clause) -> str:
        """The state that is called as what is done: `an active account may be frozen`."""
        if event.says is Says.DOES and event in told.main(Says.DOES) and not event.times:
            return self._ended_by(told, event) if told.sources(event) else ""
        is_alone = (
            event.says is Says.IS and event in told.main(Says.IS) and not told.main(Says.INFORMS)
        )
        if not is_alone or event.times:
            return ""
        if event.state and (event.may or told.sources(event)):
            return event.state
        back = self.machine.of_event(event.verb.removeprefix("un"))
        if event.verb.startswith("un") and len(back) == 1:
            return back[0].source
        if event.may and event.word in _ENDING and event.verb in self.vocabulary.events:
            return self._named_by(told, event)
        return ""

    def _ended_by(self, told: Told, event: Clause) -> str:
        """The state that is called as what is done: `the clerk grants a permit`."""
        for word, state in self.vocabulary.states.items():
            if is_past(word) and base_of(word) == event.verb:
                return state
        ending = sorted(word for word in _ENDING if base_of(word) == event.verb)
        return self._named_by(told, replace(event, word=ending[0])) if ending else ""

    def _named_by(self, told: Told, event: Clause) -> str:
        """A state that no other sentence names: `an account may be closed`."""
        self.vocabulary.states[event.word] = event.word
        taken = f"takes {event.word} as the state to which `{event.verb}` leads"
        self.machine.questions.append((told.line, taken, f"Where does `{event.verb}` lead?"))
        return event.word

    def _assumed(self, told: Told, event: Clause, target: str) -> tuple[str, ...]:
        """Without a state to begin with it goes on from where the story stands."""
        name = self.vocabulary.event(event.verb)
        if not self.machine.rows and not self.machine.initial:
            return (OUTSIDE,)
        last = self._last
        is_open = bool(last) and last != target and not self.machine.from_state(last)
        if not is_open or last in self._ends or self.machine.of_event(name):
            raise UntoldError(f"from which state `{name}` leads to {target} is not said")
        taken = f"takes {last} as the state in which `{name}` is possible"
        self.machine.questions.append((told.line, taken, f"In which states is `{name}` possible?"))
        return (last,)


def _joined(lines: Sequence[Line]) -> tuple[list[Line], list[tuple[Line, str]]]:
    """`It is then withdrawn.` belongs to the sentence before it; and which lines do so."""
    found: list[Line] = []
    also: list[tuple[Line, str]] = []
    for line in lines:
        if found and _GOING_ON.match(line.said):
            also.append((line, found[-1].id))
            found[-1] = replace(found[-1], said=f"{found[-1].said} ; {line.said}")
        else:
            found.append(line)
    return found, also


def _denied(told: Iterable[Told]) -> dict[str, set[str]]:
    """The states in which each event is said to be impossible."""
    found: dict[str, set[str]] = {}
    for one in told:
        for clause in one.main(Says.NEVER):
            found.setdefault(clause.verb, set()).update(clause.states or one.in_states())
    return found


def _apart(line: Line, reader: SentenceReader) -> list[Told]:
    """Two sentences joined by `and` are two, where each of them tells of an event."""
    whole = Told(line, reader.read(line.said))
    try:
        whole.event()
    except UntoldError:
        halves = re.split(r" , and | ; ", line.said)
        found = [Told(line, reader.read(half)) for half in halves]
        if len(found) == 1 or any(one.event() is None for one in found):
            raise
        return found
    return [whole]
