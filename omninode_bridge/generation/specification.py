"""What the specification of a package says whatever its type."""

from omninode_bridge.generation.model_specs import enum_specs
from omninode_bridge.generation.naming_step import Naming
from omninode_bridge.generation.profile import Profile
from omninode_bridge.generation.spec import NodeSpec, TestPlan
from omninode_bridge.requirements.document import Document


def specification(document: Document, naming: Naming, profile: Profile) -> NodeSpec:
    """Models, bindings and tests are still empty: they belong to the type."""
    return NodeSpec(
        name=document.name,
        title=document.title or document.name,
        description=document.description,
        node_type=profile.node_type,
        domain=profile.domain or document.front.domain or "general",
        version=profile.version or document.front.version or (1, 0, 0),
        names=naming.names,
        node_class=naming.node_class,
        models=(),
        enums=enum_specs(naming.names, naming.enum_titles),
        bindings=(),
        renames=naming.renames,
        tests=TestPlan(),
        targets=document.targets,
        licence=profile.licence,
    )
