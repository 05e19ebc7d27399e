"""Which features of meaning a text has: what it is about, and in which words it says so."""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Final, TypedDict

from omninode_bridge.language.any_case import AnyCase
from omninode_bridge.node_type import NodeType

OPENING: Final = 80
"""How many characters count as the opening: authors state the purpose first."""

FUNCTION_WORDS: Final = frozenset(
    {
        *("an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can", "each", "for"),
        *("from", "has", "have", "how", "if", "in", "into", "is", "it", "its", "may", "must", "no"),
        *("not", "of", "on", "or", "shall", "should", "so", "than", "that", "the", "their", "then"),
        *("these", "this", "those", "to", "via", "was", "what", "when", "where", "which", "while"),
        *("will", "with"),
    }
)


class _Tables(TypedDict):
    names: dict[str, str]
    concepts: dict[str, str]
    questions: dict[str, list[str]]


_SUFFIXES: Final = (
    "ingly", "ings", "ing", "edly", "ations", "ation", "ators", "ator",
    "ies", "ied", "es", "ed", "s", "e",
)  # fmt: skip


# A detection asks twice: which type it is, and what speaks for it.
@lru_cache(maxsize=4)
def features_of(text: str) -> frozenset[str]:
    """Names such as `about state`, `mostly keeps a state`, `word publish`, `words state machin`.

    The words that name a type are left out; `names_of` counts them on their own.
    """
    plain = masked(text)
    stems = [stem_of(word) for word in words_of(plain)]
    found = {f"word {stem}" for stem in stems}
    found |= {f"words {one} {two}" for one, two in pairwise(stems)}
    if stems:
        found.add(f"starts {stems[0]}")
    return frozenset(found | _concepts_in(plain))


def words_of(text: str) -> list[str]:
    return [word for word in re.findall(r"[a-z]+", text.lower()) if len(word) > 1]


def spelled(feature: str, words: Sequence[str]) -> str | None:
    """A feature in the words of the text; None where they say nothing to a reader."""
    kind, _, stems = feature.partition(" ")
    if kind not in ("word", "words", "starts"):
        return feature
    wanted = stems.split()
    groups = zip(*(words[at:] for at in range(len(wanted))), strict=False)
    found = next((group for group in groups if [*map(stem_of, group)] == wanted), tuple(wanted))
    if not FUNCTION_WORDS.isdisjoint(found):
        return None
    verb = "begins with" if kind == "starts" else "says"
    return f'{verb} "{" ".join(found)}"'


def names_of(text: str) -> frozenset[str]:
    """`names reducer` where the text calls a type by name, `opens by naming reducer` at its top."""
    found = set()
    for kind, pattern in _names().items():
        if match := pattern.search(text):
            found.add(f"names {kind.value}")
            if match.start() < OPENING:
                found.add(f"opens by naming {kind.value}")
    return frozenset(found)


def masked(text: str) -> str:
    """The text without the words that name a type."""
    for pattern in _names().values():
        text = pattern.sub(" ", text)
    return text


def meaning_of(text: str) -> frozenset[str]:
    """What a text is about, without any word of its own: concepts, and the question they answer."""
    return frozenset(_concepts_in(masked(text)))


def _concepts_in(text: str) -> set[str]:
    times = {name: words.times_in(text) for name, words in _concepts().items()}
    found = {f"about {name}" for name, count in times.items() if count}
    found |= {f"opens with {name}" for name in times if _concepts()[name].occurs_in(text[:OPENING])}
    questions = _tables()["questions"].items()
    answers = {each: sum(times[name] for name in names) for each, names in questions}
    most = max(answers.values())
    leading = [each for each, count in answers.items() if count == most]
    return found | {f"mostly {leading[0]}"} if len(leading) == 1 else found


@lru_cache(maxsize=4096)
def stem_of(word: str) -> str:
    for suffix in _SUFFIXES:
        shortest = 3 if suffix in {"s", "e"} else 4
        if word.endswith(suffix) and len(word) - len(suffix) >= shortest:
            return word.removesuffix(suffix)
    return word


@cache
def _tables() -> _Tables:
    path = files("omninode_bridge.requirements.detection") / "concepts.json"
    tables: _Tables = json.loads(path.read_text(encoding="utf-8"))
    return tables


@cache
def _names() -> Mapping[NodeType, re.Pattern[str]]:
    names = _tables()["names"].items()
    return {NodeType(name): re.compile(_whole(words), re.IGNORECASE) for name, words in names}


@cache
def _concepts() -> Mapping[str, AnyCase]:
    return {name: AnyCase(_whole(words)) for name, words in _tables()["concepts"].items()}


def _whole(words: str) -> str:
    return rf"(?<!\w)(?:{words})(?!\w)"
