"""From which lines of the document the modules of a reducer were made."""

from collections.abc import Iterator

from omninode_bridge.generation.package import SymbolLines
from omninode_bridge.generation.reducer.checked import Metric, Row
from omninode_bridge.generation.reducer.derivations import Derivations, read_derivations
from omninode_bridge.generation.reducer.modules import Modules, Subject
from omninode_bridge.rules.groups import Findings


def origins_of(modules: Modules) -> Iterator[tuple[str, SymbolLines]]:
    """Path of the file, and its symbols."""
    derivations = read_derivations(modules.layout.source.rules, Findings())
    folder = f"src/{modules.names.node_package.replace('.', '/')}"
    for subject in modules.subjects:
        yield f"{folder}/events/{subject.module}.py", _of_event(modules, subject)
    for slot in modules.metrics:
        lines = (slot.metric.place.line, *_derived(slot.metric, derivations))
        yield f"{folder}/aggregates/{slot.module}.py", {"": lines}


def _derived(metric: Metric, derivations: Derivations) -> Iterator[int]:
    """The rules that derive what the metric takes from an event."""
    taken = (metric.value, *metric.groups)
    for name in dict.fromkeys(value.name for value in taken if value is not None):
        yield from (rule.source.place.line for rule in derivations.rules.get(name, ()))


def _of_event(modules: Modules, subject: Subject) -> SymbolLines:
    machine = modules.layout.reducer.machine
    found: dict[str, tuple[int, ...]] = {}
    for row in machine.rows if machine is not None else ():
        if row.event == subject.name:
            found |= dict.fromkeys(_symbols(row), (row.place.line,))
    reducer, document = modules.layout.reducer, modules.layout.document
    refusals = [each for each in reducer.refusals if each.subject == subject.name]
    if refusals:
        found["_refused"] = tuple(each.source.place.line for each in refusals)
    places = {entity.name: entity.place for entity in document.entities}
    places |= {event.name: event.place for event in document.events}
    if subject.name in places:
        found[""] = (places[subject.name].line,)
    return found


def _symbols(row: Row) -> tuple[str, ...]:
    """Those that the emission gives to the guard, the actions and the entry of the table."""
    entry = ",".join(part or "" for part in (row.origin, row.event, row.target))
    guard = (f"_guard_{row.number}",) if row.guard is not None else ()
    act = (f"_act_{row.number}",) if row.actions else ()
    return (*guard, *act, f"ROWS/{entry}")
