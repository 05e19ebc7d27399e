"""Names that are used but not defined, states without a way in or out, and what is left open."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from omninode_bridge.requirements.defects.work_items import is_work_item
from omninode_bridge.requirements.document import Document, Field, Operation
from omninode_bridge.requirements.notebook import Notebook, did_you_mean
from omninode_bridge.requirements.structures import OUTSIDE, Aggregation, StateMachine

OPEN: Final = re.compile(
    r"\b(?:TBD|TBC|TBA|TODO|FIXME|X{2,}|N{2,}|to be (?:defined|decided|determined|agreed|announced|"
    r"specified|clarified|confirmed)|(?:still|not yet) (?:open|undecided|unclear|unknown|decided|"
    r"defined|known|agreed|clear))\b|\?\?+|(?<=\s)_{1,40}(?=\s)|"
    r"\b(?:still|yet) to be \w{1,30}|\bnot (?:yet )?(?:fixed|settled|finali[sz]ed|decided)\b|"
    r"\bopen (?:question|point)\b|<(?:insert|number|value|name|tbd|n|x)[^>]{0,40}>|"
    r"\[(?:insert|placeholder|tbd)[^\]]{0,40}\]"
)
# Each match of `OPEN` holds one of these, which are found in a tenth of the time.
HINT: Final = re.compile(r"T[BO]|FIXME|XX|NN|to be |still |not |open |\?\?|[_<\[]")
# A length of time that ends before its unit.
BARE: Final = re.compile(
    r"\b(?:within|older than|at the latest after|every)\s+\d+(?:\.\d+)?(?=\s*(?:[,;)]|\.?$))",
    re.IGNORECASE,
)
ASSIGNED: Final = re.compile(r"(?:^|:)\s*(?:\w+\.)?([a-z_]\w*)\s*=(?!=)")
PAGING: Final = frozenset(
    {"page", "size", "limit", "offset", "sort", "order", "filter", "idempotency_key", "version"}
)


def find_incomplete(document: Document, notebook: Notebook) -> None:
    if document.states is not None:
        _states(document.states, notebook)
        _events(document, document.states, notebook)
    for operation in document.operations:
        _operation(operation, document, notebook)
    for aggregation in document.aggregations:
        _aggregation(aggregation, document, notebook)
    _what_is_open(document, notebook)


def _what_is_open(document: Document, notebook: Notebook) -> None:
    for field in document.context or ():
        if field.required:
            message = f"the context field `{field.name}` has no value before the first event"
            notebook.add("PRD127", field.place, message)
    for requirement in document.requirements:
        if _is_open(requirement.text) and not is_work_item(requirement.text):
            notebook.add("PRD126", requirement.place, f"{requirement.id} is left open")
        if bare := BARE.search(requirement.text):
            message = f'{requirement.id}: "{bare.group()}" of what?'
            notebook.add("PRD128", requirement.place, message)
    if document.rules and not (document.examples or document.scenarios):
        notebook.add("PRD125", document.rules[0].place, "no example says what the rules answer")


def _is_open(text: str) -> bool:
    return HINT.search(text) is not None and OPEN.search(text) is not None


def _states(machine: StateMachine, notebook: Notebook) -> None:
    targets = {edge.target for edge in machine.transitions if edge.target != edge.source}
    sources = {edge.source for edge in machine.transitions if edge.target != edge.source}
    starts = {edge.target for edge in machine.transitions if edge.source == OUTSIDE}
    reached = _reachable(machine, starts | ({machine.initial} if machine.initial else set()))
    for state in machine.states:
        if state not in reached:
            places = (e.place for e in machine.transitions if state in (e.source, e.target))
            place = next(places, machine.place)
            notebook.add("PRD120", place, f"nothing leads to the state `{state}`")
        elif state not in sources and state not in machine.finals and state in targets:
            place = next(e.place for e in machine.transitions if e.target == state)
            notebook.add("PRD121", place, f"nothing leads out of the state `{state}`")


def _reachable(machine: StateMachine, starts: Iterable[str]) -> set[str]:
    following: dict[str, list[str]] = {}
    for edge in machine.transitions:
        following.setdefault(edge.source, []).append(edge.target)
    reached: set[str] = set()
    waiting = list(starts)
    while waiting:
        state = waiting.pop()
        if state not in reached:
            reached.add(state)
            waiting.extend(following.get(state, ()))
    return reached


def _events(document: Document, machine: StateMachine, notebook: Notebook) -> None:
    known = {event.name for event in document.events}
    for edge in machine.transitions:
        if known and edge.event is not None and edge.event not in known:
            fix = did_you_mean(edge.event, known)
            notebook.add("PRD122", edge.place, f"the event `{edge.event}` is not defined", fix=fix)


def _operation(operation: Operation, document: Document, notebook: Notebook) -> None:
    entity = document.entity(operation.entity) if operation.entity else None
    if entity is None:
        return
    known = {field.name for field in entity.fields}
    for item in operation.inputs:
        for name in item.names if item.field is None else ():
            if name not in known | PAGING:
                fix = did_you_mean(name, known)
                message = f"`{name}` is no field of {entity.name}"
                notebook.add("PRD123", item.place, message, fix=fix)


def _aggregation(metric: Aggregation, document: Document, notebook: Notebook) -> None:
    subjects: Mapping[str, tuple[Field, ...]] = {
        **{entity.name: entity.fields for entity in document.entities},
        **{event.name: event.fields for event in document.events},
    }
    if metric.of is None and len(subjects) != 1:
        message = f"`{metric.metric}` does not say of what it is an aggregate"
        notebook.add(
            "PRD124", metric.place, message, fix="write a line `of: Entity` above the table"
        )
        return
    of = metric.of or next(iter(subjects))
    if of not in subjects:
        fix = did_you_mean(of, subjects)
        notebook.add("PRD124", metric.place, f"`{of}` is neither an entity nor an event", fix=fix)
        return
    derived = [name for rule in document.rules for name in ASSIGNED.findall(rule.text)]
    known = [*(field.name for field in subjects[of]), *derived]
    for name in (metric.field, *metric.group_by, metric.time):
        if name is not None and name not in known:
            message = f"`{name}` is no field of {of}"
            notebook.add("PRD124", metric.place, message, fix=did_you_mean(name, known))
