"""The order of lists, for the reference."""

from collections.abc import Sequence

from omninode_bridge.generation.effect.plan import CREATED_AT, EntityTraits
from omninode_bridge.rules.evaluation.outcomes import Record


def sorted_rows(rows: Sequence[Record], traits: EntityTraits, wanted: str | None) -> list[Record]:
    """By what is wanted (`-name` descending), then `created_at` if declared, then the key."""
    found = list(rows)
    names = [CREATED_AT] if traits.created_at else []
    names += [traits.key] if traits.key else []
    steps = [(name, False) for name in names]
    if wanted is not None:
        steps.insert(0, (wanted.removeprefix("-"), wanted.startswith("-")))
    for name, descending in reversed(steps):
        found = _by(found, name, descending=descending)
    return found


def _by(rows: list[Record], name: str, *, descending: bool) -> list[Record]:
    empty = [row for row in rows if row[name] is None]
    filled = [row for row in rows if row[name] is not None]
    filled.sort(key=lambda row: row[name], reverse=descending)
    return [*filled, *empty] if descending else [*empty, *filled]
