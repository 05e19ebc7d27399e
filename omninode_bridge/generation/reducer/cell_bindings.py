"""Whether a sentence says what a cell of a transition or a rule does, and what shows that."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from omninode_bridge.generation.reducer.checked import EmitIntent, Machine, Reducer, Row, SetContext
from omninode_bridge.generation.said.claims import Claim
from omninode_bridge.generation.said.compared import pair_in
from omninode_bridge.generation.said.conditions import Told
from omninode_bridge.generation.said.rules import states_rejection
from omninode_bridge.generation.said.spoken import Spoken
from omninode_bridge.generation.said.transitions import Arrow, Happening, Thing, happening
from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.requirements.naming import words
from omninode_bridge.rules.groups import Rule
from omninode_bridge.rules.syntax import RejectWhen

_NO_TWO: Final = re.compile(
    r"no two (?P<things>[a-z]+) (?:may |can |shall |must )?(?:have|carry|bear|share) the same "
    r"(?P<key>[a-z_ ]+?)\.?"
)
_HOWEVER_OFTEN: Final = re.compile(
    r",? (?:however|no matter how) often (?:it|they) (?:is|are|was|were) "
    r"(?:sent|reported|delivered|received|repeated)(?=\.?$)",
    re.IGNORECASE,
)
_SIZES: Final = frozenset(
    {
        *("more", "greater", "higher", "larger", "less", "lower", "smaller", "than", "above"),
        *("over", "below", "under", "exceed", "most", "least", "beyond"),
    }
)


@dataclass(frozen=True, slots=True)
class Cells:
    """`about` are words for what the document is about."""

    reducer: Reducer
    about: frozenset[str]

    def happening(self, text: str) -> Happening | None:
        """The events of which the sentence tells the truth.

        None where it is not about what happens in which state.
        """
        machine = self.reducer.machine
        if machine is None:
            return None
        arrows = [
            Arrow(row.event, row.origin, row.target, frozenset(self._words(row)))
            for row in machine.rows
        ]
        return happening(arrows, text, Thing(self.about))

    def rows_said(self, text: str) -> tuple[Row, ...]:
        """The transitions with an action, a guard, or an end that the sentence tells."""
        machine = self.reducer.machine
        if machine is None:
            return ()
        spoken = Spoken.of(text)
        done = tuple(row for row in machine.rows if self._is_done(row, spoken))
        return (
            done
            or self._first(machine, spoken)
            or self._final(machine, spoken)
            or (self._guarded(machine, text))
        )

    def _final(self, machine: Machine, spoken: Spoken) -> tuple[Row, ...]:
        found = []
        for state in machine.states:
            into = [row for row in machine.rows if row.target == state]
            topics = tuple(frozenset({word}) for word in words(state))
            is_said = Claim("final", (), topics, self.about).is_said(spoken)
            if is_said and not any(row.origin == state for row in machine.rows):
                found += into
        return tuple(found)

    def _is_done(self, row: Row, spoken: Spoken) -> bool:
        """Each action is something that the sentence may be about."""
        return any(claim.is_said(spoken) for claim in self._claims(row))

    def _claims(self, row: Row) -> Iterator[Claim]:
        names = (frozenset(words(row.event)),)
        known = self.about | {*words(row.event), "event"}
        for action in row.actions:
            if isinstance(action, EmitIntent):
                payload = {word for key, _ in action.arguments for word in words(key)}
                topics = tuple(frozenset({word}) for word in words(action.intent))
                reached = (*names, frozenset(words(row.target)))
                more = known | {*words(row.target), *payload}
                yield Claim("done", reached, topics, more)
                continue
            field = tuple(frozenset({word}) for word in words(action.name))
            yield from (
                Claim(concept, names, field, known | {"number", *_operands(action)})
                for concept in _concepts(action)
            )

    def _first(self, machine: Machine, spoken: Spoken) -> tuple[Row, ...]:
        rows = tuple(row for row in machine.rows if row.origin is None)
        state = machine.initial or next((row.target for row in rows), None)
        if state is None or {row.target for row in rows} - {state}:
            return ()
        topics = tuple(frozenset({word}) for word in words(state))
        own = {word for row in rows for word in words(row.event)}
        claim = Claim("first", (), topics, self.about | own | {"first"})
        rows = rows or tuple(row for row in machine.rows if row.origin == state)
        return rows if claim.is_said(spoken) else ()

    def _guarded(self, machine: Machine, text: str) -> tuple[Row, ...]:
        """`A payment above the fee is refused`: all transitions of an event compare so."""
        for event in dict.fromkeys(row.event for row in machine.rows):
            rows = machine.rows_of(event)
            if all(self._compares(row, text) for row in rows):
                return rows
        return ()

    def _compares(self, row: Row, text: str) -> bool:
        pair = None if row.guard_source is None else pair_in(row.guard_source.text)
        stated = None if pair is None else pair.states(text, words(row.event), refusing=False)
        known = self.about | {*words(row.event), "possible", "one"}
        return stated is not None and not Spoken.of(text).left(known | stated | _SIZES)

    def _words(self, row: Row) -> Iterator[str]:
        for action in row.actions:
            if isinstance(action, SetContext):
                yield from words(action.name)
            else:
                yield from words(action.intent)


def rules_said(
    rules: Sequence[Rule], text: str, fields: Sequence[str], about: frozenset[str]
) -> tuple[Rule, ...]:
    """Rules without an id that refuse what the sentence refuses."""
    free = [rule for rule in rules if rule.source.requirement_id is None]
    told = Told.of(text, fields=fields)
    found = [
        rule
        for rule in free
        if isinstance(rule.statement, RejectWhen)
        and states_rejection(told, rule.statement.condition, about)
    ]
    return tuple(found) if len(found) == 1 else ()


def once_said(text: str, subject: str, keys: Sequence[str], about: frozenset[str]) -> bool:
    """`A ticket is counted once`: by the name of what is counted, or by its key."""
    own = frozenset(words(subject))
    if found := _NO_TWO.fullmatch(" ".join(text.lower().replace("`", "").split())):
        named, key = words(lexicon().singular(found["things"])), words(found["key"])
        return {*named} == own and [key] == [words(one) for one in keys]
    text = _HOWEVER_OFTEN.sub("", text)
    names = (own, *(frozenset(words(key)) for key in keys))
    known = own.union(about, *names) | {"event", "events", "number", "key", "id", "no"}
    return Claim("counted once", names, known=known).is_said(Spoken.of(text))


def _concepts(action: SetContext) -> Iterator[str]:
    """By the form of the assignment."""
    text = re.sub(r"\s+", "", action.source.text)
    name = re.escape(action.name)
    if re.fullmatch(rf"{name}={name}\+1", text):
        yield "counted"
    elif re.fullmatch(rf"{name}={name}\+[a-z_.]+", text):
        yield "raised"
    elif re.fullmatch(rf"{name}={name}-[a-z_.]+", text):
        yield "lowered"
    elif re.fullmatch(rf"{name}=[a-z_.]+", text):
        yield "remembered"


def _operands(action: SetContext) -> Iterator[str]:
    """Names on the right: of what the event brings."""
    right = action.source.text.partition("=")[2]
    yield from (word for word in words(right) if not word.isdigit())
