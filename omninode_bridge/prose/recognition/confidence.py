"""How sure it is that a sentence asks for what it speaks of: `weights.json`, read by people too.

`python -m benchmarks.train_recognition --write` makes the weights again.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

WEIGHTS: Final = "weights.json"


@dataclass(frozen=True, slots=True)
class Weights:
    """Of less than `threshold` nothing is said."""

    base: float
    threshold: float
    traits: Mapping[str, float]

    def confidence(self, traits: Mapping[str, float]) -> float:
        """Between 0 and 1."""
        total = self.base + sum(self.traits[name] * value for name, value in traits.items())
        return 1 / (1 + math.exp(-total))


@cache
def weights() -> Weights:
    """Read once, when the first sentence is."""
    text = files("omninode_bridge.prose.recognition").joinpath(WEIGHTS)
    table = json.loads(text.read_text(encoding="utf-8"))
    return Weights(table["base"], table["threshold"], table["traits"])
