"""Mutants that no test could notice, each by a rule with its reason.

A rule names a construct of the generators' own making. What only seems to change nothing is no
reason: such a mutant is a survivor.
"""

import re
from dataclasses import dataclass
from typing import Final

from omninode_bridge.quality.mutation.mutant import Mutant, Operator


@dataclass(frozen=True, slots=True)
class Equivalence:
    """Mutants of these operators at lines that the pattern fits."""

    operators: frozenset[Operator]
    line: re.Pattern[str]
    reason: str


RULES: Final = (
    Equivalence(
        frozenset({Operator.BOOLEAN}),
        re.compile(r"\.errors\((include_(url|context|input)=(True|False)(, )?)+\)"),
        "what pydantic adds to an error by these options is not read",
    ),
    Equivalence(
        frozenset({Operator.ARITHMETIC, Operator.CONSTANT}),
        re.compile(r"^\s*processing_time_ms=\(time\.perf_counter\(\) . started\) . \d+,$"),
        "a duration is measured; no request decides it",
    ),
    Equivalence(
        frozenset({Operator.BOOLEAN}),
        re.compile(r"\.transaction\((reading|alone)=(True|False)\)"),
        "the embedded store lets in one at a time, whatever it is for; only a server does not",
    ),
)


def equivalence_of(mutant: Mutant) -> str | None:
    """The reason why it means the same, or None. Both of its forms must fit."""
    for rule in RULES:
        fits = rule.line.search(mutant.before) and rule.line.search(mutant.after)
        if fits and mutant.edit.operator in rule.operators:
            return rule.reason
    return None
