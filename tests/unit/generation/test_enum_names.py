"""Two sets of values under one field name are two enums."""

from omninode_bridge.diagnostics import Place
from omninode_bridge.generation.naming_step import Naming, design_names
from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.document import Document, Entity, Field
from omninode_bridge.requirements.types import EnumOf
from omninode_bridge.rules.program import Program

ALL = EnumOf(("green", "yellow", "red"))
SOME = EnumOf(("yellow", "red"))


def _named(field: str, node_type: NodeType) -> Naming:
    place = Place(1)
    document = Document(
        "lamps",
        entities=(Entity("Lamp", (Field(field, ALL, place),), place),),
        inputs=(Field("other", SOME, place),) if node_type is not NodeType.EFFECT else None,
    )
    more = (("warn_farmer", Field(field, SOME, place)),)
    return design_names(
        document, Program((), ()), node_type, more if node_type is NodeType.EFFECT else ()
    )


def test_a_second_set_of_values_of_an_operation_is_named_after_it() -> None:
    enums = _named("level", NodeType.EFFECT).names.enums

    assert enums[ALL].ref.name == "EnumLevel"
    assert enums[SOME].ref.name == "EnumWarnfarmerlevel"


def test_names_without_a_governed_word_differ_too() -> None:
    enums = _named("colour", NodeType.EFFECT).names.enums

    assert enums[ALL].ref != enums[SOME].ref
    assert enums[ALL].ref.module != enums[SOME].ref.module


def test_the_other_types_of_node_name_both() -> None:
    for node_type in (NodeType.COMPUTE, NodeType.REDUCER, NodeType.ORCHESTRATOR):
        assert {ALL, SOME} <= set(_named("level", node_type).names.enums)
