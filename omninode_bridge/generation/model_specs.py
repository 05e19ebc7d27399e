"""The models and enums of a package."""

from collections.abc import Mapping

from omninode_bridge.generation.names import EnumRef, Names
from omninode_bridge.generation.spec import EnumSpec, FieldSpec, ModelSpec, Role
from omninode_bridge.requirements.document import Constraints, Document, Field
from omninode_bridge.requirements.types import EnumOf, Kind, ListOf, Scalar
from omninode_bridge.rules.kinds import value_type
from omninode_bridge.rules.program import ItemField, Output, Program

WARNINGS = "warnings"


def model_specs(document: Document, program: Program, names: Names) -> tuple[ModelSpec, ...]:
    request = ModelSpec(
        ref=names.input_model,
        role=Role.INPUT,
        title=f"A request to {document.title or document.name}.",
        fields=tuple(read_field(found, names) for found in document.inputs or ()),
    )
    entities = (
        ModelSpec(
            ref=names.entities[entity.name],
            role=Role.ENTITY,
            title=entity.description or f"{entity.name}, as a request gives it.",
            fields=tuple(read_field(found, names) for found in entity.fields),
            entity=entity.name,
        )
        for entity in document.entities
    )
    items = (
        ModelSpec(
            ref=ref,
            role=Role.ITEM,
            title=f"An item of `{list_name}` in the answer.",
            fields=tuple(_item_field(found, names) for found in program.items[list_name].answer),
            entity=program.items[list_name].reference,
        )
        for list_name, ref in names.items.items()
    )
    return (request, _answer(document, program, names), *entities, *items)


def _answer(document: Document, program: Program, names: Names) -> ModelSpec:
    fields = [_output_field(found, names) for found in program.outputs]
    if program.can_warn and all(found.name != WARNINGS for found in fields):
        warnings = FieldSpec(
            name=WARNINGS,
            attribute=names.attribute(WARNINGS),
            type=ListOf(Scalar(Kind.STRING)),
            description="What the rules warn of, in the order of the document.",
        )
        fields.append(warnings)
    title = f"The answer of {document.title or document.name}."
    return ModelSpec(names.output_model, Role.OUTPUT, title, tuple(fields))


def read_field(found: Field, names: Names) -> FieldSpec:
    return FieldSpec(
        name=found.name,
        attribute=names.attribute(found.name),
        type=value_type(found),
        default=found.default,
        constraints=found.constraints,
        description=found.description,
        line=found.place.line,
    )


def _output_field(found: Output, names: Names) -> FieldSpec:
    return FieldSpec(
        name=found.name,
        attribute=names.attribute(found.name),
        type=found.type,
        constraints=found.declared.constraints if found.declared else Constraints(),
        description=found.declared.description if found.declared else "",
        line=found.declared.place.line if found.declared else 0,
    )


def _item_field(found: ItemField, names: Names) -> FieldSpec:
    return FieldSpec(
        name=found.name,
        attribute=names.attribute(found.name),
        type=found.type,
        constraints=found.declared.constraints if found.declared else Constraints(),
        description=found.declared.description if found.declared else "",
        line=found.declared.place.line if found.declared else 0,
    )


def enum_specs(names: Names, titles: Mapping[EnumOf, str]) -> tuple[EnumSpec, ...]:
    """One for each class, with the values of the first enum that it stands for."""
    seen: dict[str, EnumSpec] = {}
    for enum, ref in names.enums.items():
        seen.setdefault(ref.ref.name, _enum(ref, titles.get(enum, ref.ref.name), enum))
    return tuple(seen.values())


def _enum(ref: EnumRef, title: str, enum: EnumOf) -> EnumSpec:
    return EnumSpec(ref=ref, title=title, values=enum.members)
