"""Every expression of a reducer, or of what it says about one subject."""

from collections.abc import Iterator

from omninode_bridge.generation.reducer.checked import Metric, Row, SetContext
from omninode_bridge.generation.reducer.layout import Layout
from omninode_bridge.rules.typed import Typed


def expressions_of(layout: Layout, subject: str | None = None) -> Iterator[Typed]:
    """All guards, actions, refusals and parts of metrics; of one subject where it is given."""
    reducer = layout.reducer
    for row in () if reducer.machine is None else reducer.machine.rows:
        if subject in (None, row.event):
            yield from _of_row(row)
    for refusal in reducer.refusals:
        if subject in (None, refusal.subject):
            yield refusal.condition
    for metric in reducer.metrics:
        if subject in (None, metric.subject):
            yield from _of_metric(metric)


def _of_row(row: Row) -> Iterator[Typed]:
    if row.guard is not None:
        yield row.guard
    for action in row.actions:
        if isinstance(action, SetContext):
            yield action.value
        else:
            yield from (value for _, value in action.arguments)


def _of_metric(metric: Metric) -> Iterator[Typed]:
    yield from (part.value for part in metric.groups)
    if metric.value is not None:
        yield metric.value.value
    if metric.where is not None:
        yield metric.where
