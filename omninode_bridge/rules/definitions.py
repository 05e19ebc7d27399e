"""The check of what defines a name or an item's field, and of rejections and warnings."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from omninode_bridge.requirements.types import EntityRef, ListOf, Optional, ValueType
from omninode_bridge.rules.codes import (
    FOR_EACH,
    MAYBE_NULL,
    NO_OTHER_CASE,
    REDEFINED,
    RESERVED,
    TYPE_ERROR,
)
from omninode_bridge.rules.context import Context, Key, SoFar, not_null
from omninode_bridge.rules.conversion import assigned, convert
from omninode_bridge.rules.defaults import default_value
from omninode_bridge.rules.environment import Environment
from omninode_bridge.rules.groups import Group, Rule, assignment_of, warn_if_constant
from omninode_bridge.rules.inference import condition, infer
from omninode_bridge.rules.kinds import references, shared, value_type
from omninode_bridge.rules.program import Assign, Definition, SetField, item_reference
from omninode_bridge.rules.syntax import Assignment, Expression, ForEach
from omninode_bridge.rules.typed import Convert, Literal, Member, Origin, Typed, Variable


@dataclass(slots=True)
class Finished:
    """A group after its check; `step` is None where it has errors. `reads` are complete."""

    group: Group
    step: Assign | SetField | None = None
    reads: set[Key] = field(default_factory=set)


class Definitions:
    """Checks groups, each once; the environment asks for the type of one on demand."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        self.finished: dict[Key, Finished] = {}
        environment.settle = self.settle

    def settle(self, key: Key) -> None:
        if key not in self.finished:
            found = Finished(self.environment.gathered.groups[key])
            # Entered before it is filled: whoever asks meanwhile finds no type, and the order
            # of the rules will show the circle.
            self.finished[key] = found
            _Check(self.environment, found).run()


class _Check:
    """The check of one group."""

    def __init__(self, environment: Environment, found: Finished) -> None:
        self.environment = environment
        self.found = found
        self.key = found.group.key
        self.rules = [
            (rule, assignment)
            for rule in found.group.rules
            if (assignment := assignment_of(rule.statement)) is not None
        ]

    def run(self) -> None:
        if len(self.key) > 1 and not self._is_list_of_entities():
            return
        self._check_definitions()
        declared = self.environment.declared(self.key)
        base = self._base(declared)
        self._check_other_case(base)
        if declared is not None and not references(declared):
            type_: ValueType | None = declared
        else:
            type_ = self._inferred_type(declared, base)
        if type_ is None:
            # The readings are complete all the same, so that a circle is found.
            self._definitions(declared, None, base)
            return
        self.environment.types[self.key] = type_
        definitions = self._definitions(declared, type_, base)
        if definitions is not None:
            self.found.step = self._step(type_, definitions, base)

    def _is_list_of_entities(self) -> bool:
        name = self.key[0]
        known = self.environment.global_name(name) is not None
        if known and self.environment.items_of(name) is not None:
            if (name,) in self.environment.gathered.groups:
                self.found.reads.add((name,))
            return True
        for rule, _ in self.rules:
            statement = rule.statement
            if isinstance(statement, ForEach) and not self.environment.is_unread(name):
                message = f"`{statement.over[:60]}` is no list of entities."
                hint = "" if known else self.environment.suggest(statement.over)
                rule.report(FOR_EACH, statement.over_span, message, hint)
        return False

    def _check_definitions(self) -> None:
        name = self.key[-1]
        first_line = self.rules[0][0].source.place.line
        for rule, assignment in self.rules[1:]:
            if assignment.condition is None:
                message = f"`{name}` is already defined in line {first_line}."
                rule.report(REDEFINED, assignment.name_span, message)
        rule, assignment = self.rules[0]
        environment = self.environment
        only_input = name in environment.inputs and name not in environment.outputs
        if len(self.key) > 1 or environment.scope.outputs is None or not only_input:
            return
        if assignment.condition is None:
            message = f"`{name}` is an input field."
            rule.report(RESERVED, assignment.name_span, message)

    def _check_other_case(self, base: Typed | None) -> None:
        rule, assignment = self.rules[0]
        if assignment.condition is None or assignment.otherwise is not None or base is not None:
            return
        if self.environment.has_unread(self.key):
            return
        message = f"`{self.key[-1]}` has no value where the condition does not hold."
        rule.report(NO_OTHER_CASE, assignment.name_span, message)

    def _base(self, declared: ValueType | None) -> Typed | None:
        """The value where no condition holds."""
        given = self._given()
        if given is not None:
            return given if declared is None else (assigned(given, declared) or given)
        output = self.environment.outputs.get(self.key[0]) if len(self.key) == 1 else None
        if len(self.key) > 1:
            output = self.environment.item_declaration(*self.key)
        if output is None or declared is None:
            return None
        if output.default is not None:
            return default_value(output.default.text, declared)
        return Literal(None, declared) if isinstance(declared, Optional) else None

    def _given(self) -> Typed | None:
        """What the request has under that name."""
        if len(self.key) == 1:
            field = self.environment.inputs.get(self.key[0])
            return None if field is None else Variable(field.name, Origin.INPUT, value_type(field))
        source = self.environment.items_of(self.key[0])
        type_ = None if source is None else self._source_type(source)
        if type_ is None:
            return None
        return Member(self._item(), self.key[1], type_)

    def _source_type(self, source: str) -> ValueType | None:
        if self.environment.field_name(source, self.key[1]) != self.key[1]:
            return None
        return self.environment.field_type(source, self.key[1])

    def _item(self) -> Variable:
        return Variable("item", Origin.ITEM, EntityRef(item_reference(self.key[0])))

    def _inferred_type(self, declared: ValueType | None, base: Typed | None) -> ValueType | None:
        """The type that all definitions share; each sees the type of those before it."""
        type_ = None if base is None else base.type
        for at, (rule, assignment) in enumerate(self.rules):
            for part, ctx in self._branches(rule, assignment, type_, at, base):
                value = infer(part, ctx, declared)
                if value is None:
                    return None
                both = value.type if type_ is None else shared(type_, value.type)
                if declared is not None:
                    both = self._refined(value, declared, both)
                if both is None:
                    message = (
                        f"`{self.key[-1]}` is {type_ or declared} elsewhere; this is {value.type}."
                    )
                    rule.report(TYPE_ERROR, part.span, message)
                    return None
                type_ = both
        return type_

    def _refined(
        self, value: Typed, declared: ValueType, both: ValueType | None
    ) -> ValueType | None:
        """A declared entity stands for the items of a list that `for each` makes into it, too."""
        if self.environment.is_list(self.key) and references(value.type):
            return both
        if both is None:
            return declared if convert(value, declared) is not None else None
        return both if self._plain_entities(both) == declared else None

    def _plain_entities(self, type_: ValueType) -> ValueType:
        match type_:
            case EntityRef(name) if name.endswith(".item"):
                entity = self.environment.entity_of(name.removesuffix(".item"))
                return type_ if entity is None else EntityRef(entity)
            case ListOf(item):
                return ListOf(self._plain_entities(item))
            case Optional(of):
                return Optional(self._plain_entities(of))
            case _:
                return type_

    def _branches(
        self,
        rule: Rule,
        assignment: Assignment,
        type_: ValueType | None,
        at: int,
        base: Typed | None,
    ) -> list[tuple[Expression, Context]]:
        """The values of one definition, each with what its condition tells."""
        ctx = self._context(rule, assignment, type_, at, base)
        if assignment.condition is None:
            return [(assignment.value, ctx)]
        found = [(assignment.value, ctx.knowing(not_null(assignment.condition, when=True)))]
        if assignment.otherwise is not None:
            known = not_null(assignment.condition, when=False)
            found.append((assignment.otherwise, ctx.knowing(known)))
        return found

    def _context(
        self,
        rule: Rule,
        assignment: Assignment,
        type_: ValueType | None,
        at: int,
        base: Typed | None,
    ) -> Context:
        has_value = assignment.condition is not None and (at > 0 or base is not None)
        so_far = SoFar(self.key, type_) if has_value and type_ is not None else None
        bound: Mapping[str, Variable] = {}
        if isinstance(rule.statement, ForEach):
            item = self._item()
            bound = {rule.statement.variable: item}
        return Context(self.environment, rule.report, self.found.reads, bound=bound, so_far=so_far)

    def _definitions(
        self, declared: ValueType | None, type_: ValueType | None, base: Typed | None
    ) -> tuple[Definition, ...] | None:
        found = [
            self._definition(rule, assignment, (declared, type_), at, base)
            for at, (rule, assignment) in enumerate(self.rules)
        ]
        whole = tuple(definition for definition in found if definition is not None)
        return whole if len(whole) == len(found) else None

    def _definition(
        self,
        rule: Rule,
        assignment: Assignment,
        types: tuple[ValueType | None, ValueType | None],
        at: int,
        base: Typed | None,
    ) -> Definition | None:
        declared, type_ = types
        ctx = self._context(rule, assignment, type_, at, base)
        test = None
        if assignment.condition is not None:
            test = condition(assignment.condition, ctx)
            warn_if_constant(assignment.condition, test, rule)
        values = [
            self._fitted(part, inner, declared, type_)
            for part, inner in self._branches(rule, assignment, type_, at, base)
        ]
        if any(value is None for value in values) or (assignment.condition and test is None):
            return None
        whole = [value for value in values if value is not None]
        return Definition(rule.source, test, whole[0], whole[1] if len(whole) > 1 else None)

    def _fitted(
        self, node: Expression, ctx: Context, declared: ValueType | None, type_: ValueType | None
    ) -> Typed | None:
        value = infer(node, ctx, type_ or declared)
        if value is None or type_ is None:
            return None
        fitted = convert(value, type_) if declared is None else assigned(value, type_)
        if fitted is None:
            nullable = isinstance(value.type, Optional) and not isinstance(type_, Optional)
            code = MAYBE_NULL if nullable else TYPE_ERROR
            name = self.key[-1]
            ctx.report(code, node.span, f"`{name}` is {type_}, and this is {value.type}.")
            return None
        return self._as_items(fitted)

    def _as_items(self, value: Typed) -> Typed:
        """A list that `for each` works on holds items of its own."""
        if len(self.key) > 1 or self.key[0] not in self.environment.gathered.lists:
            return value
        for reference in references(value.type):
            self.found.reads.update(self.environment.set_fields(reference))
        return Convert(value, ListOf(EntityRef(item_reference(self.key[0]))))

    def _step(
        self, type_: ValueType, definitions: tuple[Definition, ...], base: Typed | None
    ) -> Assign | SetField:
        if len(self.key) > 1:
            return SetField(self.key[0], self.key[1], type_, definitions, base)
        if self.key[0] in self.environment.gathered.lists:
            items = ListOf(EntityRef(item_reference(self.key[0])))
            given = None if base is None else Convert(base, items)
            return Assign(self.key[0], items, definitions, given)
        return Assign(self.key[0], type_, definitions, base)
