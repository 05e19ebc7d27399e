"""Who proposes other wordings, by type of node."""

from collections.abc import Mapping, Sequence
from typing import Final

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.rewording.calculations_told import proposed_calculations
from omninode_bridge.prose.rewording.data_listed import background, of_calculation, of_stored
from omninode_bridge.prose.rewording.data_told import of_input, of_things
from omninode_bridge.prose.rewording.deeds_told import proposed_deeds
from omninode_bridge.prose.rewording.figures_told import proposed_figures
from omninode_bridge.prose.rewording.wording import Proposer

DATA: Final[Mapping[NodeType, Sequence[Proposer]]] = {
    NodeType.COMPUTE: (of_calculation, of_stored),
    NodeType.EFFECT: (of_stored,),
    NodeType.REDUCER: (of_things,),
    NodeType.ORCHESTRATOR: (of_input,),
}
"""What is declared: tried first, as other sentences need it."""

WORDS: Final[Mapping[NodeType, Sequence[Proposer]]] = {
    NodeType.COMPUTE: (proposed_calculations,),
    NodeType.EFFECT: (proposed_deeds,),
    NodeType.REDUCER: (proposed_figures,),
    NodeType.ORCHESTRATOR: (),
}

ASIDE: Final[Mapping[NodeType, Sequence[Proposer]]] = {
    NodeType.COMPUTE: (background,),
    NodeType.EFFECT: (background,),
    NodeType.REDUCER: (),
    NodeType.ORCHESTRATOR: (),
}
"""What asks for nothing: tried last."""
