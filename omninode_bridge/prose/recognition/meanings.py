"""What asks for which pattern: `meanings.toml`, made to be read and mended by people."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

type Expression = tuple[str, ...]
"""Words that stand side by side."""

NAME: Final = "name"
"""The shape of an identifier of source code."""

SHAPES: Final = frozenset({"topic", "path", "number", "bounds", "length", "url", NAME})


@dataclass(frozen=True, slots=True)
class Sign:
    """One of several words, expressions, acts or things; `text` is the sign as it is written.

    `firsts` are the first words of all of them; `is_next` where it must stand directly behind the
    sign before it.
    """

    text: str
    expressions: frozenset[Expression]
    things: frozenset[Expression]
    acts: frozenset[Expression]
    shapes: frozenset[str]
    firsts: frozenset[str]
    is_next: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """Signs that stand together. The first is what the sentence is about."""

    signs: tuple[Sign, ...]
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Meaning:
    pattern: str
    frames: tuple[Frame, ...]
    unless: tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class Meanings:
    patterns: tuple[Meaning, ...]
    acts: Mapping[str, frozenset[Expression]]
    things: Mapping[str, frozenset[Expression]]
    work: Mapping[str, frozenset[Expression]]


@cache
def meanings() -> Meanings:
    """Read once, when the first sentence is."""
    text = files("omninode_bridge.prose.recognition").joinpath("meanings.toml")
    table = tomllib.loads(text.read_text(encoding="utf-8"))
    acts = {name: _expressions(words.split()) for name, words in table["acts"].items()}
    things = {name: _expressions(words.split()) for name, words in table["things"].items()}
    found = []
    for name, said in table["patterns"].items():
        frames = [_frame(line, acts, things, is_sure=True) for line in said["asks"]]
        frames += [_frame(line, acts, things, is_sure=False) for line in said.get("may", ())]
        unless = [_frame(line, acts, things, is_sure=True) for line in said.get("unless", ())]
        found.append(Meaning(name, tuple(frames), tuple(unless)))
    work = {name: _expressions(words.split()) for name, words in table["work"].items()}
    return Meanings(tuple(found), acts, things, work)


type _Classes = Mapping[str, frozenset[Expression]]


def _frame(line: str, acts: _Classes, things: _Classes, *, is_sure: bool) -> Frame:
    return Frame(tuple(_sign(one, acts, things) for one in line.split()), is_sure)


def _sign(text: str, acts: _Classes, things: _Classes) -> Sign:
    words, verbs, nouns, shapes = (
        set[Expression](),
        set[Expression](),
        set[Expression](),
        set[str](),
    )
    for one in text.removeprefix("+").split("|"):
        name = one.strip("@<>")
        if one.startswith("@"):
            verbs |= acts[name]
        elif one.startswith("<") and name in SHAPES:
            shapes.add(name)
        elif one.startswith("<") and len(one) > 1 and one.endswith(">"):
            nouns |= things[name]
        else:
            words |= _expressions([one])
    return Sign(
        text=text,
        expressions=frozenset(words),
        things=frozenset(nouns),
        acts=frozenset(verbs),
        shapes=frozenset(shapes),
        firsts=frozenset(one[0] for one in words | nouns | verbs),
        is_next=text.startswith("+"),
    )


def _expressions(words: Sequence[str]) -> frozenset[Expression]:
    return frozenset(tuple(re.split(r"[-_]", one) if one[0].isalnum() else (one,)) for one in words)
