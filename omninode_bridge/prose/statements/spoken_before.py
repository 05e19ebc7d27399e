"""`If that is more than 1500 euros`: what the sentence before was about."""

import re
from collections.abc import Sequence
from typing import Final

from omninode_bridge.prose.statements.sentences import subject_of

_THAT: Final = re.compile(
    r"(?P<if>If|When|Unless|Whenever) (?:that|this|it) (?=(?:(?:is|comes to|amounts to) (?:more|"
    r"less|above|below|over|under|at least|at most|greater|higher|lower|between|negative|\d)|"
    r"exceeds )\b)"
)


def with_subjects(texts: Sequence[str]) -> list[str]:
    """The sentences, with a name in place of such a word; only the one before it gives it one."""
    found: list[str] = []
    for text in texts:
        match = _THAT.match(text)
        named = subject_of(found[-1]) if match is not None and found else []
        if match is not None and len(named) == 1:
            found.append(f"{match['if']} the {' '.join(named[0])} {text[match.end() :]}")
        else:
            found.append(text)
    return found
