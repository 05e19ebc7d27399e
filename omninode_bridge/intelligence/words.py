"""What is compared: the words that a document and a registered node have to say."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from omninode_bridge.intelligence.evidence import Question
from omninode_bridge.registry.records import NodeVersion
from omninode_bridge.requirements.detection.features import FUNCTION_WORDS, stem_of
from omninode_bridge.requirements.document import Document, Field

_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WORD: Final = re.compile(r"[a-z][a-z0-9]+")
_SPACED: Final = str.maketrans("_-", "  ")
_COMPOUND: Final = re.compile(r"(?<![\w-])[a-z]{2,}-[a-z]{2,}(?![\w-])")

_TELL_NOTHING: Final = FUNCTION_WORDS | {"node", "onex", "model", "we", "you", "when", "who"}

COMPARED_AT_MOST: Final = 20_000
"""Characters of one document; beyond them the meaning does not change, but the time does."""


def question_about(document: Document) -> Question:
    return Question(document.name, "\n".join(_said_by(document)))


def words_of(text: str) -> list[str]:
    """Lower-case words; names fall apart into theirs, so `line_total` meets `LineTotal`."""
    spaced = _CAMEL.sub(" ", text[:COMPARED_AT_MOST]).translate(_SPACED)
    return _WORD.findall(spaced.lower())


def compounds_of(text: str) -> list[str]:
    """Words of two parts in one: who writes `hard-coded` means what others call `hardcoded`."""
    found = _COMPOUND.findall(text[:COMPARED_AT_MOST].lower())
    return [compound.replace("-", "") for compound in found]


def name_of(thing: str) -> str:
    """The words that tell something, without their endings, as they come."""
    return " ".join(_roots(words_of(thing)))


def terms_of(text: str) -> list[str]:
    """The words of the text as in `name_of`; its compounds at the end."""
    return [*_roots(words_of(text)), *_roots(compounds_of(text))]


def _roots(words: Iterable[str]) -> Iterator[str]:
    return (_root(word) for word in words if word not in _TELL_NOTHING)


@lru_cache(maxsize=50_000)
def _root(word: str) -> str:
    """Endings stand one behind the other: `lines` becomes `line`, as `line` does `lin`."""
    while (stem := stem_of(word)) != word:
        word = stem
    return word


def text_of(node: NodeVersion) -> str:
    """A registered node says what its PRD says; its description and name count as well."""
    requirements = (str(each.get("text", "")) for each in node.requirements)
    return "\n".join((node.name, node.description, *requirements, node.prd))


def _said_by(document: Document) -> Iterator[str]:
    yield document.name
    yield document.title
    yield document.description
    yield from (requirement.text for requirement in document.requirements)
    for entity in document.entities:
        yield entity.name
        yield from _names(entity.fields)
    yield from _names(document.inputs or ())
    yield from _names(document.outputs or ())
    yield from (operation.name for operation in document.operations)


def _names(fields: tuple[Field, ...]) -> Iterator[str]:
    return (field.name for field in fields)
