"""What the next strategy makes of a document, or why it can do nothing about it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from omninode_bridge.errors import UnavailableError
from omninode_bridge.intelligence.evidence import SimilarNode
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import Understood, understand
from omninode_bridge.requirements.document import Document, Requirement
from omninode_bridge.strategies.answers import accept
from omninode_bridge.strategies.asking import prompt_for
from omninode_bridge.strategies.attempt import Consulted
from omninode_bridge.strategies.language_model import LanguageModel


@dataclass(frozen=True, slots=True)
class Variant:
    """`understood` is None where the strategy changes nothing; then `reason` says why."""

    understood: Understood | None = None
    reason: str = ""
    consulted: Consulted | None = None


def exemplar(
    source: Document, node_type: NodeType, similar: Sequence[SimilarNode], before: Understood
) -> Variant:
    """With the choices of similar nodes where the patterns had taken their own defaults."""
    if not similar:
        return Variant(reason="no similar node is known")
    understood = understand(source, node_type, similar)
    if understood.document == before.document:
        return Variant(reason="what similar nodes chose changes nothing")
    return Variant(understood)


def proposed(
    model: LanguageModel | None,
    node_type: NodeType,
    unbound: Sequence[Requirement],
    before: Understood,
) -> Variant:
    """With a language model's rules for what is unbound."""
    if model is None:
        return Variant(reason="no language model is configured")
    if node_type is not NodeType.COMPUTE:
        return Variant(reason="a language model is asked for rules of compute nodes only")
    if not unbound:
        return Variant(reason="nothing is unbound")
    try:
        answer = model.complete(prompt_for(before.document, unbound))
    except UnavailableError as error:
        return Variant(reason=error.message)
    accepted = accept(before.document, unbound, answer.text)
    consulted = Consulted(
        answer.model,
        answer.prompt_digest,
        answer.answer_digest,
        tuple(f"{rule.requirement_id}: {rule.text}" for rule in accepted.rules),
        accepted.refused,
    )
    if not accepted.rules:
        return Variant(reason="it proposed no sound rule", consulted=consulted)
    return Variant(replace(before, document=accepted.document), consulted=consulted)
