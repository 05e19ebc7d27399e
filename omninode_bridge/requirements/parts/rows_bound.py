"""Rules and rows of tables that say which requirement they realise."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from omninode_bridge.diagnostics import Place
from omninode_bridge.requirements.document import Document, Requirement, RuleText
from omninode_bridge.requirements.notebook import Notebook, did_you_mean
from omninode_bridge.requirements.structures import StateMachine, Workflow


def with_known_ids(
    document: Document,
    rules: Sequence[RuleText],
    requirements: Sequence[Requirement],
    notebook: Notebook,
) -> Document:
    """The document with its requirements; unknown ids are reported."""
    ids = _Ids({one.id.lower(): one.id for one in requirements}, notebook)
    return replace(
        document,
        requirements=tuple(requirements),
        rules=tuple(ids.of_rule(rule) for rule in rules),
        states=ids.of_machine(document.states),
        workflow=ids.of_workflow(document.workflow),
        aggregations=tuple(
            replace(one, requirement_ids=ids.of_row(one.requirement_ids, one.place))
            for one in document.aggregations
        ),
        operations=tuple(
            replace(one, requirement_ids=ids.of_row(one.requirement_ids, one.place))
            for one in document.operations
        ),
    )


@dataclass(frozen=True, slots=True)
class _Ids:
    """`known` are the ids of the requirements as they spell them, by their lower case."""

    known: dict[str, str]
    notebook: Notebook

    def of_rule(self, rule: RuleText) -> RuleText:
        written = rule.requirement_id
        known = self.known.get(written.lower()) if written else None
        if written and known is None and self.known:
            self._report("rule", written, rule.place)
        return replace(rule, requirement_id=known)

    def of_row(self, written: Iterable[str], place: Place) -> tuple[str, ...]:
        """What looks like no id of this document's is a number of the row's own."""
        found = {one: self.known.get(one.lower()) for one in written}
        stems = {_stem(one) for one in self.known}
        for one, known in found.items():
            if known is None and _stem(one) in stems:
                self._report("row", one, place)
        return tuple(one for one in found.values() if one is not None)

    def of_machine(self, machine: StateMachine | None) -> StateMachine | None:
        if machine is None:
            return None
        edges = (
            replace(one, requirement_ids=self.of_row(one.requirement_ids, one.place))
            for one in machine.transitions
        )
        return replace(machine, transitions=tuple(edges))

    def of_workflow(self, workflow: Workflow | None) -> Workflow | None:
        if workflow is None:
            return None
        steps = (
            replace(one, requirement_ids=self.of_row(one.requirement_ids, one.place))
            for one in workflow.steps
        )
        return replace(workflow, steps=tuple(steps))

    def _report(self, what: str, written: str, place: Place) -> None:
        fix = did_you_mean(written, self.known.values())
        message = f"the {what} belongs to {written}, which no requirement has as id"
        self.notebook.add("PRD021", place, message, fix=fix)


def _stem(identifier: str) -> str:
    """The letters of an id: `fr` of `FR-3`."""
    return re.split(r"[-_. \d]", identifier.lower(), maxsplit=1)[0]
