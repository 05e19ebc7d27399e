"""Several deeds in one sentence: `register a hive, list all hives and delete a hive`."""

import itertools
import re
from collections.abc import Iterator
from typing import Final

from omninode_bridge.language.word_forms import is_past
from omninode_bridge.prose.acts.act import Words
from omninode_bridge.prose.acts.fields_called import ARTICLES
from omninode_bridge.prose.acts.frame import verb_at
from omninode_bridge.prose.acts.model import Model
from omninode_bridge.requirements.document import Entity

_JOINTS: Final = frozenset({",", "and", "or", ";", "also", "then", "to", "as", "well"})
_MOST: Final = 8
_PASSIVE: Final = re.compile(
    r"(?P<subject>[a-z][^,;:()]*?) (?P<aux>is|may be|shall be)(?: also)? (?P<rest>.+)"
)
_WHICH: Final = (
    r"(?:which|that|whose|who|this|it|these|those|whereupon|so|because|but|if|when|unless|while|"
    r"the|its|once|after|provided)"
)


def deeds_of(model: Model, said: str) -> Iterator[tuple[str, ...]]:
    """Ways to part it into sentences of one deed each; each way has at least two."""
    words = tuple(said.split())
    for found in (_passives(said), _actives(model, words)):
        if 1 < len(found) <= _MOST:
            yield tuple(found)


def with_thing(model: Model, said: str, thing: Entity | None) -> str:
    """`reject it` with what `it` is."""
    noun = model.nouns_of(thing)[0] if thing is not None else ""
    return (
        re.sub(r"^([a-z-]+(?: (?:up|out|in|off|back))?) (?:it|them)\b", rf"\1 a {noun}", said)
        if noun
        else said
    )


def _actives(model: Model, words: Words) -> list[str]:
    """Parts that begin with a verb and a thing; the first keeps whoever does it."""
    starts = [at for at in _openings(words) if _is_deed(model, words, at)]
    edges = [0, *starts, len(words)]
    parts = [words[one:other] for one, other in itertools.pairwise(edges)]
    return [said for part in parts if (said := _trimmed(part))]


def _trimmed(part: Words) -> str:
    kept = list(part)
    while kept and kept[-1] in _JOINTS:
        kept.pop()
    return " ".join(kept)


def _openings(words: Words) -> Iterator[int]:
    """Where a joint outside of brackets ends."""
    depth = 0
    for at, word in enumerate(words):
        depth += (word == "(") - (word == ")")
        if depth == 0 and at and words[at - 1] in {",", "and", "or", ";", "to", "also"} - {word}:
            is_joint = word not in _JOINTS and not re.fullmatch(_WHICH, word)
            if is_joint and _behind_joint(words, at):
                yield at


def _behind_joint(words: Words, at: int) -> bool:
    """`to` alone is no joint: `is sent to repair`."""
    before = at - 1
    while before > 0 and words[before] in {"to", "also"}:
        before -= 1
    return words[before] in {",", "and", "or", ";"}


def _is_deed(model: Model, words: Words, at: int) -> bool:
    for phrasal in (True, False):
        for ending in ("", "s"):
            verb, end = verb_at(words, at, ending=ending, phrasal=phrasal)
            if verb and _is_thing(model, words, end):
                return True
    return False


def _is_thing(model: Model, words: Words, at: int) -> bool:
    """An article, or what is stored: no field's name is a verb there."""
    if at >= len(words):
        return False
    thing, _ = model.thing_at(words, at)
    return words[at] in {"it", "them"} or (
        thing is not None and (words[at] in ARTICLES or not thing.fields)
    )


def _passives(said: str) -> list[str]:
    match = _PASSIVE.fullmatch(said)
    if match is None:
        return []
    words = tuple(match["rest"].split())
    starts = [0]
    for at in _openings(words):
        start = at + (words[at] == "be")
        if start < len(words) and is_past(words[start]) and words[at - 1] in _JOINTS:
            starts.append(start)
    edges = [*starts, len(words)]
    parts = [words[one:other] for one, other in itertools.pairwise(edges)]
    kept = [_trimmed(tuple(one for one in part)) for part in parts]
    return [f"{match['subject']} {match['aux']} {one}" for one in kept if one]
