"""What the knowledge base holds: documents about nodes, patterns and code, and their relations."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Final

from omninode_bridge.intelligence.evidence import Kind, Question, SimilarNode
from omninode_bridge.node_type import NodeType

# How texts are taken apart is part of what is stored: another way makes every document new.
READING: Final = 3


@dataclass(frozen=True, slots=True)
class Relation:
    """From a document to a thing: `price_quote` reads model `basket line`.

    `kind` is node, model, topic, requirement, pattern or module; `name` is in the words that
    `words.name_of` gives, so that a text that says them meets it.
    """

    relation: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """`key` is unique within its `origin`: registry, patterns, or the folder that was indexed.

    `text` is what is compared; `quality` (0..1) is None where nobody has measured it.
    """

    origin: str
    key: str
    kind: Kind
    name: str
    node_type: NodeType
    description: str
    text: str
    version: str = ""
    quality: float | None = None
    path: str = ""
    choices: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()

    def as_found(self, similarity: float, source: str) -> SimilarNode:
        return SimilarNode(
            name=self.name,
            node_type=self.node_type,
            version=self.version,
            similarity=similarity,
            description=self.description,
            source=source,
            choices=self.choices,
            kind=self.kind,
            quality=self.quality,
            path=self.path,
            key=f"{self.origin}:{self.key}",
        )


def called(name: str, node_type: NodeType) -> str:
    """`node_price_quote_compute` in its contract is `price_quote` in the registry."""
    return name.removeprefix("node_").removesuffix(f"_{node_type}")


def is_answer(document: KnownDocument, question: Question) -> bool:
    """Of the kinds that are asked for; a node's own versions are none."""
    own = {question.name, f"node_{question.name}_{document.node_type}"}
    return document.kind in question.kinds and document.name not in own


@dataclass(frozen=True, slots=True)
class Entry:
    """A document that is made only where its digest is not known yet."""

    key: str
    digest: str
    read: Callable[[], KnownDocument]


def entry(document: KnownDocument) -> Entry:
    held = json.dumps(asdict(document), sort_keys=True, default=str)
    return Entry(document.key, digest_of(held), lambda: document)


def digest_of(*contents: str) -> str:
    """Equal contents, read in the same way, have the same digest."""
    found = hashlib.blake2b(str(READING).encode(), digest_size=16)
    for content in contents:
        held = content.encode(errors="surrogatepass")
        found.update(len(held).to_bytes(8) + held)
    return found.hexdigest()


@dataclass(frozen=True, slots=True)
class Change:
    """What indexing an origin did, in documents."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0

    @property
    def is_nothing(self) -> bool:
        return not (self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class Difference:
    """Which documents of an origin must be written, and which keys must go."""

    write: tuple[Entry, ...]
    remove: tuple[str, ...]
    change: Change


def difference(held: Mapping[str, str], entries: Iterable[Entry], *, whole: bool) -> Difference:
    """`held` is the digest by key; with `whole`, what is not among the entries has gone."""
    by_key = {each.key: each for each in entries}
    new = [each for key, each in by_key.items() if key not in held]
    other = [each for key, each in by_key.items() if held.get(key, each.digest) != each.digest]
    gone = tuple(sorted(held.keys() - by_key.keys())) if whole else ()
    unchanged = len(by_key) - len(new) - len(other)
    return Difference(
        (*new, *other),
        (*(each.key for each in other), *gone),
        Change(len(new), len(other), unchanged, len(gone)),
    )
