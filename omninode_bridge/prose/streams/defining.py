"""Words of the author's own: `a call is late if ...`, `a long trip is one with ...`."""

import re
from collections.abc import Iterator
from typing import Final

_CALLED: Final = (
    r"(?:is|counts? as|is (?:called|considered|regarded as|counted as|said to be|seen as))"
)
_ONE: Final = r"(?:one|those|ones|an?|any|every|each|all|the)"
_WAYS: Final = (
    (
        rf"(?:an? |the |any |"
        rf"every )?{{things}} {_CALLED} (?:an? )?(?P<word>[a-z-]+)(?: {{things}})?"
        r"(?: ,)? (?:if|when|whenever|where|once|as soon as) (?P<asked>.+?)(?: , no matter .+)?"
    ),
    (
        rf"(?:an? |the )?(?P<word>[a-z-]+) {{things}} (?:is|means)(?: {_ONE})?(?: {{things}})? "
        r"(?P<how>with|whose|where|that|which|of|for which|in which) (?P<asked>.+)"
    ),
    (
        r"(?:if|when|where) (?P<asked>[^,]+) , (?:the |an? |it )?(?:{things} )?"
        rf"{_CALLED} (?:an? )?(?P<word>[a-z-]+)(?: {{things}})?"
    ),
    (
        rf"{{things}} (?:with|whose|where|that|which) (?P<asked>.+?) {_CALLED}"
        r" (?P<word>[a-z-]+)(?: {things})?"
    ),
    r"(?P<word>[a-z-]+) means (?:that )?(?P<asked>.+)",
)
_EFFECTS: Final = frozenset({"refused", "rejected", "ignored", "excluded", "counted", "dropped"})


def definitions(said: str, things: str) -> Iterator[tuple[str, str]]:
    """The word, and what it asks for in words, in the ways in which it can be meant."""
    for way in _WAYS:
        found = re.fullmatch(way.format(things=things), said)
        if found is None or found["word"] in _EFFECTS:
            continue
        asked = re.sub(r"^(?:its|their) ", "the ", found["asked"])
        yield found["word"], asked
        if found.groupdict().get("how") in {"whose", "of", "with", "that", "which"}:
            yield found["word"], f"it {asked}"
            yield found["word"], f"the {asked}"
