"""A workflow that is told in sentences, as the steps of a document."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from omninode_bridge.diagnostics import Diagnostic
from omninode_bridge.prose import codes
from omninode_bridge.prose.narration.step_conditions import asked_of
from omninode_bridge.prose.narration.step_inputs import told_inputs, with_numbers
from omninode_bridge.prose.narration.step_phrases import action_of
from omninode_bridge.prose.narration.step_reports import reported
from omninode_bridge.prose.narration.step_rows import Row, is_of_product
from omninode_bridge.prose.narration.step_story import StepStory
from omninode_bridge.prose.narration.story import Line, Told, lines_of, untold
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.naming import snake_case
from omninode_bridge.requirements.structures import SectionKind, Snippet, Step, Workflow

_FEWEST: Final = 2
_STOP: Final = "stop"
_TELLING: Final = frozenset(
    {SectionKind.WORKFLOW, SectionKind.OTHER, SectionKind.INPUT, SectionKind.OVERVIEW}
)


def told_workflow(document: Document, lines: Sequence[Line]) -> Told:
    """The document as it is where its sentences tell no steps, or a table does."""
    if document.workflow is not None and not _is_told(document.workflow):
        return Told(document)
    given = told_inputs(document, lines_of(document, _TELLING))
    inputs = with_numbers(document.inputs or tuple(given.fields.values()), lines)
    things = [word for word in document.name.split("_") if len(word) > 1]
    fields = [one.name for one in inputs]
    alone = _of_one(lines, fields)
    story = StepStory(
        lambda text: asked_of(alone(text), inputs, things),
        lambda text: reported(text, inputs),
        things=things,
        fields=fields,
    )
    story.tell([line for line in lines if line.id not in given.shown])
    if len(story.rows) < _FEWEST:
        return Told(document)
    steps = tuple(_step(row, story) for row in story.rows.values())
    workflow = Workflow(steps, steps[0].place)
    notes = tuple(_notes(story))
    refused = frozenset(each for each, _ in story.reasons)
    found = replace(document, workflow=workflow, inputs=inputs or document.inputs)
    shown = {**given.shown, **story.bound}
    sure = frozenset(row.name for row in story.rows.values() if row.is_sure)
    return Told(found, shown, notes, refused, frozenset(story.read), sure)


def _of_one(lines: Sequence[Line], fields: Sequence[str]) -> Callable[[str], str]:
    """`The applicant's age` is the age, where of nobody else an age is told."""
    named = "|".join(re.escape(one.replace("_", " ")) for one in fields)
    owned = re.compile(rf"\b(?P<who>[a-z-]+)(?:'s|s') (?P<what>{named or '(?!)'})\b")
    owners: dict[str, set[str]] = {}
    for line in lines:
        for found in owned.finditer(line.said):
            owners.setdefault(found["what"], set()).add(found["who"])
    return lambda text: owned.sub(
        lambda found: found["what"] if len(owners.get(found["what"], ())) == 1 else found[0], text
    )


def _is_told(workflow: Workflow) -> bool:
    """Whether its steps are but the items of a list that says in sentences what is done."""
    named = {step.name: step.description for step in workflow.steps}
    is_list = all(
        text and snake_case(" ".join(text.split()[:1])).split("_")[0] == name.split("_")[0]
        for name, text in named.items()
    )
    is_bare = all(not (step.uses or step.when or step.retries) for step in workflow.steps)
    texts = (text.lower().strip(" .") for text in named.values())
    return is_list and is_bare and any(_is_sentence(text) for text in texts)


def _is_sentence(text: str) -> bool:
    """More than `reserve the goods`, whose first word is the verb."""
    action = action_of(text)
    return action is None or bool(action.doer) or not text.startswith(action.verb.split("_")[0])


def _step(row: Row, story: StepStory) -> Step:
    place = row.line.requirement.place
    asked = list(row.conditions)
    text = asked[0] if len(asked) == 1 else " and ".join(f"({one})" for one in asked)
    return Step(
        name=row.name,
        place=place,
        needs=tuple(row.needs),
        when=Snippet(text, place) if asked else None,
        on_failure=str(row.failing) if row.failing else _STOP,
        retries=row.retries or 0,
        retry_delay_ms=row.delay_ms,
        retry_is_constant=row.is_constant,
        timeout_ms=row.timeout_ms,
        compensate_with=row.undone_by or None,
        requirement_ids=tuple(row.ids),
        is_of_product=is_of_product(story.rows, row),
    )


def _notes(story: StepStory) -> Iterator[Diagnostic]:
    for line, taken, question in story.questions:
        yield codes.ASSUMED.at(line.requirement.place, f"{line.id} {taken}", fix=question)
    for line, reason in story.reasons.values():
        if reason:
            yield untold(line, reason)
