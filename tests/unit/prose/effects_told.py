"""Effects told in sentences, below a head that declares what they speak of."""

from dataclasses import dataclass

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import Understood, understand
from omninode_bridge.requirements.document import Operation
from omninode_bridge.requirements.reading import read_prd


@dataclass(frozen=True, slots=True)
class EffectsTold:
    """`head` ends in its first requirements; further sentences become bullets behind them."""

    head: str

    def understood(self, *sentences: str) -> Understood:
        text = self.head + "".join(f"- {sentence}\n" for sentence in sentences)
        return understand(read_prd(text).document, NodeType.EFFECT)

    def pattern_of(self, *sentences: str) -> str:
        """What the last sentence is told to be."""
        return self.understood(*sentences).document.requirements[-1].pattern

    def operation(self, name: str, *sentences: str) -> Operation:
        operations = self.understood(*sentences).document.operations
        return next(one for one in operations if one.name == name)
