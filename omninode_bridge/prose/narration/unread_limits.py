"""Sentences that take something out of the figures of a stream, and of which nothing is read."""

import re
from collections.abc import Collection, Sequence
from typing import Final

from omninode_bridge.prose.narration.story import Line
from omninode_bridge.requirements.structures import Snippet

_COUNTING: Final = r"(?:be )?(?:count|includ|add|consider|enter|appear|matter|go |taken? )"
_LIMITS: Final = re.compile(
    r"\b(?:exclud|ignor|disregard|omit|discard|dropp?ed|skipp?|reject|refus|left out|leaves? out|"
    rf"(?:not|never|n't|nothing|none|no longer|without|only) (?:\w+ )?{_COUNTING}|"
    rf"only [^.]*\b(?:counts?|counted|included|added|considered|matters?)\b|"
    r"not (?:a )?part of|no part of|except(?: for)?\b|other than\b|not (?:accepted|allowed|valid))"
)


def unread_limits(lines: Sequence[Line], realised: Collection[str]) -> tuple[Snippet, ...]:
    """Figures that do not respect them would be wrong, and proven."""
    return tuple(
        Snippet(line.requirement.text, line.requirement.place)
        for line in lines
        if line.id not in realised and _LIMITS.search(line.said.lower())
    )
