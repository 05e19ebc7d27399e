"""Several states in one sentence: `a requested or scheduled pickup can be cancelled`.

It is read with one of them, and what it says of that one is said of all: what is done only then is
never done in any other state, and what is never done then is never done in either.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.prose.acts.act import Act, Guard, InUse, Locked, Said, Value, Words
from omninode_bridge.prose.acts.model import Model
from omninode_bridge.prose.acts.values import values_of
from omninode_bridge.prose.acts.verbs import PLAIN
from omninode_bridge.requirements.document import Entity

_BETWEEN: Final = frozenset({",", "or", "and", "nor"})
_LIGHT: Final = frozenset({"either", "both", "neither"})
_STATED: Final = re.compile(r"\b(?:that|which|who|it|they) is(?: already| still| not| never)*$")


@dataclass(frozen=True, slots=True)
class Alternatives:
    """`said` names the first of the `values` alone; `others` are all that the field may be else.

    `before` is what stands in front of the list.
    """

    said: str
    before: str
    values: tuple[Value, ...]
    others: tuple[Value, ...]


def alternatives_in(model: Model, said: str) -> Iterator[Alternatives]:
    """Each way to take a list of states in the sentence, the longest first."""
    words = tuple(said.split())
    for entity in model.entities:
        known = [one for one in values_of(entity) if not one.is_bool]
        for at in range(len(words)):
            values, end = _listed(known, words, at)
            if len(values) > 1 and len({one.field for one in values}) == 1:
                first = at - 1 if at and words[at - 1] in _LIGHT else at
                no = ("not",) if words[first] == "neither" else ()
                plain = (*words[:first], *no, *values[0].words.split(), *words[end:])
                field = values[0].field
                others = [one for one in known if one.field == field and one not in values]
                before = " ".join(words[:first])
                yield Alternatives(" ".join(plain), before, values, tuple(others))
                break


def _listed(known: Sequence[Value], words: Words, at: int) -> tuple[tuple[Value, ...], int]:
    """`requested , scheduled or collected`, with what ends it."""
    found: list[Value] = []
    end, is_joined = at, False
    while (value := _value(known, words, at)) is not None and value not in found:
        found.append(value)
        end = at = at + len(value.words.split())
        is_joined |= len(found) > 1 and words[at - len(value.words.split()) - 1] != ","
        while at < len(words) and words[at] in _BETWEEN:
            at += 1
        if at == end:
            break
    return (tuple(found) if is_joined else ()), end


def _value(known: Sequence[Value], words: Words, at: int) -> Value | None:
    """The longest that stands here."""
    here = [
        one for one in known if words[at : at + len(one.words.split())] == (*one.words.split(),)
    ]
    return max(here, key=lambda one: len(one.words), default=None)


def of_all(found: Alternatives, said: Sequence[Said]) -> tuple[Said, ...]:
    """What is said of the first, of each; nothing where that cannot be told of them all."""
    guarded = {one.verb for one in said if isinstance(one, Guard) and one.value == found.values[0]}
    made: list[Said] = []
    for one in said:
        if isinstance(one, Act):
            each = _of_act(found, one, is_guarded=one.verb in guarded)
        else:
            each = _of_each(found, one)
        if each is None:
            return ()
        made += each
    return tuple(made)


def takes_state_for_deed(model: Model, said: str, found: Sequence[Said]) -> bool:
    """`While it is asked or planned` is how it is, and nobody plans it thereby."""
    made = {value for one in found if isinstance(one, Act) for value in one.sets}
    ways = alternatives_in(model, said) if made else ()
    return any(made & {*one.values} and _is_stated(one) for one in ways)


def _is_stated(one: Alternatives) -> bool:
    is_last = one.said.endswith(f" {one.values[0].words}")
    return bool(_STATED.search(one.before) or (is_last and one.before.endswith(" is")))


def with_noun(model: Model, text: str, topic: Entity | None) -> str:
    """`A lent one` is a lent thing of those that were spoken of."""
    if topic is None:
        return text
    values = "|".join(re.escape(one.words) for one in values_of(topic)) or "(?!)"
    return re.sub(rf"\b({values}) ones?\b", rf"\1 {model.nouns_of(topic)[0]}", text)


def _of_each(found: Alternatives, one: Said) -> list[Said] | None:
    first, *_ = found.values
    if isinstance(one, Guard) and one.value == first:
        if not one.only:
            return [replace(one, value=value) for value in found.values]
        if one.lasts or not found.others:
            return None
        return [replace(one, value=value, only=False) for value in found.others]
    if isinstance(one, InUse | Locked) and one.value == first:
        return [replace(one, value=value) for value in found.values]
    return None


def _of_act(found: Alternatives, act: Act, *, is_guarded: bool) -> list[Said] | None:
    """Where the states say only of which ones it is done: not what they become, nor a list."""
    is_own = act.wanted == found.values[0] or (is_guarded and act.wanted is None)
    is_changing = act.kind in {"update", "delete"}
    if not (is_own and is_changing) or found.values[0] in {*act.sets, *act.fixed}:
        return None
    if is_guarded:
        return [act]
    fields = act.given if act.verb in PLAIN else ()
    guards = [
        Guard(act.entity, act.verb, value, only=False, fields=fields) for value in found.others
    ]
    return [replace(act, wanted=None), *guards]
