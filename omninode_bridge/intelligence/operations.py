"""What the knowledge base can be asked for by name, and which question each stands for."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.intelligence.evidence import Kind, Question
from omninode_bridge.intelligence.words import terms_of


class Search(StrEnum):
    RAG = "perform_rag_query"
    CODE = "search_code_examples"
    ENTITIES = "search_similar_entities"
    QUALITY = "quality_weighted_search"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which kinds are wanted; `sources` names those that are asked, all where it is empty."""

    kinds: tuple[Kind, ...]
    sources: tuple[str, ...] = ()
    by_quality: bool = False


SCOPES: Final[Mapping[Search, Scope]] = MappingProxyType(
    {
        Search.RAG: Scope((Kind.NODE, Kind.PATTERN)),
        Search.CODE: Scope((Kind.CODE,)),
        Search.ENTITIES: Scope((Kind.NODE, Kind.PATTERN, Kind.CODE), sources=("vectors",)),
        Search.QUALITY: Scope((Kind.NODE, Kind.PATTERN), by_quality=True),
    }
)


def question_of(search: Search, text: str, limit: int) -> Question:
    """Raises `InvalidRequestError` where the text names nothing that could be looked for."""
    if not terms_of(text):
        raise InvalidRequestError(
            "the text names nothing to look for", hint="Say in words what you are looking for."
        )
    scope = SCOPES[search]
    return Question("", text, limit, scope.kinds, scope.by_quality, scope.sources)
