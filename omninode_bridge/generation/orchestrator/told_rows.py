"""Whether a sentence beside a table says what its steps do, as sentences without a table are read.

What such a sentence would make of a step must be what the table makes of it; where a cell has it
not, that cell is named.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from omninode_bridge.generation.orchestrator.flow import Flow
from omninode_bridge.generation.orchestrator.row_claims import (
    Claimed,
    at_the_edge,
    ordered_claims,
    row_claims,
)
from omninode_bridge.prose.narration.conditions import condition_of
from omninode_bridge.prose.narration.plain_words import plain
from omninode_bridge.prose.narration.step_listed import listed_actions
from omninode_bridge.prose.narration.step_listening import Listener
from omninode_bridge.prose.narration.step_mentions import (
    Mention,
    mention_of,
    names_verb,
    parts_of,
    resolved,
)
from omninode_bridge.prose.narration.step_phrases import Action
from omninode_bridge.prose.narration.step_placing import Placing
from omninode_bridge.prose.narration.step_said import Said
from omninode_bridge.prose.narration.story import Line, UntoldError
from omninode_bridge.requirements.document import Document, Requirement
from omninode_bridge.requirements.naming import words
from omninode_bridge.requirements.parts.sentences import clauses

_LAST: Final = re.compile(
    r"(?P<step>.+?) (?:(?:is|comes|follows|happens|shall come|is done) )(?:the )?(?:very )?"
    r"(?P<place>last|final|first)(?: (?:step|thing|task|one|of all))?"
)
_ONE: Final = "step"
"""A step of one word is called `install_step` where it is read."""


@dataclass(frozen=True, slots=True)
class ToldRow:
    """The steps of which the sentence speaks; `lacks` are cells that the table has otherwise."""

    steps: tuple[str, ...]
    fails: bool
    lacks: tuple[str, ...] = ()


class RowReader:
    """Sentences about the steps of one table."""

    def __init__(self, document: Document, flow: Flow) -> None:
        self._flow = flow
        self._things = words(document.title)
        self._inputs = document.inputs or ()
        self._order = Placing(self._condition)
        self._actions = {_action(name): name for name in flow.steps}

    def told(self, found: Requirement) -> ToldRow | None:
        """None where anything of it is not read, or speaks of no step of the table."""
        try:
            claims = [
                claim
                for part, _ in clauses(found.text.strip())
                for claim in self._claims(found, self._called(plain(part)))
            ]
        except UntoldError:
            return None
        steps = tuple(dict.fromkeys(claim.step for claim in claims))
        lacks = tuple(claim.lack for claim in claims if claim.lack)
        return ToldRow(steps, any(claim.fails for claim in claims), lacks) if steps else None

    def _claims(self, found: Requirement, said: str) -> Iterator[Claimed]:
        if place := _LAST.fullmatch(said):
            name = self.one(place["step"])
            yield at_the_edge(self._flow, name, is_first=place["place"] == "first")
            return
        listener = Listener(self._condition, self._order.is_order, self._things)
        heard = list(listener.hear([Line(found, said)]))
        if not heard or any(one.whole or one.is_unread for one in heard):
            raise UntoldError("")
        for one in heard:
            yield from self._heard(one)

    def _heard(self, one: Said) -> Iterator[Claimed]:
        for remark in one.remarks:
            name = self.one(remark.step, remark.doer)
            yield from row_claims(self._flow.steps[name], remark)
        if one.ordered is not None:
            after = [
                name
                for bond in one.ordered.bonds
                if self._order.is_order(bond)
                for name in self._several(bond.text)
            ]
            asked = [
                self._asked(bond.kind, bond.text)
                for bond in one.ordered.bonds
                if self._order.is_asking(bond)
            ]
            groups = [[self._done(action) for action in group] for group in one.ordered.groups]
            yield from ordered_claims(self._flow, one.ordered, groups, after, asked)

    def _condition(self, text: str) -> str:
        return condition_of(text, self._inputs, self._things)

    def _asked(self, kind: str, text: str) -> str:
        found = self._condition(text)
        if not found:
            raise UntoldError("")
        return f"not ({found})" if kind == "unless" else found

    def one(self, text: str, doer: str = "") -> str:
        """The step that the words mean."""
        return self._actions[resolved(mention_of(text), self._actions, doer)]

    def _done(self, action: Action) -> str:
        return self._actions[resolved(Mention(action.name, (action,)), self._actions)]

    def _several(self, text: str) -> Sequence[str]:
        actions = listed_actions(text, is_past=True)
        if len(actions) > 1:
            return [self._done(action) for action in actions]
        try:
            return [self.one(text)]
        except UntoldError:
            return [self.one(part) for part in parts_of(text)] if " and " in text else self._none()

    def _none(self) -> Sequence[str]:
        raise UntoldError("")

    def _called(self, said: str) -> str:
        """With each step that is called by its name, or by a noun of its act, as one word."""
        for name in sorted(self._flow.steps, key=len, reverse=True):
            own = words(name)
            if len(own) > 1:
                spoken = rf"(?<![\w-])(?:the )?{' '.join(own)}(?![\w-])"
                said = re.sub(spoken, "_".join(own), said)
            else:
                said = " ".join(self._as_step(word, name) for word in said.split())
        return re.sub(rf"\bthe (?=[a-z]+_{_ONE}\b)", "", said)

    def _as_step(self, word: str, name: str) -> str:
        is_act = word != name and not word.endswith(("s", "ed")) and names_verb(word, name)
        return f"{name}_{_ONE}" if is_act else word


def _action(name: str) -> Action:
    verb, *noun = words(name)
    return Action(verb, tuple(noun) or (_ONE,))
