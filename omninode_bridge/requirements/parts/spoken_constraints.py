"""Constraints in words: `0 to 120`, `greater than 0`, `exactly two characters`, `not negative`."""

import re
from typing import Final

_NUMBER: Final = r"-?\d+(?:\.\d+)?"
_WRITTEN: Final = {
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9", "ten": "10",
}  # fmt: skip
_SPELLED: Final = (
    (rf"({_NUMBER}) (?:to|-|\u2013) ({_NUMBER}) characters(?: long)?", r"length \1..\2"),
    (rf"(?:exactly )?({_NUMBER}) characters?(?: long)?", r"length \1..\1"),
    (rf"(?:at most|up to|no more than) ({_NUMBER}) characters(?: long)?", r"length 0..\1"),
    (rf"(?:from |between )?({_NUMBER}) (?:to|and|-|\u2013) ({_NUMBER})", r">= \1, <= \2"),
    (rf"(?:greater|more|larger|higher) than ({_NUMBER})|above ({_NUMBER})", r"> \1\2"),
    (rf"(?:less|smaller|lower) than ({_NUMBER})|below ({_NUMBER})", r"< \1\2"),
    (rf"at least ({_NUMBER})|({_NUMBER}) or more|not less than ({_NUMBER})", r">= \1\2\3"),
    (rf"at most ({_NUMBER})|({_NUMBER}) or less|not more than ({_NUMBER})", r"<= \1\2\3"),
    (r"not negative|never negative|non-negative", r">= 0"),
    (r"positive", r"> 0"),
    (r"(optional|unique|required|default \S+|[<>]=? ?\S+|length \S+)", r"\1"),
    (r"(\S+) (?:by default|if nothing is said|unless said otherwise)", r"default \1"),
    (r"may be missing|if any|if known|can be empty", r"optional"),
)
_GROUP: Final = re.compile(r"\\(\d)")


def spelled(text: str) -> str:
    """As a PRD spells it; empty for what is no constraint."""
    plain = " ".join(_WRITTEN.get(word, word) for word in text.lower().split())
    for pattern, instead in _SPELLED:
        match = re.fullmatch(pattern, plain)
        if match is not None and instead == r"\1":
            return text.strip()
        if match is not None:
            groups = [found or "" for found in match.groups()]
            return "".join(
                groups[int(one) - 1] if at % 2 else one
                for at, one in enumerate(_GROUP.split(instead))
            )
    return ""
