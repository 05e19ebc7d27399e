"""The rules of operations, checked as small programs of their own."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.diagnostics import Diagnostic, has_errors
from omninode_bridge.generation.effect import codes
from omninode_bridge.generation.effect.facts import facts_of
from omninode_bridge.generation.effect.kept_rows import with_kept_rows
from omninode_bridge.generation.effect.plan import WRITING, OperationPlan
from omninode_bridge.generation.effect.references import (
    Reference,
    reference_rules,
    references_of,
)
from omninode_bridge.requirements.document import Document, Entity, Field, RuleText
from omninode_bridge.requirements.naming import field_name, words
from omninode_bridge.requirements.types import EntityRef, ListOf, ValueType
from omninode_bridge.rules.checking import check_program
from omninode_bridge.rules.codes import UNKNOWN_FIELD, UNKNOWN_NAME
from omninode_bridge.rules.kinds import value_type
from omninode_bridge.rules.program import Checked, Program, Scope
from omninode_bridge.rules.statements import parse_statement
from omninode_bridge.rules.syntax import Assignment, ForEach, Statement
from omninode_bridge.rules.tokens import RuleSyntaxError

APPLIES: Final = WRITING
UNKNOWN: Final = frozenset({UNKNOWN_NAME.code, UNKNOWN_FIELD.code})
NO_NAME: Final = frozenset({"rule", "rules", "of", "for", "the", "operation", "on", "when"})


@dataclass(frozen=True, slots=True)
class OperationRules:
    """`free` are the rules outside the operations, by the operation that they apply to."""

    document: Document
    free: dict[str, tuple[RuleText, ...]]
    references: tuple[Reference, ...] = ()

    def of(self, plan: OperationPlan) -> tuple[RuleText, ...]:
        """Its own rules, those that apply to it, and what the data model refuses in it."""
        stated = (*plan.operation.rules, *self.free.get(plan.name, ()))
        return (*reference_rules(plan, self.references, _assigned(stated)), *stated)

    def applied(
        self, plan: OperationPlan, findings: list[Diagnostic], actions: tuple[RuleText, ...] = ()
    ) -> OperationPlan:
        """The plan with its rules and its actions checked; what is wrong goes to the findings."""
        rules = (*self.of(plan), *actions)
        if not rules:
            return plan
        findings.extend(_loops(self.document, plan, rules))
        if plan.state is not None and plan.state in _assigned(rules):
            message = f"A rule of {plan.name} assigns `{plan.state}`."
            findings.append(codes.STATE_IS_KEPT.at(plan.operation.place, message))
        checked, outputs = checked_rules(self.document, plan, rules)
        findings.extend(found for found in checked.diagnostics if found not in findings)
        entity = plan.entity
        written = (
            ()
            if entity is None
            else tuple(each.name for each in outputs if entity.field(each.name) is not None)
        )
        return replace(plan, program=checked.program, decided=outputs, written=written)


def checked_rules(
    document: Document, plan: OperationPlan, rules: Sequence[RuleText]
) -> tuple[Checked, tuple[Field, ...]]:
    """The program, and the names that it hands back: of the entity, or of the output."""
    entities = {entity.name: entity for entity in document.entities}
    first = check_program(rules, Scope(entities, plan.facts, None))
    inferred = _inferred(first.program)
    outputs = tuple(
        found
        for name in _handed_back(document, plan, rules)
        if (found := _output(plan, name, inferred, rules)) is not None
    )
    return check_program(rules, Scope(entities, plan.facts, outputs)), outputs


def _inferred(program: Program | None) -> dict[str, ValueType]:
    return {} if program is None else {found.name: found.type for found in program.outputs}


def _output(
    plan: OperationPlan, name: str, inferred: dict[str, ValueType], rules: Sequence[RuleText]
) -> Field | None:
    """How an assigned name is declared; None for what only other rules read."""
    if plan.entity is not None and (field := plan.entity.field(name)) is not None:
        return replace(field, type=value_type(field), required=True, default=None)
    output = next((each for each in plan.operation.outputs if each.name == name), None)
    if output is None:
        return None
    type_ = output.type or inferred.get(name)
    return None if type_ is None else Field(name, type_, rules[0].place)


def _assigned(rules: Sequence[RuleText]) -> list[str]:
    names = [
        field_name(statement.name)
        for _, statement in _parsed(rules)
        if isinstance(statement, Assignment)
    ]
    return list(dict.fromkeys(names))


def _handed_back(document: Document, plan: OperationPlan, rules: Sequence[RuleText]) -> list[str]:
    """What rules assign, and the lists in whose items they set a field that is declared."""
    lists = [
        field_name(statement.over)
        for _, statement in _parsed(rules)
        if isinstance(statement, ForEach) and _is_declared(document, plan, statement)
    ]
    return list(dict.fromkeys([*_assigned(rules), *lists]))


def _is_declared(document: Document, plan: OperationPlan, loop: ForEach) -> bool:
    entity = _items(document, plan, loop)
    name = field_name(loop.assignment.name)
    return entity is not None and any(field.name == name for field in entity.fields)


def _items(document: Document, plan: OperationPlan, loop: ForEach) -> Entity | None:
    """The entity of the items that a loop goes through."""
    name = field_name(loop.over)
    kind = next((fact.type for fact in plan.facts if fact.name == name), None)
    match kind:
        case ListOf(EntityRef(entity)):
            return document.entity(entity)
        case _:
            return None


def _loops(
    document: Document, plan: OperationPlan, rules: Sequence[RuleText]
) -> Iterator[Diagnostic]:
    """Loops through anything but entities, and fields that a stored item cannot have."""
    kept = set(_handed_back(document, plan, rules)) - set(_assigned(rules))
    for rule, statement in _parsed(rules):
        if not isinstance(statement, ForEach):
            continue
        name = field_name(statement.assignment.name)
        if _items(document, plan, statement) is None:
            message = f"A rule of {plan.name} goes through something else than a list of entities."
            yield codes.LOOP.at(rule.place, message)
        elif field_name(statement.over) in kept and not _is_declared(document, plan, statement):
            message = f"`{name}` is no field of the items that {plan.name} keeps."
            yield codes.LOOP.at(rule.place, message)


def _parsed(rules: Sequence[RuleText]) -> Iterator[tuple[RuleText, Statement]]:
    """Those that can be parsed; the check of the program reports the others."""
    for rule in rules:
        try:
            yield rule, parse_statement(rule.text)
        except RuleSyntaxError:
            continue


def free_rules(
    document: Document, plans: Sequence[OperationPlan], findings: list[Diagnostic]
) -> OperationRules:
    """Which rule outside the operations applies to which: to those that know all its names."""
    candidates = [plan for plan in plans if plan.kind in APPLIES]
    if len(plans) == 1:
        candidates = list(plans)
    free: dict[str, tuple[RuleText, ...]] = {}
    used: set[RuleText] = set()
    own = {rule.place for plan in plans for rule in plan.operation.rules}
    outside = [rule for rule in document.rules if rule.place not in own]
    headed = {rule: plan for rule in outside if (plan := _headed(document, plans, rule))}
    used.update(headed)
    for plan in plans:
        rules = [rule for rule in outside if headed.get(rule, plan) == plan]
        if plan not in candidates:
            rules = [rule for rule in rules if rule in headed]
        drafted = replace(plan, facts=facts_of(plan))
        texts = [rule.text for rule in (*plan.operation.rules, *rules)]
        found = _known(document, with_kept_rows(document, drafted, texts), rules, headed)
        free[plan.name] = found
        used |= set(found)
    findings.extend(
        codes.FREE_RULE.at(rule.place, f"No operation knows the names of: {rule.text[:80]}")
        for rule in outside
        if rule not in used
    )
    return OperationRules(document, free, references_of(document, findings))


def _headed(
    document: Document, plans: Sequence[OperationPlan], rule: RuleText
) -> OperationPlan | None:
    """The operation that the heading above the rule names: `### lend`, `### Rules of lend`."""
    above = [each for each in document.sections if each.level and each.place <= rule.place]
    said = {word for word in words(above[-1].title if above else "") if word not in NO_NAME}
    if any(set(words(entity.name)) == said for entity in document.entities):
        return None
    return next((plan for plan in plans if set(words(plan.name)) - NO_NAME == said), None)


def _known(
    document: Document,
    plan: OperationPlan,
    outside: Sequence[RuleText],
    kept_anyway: Container[RuleText],
) -> tuple[RuleText, ...]:
    """The rules without an unknown name; taking one out may make another one's name unknown."""
    rules = list(outside)
    while rules:
        checked, _ = checked_rules(document, plan, [*plan.operation.rules, *rules])
        unknown = {found.place.line for found in checked.diagnostics if found.code in UNKNOWN}
        kept = [rule for rule in rules if rule.place.line not in unknown or rule in kept_anyway]
        if len(kept) == len(rules) or not has_errors(checked.diagnostics):
            break
        rules = kept
    return tuple(rules)
