"""Sentences that plainly belong to the order of a workflow, and of which nothing is read."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from omninode_bridge.prose.narration.step_order_words import marked
from omninode_bridge.prose.narration.step_remarks import remarks_of
from omninode_bridge.prose.narration.story import Line
from omninode_bridge.requirements.structures import Snippet

_ORDER: Final = re.compile(
    r"\b(?:after|afterwards|as soon as|before|then|followed by|in parallel|meanwhile|"
    r"(?<!at )once(?! (?:an?|per|every|more|again)\b))\b"
)


def tells_order(line: Line) -> bool:
    return line.is_ordered or bool(marked(line.said)[1]) or bool(_ORDER.search(line.said))


def unread_steps(lines: Sequence[Line], realised: Collection[str]) -> tuple[Snippet, ...]:
    """Those that are not among the realised, where they are not fewer than the others.

    A workflow that lacks so much would be completed before it has begun.
    """
    telling = [line for line in lines if not remarks_of(line.said)]
    read = sum(line.id in realised for line in telling)
    unread = tuple(dict.fromkeys(_unread(telling, realised)))
    return unread if len(unread) >= read else ()


def _unread(lines: Sequence[Line], realised: Collection[str]) -> Iterator[Snippet]:
    for line in lines:
        # What introduces the document is not asked for.
        is_meant = line.is_asked or line.is_ordered
        if is_meant and line.id not in realised and tells_order(line):
            yield Snippet(line.requirement.text, line.requirement.place)
