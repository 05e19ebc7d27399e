"""Steps of a workflow that several sentences speak of: each adds what it says."""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any, Final

from omninode_bridge.requirements.structures import Step, Workflow

_OWN: Final = frozenset({"name", "place", "requirement_ids"})
_DEFAULTS: Final = {
    each.name: each.default for each in fields(Step) if each.name not in {"name", "place"}
}


class ContradictionError(Exception):
    """Two parts define one thing differently; the message names the thing."""


def merged_workflow(old: Workflow | None, more: Workflow | None) -> Workflow | None:
    """Raises `ContradictionError`."""
    if old is None or more is None:
        return more if old is None else old
    found = {step.name: step for step in old.steps}
    for step in more.steps:
        known = found.get(step.name)
        found[step.name] = step if known is None else _both(known, step)
    return replace(old, steps=tuple(found.values()), edges=(*old.edges, *more.edges))


def _both(known: Step, step: Step) -> Step:
    ids = tuple(dict.fromkeys((*known.requirement_ids, *step.requirement_ids)))
    return replace(known, **dict(_changes(known, step)), requirement_ids=ids)


def _changes(known: Step, step: Step) -> Iterator[tuple[str, Any]]:  # values of any field
    for name, default in _DEFAULTS.items():
        if name in _OWN:
            continue
        old, new = getattr(known, name), getattr(step, name)
        if new in (default, old) or (name == "uses" and new == step.name):
            continue
        if name == "needs":
            yield name, tuple(dict.fromkeys((*old, *new)))
            continue
        if old != default and not (name == "uses" and old == known.name):
            raise ContradictionError(f"`{name}` of the step {known.name} is {old} and {new}")
        yield name, new
