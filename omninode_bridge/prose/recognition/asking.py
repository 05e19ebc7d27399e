"""Whether a sentence asks for behaviour at all, by its words: `asks.json`.

A title, a description of data, a note on source code or a wish for quality has the words of a
pattern, too, and asks for none. `python -m benchmarks.train_recognition --write` makes the weights.
"""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

from omninode_bridge.prose.recognition.words import Wording, Zone

ASKS: Final = "asks.json"
_ZONES: Final = {Zone.LABEL: "label", Zone.MAIN: "main", Zone.ASIDE: "aside"}
_MOST_CODE, _MOST_WORDS = 3, 5


@dataclass(frozen=True, slots=True)
class Asking:
    base: float
    weights: Mapping[str, float]

    def of(self, wording: Wording) -> float:
        """Positive where the words are rather those of a request."""
        return self.base + sum(self.weights.get(one, 0.0) * by for one, by in share(wording))


@cache
def asking() -> Asking:
    """Read once, when the first sentence is."""
    text = files("omninode_bridge.prose.recognition").joinpath(ASKS)
    table = json.loads(text.read_text(encoding="utf-8"))
    return Asking(table["base"], table["weights"])


def share(wording: Wording) -> Iterator[tuple[str, float]]:
    """Each feature with what it counts: long sentences say no more than short ones."""
    found = features(wording)
    by = 1 / math.sqrt(len(found) + 1)
    return ((one, by) for one in sorted(found))


def features(wording: Wording) -> frozenset[str]:
    """Its words and where they stand, its first word, pairs of words, and its outer form."""
    words = wording.words
    main = [word for word in words if word.zone is Zone.MAIN]
    found = {form for word in words for form in word.forms}
    found |= {f"{_ZONES[word.zone]}:{form}" for word in words for form in word.forms}
    found |= {f"first:{form}" for word in main[:1] for form in word.forms}
    found |= {f"{one.low} {other.low}" for one, other in pairwise(main)}
    code = sum(word.is_code for word in words) // 2
    found |= {f"change={wording.change}", f"labelled={bool(wording.label)}"}
    found |= {f"code={min(code, _MOST_CODE)}", f"length={min(len(words) // 6, _MOST_WORDS)}"}
    return frozenset(found)
