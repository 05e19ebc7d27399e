"""What a document of the knowledge base is taken apart into, while others are being written."""

from collections import Counter
from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import batched
from typing import Final

import numpy as np

from omninode_bridge.intelligence.embedding import embedding
from omninode_bridge.intelligence.knowledge import Entry, KnownDocument
from omninode_bridge.intelligence.words import terms_of

BATCH: Final = 500

type Half = np.ndarray[tuple[int, ...], np.dtype[np.float16]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """`said` counts its terms."""

    digest: str
    document: KnownDocument
    said: Counter[str]
    vector: Half


def prepared_ahead(entries: Iterable[Entry]) -> Generator[Sequence[Prepared]]:
    """In batches; the next one is being prepared while the caller writes the last."""
    with ThreadPoolExecutor(1) as pool:
        coming: Future[list[Prepared]] | None = None
        for batch in batched(entries, BATCH):
            ready, coming = coming, pool.submit(_all_prepared, batch)
            if ready is not None:
                yield ready.result()
        if coming is not None:
            yield coming.result()


def _all_prepared(entries: Iterable[Entry]) -> list[Prepared]:
    return [*map(_prepared, entries)]


def _prepared(entry: Entry) -> Prepared:
    document = entry.read()
    said = Counter(terms_of(document.text))
    return Prepared(entry.digest, document, said, half(embedding(document.text, said)))


def half(vector: Sequence[float]) -> Half:
    """Half the precision is plenty: a row stays within its page."""
    return np.asarray(vector, dtype=np.float16)
