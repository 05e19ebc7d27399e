"""A text as a vector, by hashing: the same text has the same vector everywhere and for ever.

No model was trained for it: it knows the words, the parts of words (which meet inflections and
slips of the pen), and the concepts of the type detection, which say the same in other words.
"""

import math
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from omninode_bridge.intelligence.words import terms_of
from omninode_bridge.requirements.detection.features import meaning_of

DIMENSIONS: Final = 384
CONCEPT_WEIGHT: Final = 1.0
PART_WEIGHT: Final = 0.8
PART: Final = 3
READ_FOR_MEANING: Final = 1_000
"""Characters: authors state the purpose first, and to look for concepts takes the most time."""

_SIGN: Final = 1 << 31


def embedding(text: str, said: Mapping[str, int] | None = None) -> list[float]:
    """Of length 1, or all zero where the text says nothing; `said` are its terms, if known."""
    vector = [0.0] * DIMENSIONS
    for term, times in (Counter(terms_of(text)) if said is None else said).items():
        weight = 1 + math.log(times)
        for place, value in _places(term):
            vector[place] += weight * value
    for concept in meaning_of(text[:READ_FOR_MEANING]):
        place, sign = _hashed(concept)
        vector[place] += CONCEPT_WEIGHT * sign
    length = math.sqrt(sum(value * value for value in vector))
    return [value / length for value in vector] if length else vector


@lru_cache(maxsize=50_000)
def _places(term: str) -> tuple[tuple[int, float], ...]:
    found: dict[int, float] = {}
    for feature, weight in _features(term):
        place, sign = _hashed(feature)
        found[place] = found.get(place, 0.0) + sign * weight
    return tuple(found.items())


def _features(term: str) -> Iterator[tuple[str, float]]:
    yield term, 1.0
    padded = f"<{term}>"
    parts = [padded[at : at + PART] for at in range(len(padded) - PART + 1)]
    for part in parts:
        yield f"part {part}", PART_WEIGHT / math.sqrt(len(parts))


def _hashed(feature: str) -> tuple[int, int]:
    number = zlib.crc32(feature.encode())
    return number % DIMENSIONS, 1 if number & _SIGN else -1
