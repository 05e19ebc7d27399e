"""How much each feature speaks for each type: a logistic model whose weights are a table."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.detection.features import features_of, names_of

TYPES: Final = tuple(NodeType)

SCALE: Final = 3.0
"""A text of many features must not shout: each counts `SCALE / sqrt(how many)`, a name counts 1."""

type Weights = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by feature, in the order of `TYPES`; a higher temperature is less sure of itself."""

    bias: Weights
    features: Mapping[str, Weights]
    temperature: float = 1.0

    def logits(self, text: str) -> Weights:
        totals = list(self.bias)
        for weights in self.contributions(text).values():
            for at, weight in enumerate(weights):
                totals[at] += weight
        return tuple(total / self.temperature for total in totals)

    def contributions(self, text: str) -> dict[str, Weights]:
        """What each known feature of the text adds, by feature."""
        known = sorted(features_of(text) & self.features.keys())
        share = SCALE / math.sqrt(len(known)) if known else 0.0
        found = {name: tuple(weight * share for weight in self.features[name]) for name in known}
        named = sorted(names_of(text) & self.features.keys())
        return found | {name: self.features[name] for name in named}


def probabilities(logits: Weights) -> Weights:
    """Softmax."""
    highest = max(logits)
    powers = [math.exp(logit - highest) for logit in logits]
    return tuple(power / sum(powers) for power in powers)


@cache
def model() -> Model:
    path = files("omninode_bridge.requirements.detection") / "weights.json"
    table = json.loads(path.read_text(encoding="utf-8"))
    return Model(
        bias=tuple(table["bias"]),
        features={name: tuple(weights) for name, weights in table["features"].items()},
        temperature=float(table["temperature"]),
    )
