"""Sentences of a stream that say nothing which is not so of every node."""

import re
from typing import Final

from omninode_bridge.prose.lives.remarks import OUT

_SILENT: Final = (
    (
        r"(?:the |all )?[a-z]+ (?:arrives?|comes?|is taken|is read)(?: in)?"
        r"(?: one after (?:the other|another)| in the order in which they (?:come|arrive)|"
        r" in order)"
    ),
    (
        r"(?:an? |all )?(?:refused|rejected|ignored) [a-z]+ (?:is left out of|never (?:counts?|"
        r"changes?)|is (?:never|not) (?:counted|part of)) ?(?:anywhere|any of the figures|"
        r"all figures|"
        r"in any figure|.+ figures?)?"
    ),
    r"(?:each|every) (?:refusal|rejection) (?:says|comes with|has|gives|tells) .+",
    rf"(?:anything|everything) else is {OUT}",
    (
        r"(?:an?|the) [a-z ]+ of \d[\d.]* is (?:fine|allowed|accepted|all right|possible)"
        r"(?: \( .+ \))?"
    ),
)


def is_remark(said: str) -> bool:
    parts = said.split(" , and ") if " , and a refused " in said else [said]
    return all(any(re.fullmatch(way, part.strip()) for way in _SILENT) for part in parts)
