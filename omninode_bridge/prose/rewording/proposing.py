"""Who proposes other wordings, by type of node."""

from collections.abc import Mapping, Sequence
from typing import Final

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.rewording.calculations_told import proposed_calculations
from omninode_bridge.prose.rewording.data_listed import missing_output, of_calculation, of_stored
from omninode_bridge.prose.rewording.data_told import of_input, of_things
from omninode_bridge.prose.rewording.deeds_told import proposed_deeds
from omninode_bridge.prose.rewording.figures_told import proposed_figures
from omninode_bridge.prose.rewording.links_told import proposed_links
from omninode_bridge.prose.rewording.lives_told import proposed_lives
from omninode_bridge.prose.rewording.steps_told import missing_input, proposed_steps
from omninode_bridge.prose.rewording.wording import Adder, Proposer

DATA: Final[Mapping[NodeType, Sequence[Proposer]]] = {
    NodeType.COMPUTE: (of_calculation, of_stored),
    NodeType.EFFECT: (of_stored,),
    NodeType.REDUCER: (of_things,),
    NodeType.ORCHESTRATOR: (of_input,),
}
"""What is declared: tried first, as other sentences need it."""

LACKING: Final[Mapping[NodeType, Sequence[Adder]]] = {
    **dict.fromkeys(NodeType, ()),
    NodeType.COMPUTE: (missing_output,),
    NodeType.ORCHESTRATOR: (missing_input,),
}
"""Lines to add, tried before the sentences."""

WORDS: Final[Mapping[NodeType, Sequence[Proposer]]] = {
    NodeType.COMPUTE: (proposed_calculations,),
    NodeType.EFFECT: (proposed_links, proposed_deeds),
    NodeType.REDUCER: (proposed_figures, proposed_lives),
    NodeType.ORCHESTRATOR: (proposed_steps,),
}
