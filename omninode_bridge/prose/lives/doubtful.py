"""Turns that the readers of lives would pass over, though they change what a sentence says."""

import re
from typing import Final

from omninode_bridge.prose.narration.story import Line

_TURNS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        # "up to 3 times, after which it is blocked": the last time is not each time.
        r"\bafter which\b",
        r"\bfor the (?:first|second|third|fourth|fifth|last|next|\d+(?:st|nd|rd|th)) time\b",
        # How often something is added is no part of a name.
        r"\b(?:added|taken|subtracted|deducted|counted|booked)\b.+ (?:twice|thrice|\d+ times)$",
        # Only a number says how low is low.
        r"\bwith an? (?:low|high|small|large|big|positive|negative) \w+(?= [,;]|$)",
        # An adverb beside a state is none itself.
        r"\bis (?:automatically|permanently|definitively|irrevocably) \w+(?= [,;]|$)",
        r"\bis \w+(?:ed|en) (?:automatically|permanently|definitively|irrevocably)(?= [,;]|$)",
    )
)
_DEMANDED: Final = re.compile(r"\bmust (?:\w+ )?(?:be|have been) \w+ (?:[\w ]+ )?before\b")
"""A demand on another event makes no move; in common words it is told as one."""


def is_doubtful(line: Line) -> bool:
    """Such a sentence is not read, so what it speaks of is refused."""
    text = line.text or line.requirement.text
    return bool(_DEMANDED.search(text)) or any(turn.search(line.said) for turn in _TURNS)
