"""Events that are only counted beside a state machine."""

from dataclasses import replace

from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.structures import OUTSIDE, Transition


def with_counted_events(document: Document) -> Document:
    """Each state accepts the events that no transition names and some figure counts.

    Without that a machine would reject them, and what was asked for would never be counted.
    """
    machine = document.states
    if machine is None or not document.aggregations:
        return document
    named = {each.event for each in machine.transitions}
    declared = {event.name for event in document.events}
    counted = {one.of: one for one in document.aggregations if one.of in declared - named}
    added = tuple(
        Transition(
            source=state,
            target=state,
            place=one.place,
            event=event,
            requirement_ids=one.requirement_ids,
        )
        for event, one in counted.items()
        for state in machine.states
        if state != OUTSIDE
    )
    states = replace(machine, transitions=(*machine.transitions, *added))
    return replace(document, states=states)
