"""Which made-up requests end otherwise when a rule gives another value."""

from collections.abc import Iterable, Sequence
from typing import Final

from omninode_bridge.generation.cases.oracle import Oracle
from omninode_bridge.generation.cases.search import Case
from omninode_bridge.generation.reads import without_effect
from omninode_bridge.rules.evaluation.disturbance import disturbed
from omninode_bridge.rules.evaluation.outcomes import Answered, Rejected
from omninode_bridge.rules.program import Source

# Steps evaluated for one document, which bounds the time whatever the document.
EFFORT: Final = 40_000
WARNINGS: Final = "warnings"

type Rule = tuple[int, Source]
"""The place of a step in the program, and one of the rules that it consists of."""

type Effects = dict[int, frozenset[str]]
"""By a case's place: the keys of its answer that change; none where it ends in another way."""


class Influence:
    """Disturbs one rule at a time and looks at what can be seen from outside."""

    def __init__(self, oracle: Oracle) -> None:
        self._oracle = oracle
        self._left = EFFORT
        idle = {id(step) for step in without_effect(oracle.program)}
        self._idle = {at for at, step in enumerate(oracle.program.steps) if id(step) in idle}

    def of(self, rules: Iterable[Rule], cases: Sequence[Case]) -> Effects | None:
        """What the rules change in which cases; None where that would take too long."""
        found: Effects = {}
        for position, source in rules:
            if position in self._idle:
                continue
            effects = self._of_rule(position, source, cases)
            if effects is None:
                return None
            for at, keys in effects.items():
                found[at] = found.get(at, frozenset()) | keys
        return found

    def _of_rule(self, position: int, source: Source, cases: Sequence[Case]) -> Effects | None:
        effects: Effects = {}
        for evaluator in disturbed(self._oracle.evaluator, position, source):
            waiting = [at for at in range(len(cases)) if at not in effects]
            self._left -= len(waiting) * len(evaluator.program.steps)
            if self._left < 0:
                return None
            for at in waiting:
                other = self._oracle.told(cases[at].request, evaluator).outcome
                changed = _changed(cases[at].outcome, other)
                if changed is not None:
                    effects[at] = changed
        return effects


def _changed(usual: Answered | Rejected, other: object) -> frozenset[str] | None:
    """None where both end alike."""
    if usual == other:
        return None
    if not isinstance(usual, Answered) or not isinstance(other, Answered):
        return frozenset()
    keys = {name for name, value in usual.values.items() if value != other.values[name]}
    if usual.warnings != other.warnings:
        keys.add(WARNINGS)
    return frozenset(keys)
