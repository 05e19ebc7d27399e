"""What else the sentences say of a state table: ends, counts, messages, what is impossible."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from omninode_bridge.prose.narration.life_clauses import Clause, Says
from omninode_bridge.prose.narration.life_moves import Machine, Row, Told, rows_into
from omninode_bridge.prose.narration.life_vocabulary import Vocabulary
from omninode_bridge.prose.narration.story import UntoldError


@dataclass(frozen=True, slots=True)
class Remarks:
    vocabulary: Vocabulary
    machine: Machine

    def take(self, told: Told) -> str:
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
        return "; ".join(row.shown for row in rows)

    def _meant(self, told: Told) -> Sequence[Row]:
        """The rows of the event that is named, or those that lead into the state."""
        entered = told.conditions(("when", "if"), Says.BECOMES)
        if entered:
            return rows_into(self.machine, entered[0].state)
        named = told.conditions(("when", "if"), Says.IS, Says.DOES)
        if len(named) != 1:
            return ()
        (one,) = named
        if not one.verb and one.states and not one.state:
            return self._into_each(one.states)
        rows = self.machine.of_event(one.verb)
        rows = [row for row in rows if not one.states or row.source in one.states]
        return rows or (rows_into(self.machine, one.state) if one.state else ())

    def _into_each(self, states: Iterable[str]) -> list[Row]:
        """Raises `UntoldError` where nothing leads to one of them."""
        rows = [(state, rows_into(self.machine, state)) for state in states]
        if missing := [state for state, found in rows if not found]:
            raise UntoldError(f"nothing leads to {', '.join(missing)}")
        return [row for _, found in rows for row in found]

    def _ended(self, told: Told, states: Iterable[str]) -> str:
        found = list(dict.fromkeys(states))
        leaving = [row for state in found for row in self.machine.from_state(state)]
        if leaving:
            (row, *_) = leaving
            raise UntoldError(f"{row.source} is final here, and elsewhere left by `{row.event}`")
        rows = self._into_each(found)
        for row in rows:
            row.ids.append(told.line.id)
        self.machine.finals |= dict.fromkeys(found, told.line)
        return f"final: {', '.join(found)}"

    def _counted(self, told: Told, event: Clause) -> str:
        """`may be extended up to two times` keeps the state and counts."""
        sources = told.sources(event)
        name = self.vocabulary.event(event.verb)
        if not sources or told.target() or self.machine.of_event(name):
            raise UntoldError(f"in which state `{name}` is possible is not said")
        counter = f"{name}_count"
        self.machine.counters[counter] = told.line
        for source in sources:
            guard, action = f"{counter} < {event.times}", f"{counter} = {counter} + 1"
            self.machine.add(Row(source, name, source, told.line, "", guard, [action]))
        return f"{', '.join(sources)} --{name} [{counter} < {event.times}]"

    def deny(self, told: Told) -> str:
        """`a ticket that is approved cannot be cancelled` holds where no row says otherwise."""
        denied, accepted = told.main(Says.NEVER), told.main(Says.ACCEPTS)
        known = len(denied) + len(accepted) + len(told.conditions(("while", "if"), Says.IS))
        if len(denied) > 1 or not (denied or accepted) or len(told.parts) != known:
            return ""
        shown = [self._denied_one(told, one) for one in denied]
        shown += [self._accepted(told, one) for one in accepted]
        return "; ".join(shown)

    def _accepted(self, told: Told, one: Clause) -> str:
        """What is possible in other states is possible here, and changes the same."""
        states, rows = told.in_states(), self.machine.of_event(one.verb)
        if not states or not rows or any(row.source != row.target for row in rows):
            raise UntoldError(f"what `{one.verb}` does in which state is not said")
        for state in states:
            self.machine.add(replace(rows[0], source=state, target=state, line=told.line, ids=[]))
        return f"{', '.join(states)} --{one.verb}"

    def _denied_one(self, told: Told, one: Clause) -> str:
        states = one.states or told.in_states()
        rows = self.machine.of_event(one.verb)
        if not states or not rows:
            raise UntoldError(f"no state and no event `{one.verb}` of the document is denied by it")
        against = [row for row in rows if row.source in states]
        if against:
            (row, *_) = against
            raise UntoldError(f"`{one.verb}` leads from {row.source} to {row.target} elsewhere")
        for row in rows:
            row.ids.append(told.line.id)
        return f"no `{one.verb}` in {', '.join(states)}"
