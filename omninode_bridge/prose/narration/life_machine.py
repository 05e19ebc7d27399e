"""The state table that the sentences of a document tell, sentence after sentence."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from omninode_bridge.prose.narration.life_clauses import Clause, ClauseReader, Says
from omninode_bridge.prose.narration.life_moves import Machine, Row, Told, rows_into
from omninode_bridge.prose.narration.life_sentences import SentenceReader
from omninode_bridge.prose.narration.life_vocabulary import Vocabulary
from omninode_bridge.prose.narration.story import Line, UntoldError
from omninode_bridge.requirements.structures import OUTSIDE


@dataclass(slots=True)
class Story:
    """`reasons` say of each sentence that is not read why it is not."""

    vocabulary: Vocabulary
    machine: Machine = field(default_factory=Machine)
    bound: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, tuple[Line, str]] = field(default_factory=dict)
    _last: str = ""
    _ends: frozenset[str] = frozenset()

    def tell(self, lines: Sequence[Line]) -> None:
        """Moves first: what is said about them may stand before them."""
        reader = SentenceReader(ClauseReader(self.vocabulary))
        told: list[Told] = []
        for line in lines:
            try:
                told.append(Told(line, reader.read(line.said)))
            except UntoldError as error:
                self._refuse(line, str(error))
        ends = (one for each in told for one in each.main(Says.FINAL))
        self._ends = frozenset(state for one in ends for state in one.states)
        for take in (self._moves, self._remarks, self._denials):
            told = [one for one in told if not self._taken(take, one)]
        if self.machine.initial_line is not None:
            for row in self.machine.from_state(self.machine.initial):
                row.ids.append(self.machine.initial_line.id)

    def _refuse(self, line: Line, reason: str) -> None:
        self.reasons[line.id] = (line, reason)

    def _taken(self, take: Callable[[Told], str], one: Told) -> bool:
        try:
            shown = take(one)
        except UntoldError as error:
            self._refuse(one.line, str(error))
            return True
        if shown:
            self.bound[one.line.id] = shown
        return bool(shown)

    def _moves(self, told: Told) -> str:
        """Where it starts, and what leads from one state to another."""
        starts = told.main(Says.STARTS)
        if any(one.state != (self.machine.initial or one.state) for one in starts):
            raise UntoldError(
                f"it starts as `{starts[0].state}`, elsewhere as `{self.machine.initial}`"
            )
        event, target = told.event(), told.target()
        is_move = bool(event and (target or self._led_to(told, event)))
        if starts:
            if event is not None and not target:
                return ""
            self.machine.initial = self._last = starts[0].state
            self.machine.initial_line = self.machine.initial_line or told.line
        if not is_move or event is None:
            return f"begins as {starts[0].state}" if starts else ""
        return self._moved(told, event, target or self._led_to(told, event), bool(starts))

    def _moved(self, told: Told, event: Clause, target: str, starts: bool) -> str:
        if told.unless or told.texts:
            raise UntoldError("its condition is about no state that is known")
        sources = told.sources(event)
        if not sources and not starts:
            sources = self._assumed(told, event, target)
        sources = sources or ((self.machine.initial,) if starts else ())
        name = self._event_name(event)
        rows = [Row(source, name, target, told.line, event.about) for source in sources]
        actions = [f"emit {one.verb}()" for one in told.main(Says.INFORMS)]
        for row in rows:
            row.actions += actions
            self._add(row)
        self._last = target
        return "; ".join(_shown(row) for row in rows)

    def _led_to(self, told: Told, event: Clause) -> str:
        """The state that is called as what is done: `an active account may be frozen`."""
        is_alone = (
            event.says is Says.IS and event in told.main(Says.IS) and not told.main(Says.INFORMS)
        )
        if not is_alone or event.times:
            return ""
        if event.state and (event.may or told.sources(event)):
            return event.state
        return ""

    def _assumed(self, told: Told, event: Clause, target: str) -> tuple[str, ...]:
        """Without a state to begin with it goes on from where the story stands."""
        name = self._event_name(event)
        if not self.machine.rows and not self.machine.initial:
            return (OUTSIDE,)
        last = self._last
        is_open = bool(last) and last != target and not self.machine.from_state(last)
        if not is_open or last in self._ends or self.machine.of_event(name):
            raise UntoldError(f"from which state `{name}` leads to {target} is not said")
        taken = f"takes {last} as the state in which `{name}` is possible"
        self.machine.questions.append((told.line, taken, f"In which states is `{name}` possible?"))
        return (last,)

    def _event_name(self, event: Clause) -> str:
        declared = self.vocabulary.events
        if declared and event.verb not in declared:
            raise UntoldError(f"`{event.verb}` is none of the declared events")
        return event.verb

    def _add(self, row: Row) -> None:
        for known in self.machine.rows:
            if (known.source, known.event, known.guard) != (row.source, row.event, row.guard):
                continue
            if known.target != row.target:
                way = f"`{row.event}` leads from {row.source} to"
                raise UntoldError(f"{way} {row.target}, elsewhere to {known.target}")
            known.ids.append(row.line.id)
            known.actions += [one for one in row.actions if one not in known.actions]
            return
        row.ids.append(row.line.id)
        self.machine.rows.append(row)

    def _remarks(self, told: Told) -> str:
        """What else happens on a move, what is counted, and where it ends."""
        if told.unless or told.texts:
            raise UntoldError("its condition is about no state that is known")
        if finals := told.main(Says.FINAL):
            return self._ended(told, [state for one in finals for state in one.states])
        if counted := [one for one in told.main(*(Says.IS, Says.DOES)) if one.times]:
            return self._counted(told, counted[0])
        informs = told.main(Says.INFORMS)
        if not informs:
            return ""
        rows = self._meant(told)
        if not rows:
            raise UntoldError("no event and no state of the document is named when it happens")
        for row in rows:
            row.ids.append(told.line.id)
            row.actions += [f"emit {one.verb}()" for one in informs]
        return "; ".join(_shown(row) for row in rows)

    def _meant(self, told: Told) -> Sequence[Row]:
        """The rows of the event that is named, or those that lead into the state."""
        entered = told.conditions(("when", "if"), Says.BECOMES)
        if entered:
            return rows_into(self.machine, entered[0].state)
        named = told.conditions(("when", "if"), Says.IS, Says.DOES)
        if len(named) != 1:
            return ()
        (one,) = named
        rows = self.machine.of_event(one.verb)
        rows = [row for row in rows if not one.states or row.source in one.states]
        return rows or (rows_into(self.machine, one.state) if one.state else ())

    def _ended(self, told: Told, states: Iterable[str]) -> str:
        found = list(dict.fromkeys(states))
        leaving = [row for state in found for row in self.machine.from_state(state)]
        if leaving:
            raise UntoldError(
                f"{leaving[0].source} is final here, and elsewhere left by `{leaving[0].event}`"
            )
        rows = [row for state in found for row in rows_into(self.machine, state)]
        if not rows:
            raise UntoldError("nothing leads to these states")
        for row in rows:
            row.ids.append(told.line.id)
        self.machine.finals |= dict.fromkeys(found, told.line)
        return f"final: {', '.join(found)}"

    def _counted(self, told: Told, event: Clause) -> str:
        """`may be extended up to two times` keeps the state and counts."""
        sources = told.sources(event)
        name = self._event_name(event)
        if not sources or told.target() or self.machine.of_event(name):
            raise UntoldError(f"in which state `{name}` is possible is not said")
        counter = f"{name}_count"
        self.machine.counters[counter] = told.line
        for source in sources:
            guard, action = f"{counter} < {event.times}", f"{counter} = {counter} + 1"
            self._add(Row(source, name, source, told.line, "", guard, [action]))
        return f"{', '.join(sources)} --{name} [{counter} < {event.times}]"

    def _denials(self, told: Told) -> str:
        """`a ticket that is approved cannot be cancelled` holds where no row says otherwise."""
        denied = told.main(Says.NEVER)
        if len(denied) != 1 or len(told.parts) != 1 + len(
            told.conditions(("while", "if"), Says.IS)
        ):
            return ""
        (one,) = denied
        states = one.states or told.in_states()
        rows = self.machine.of_event(one.verb)
        if not states or not rows:
            raise UntoldError(f"no state and no event `{one.verb}` of the document is denied by it")
        against = [row for row in rows if row.source in states]
        if against:
            raise UntoldError(
                f"`{one.verb}` leads from {against[0].source} to {against[0].target} elsewhere"
            )
        for row in rows:
            row.ids.append(told.line.id)
        return f"no `{one.verb}` in {', '.join(states)}"


def _shown(row: Row) -> str:
    guard = f" [{row.guard}]" if row.guard else ""
    actions = f" / {'; '.join(row.actions)}" if row.actions else ""
    return f"{row.source} --{row.event}{guard}--> {row.target}{actions}"
