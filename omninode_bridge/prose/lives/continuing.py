"""How a clause goes on about what stands before it in the sentence."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from omninode_bridge.prose.lives.clause import Part, Says
from omninode_bridge.prose.narration.plain_words import ARTICLE

_SUBJECTLESS: Final = re.compile(
    r"(?:shall |then |also )*(?:becomes?|is|may|moves?|goes|turns?|never|leads?|brings?|"
    r"makes?|puts?|"
    r"stays?|remains?|accepts?|leaves?|adds?|blocks?|decline|[a-z]+s) "
)


def is_inside(text: str, at: int) -> bool:
    """Whether it stands in brackets, which belong to what is before them."""
    return text.count("(", 0, at) > text.count(")", 0, at)


def going_on(before: str, text: str, joint: str) -> Iterator[str]:
    """What goes on about the same one has no subject of its own."""
    if joint == " , which ":
        yield f"which {text}"
        return
    if joint == " , otherwise ":
        yield f"otherwise {text}"
        yield text
        return
    if _SUBJECTLESS.match(text):
        yield f"it {text}"
    yield text
    if who := re.match(r"((?:(?:the|an?) )?[a-z]+ (?:may|shall)) ", before):
        yield f"{who[1]} {text}"
    subject = re.match(rf"(?:(?:when|if|once) )?({ARTICLE} [a-z-]+(?: [a-z-]+)?) [a-z]+s ", before)
    if subject and re.match(r"[a-z]+s (?:it|an?|the) ", text):
        yield f"{subject[1]} {text}"


def instead(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    first, *rest = parts
    is_deed = not first.role and first.clause.says is Says.DEED
    return (
        (replace(first, clause=replace(first.clause, is_other=True)), *rest) if is_deed else parts
    )
