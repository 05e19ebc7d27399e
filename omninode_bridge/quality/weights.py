"""What a finding costs: thousandths of its part, by the check that made it.

The parts themselves weigh ONEX 30, types 25, code 20, documentation 15, tests 10 (percent).
"""

from collections.abc import Mapping
from typing import Final

from omninode_bridge.quality.report import Part

PART_WEIGHTS: Final[Mapping[Part, int]] = {
    Part.ONEX: 30,
    Part.TYPES: 25,
    Part.CODE: 20,
    Part.DOCUMENTATION: 15,
    Part.TESTS: 10,
}

WHOLE: Final = 1000

# Not a node at all: the whole part.
# Wrong but a node: a quarter to a half of it. A matter of degree: a few percent.
FINDING_WEIGHTS: Final[Mapping[str, int]] = {
    # ONEX
    "layout": WHOLE,
    "strict contract": 500,
    "import": 500,
    "base class": 500,
    "runtime local": 300,
    "contract resolution": 300,
    "compliance": 300,
    "contract linter": 150,
    "topics": 150,
    "handler shape": 250,
    "thin node": 250,
    "handler injection": 250,
    "assigned outputs": 250,
    "no I/O": 250,
    "purity": 250,
    "transport": 250,
    "determinism": 250,
    "side effects": 200,
    "module state": 200,
    "swallowed errors": 150,
    "frozen models": 150,
    "extra forbid": 150,
    "architecture": 100,
    "patterns": 100,
    "class names": 100,
    "conventions": 100,
    "union-usage": 100,
    "no Any": 100,
    "licence headers": 50,
    # types
    "mypy": 100,
    "loose types": 100,
    # code
    "syntax": WHOLE,
    "suppressions": 200,
    "stray files": 200,
    "ruff": 50,
    "ruff format": 50,
    "complexity": 50,
    "duplication": 50,
    "length": 30,
    "ruff, wider set": 20,
    # documentation
    "readme": 150,
    "docstrings": 50,
    # tests
    "tests": 250,
    "requirements bound": WHOLE,
    "assertions": 200,
    "tests of requirements": 100,
}

# Beside the score and never inside it; a check of the gate where it is asked for.
MUTATION: Final = "mutation"
BESIDE: Final = frozenset({MUTATION})


def finding_weight(check: str) -> int:
    return FINDING_WEIGHTS[check]
