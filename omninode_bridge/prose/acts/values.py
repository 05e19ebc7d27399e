"""Values of a data model that have a word of their own, and verbs that bring them about."""

from collections.abc import Iterator
from typing import Final

from omninode_bridge.language.word_forms import base_of
from omninode_bridge.prose.acts.act import Value
from omninode_bridge.prose.stored import plain_type
from omninode_bridge.requirements.document import Entity
from omninode_bridge.requirements.types import EnumOf, Kind, Scalar

_OUTWARDS: Final = frozenset({"out", "off", "up", "away", "down"})
_MEANT: Final = {
    "start": frozenset({"running", "active", "ongoing", "in progress", "under way"}),
    "begin": frozenset({"running", "active", "ongoing", "in progress", "under way"}),
    "end": frozenset({"over", "finished", "done", "past", "completed"}),
    "finish": frozenset({"over", "ended", "done", "completed"}),
    "stop": frozenset({"over", "idle", "ended"}),
}
"""What is started runs; where a value is called after the verb, it is that."""


def opposite(value: Value) -> Value:
    return Value(value.field, "false" if value.value == "true" else "true", is_bool=True)


def values_of(entity: Entity) -> Iterator[Value]:
    for field in entity.fields:
        kind = plain_type(field.type)
        if isinstance(kind, Scalar) and kind.kind is Kind.BOOL:
            yield Value(field.name, "true", is_bool=True)
    yield from (Value(field, member) for field, member in members_of(entity))


def members_of(entity: Entity) -> Iterator[tuple[str, str]]:
    for field in entity.fields:
        kind = plain_type(field.type)
        members = kind.members if isinstance(kind, EnumOf) else field.constraints.one_of
        yield from ((field.name, one) for one in members)


def begins_with(entity: Entity, verb: str, value: Value | None) -> bool:
    """Whether that is how a new one is: who schedules a rehearsal makes one that is scheduled."""
    if value is None or base_of(value.words.split()[-1]) != verb.split(maxsplit=1)[0]:
        return False
    own = next(one for one in entity.fields if one.name == value.field)
    return own.default is not None and own.default.text == value.value


def done_by(entity: Entity, verb: str) -> Value | None:
    """The one value that a verb brings about: `closed` to close, not `blocked` to unblock."""
    found: dict[Value, None] = {}
    for value in values_of(entity):
        word = value.words.split()[-1]
        is_past = word != verb and base_of(word) == verb
        is_particle = " " in verb and verb.rsplit(maxsplit=1)[-1] == value.words
        is_phrase = value.words.split()[0] == verb.split(maxsplit=1)[0] and " " in verb
        if (
            is_past
            or _is_done(value.words.split(), verb.split())
            or is_particle
            or _is_done_so(word, verb)
            or (is_phrase and value.words == verb)
            or word == verb.removeprefix("re") != verb
        ):
            found[value] = None
        elif value.is_bool and base_of(word) == verb.removeprefix("un") != verb:
            found[opposite(value)] = None
        elif word in {_adjective(verb), _adjective(verb.removeprefix("re"))} - {""}:
            found[value] = None
        elif value.is_bool and word == _adjective(verb.removeprefix("de")):
            found[opposite(value)] = None
    if not found:
        meant = _MEANT.get(verb, frozenset())
        found = {one: None for one in values_of(entity) if one.words in meant}
    return next(iter(found)) if len(found) == 1 else None


def _is_done(words: list[str], verb: list[str]) -> bool:
    """What is `handed out` somebody hands out."""
    *_, last = words
    return len(words) == len(verb) > 1 and last == verb[-1] and base_of(words[0]) == verb[0]


def _is_done_so(word: str, verb: str) -> bool:
    """What is lent somebody lends out."""
    base, _, particle = verb.partition(" ")
    return particle in _OUTWARDS and word != base and base_of(word) == base


def _adjective(verb: str) -> str:
    """`activate` makes active, `deactivate` inactive; empty for other verbs."""
    stem = verb.removesuffix("ate")
    if stem == verb:
        return ""
    return f"in{stem[2:]}e" if stem.startswith("deact") else f"{stem}e"
