"""How much each feature speaks for each type: a logistic model whose weights are a table.

Engineers note a change in other words than people write what they need, and the same word may speak
for different types. So each type has two classes, one for each of these registers; which of the two
a text is in is of no interest, and its likelihood is that of both together.
"""

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

REGISTERS: Final = 2
"""Notes of engineers, then documents in plain words."""

SCALE: Final = 3.0
"""A text of many features must not shout: each counts `SCALE / sqrt(how many)`, a name counts 1."""

type Weights = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by feature, of all `TYPES` in each register; a higher temperature is less sure."""

    bias: Weights
    features: Mapping[str, Weights]
    temperature: float = 1.0

    def logits(self, text: str) -> Weights:
        """One for each type."""
        totals = self._totals(self._found(text))
        together = map(_log_of_sum, zip(*_by_register(totals), strict=True))
        return tuple(total / self.temperature for total in together)

    def contributions(self, text: str) -> dict[str, Weights]:
        """What each known feature adds to each type, in the register that the text is in."""
        found = self._found(text)
        likelier = [_log_of_sum(each) for each in _by_register(self._totals(found))]
        at = likelier.index(max(likelier))
        return {name: _by_register(weights)[at] for name, weights in found.items()}

    def _found(self, text: str) -> dict[str, Weights]:
        known = sorted(features_of(text) & self.features.keys())
        share = SCALE / math.sqrt(len(known)) if known else 0.0
        found = {name: tuple(weight * share for weight in self.features[name]) for name in known}
        named = sorted(names_of(text) & self.features.keys())
        return found | {name: self.features[name] for name in named}

    def _totals(self, found: Mapping[str, Weights]) -> Weights:
        return tuple(map(sum, zip(self.bias, *found.values(), strict=True)))


def _by_register(weights: Weights) -> list[Weights]:
    return [weights[at : at + len(TYPES)] for at in range(0, len(weights), len(TYPES))]


def _log_of_sum(logits: Weights) -> float:
    """The logit of one or the other."""
    highest = max(logits)
    return highest + math.log(sum(math.exp(logit - highest) for logit in logits))


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
