"""The models of an effect package: entities, requests, answers, and what rules read and give."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from omninode_bridge.generation.effect.naming import EffectNames
from omninode_bridge.generation.effect.plan import OperationPlan
from omninode_bridge.generation.model_specs import read_field
from omninode_bridge.generation.names import ClassRef
from omninode_bridge.generation.spec import FieldSpec, ModelSpec, Role
from omninode_bridge.requirements.document import Constraints, Document, Field
from omninode_bridge.requirements.types import Kind, ListOf, Scalar

WARNINGS = "warnings"


def effect_models(
    document: Document, plans: Sequence[OperationPlan], names: EffectNames
) -> tuple[ModelSpec, ...]:
    entities = (
        ModelSpec(
            ref=names.common.entities[entity.name],
            role=Role.ENTITY,
            title=entity.description or f"{entity.name}, as it is stored and answered.",
            fields=tuple(read_field(found, names.common) for found in entity.fields),
            entity=entity.name,
        )
        for entity in document.entities
    )
    operations = (model for plan in plans for model in _of_operation(plan, names))
    return (*entities, *operations)


def answer_ref(plan: OperationPlan, names: EffectNames) -> ClassRef:
    if plan.answers_row and plan.entity is not None:
        return names.common.entities[plan.entity.entity.name]
    return names.operations[plan.name].output


def _of_operation(plan: OperationPlan, names: EffectNames) -> Iterator[ModelSpec]:
    own, common = names.operations[plan.name], names.common
    requests = tuple(
        replace(read_field(item.field, common), may_be_absent=item.may_be_absent)
        for item in plan.request
    )
    yield ModelSpec(own.input, Role.INPUT, f"What {plan.name} is asked.", requests)
    if not plan.answers_row:
        answers = tuple(
            FieldSpec(
                name=each.name,
                attribute=common.attribute(each.name),
                type=each.type,
                constraints=_kept(each.declared),
                description="" if each.declared is None else each.declared.description,
            )
            for each in plan.answer
        )
        # Read back from what the store remembers, hence by the same names as it is written.
        yield ModelSpec(own.output, Role.ENTITY, f"What {plan.name} answers.", answers)
    choice = None if plan.moves is None else plan.moves.choice
    if plan.program is not None or choice is not None:
        facts = tuple(read_field(found, common) for found in plan.facts)
        yield ModelSpec(own.facts, Role.INPUT, f"What the rules of {plan.name} read.", facts)
    if plan.moves is not None and choice is not None:
        taken = plan.moves.taken
        number = (FieldSpec(taken, common.attribute(taken), Scalar(Kind.INT)),)
        title = f"Which transition {plan.name} takes."
        fields = number if plan.moves.numbered else ()
        yield ModelSpec(own.choice, Role.OUTPUT, title, fields)
    if plan.program is not None:
        decided = [read_field(found, common) for found in plan.decided]
        if plan.program.can_warn:
            texts = ListOf(Scalar(Kind.STRING))
            decided.append(FieldSpec(WARNINGS, common.attribute(WARNINGS), texts))
        title = f"What the rules of {plan.name} decide."
        yield ModelSpec(own.decision, Role.OUTPUT, title, tuple(decided))


def _kept(declared: Field | None) -> Constraints:
    return Constraints() if declared is None else declared.constraints
