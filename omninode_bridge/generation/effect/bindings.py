"""Which requirement is realised by which operation. A wrong binding is worse than none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from omninode_bridge.generation.asides import gist
from omninode_bridge.generation.binding_states import Realised, Words, binding_of
from omninode_bridge.generation.constraint_binding import Promise, promise_of
from omninode_bridge.generation.effect.cell_bindings import said_by_cells
from omninode_bridge.generation.effect.moving_bindings import (
    refusals_said,
    said_by_moves,
)
from omninode_bridge.generation.effect.plan import OperationPlan
from omninode_bridge.generation.effect.rule_bindings import said_by_rules
from omninode_bridge.generation.effect.wording import says
from omninode_bridge.generation.package import Binding
from omninode_bridge.generation.said.clauses import clauses_of
from omninode_bridge.requirements.document import (
    Document,
    Example,
    Requirement,
    Scenario,
)
from omninode_bridge.requirements.naming import words


@dataclass(frozen=True, slots=True)
class EffectRealisation:
    """`lines` are those of rules with the requirement's id or, without any, of the operations.

    `by_words`: the lines are those of rules or guards that say what the requirement says.
    `evidence` is of which a test must show one, `columns` are the cells that do it.
    """

    requirement: Requirement
    plans: tuple[OperationPlan, ...] = ()
    lines: tuple[int, ...] = ()
    examples: tuple[int, ...] = ()
    promise: Promise | None = None
    by_rules: bool = False
    by_moves: bool = False
    by_words: bool = False
    evidence: frozenset[str] = frozenset()
    columns: tuple[str, ...] = ()

    @property
    def is_bound(self) -> bool:
        return bool(self.plans or self.examples or self.promise)

    @property
    def how(self) -> str:
        parts = []
        if self.by_rules or self.by_words:
            parts.append(f"rule, line {', '.join(map(str, self.lines))}")
        elif self.plans and self.by_moves:
            parts.append(f"state machine, operation {', '.join(plan.name for plan in self.plans)}")
        elif self.plans:
            cells = f" ({', '.join(self.columns)})" if self.columns else ""
            parts.append(f"operation {', '.join(plan.name for plan in self.plans)}{cells}")
        if self.examples:
            parts.append(f"example, line {', '.join(map(str, self.examples))}")
        if self.promise is not None:
            parts.append(self.promise.how)
        return ", ".join(parts)


def realise(
    document: Document, plans: Sequence[OperationPlan], requirement: Requirement
) -> EffectRealisation:
    own, lines = _by_rules(plans, requirement)
    made = tuple(plan for plan in plans if requirement.id in _made_from(plan))
    if made and not own:
        return EffectRealisation(requirement, made)
    cases: list[Scenario | Example] = [*document.scenarios, *document.examples]
    examples = tuple(found.place.line for found in cases if found.requirement_id == requirement.id)
    if own or examples:
        return EffectRealisation(requirement, own, lines, examples, by_rules=bool(own))
    promise = promise_of(document, requirement)
    if promise is not None:
        return EffectRealisation(requirement, promise=promise)
    whole = _told(document, plans, requirement, requirement.text)
    if whole.is_bound:
        return whole
    for clauses in clauses_of(gist(requirement.text)):
        parts = [_told(document, plans, requirement, clause) for clause in clauses]
        if all(part.is_bound for part in parts):
            return _together(requirement, parts)
    return whole


def _told(
    document: Document, plans: Sequence[OperationPlan], requirement: Requirement, text: str
) -> EffectRealisation:
    """By what one sentence says of one operation, of a rule, or of what the store keeps to."""
    moved = said_by_moves(plans, text, frozenset(words(document.title)))
    if moved:
        refused = refusals_said(moved[0], text)
        return EffectRealisation(requirement, moved, by_moves=True, evidence=refused)
    ruled = said_by_rules(plans, text)
    if ruled is not None:
        found = EffectRealisation(requirement, ruled.plans, ruled.lines, evidence=ruled.refusals)
        return replace(found, by_words=bool(ruled.lines))
    done = said_by_cells(plans, text, frozenset(words(document.title)))
    if done is not None:
        return EffectRealisation(
            requirement, done.plans, evidence=done.evidence, columns=done.columns
        )
    said = tuple(plan for plan in plans if says(document, plan, text, plans))
    return EffectRealisation(requirement, said if len(said) == 1 else ())


def _together(requirement: Requirement, parts: Sequence[EffectRealisation]) -> EffectRealisation:
    return EffectRealisation(
        requirement,
        tuple({plan.name: plan for part in parts for plan in part.plans}.values()),
        tuple(line for part in parts for line in part.lines),
        by_words=all(part.by_words for part in parts),
        evidence=frozenset().union(*(part.evidence for part in parts)),
        columns=tuple(dict.fromkeys(column for part in parts for column in part.columns)),
    )


def _made_from(plan: OperationPlan) -> frozenset[str]:
    """Requirements from whose prose the operation or one of its transitions was made."""
    rows = () if plan.moves is None else plan.moves.rows
    of_rows = (each for row in rows for each in row.requirement_ids)
    return frozenset({*plan.operation.requirement_ids, *of_rows})


def _by_rules(
    plans: Sequence[OperationPlan], requirement: Requirement
) -> tuple[tuple[OperationPlan, ...], tuple[int, ...]]:
    found: list[OperationPlan] = []
    lines: list[int] = []
    for plan in plans:
        steps = () if plan.program is None else plan.program.steps
        own = [
            source.place.line
            for step in steps
            for source in step.sources
            if source.requirement_id == requirement.id
        ]
        if own:
            found.append(plan)
            lines.extend(own)
    return tuple(found), tuple(dict.fromkeys(lines))


def binding(found: EffectRealisation, tests: tuple[str, ...]) -> Binding:
    words = Words(
        "no example and no made-up request shows it",
        "no operation, rule, example or constraint realises it",
        f"Which operation realises it? Write `{found.requirement.id}:` before the rule that does, "
        "or say that it is out of scope.",
    )
    operations = () if found.by_rules or found.by_words else found.plans
    lines = (*found.lines, *found.examples, *(plan.operation.place.line for plan in operations))
    if found.promise is not None:
        lines = (*lines, found.promise.field.place.line)
    return binding_of(found.requirement, Realised(found.how, lines), tests, words)
