"""From a document's workflow to a flow, or to what is wrong with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from omninode_bridge.diagnostics import Diagnostic, Place, has_errors
from omninode_bridge.generation.orchestrator import codes
from omninode_bridge.generation.orchestrator.conditions import (
    Visible,
    check_condition,
    read_condition,
)
from omninode_bridge.generation.orchestrator.flow import (
    Condition,
    Flow,
    FlowStep,
    Way,
    written_ways,
)
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.notebook import shown
from omninode_bridge.requirements.structures import Hold, Snippet, Step
from omninode_bridge.rules.kinds import value_type

MAX_STEPS: Final = 1000
"""What omnibase-core executes of one workflow; a longer one would be refused where it runs."""

MOST_SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class ReadFlow:
    """Without `flow`, one of the diagnostics is an error."""

    flow: Flow | None
    diagnostics: tuple[Diagnostic, ...] = ()


def read_flow(document: Document) -> ReadFlow:
    """The needs of the workflow are known to be steps, and free of circles."""
    workflow = document.workflow
    if workflow is not None and workflow.unread:
        said = "; ".join(f'"{one.text}"' for one in workflow.unread[:MOST_SHOWN])
        count = len(workflow.unread)
        message = f"{count} of the sentences that tell steps are not understood: {said}"
        return ReadFlow(None, (codes.HALF_TOLD.at(workflow.unread[0].place, message),))
    if workflow is None or not workflow.steps:
        message = "The document has no workflow."
        return ReadFlow(None, (codes.NO_WORKFLOW.at(Place(1), message),))
    if len(workflow.steps) > MAX_STEPS:
        message = f"The workflow has {len(workflow.steps):,} steps."
        return ReadFlow(None, (codes.TOO_MANY_STEPS.at(workflow.place, message),))
    found: list[Diagnostic] = []
    steps: dict[str, FlowStep] = {}
    ways = written_ways(workflow)
    for step in workflow.steps:
        read = tuple(Way(way.source, _condition(way.condition, found)) for way in ways[step.name])
        steps[step.name] = FlowStep(step, read, _condition(step.when, found))
    flow = Flow(steps, workflow.place, workflow.holds)
    found += _holds(workflow.holds)
    found += _conditions(document, flow)
    found += _undos(flow)
    return ReadFlow(None if has_errors(found) else flow, tuple(found))


def _condition(snippet: Snippet | None, found: list[Diagnostic]) -> Condition | None:
    if snippet is None:
        return None
    read = read_condition(snippet)
    if isinstance(read, Diagnostic):
        found.append(read)
        return None
    return Condition(snippet.text, snippet.place, read)


def _holds(holds: Iterable[Hold]) -> Iterator[Diagnostic]:
    for hold in holds:
        if hold.failing:
            what = " or ".join(f"`{name}`" for name in sorted(hold.failed)[:MOST_SHOWN])
            when = f"{what or 'something'} has failed{' for good' if hold.is_final else ''}"
        else:
            begins = [f"`{name}` would begin" for name in sorted(hold.starts)]
            ends = [f"`{name}` has ended" for name in sorted(hold.after)]
            when = " or ".join([*ends, *begins][:MOST_SHOWN]) or "all steps have ended"
        message = f'The node refuses to decide when {when}: "{shown(hold.text)}" is not understood.'
        yield codes.HELD.at(hold.place, message)


def _conditions(document: Document, flow: Flow) -> Iterator[Diagnostic]:
    fields = {field.name: value_type(field) for field in document.inputs or ()}
    for name, step in flow.steps.items():
        if step.conditions:
            visible = Visible(fields, flow.ancestors(name), frozenset(flow.steps), name)
            for condition in step.conditions:
                snippet = Snippet(condition.text, condition.place)
                yield from check_condition(snippet, condition.expression, visible)


def _undos(flow: Flow) -> Iterator[Diagnostic]:
    steps = [found.step for found in flow.steps.values()]
    for step in steps:
        if step.compensate_with in flow.steps:
            message = f"`{step.compensate_with}` undoes `{step.name}` and is a step itself."
            yield codes.UNDO_NAME.at(step.place, message)
    compensating = [step for step in steps if step.on_failure == "compensate"]
    undoable = [step for step in steps if step.compensate_with is not None]
    if undoable and not compensating:
        message = "No failure is compensated, so nothing is ever undone."
        yield codes.UNUSED_UNDO.at(undoable[0].place, message)
    for step in compensating:
        if not _may_undo(flow, step, undoable):
            message = f"When `{step.name}` fails there is nothing that could be undone."
            yield codes.NOTHING_UNDONE.at(step.place, message)


def _may_undo(flow: Flow, step: Step, undoable: list[Step]) -> bool:
    """Whether a step with an undo can have completed when this one fails."""
    return any(
        other.name != step.name and step.name not in flow.ancestors(other.name)
        for other in undoable
    )
