"""Why somebody does it, which is for them to know: `members who leave are deleted`."""

import re
from typing import Final

from omninode_bridge.prose.acts.act import Words
from omninode_bridge.prose.acts.model import Model
from omninode_bridge.prose.acts.tail_words import LIMITING_WORDS, THAT
from omninode_bridge.requirements.document import Entity

_SETTLED: Final = re.compile(r"no longer [a-z]+$|[a-z]+ (?:by mistake|in error|by accident)$")


def is_reason(model: Model, entity: Entity, words: Words) -> bool:
    """`members who leave`: why it is done, where no word of it is one of the data model."""
    if words[:1] not in {(one,) for one in THAT} or words[1:2] in {("may",), ("shall",)}:
        return False
    # "Loans that are large" are some of them; so are overdrawn ones.
    if words[1:2] == ("is",) and not _SETTLED.match(" ".join(words[2:])):
        return False
    numbers = any(char.isdigit() for word in words for char in word)
    limits = {*words} & LIMITING_WORDS
    return not (numbers or limits or any(model.knows(entity, word) for word in words[1:]))
