"""What stands in a list of data and is none of them: `all required`, `and it says whether ...`."""

import re
from collections.abc import Sequence
from typing import Final

from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.parts.spoken_units import MEASURE

_MAYBE: Final = re.compile(r"(?:and )?(?:optionally|possibly|perhaps|if known|sometimes)")
_MANY: Final = r"(?:all|both|each)(?: (?:three|four|five|six|\d+|of (?:them|which|these)))*"
_ALL: Final = re.compile(
    rf"(?:and )?{_MANY}(?: (?:is|are|must be|shall be|being))? "
    r"(?:required|compulsory|mandatory|needed|obligatory|necessary)"
)
_ALL_BEHIND: Final = re.compile(rf"\s*; {_ALL.pattern}[. ]*$")
_ALL_IN: Final = re.compile(
    rf"(?:,| \(?)\s*{_MANY}(?: (?:given|stated|measured|shown))? in (?P<unit>{MEASURE})"
    r"(?:,? (?:and )?rounded [^,()]*)?\)?[. ]*$",
    re.IGNORECASE,
)
_ALL_MONEY: Final = re.compile(
    rf",\s*(?:and )?{_MANY}(?: (?:is|are|being))? "
    r"(?:an? )?(?:amounts? of )?money[. ]*$",
    re.IGNORECASE,
)
_REFERS: Final = re.compile(
    r"(?:which|that) (?:refers? to|points? to|belongs? to|references|is the id of) .+"
)
_TALE: Final = re.compile(
    r"(?:which|who|whom|whose|where) "
    r"(?!(?:is|are|must|can|may|has to|have to|(?:uniquely )?identif\w+)\b)"
    r"(?:(?! and (?:an?|the|its|their|whether|how)\b)[^():;])+"
)
_LIMITS: Final = re.compile(
    r"\d|%|\b(?:least|most|must|may|can|cannot|optional\w*|default\w*|unless|if|when|only|never|"
    r"not|no|or|either|between|more|less|fewer|above|below|missing|one|two|unique|same|per)\b",
    re.IGNORECASE,
)
"""What speaks of no limit, value or case only tells more of what is known."""

_NAMED: Final = re.compile(r"(?:called|named) `?[a-z][a-z0-9_]*`?(?:\s*\(|$)")
_WHO: Final = r"(?:it|we|i|they|you|he|she|the [a-z]+|somebody)"
_SAYS: Final = (
    r"(?:says?|tells?(?: us| me)?|shows?|states?|gives?(?: us| me)?|names?|notes?|ticks?|enters?|"
    r"marks?|records?|knows?|reports?|mentions?|contains?|carr(?:y|ies)|asks?|answers?|returns?|"
    r"writes? down|indicates?|includes?|holds?)"
)
_AND_SAYS: Final = re.compile(
    rf"and (?:also |further )?(?:{_WHO} )?(?:also |further )?{_SAYS} "
    r"(?=(?:an?|the|its|their|his|her|whether|how|if) )",
    re.IGNORECASE,
)
_AND_IT: Final = re.compile(
    rf" and (?:also )?(?:{_WHO} )?(?:also )?{_SAYS} (?=(?:whether|how (?:many|much|long)) )",
    re.IGNORECASE,
)


def without_remark_on_all(listed: Span) -> tuple[Span, str]:
    """A list without what is said of all its items at its end; the unit that is said of all."""
    if found := _ALL_BEHIND.search(listed.text):
        listed = listed.slice(0, found.start())
    if found := _ALL_MONEY.search(listed.text):
        return listed.retold(f"{listed.text[: found.start()]} (all money)"), ""
    measured = _ALL_IN.search(listed.text)
    if measured is None:
        return listed, ""
    return listed.slice(0, measured.start()), measured["unit"]


def without_remarks(parts: Sequence[Span]) -> list[Span]:
    """Without `all required` or whose it is; `optionally` in one part with what it is said of."""
    kept: list[Span] = []
    for part in parts:
        said = part.text.strip()
        if _ALL.fullmatch(said) or (kept and _REFERS.fullmatch(said)):
            continue
        if kept and _TALE.fullmatch(said) and not _LIMITS.search(said):
            continue
        if kept and _NAMED.match(said):
            last = kept.pop()
            kept.append(last.retold(f"{last.text.strip()}, {said}"))
            continue
        if kept and _MAYBE.fullmatch(kept[-1].text.strip()):
            word = kept.pop()
            said = f"{word.text.removeprefix('and ').strip()} {part.text.strip()}"
            part = word.retold(said)  # noqa: PLW2901  both are one
        kept += _parted(part)
    return [
        one.slice(0, len(one.text) - len(" and")) if one.text.endswith(" and") else one
        for one in kept
    ]


def _parted(part: Span) -> list[Span]:
    """`and it says whether it was urgent` is but the last item, in a clause of its own."""
    if found := _AND_SAYS.match(part.text):
        return [part.slice(found.end())]
    found = _AND_IT.search(part.text)
    return [part.slice(0, found.start()), part.slice(found.end())] if found else [part]
