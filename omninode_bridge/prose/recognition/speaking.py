"""Which pattern a sentence asks for by its words alone, or none: `speaks.json`.

A title, a description of data, a note on source code or a wish for quality has the words of a
pattern, too, and asks for none: `none` is one of the answers that are weighed.
`python -m benchmarks.train_recognition --write` makes the weights.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from omninode_bridge.prose.recognition.features import features
from omninode_bridge.prose.recognition.words import Wording, Zone

SPEAKS: Final = "speaks.json"
NONE: Final = "none"
_SHOWN: Final = 2


@dataclass(frozen=True, slots=True)
class Speaking:
    """`base` is the weight of each answer without any word, `weights` what each feature adds."""

    base: Mapping[str, float]
    weights: Mapping[str, Mapping[str, float]]

    def of(self, wording: Wording) -> Mapping[str, float]:
        """How likely each answer is; together they are 1."""
        total = dict(self.base)
        for one, by in features(wording).items():
            for answer, weight in self.weights.get(one, {}).items():
                total[answer] = total.get(answer, 0.0) + by * weight
        most = max(total.values())
        shares = {answer: math.exp(value - most) for answer, value in total.items()}
        whole = sum(shares.values())
        return {answer: share / whole for answer, share in shares.items()}

    def words_for(self, wording: Wording, pattern: str) -> tuple[str, ...]:
        """The words that say most for the pattern, in the order of the sentence."""

        def weight(form: str) -> float:
            return self.weights.get(form, {}).get(pattern, 0.0)

        said = {word.low: max(map(weight, word.forms)) for word in reversed(wording.words)}
        most = sorted(said, key=lambda low: -said[low])[:_SHOWN]
        order = dict.fromkeys(word.low for word in wording.words if word.zone is not Zone.ASIDE)
        return tuple(low for low in order if low in most and said[low] > 0)


@cache
def speaking() -> Speaking:
    """Read once, when the first sentence is."""
    text = files("omninode_bridge.prose.recognition").joinpath(SPEAKS)
    table = json.loads(text.read_text(encoding="utf-8"))
    return Speaking(table["base"], table["weights"])
