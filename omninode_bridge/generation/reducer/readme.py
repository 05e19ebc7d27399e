"""The README of a reducer's package."""

from collections.abc import Iterable
from dataclasses import dataclass

from omninode_bridge.generation.readme import FieldRow, page, required_text
from omninode_bridge.generation.reducer.checked import Machine, Row
from omninode_bridge.generation.reducer.contract import MachineContract
from omninode_bridge.generation.reducer.layout import Layout
from omninode_bridge.generation.reducer.metric_source import nearest
from omninode_bridge.generation.spec import NodeSpec
from omninode_bridge.requirements.data_shown import constraint_texts
from omninode_bridge.requirements.document import Field
from omninode_bridge.requirements.structures import OUTSIDE
from omninode_bridge.rules.kinds import value_type


@dataclass(frozen=True, slots=True)
class _RowText:
    origin: str
    event: str
    target: str
    guard: str
    actions: str


def reducer_readme(spec: NodeSpec, layout: Layout) -> str:
    reducer, machine = layout.reducer, layout.reducer.machine
    keyed = [key.name for subject in layout.remembered for key in layout.keys_of(subject)]
    used = [entity for entity in layout.source.entities if entity.name != reducer.entity]
    return page(
        spec,
        "reducer/README.md",
        named=reducer.is_named,
        machine=machine,
        kept=layout.keeps,
        metrics=reducer.metrics,
        tallies=any(nearest(metric) for metric in reducer.metrics),
        keyed=list(dict.fromkeys(keyed)),
        reasons=_reasons(layout),
        subjects=[(name, _fields(layout.fields_of(name))) for name in layout.subjects],
        entities=[(entity.name, _fields(entity.fields)) for entity in used],
        rows=[_row(row) for row in (() if machine is None else machine.rows)],
        ended=_ended(machine),
        context=_fields(reducer.context),
    )


def _reasons(layout: Layout) -> str:
    machine = layout.reducer.machine
    is_held = machine is not None and bool(machine.held)
    found = ["`unknown_event`"] if layout.reducer.is_named and not is_held else []
    found.append("`invalid:FIELD`")
    found += ["`duplicate`"] if layout.remembered else []
    found += ["`no_transition`"] if layout.reducer.machine is not None else []
    return ", ".join([*found, "`guard`"])


def _ended(machine: Machine | None) -> str:
    if machine is None:
        return ""
    contract = MachineContract(machine)
    return contract.ended if contract.needs_end else ""


def _row(row: Row) -> _RowText:
    return _RowText(
        origin=OUTSIDE if row.origin is None else row.origin,
        event=row.event,
        target=row.target,
        guard="" if row.guard_source is None else row.guard_source.text,
        actions="; ".join(action.source.text for action in row.actions),
    )


def _fields(fields: Iterable[Field]) -> list[FieldRow]:
    return [_field(found) for found in fields]


def _field(found: Field) -> FieldRow:
    required = required_text(found.default, value_type(found))
    return FieldRow(found.name, found.type, required, _constraints(found))


def _constraints(found: Field) -> str:
    texts = list(constraint_texts(found.constraints))
    if found.constraints.unique or found.constraints.primary_key:
        texts.append("unique")
    return ", ".join(texts)
