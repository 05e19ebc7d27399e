"""Whether a sentence refuses what a `reject when` refuses, or permits only the opposite."""

from collections.abc import Collection
from typing import Final

from omninode_bridge.generation.said.atoms import atoms_of
from omninode_bridge.generation.said.conditions import Told, words_of_condition
from omninode_bridge.rules.syntax import Expression

_SAYING: Final = frozenset({"must", "have", "carry"})


def states_rejection(told: Told, condition: Expression, known: Collection[str]) -> bool:
    """`known` are words that may stand beside the condition."""
    atoms = atoms_of(condition)
    if told.refuses is None or atoms is None:
        return False
    stated = words_of_condition(told, atoms, refusing=True)
    return stated is not None and not told.left(stated.union(known, _SAYING))
