"""What a sentence takes out of figures, or lets in alone, whichever of them it speaks of first."""

import re
from dataclasses import dataclass
from typing import Final

from omninode_bridge.prose.narration.figure_exclusions import exclusion_of
from omninode_bridge.prose.narration.plain_words import ARTICLE

_WRONG: Final = re.compile(
    r"^(?P<which>.+?) is (?!left |excluded|ignored|not |"
    r"never )(?:an? )?[a-z]+(?: [a-z]+)? and (?=is |never |shall |does )"
)
_ONLY: Final = re.compile(
    r"only (?P<which>.+?) (?:is |shall be |shall )?(?:counts?|counted|included|considered|taken"
    r"(?: into account)?|matters?|goes|enters?)(?: (?:for|in|into|towards|to|from) (?P<of>.+))?"
)
_FIRST: Final = re.compile(
    r"(?P<of>.+?) (?P<how>excludes?|leaves? out|ignores?|disregards?|never (?:includes?|counts?|"
    r"considers?|"
    r"contains?)|is (?:taken |computed |calculated |built |formed |worked out )?without|"
    r"(?:only |is only )(?:includes?|counts?|considers?|of|over|for|from|based on)|"
    r"(?:includes?|counts?|considers?|is (?:taken |computed |calculated )?(?:over|"
    r"from)) only) (?P<which>.+)"
)
_FOR: Final = re.compile(r"(?:for|in|from|of) (?P<of>[a-z_ ]+?) , (?P<rest>(?:only )?.+)")
_NONE: Final = re.compile(
    r"(?P<which>.+?) (?:counts?|goes|go|enters?) (?:(?:for|in|into|towards) (?:none of "
    r"(?:these|the)(?: figures)?|no figure|nothing)|nowhere)"
)
_BOUND: Final = re.compile(r"(?:below|above|over|under|beyond) ")
"""What never goes below something is a limit."""

_FIGURE: Final = re.compile(
    rf"(?:{ARTICLE} )?(?:average|mean|total|sum|number|count|median|maximum|minimum|[a-z]+est|"
    rf"figures?|"
    r"[a-z]+_[a-z_]+)\b"
)


@dataclass(frozen=True, slots=True)
class Exclusion:
    """`of` are the figures in words, empty for all; `is_only` where nothing else counts."""

    which: str
    of: str
    is_only: bool = False


def excluded(said: str, things: str) -> Exclusion | None:
    """None where nothing is left out."""
    spoken = _WRONG.sub(r"\g<which> ", said)
    leading = _FOR.fullmatch(spoken)
    if leading and _FIGURE.match(leading["of"]) and (found := excluded(leading["rest"], things)):
        return (
            Exclusion(found.which, leading["of"], is_only=found.is_only) if not found.of else None
        )
    if only := _ONLY.fullmatch(spoken):
        return Exclusion(only["which"], _plain(only["of"] or ""), is_only=True)
    first = _FIRST.fullmatch(spoken)
    if first and _FIGURE.match(first["of"]):
        return Exclusion(first["which"], first["of"], is_only="only" in first["how"])
    if none := _NONE.fullmatch(spoken):
        return Exclusion(none["which"], "")
    left = exclusion_of(spoken, things)
    if left and _BOUND.match(left[1]):
        return None
    return Exclusion(left[0], _plain(left[1])) if left else None


def _plain(of: str) -> str:
    plain = re.sub(r"^(?:as|in|for|towards) ", "", of)
    return "" if plain in {"anywhere", "at all", "in any way", "at any place"} else plain
