"""What events do to remembered values: `a deposit increases the balance by the amount`."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.narration.change_phrases import as_increase
from omninode_bridge.prose.narration.conditions import condition_of
from omninode_bridge.prose.narration.life_clauses import Clause, ClauseReader, Says
from omninode_bridge.prose.narration.life_vocabulary import Vocabulary
from omninode_bridge.prose.narration.plain_words import ARTICLE, identifier, without_article
from omninode_bridge.prose.narration.story import UntoldError
from omninode_bridge.prose.step_names import alike
from omninode_bridge.requirements.document import Document, Field

_UP: Final = r"(?:increase|raise|grow)[sd]?|raises|increased|adds"
_DOWN: Final = r"(?:decrease|reduce|lower|diminishe?)[sd]?|lowered|lowers"
_ONLY: Final = r"(?:(?: ,)? (?P<role>provided that|only if|if|as long as|unless) (?P<asked>.+))?"
_NAME: Final = r"[a-z][a-z -]*?"
_BY: Final = rf"by (?P<by>{_NAME}|\d[\d.]*)"
_FIELD: Final = rf"(?:{ARTICLE} )?(?P<field>{_NAME})"
_IS_CHANGED: Final = r"is (?:(?P<up>increased|raised)|(?P<down>decreased|reduced|lowered))"
_EVENT: Final = rf"(?:{ARTICLE} )?(?P<event>[a-z]+)"
_CHANGES: Final = (
    (
        rf"{_EVENT} (?:shall )?(?:(?P<up>{_UP})|(?P<down>{_DOWN})) {_FIELD}(?: of (?P<thing>.+?))? "
        rf"{_BY}{_ONLY}"
    ),
    rf"(?:when|whenever|once|if) (?P<when>.+?) , {_FIELD} {_IS_CHANGED} {_BY}{_ONLY}",
    rf"{_FIELD} {_IS_CHANGED} {_BY} (?:when|whenever|once) (?P<when>.+?){_ONLY}",
)
_COUNTED: Final = re.compile(
    r"(?:the number of (?P<what>[a-z]+) is (?:counted|kept|tracked|recorded)|"
    r"count (?:the )?(?P<more>[a-z]+)|(?:the |all )?(?P<these>[a-z]+) is counted)"
)
_LEAVING: Final = re.compile(
    rf"(?:after|when|whenever|if) {_EVENT} (?:that )?leaves {_FIELD} "
    r"(?P<side>below|above|at) (?P<limit>zero|\d[\d.]*) , (?P<then>.+)"
)
_SIDES: Final = {"below": "<", "above": ">", "at": "="}
_SUFFICE: Final = re.compile(
    rf"(?P<names>{_NAME}(?: and {_NAME})*) (?:shall )?(?:suffices?|is sufficient|is enough)"
)


@dataclass(frozen=True, slots=True)
class Change:
    """`states` are empty where none is said; `counts` where only the number of events is kept."""

    event: str
    action: str
    states: tuple[str, ...] = ()
    guard: str = ""


@dataclass(frozen=True, slots=True)
class Leaving:
    """What happens where an event leaves a value beyond a limit."""

    event: str
    field: str
    test: str
    informs: str


@dataclass(frozen=True, slots=True)
class Memory:
    """What the document remembers, and what its events carry."""

    thing: str
    context: Mapping[str, Field]
    payloads: Mapping[str, Mapping[str, Field]] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document, thing: str) -> "Memory":
        payloads = {
            event.name: {one.name: one for one in event.fields} for event in document.events
        }
        return cls(thing, {one.name: one for one in document.context or ()}, payloads)

    def condition(self, text: str, event: str = "") -> str:
        """What the words ask of values; empty where they ask for nothing that is declared."""
        fields = {**self.context, **self.payloads.get(event, {})}
        spoken = re.sub(r"^(?:its|their|his|her) ", "the ", text)
        return condition_of(spoken, fields.values(), (self.thing,))

    def reader(self, vocabulary: Vocabulary) -> ClauseReader:
        carried = {name: event for event, payload in self.payloads.items() for name in payload}
        return ClauseReader(vocabulary, frozenset(self.context), carried)

    def event(self, noun: str) -> str:
        """The declared event that a noun stands for: `withdrawal` is `withdraw`."""
        plain = lexicon().singular(without_article(noun))
        found = [one for one in self.payloads if one == plain] or [
            one for one in self.payloads if alike(plain, one)
        ]
        return found[0] if len(found) == 1 else ""

    def value(self, words: str, event: str) -> str:
        """A number, a field of the event or a remembered one."""
        plain = without_article(words)
        if re.fullmatch(r"\d+(?:\.\d+)?", plain):
            return plain
        name = identifier(plain)
        known = {**self.context, **self.payloads.get(event, {})}
        return name if name in known else ""


def change_of(said: str, memory: Memory, clauses: ClauseReader) -> Change | None:
    """None where it is of another form. Raises `UntoldError` for what is not declared."""
    plain = as_increase(said)
    for pattern in _CHANGES:
        if found := re.fullmatch(pattern, plain):
            return _changed(found, memory, clauses)
    found = _COUNTED.fullmatch(said)
    noun = next((one for one in found.groups() if one), "") if found else ""
    event = memory.event(noun) if noun else ""
    if event and noun in memory.context:
        return Change(event, f"{noun} = {noun} + 1")
    return None


def _changed(found: re.Match[str], memory: Memory, clauses: ClauseReader) -> Change | None:
    groups = found.groupdict()
    states: tuple[str, ...] = ()
    if groups.get("when"):
        happens = clauses.read(groups["when"])
        if happens is None or happens.says not in {Says.IS, Says.DOES}:
            return None
        event, states = happens.verb, happens.states
    else:
        event = memory.event(found["event"])
    name, by = identifier(found["field"]), memory.value(found["by"], event)
    if event not in memory.payloads or name not in memory.context or not by:
        raise UntoldError("what changes, or by how much, is not declared")
    if groups.get("thing"):
        states = clauses.about(groups["thing"]) or ()
    sign = "+" if groups["up"] else "-"
    return Change(event, f"{name} = {name} {sign} {by}", states, _guard(found, memory, event, by))


def _guard(found: re.Match[str], memory: Memory, event: str, by: str) -> str:
    asked = found["asked"]
    if not asked:
        return ""
    if enough := _SUFFICE.fullmatch(asked):
        names = [identifier(without_article(one)) for one in enough["names"].split(" and ")]
        if not all(name in memory.context for name in names):
            raise UntoldError(f"`{asked}` asks for nothing that is declared")
        return f"{' + '.join(names)} >= {by}"
    guard = memory.condition(asked, event)
    if not guard:
        raise UntoldError(f"`{asked}` asks for nothing that is declared")
    return f"not ({guard})" if found["role"] == "unless" else guard


def leaving_of(said: str, memory: Memory, clause: Callable[[str], Clause | None]) -> Leaving | None:
    """`after a withdrawal that leaves the balance below zero , the customer is informed`."""
    found = _LEAVING.fullmatch(said)
    then = clause(found["then"]) if found else None
    if found is None or then is None or then.says is not Says.INFORMS:
        return None
    event, name = memory.event(found["event"]), identifier(found["field"])
    if not event or name not in memory.context:
        raise UntoldError("the event or the value is not declared")
    limit = "0" if found["limit"] == "zero" else found["limit"]
    return Leaving(event, name, f"{_SIDES[found['side']]} {limit}", then.verb)


def remembered(actions: Sequence[str], event: str, memory: Memory) -> list[str]:
    """Values that an event carries under the name of a remembered one, and that no action sets."""
    set_already = {action.partition("=")[0].strip() for action in actions}
    return [
        name
        for name in memory.payloads.get(event, {})
        if name in memory.context and name not in set_already
    ]
