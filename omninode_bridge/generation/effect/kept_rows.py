"""Where a rule names an entity, it means all its rows that are not hidden."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from omninode_bridge.generation.effect.plan import CHANGING, OperationPlan, rows_of
from omninode_bridge.requirements.document import Document, Field
from omninode_bridge.rules.statements import parse_expression, parse_statement
from omninode_bridge.rules.syntax import Assignment, Name, Node, children
from omninode_bridge.rules.tokens import RuleSyntaxError


def with_kept_rows(
    document: Document, plan: OperationPlan, rules: Iterable[str], guards: Iterable[str] = ()
) -> OperationPlan:
    """The plan with the rows of the entities that its rules and guards name among its facts.

    What a fact or a rule's assignment calls by exactly that name hides them.
    """
    trees = [tree for rule in rules for tree in _rule(rule)]
    hidden = {fact.name for fact in plan.facts}
    hidden |= {tree.name for tree in trees if isinstance(tree, Assignment)}
    named = {name for tree in trees for name in _names(tree)}
    named |= {name for guard in guards for tree in _guard(guard) for name in _names(tree)}
    found = [each for each in document.entities if each.name in named - hidden]
    facts = tuple(Field(each.name, rows_of(each), plan.operation.place) for each in found)
    kept = (*plan.kept, *(each.name for each in found))
    return replace(plan, facts=(*plan.facts, *facts), kept=kept)


def is_alone(plan: OperationPlan, plans: Sequence[OperationPlan]) -> bool:
    """Whether, while it runs, nobody may change rows that decide, or decide by rows it changes."""
    if plan.only_reads:
        return False
    decided = {name for each in plans if not each.only_reads for name in each.kept}
    entity = None if plan.entity is None or plan.kind not in CHANGING else plan.entity.entity.name
    return bool(plan.kept) or entity in decided


def _rule(text: str) -> Iterator[Node]:
    """None where it cannot be read; the check of the program tells why."""
    try:
        yield parse_statement(text)
    except RuleSyntaxError:
        return


def _guard(text: str) -> Iterator[Node]:
    try:
        yield parse_expression(text.strip("` "))
    except RuleSyntaxError:
        return


def _names(tree: Node) -> Iterator[str]:
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Name):
            yield node.id
        waiting.extend(children(node))
