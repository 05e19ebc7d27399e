"""Python names of an effect package: those of its entities, and those of each operation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from omninode_bridge.generation.effect.plan import OperationPlan
from omninode_bridge.generation.names import ClassRef, Names
from omninode_bridge.generation.naming import NamePool, class_words, name_words, pascal, snake
from omninode_bridge.generation.naming_step import Naming, design_names
from omninode_bridge.generation.spec import Rename
from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.document import Document, Field
from omninode_bridge.rules.program import Program

NO_RULES = Program((), ())


@dataclass(frozen=True, slots=True)
class OperationNames:
    """`facts` and `decision` are what the rules read and give; they are named in any case.

    `choice` and `transitions` are those of a state machine.
    """

    handler: ClassRef
    input: ClassRef
    output: ClassRef
    facts: ClassRef
    decision: ClassRef
    rules: ClassRef
    choice: ClassRef
    transitions: ClassRef


@dataclass(frozen=True, slots=True)
class EffectNames:
    naming: Naming
    operations: Mapping[str, OperationNames]
    constants: Mapping[str, str]

    @property
    def common(self) -> Names:
        return self.naming.names

    def of_rules(self, operation: str, program: Program) -> Names:
        """The names in the module of an operation's rules; items stay what their entity is."""
        own = self.operations[operation]
        entities = self.common.entities
        items = {name: entities[each.entity] for name, each in program.items.items()}
        return replace(
            self.common,
            input_model=own.facts,
            output_model=own.decision,
            handler=own.rules,
            items=items,
        )

    def of_transitions(self, operation: str) -> Names:
        """The names in the module that chooses an operation's transition."""
        own = self.operations[operation]
        return replace(
            self.common, input_model=own.facts, output_model=own.choice, handler=own.transitions
        )


def effect_names(document: Document, plans: Sequence[OperationPlan]) -> EffectNames:
    """The contract names the models of the default operation."""
    known = replace(document, inputs=None, outputs=None)
    naming = design_names(known, NO_RULES, NodeType.EFFECT, tuple(_fields(plans)))
    names = naming.names
    pool = NamePool(ref.name for ref in names.entities.values())
    operations = {plan.name: _operation(plan, names, pool) for plan in plans}
    default = default_plan(plans)
    first = operations[default.name]
    output = first.output
    if default.answers_row and default.entity is not None:
        output = names.entities[default.entity.entity.name]
    common = replace(names, input_model=first.input, output_model=output, handler=first.handler)
    renames = (*naming.renames, *_renames(plans, operations))
    constants = NamePool()
    layouts = {
        entity.name: constants.claim(snake(name_words(entity.name)).upper(), "_")
        for entity in document.entities
    }
    return EffectNames(replace(naming, names=common, renames=renames), operations, layouts)


def default_plan(plans: Sequence[OperationPlan]) -> OperationPlan:
    """The operation that is meant where none is named: the first that an empty store answers."""
    ready = (plan for plan in plans if plan.kind in ("create", "upsert", "list", "query"))
    return next(ready, plans[0])


def _fields(plans: Sequence[OperationPlan]) -> Iterable[tuple[str, Field]]:
    """What the models of each operation have, with its name."""
    for plan in plans:
        answers = (Field(each.name, each.type, plan.operation.place) for each in plan.answer)
        requests = (each.field for each in plan.request)
        for field in (*requests, *plan.facts, *plan.decided, *answers):
            yield plan.name, field


def _operation(plan: OperationPlan, names: Names, pool: NamePool) -> OperationNames:
    words = class_words(plan.name)
    stem = pool.claim(f"Handler{pascal(words)}").removeprefix("Handler")
    number = stem.removeprefix(pascal(words))
    module = snake(words) + number

    def model(suffix: str) -> ClassRef:
        name = pool.claim(f"Model{stem}{suffix}")
        more = name.removeprefix(f"Model{stem}{suffix}")
        path = f"{names.node_package}.models.model_{module}_{suffix.lower()}{more}"
        return ClassRef(name, path)

    folder = f"{names.node_package}.handlers"
    return OperationNames(
        handler=ClassRef(f"Handler{stem}", f"{folder}.handler_{module}"),
        input=model("Input"),
        output=model("Output"),
        facts=model("Facts"),
        decision=model("Decision"),
        rules=ClassRef("Rules", f"{folder}.rules_{module}"),
        choice=model("Choice"),
        transitions=ClassRef("Transitions", f"{folder}.transitions_{module}"),
    )


def _renames(
    plans: Sequence[OperationPlan], operations: Mapping[str, OperationNames]
) -> Iterable[Rename]:
    for plan in plans:
        handler = operations[plan.name].handler.name
        if handler != f"Handler{pascal(name_words(plan.name))}":
            yield Rename("operation", plan.name, handler)
