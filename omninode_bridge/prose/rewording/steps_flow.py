"""What is known of a workflow while its sentences are gone through one by one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.word_forms import base_of
from omninode_bridge.prose.rewording.steps_loose import Step
from omninode_bridge.requirements.document import Field
from omninode_bridge.requirements.types import Kind, Optional, Scalar, ValueType

_BOUND: Final = re.compile(
    r"\b(?P<sign>over|above|more than|exceeds?|exceeding|higher than|larger than|under|below|"
    r"less than|smaller than|at least|at most)\s+(?:[$\u20ac\u00a3] ?)?(?P<number>\d[\d,.]*\d|\d)"
)
_SIGNS: Final = {
    "under": "below", "below": "below", "less than": "below", "smaller than": "below",
    "at least": "at least", "at most": "at most",
}  # fmt: skip
_DENIED: Final = re.compile(r"\b(?:not|never|no|without|unless|except)\b|n't\b")
_NUMBERS: Final = frozenset({Kind.INT, Kind.FLOAT, Kind.DECIMAL, Kind.MONEY})


@dataclass(slots=True)
class Flow:
    """`told` are the steps of one sentence after the other; several run side by side."""

    fields: Sequence[Field]
    steps: list[Step] = field(default_factory=list)
    told: list[tuple[Step, ...]] = field(default_factory=list)

    @property
    def last(self) -> tuple[Step, ...]:
        return self.told[-1] if self.told else ()

    def before(self, step: Step) -> tuple[Step, ...]:
        """Those that are told in front of it."""
        pairs = pairwise(self.told)
        return next((one for one, after in pairs if step in after), ())

    def put_beside(self, step: Step, others: Sequence[Step]) -> None:
        self.told = [(*group, *others) if step in group else group for group in self.told]

    def asks(self, one: Step) -> bool:
        """Whether it is no step but a condition: `somebody was injured`."""
        flags = (each.name for each in self.fields if kind_of(each.type) is Kind.BOOL)
        return any(one.verb in (base_of(name), name) for name in flags)

    def condition(self, said: str) -> str:
        """`it is not remote`, `the amount is above 2000`; empty where no field is spoken of."""
        words = {lexicon().singular(word) for word in re.findall(r"[a-z]+", said)}
        numbers = [one for one in self.fields if kind_of(one.type) in _NUMBERS]
        for one in self.fields:
            spoken = one.name.replace("_", " ")
            is_said = bool({lexicon().singular(word) for word in spoken.split()} & words)
            if kind_of(one.type) is Kind.BOOL and is_said:
                return f"it is {'not ' if _DENIED.search(said) else ''}{spoken}"
            is_meant = one in numbers and (is_said or len(numbers) == 1)
            if is_meant and (bound := _BOUND.search(said)):
                sign = _SIGNS.get(bound["sign"], "above")
                return f"the {spoken} is {sign} {bound['number'].replace(',', '')}"
        return ""


def kind_of(found: ValueType) -> Kind | None:
    plain = found.of if isinstance(found, Optional) else found
    return plain.kind if isinstance(plain, Scalar) else None
