"""Constraints in words: `0 to 120`, `greater than 0`, `exactly two characters`, `not negative`."""

import re
from functools import cache
from typing import Final

_NUMBER: Final = r"-?\d+(?:\.\d+)?"
_WRITTEN: Final = {
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9", "ten": "10",
}  # fmt: skip
UNITS: Final = (
    r"(?:%|\u00b0c?|\u20ac|\$|\u00a3|percent|euros?|eur|dollars?|usd|pounds?|gbp|cents?|"
    r"(?:kilo|centi|milli)?(?:met(?:re|er)s?|grams?|lit(?:re|er)s?)|[kcm]?m|k?g|kilos?|[m]?l|"
    r"tons?|tonnes?|t|miles?|feet|foot|inch(?:es)?|degrees?(?: celsius| fahrenheit)?|"
    r"years?(?: old)?|months?|weeks?|days?|hours?|minutes?|seconds?|km/h|kmh|points?|kwh|watts?|"
    r"square met(?:re|er)s|cubic met(?:re|er)s|sqm|m2|m3|pieces?|items?)"
)
"""What a number counts or measures; behind a limit it says nothing more."""

_VALUE: Final = rf"({_NUMBER})(?: ?{UNITS})?"
_MOST: Final = r"(?:at most|up to|no more than|not more than|not above|not over|at the most)"
_LEAST: Final = r"(?:at least|no less than|not less than|not below|from)"
_MORE: Final = r"(?:(?:greater|more|larger|higher|longer|heavier) than|above|over)"
_LESS: Final = r"(?:(?:less|smaller|lower|shorter|lighter) than|below|under)"
_CHARACTERS: Final = rf"({_NUMBER}) characters?(?: long)?"
_UNSAID: Final = r"(?: (?:it|nothing|not|none|no \w+|else|otherwise|is|said|stated|given)){1,4}"
_SPELLED: Final = (
    (rf"(?:from |between )?({_NUMBER}) (?:to|and|-|\u2013) {_CHARACTERS}", r"length \1..\2"),
    (rf"(?:exactly )?{_CHARACTERS}", r"length \1..\1"),
    (rf"{_MOST} {_CHARACTERS}|{_CHARACTERS} {_MOST}", r"length 0..\1\2"),
    (rf"at least {_CHARACTERS}", r"length \1.."),
    (r"(?:not|never|must not be) empty", r"length 1.."),
    (rf"(?:from |between )?{_VALUE} (?:to|and|-|\u2013) {_VALUE}", r">= \1, <= \2"),
    (rf"{_MORE} {_VALUE}", r"> \1"),
    (rf"{_LESS} {_VALUE}", r"< \1"),
    (rf"{_LEAST} {_VALUE}(?: on)?|{_VALUE} (?:or|and) more|{_VALUE} at least", r">= \1\2\3"),
    (rf"{_MOST} {_VALUE}|{_VALUE} or (?:less|fewer)|{_VALUE} {_MOST}", r"<= \1\2\3"),
    (r"not negative|never negative|non-negative", r">= 0"),
    (r"positive", r"> 0"),
    (r"(optional|unique|required|primary key|default \S+|[<>]=? ?\S+|length \S+)", r"\1"),
    (rf"(\S+) (?:by default|at first|(?:if|unless|when){_UNSAID})", r"default \1"),
    (r"(?:the )?default (?:is|=) (\S+)|defaults to (\S+)|by default (\S+)", r"default \1\2\3"),
    (r"(?:may|can) be (?:missing|left out|empty|absent)", r"optional"),
    (r"(?:if|where|when) (?:any|known|given|there is one|it has one)|not required", r"optional"),
    (r"(?:(?:which )?(?:is|must be) )unique|no two alike", r"unique"),
    (r"mandatory|must be given|always given", r"required"),
)  # fmt: skip
_GROUP: Final = re.compile(r"\\(\d)")


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), instead) for pattern, instead in _SPELLED)


def spelled(text: str) -> str:
    """As a PRD spells it; empty for what is no constraint."""
    plain = " ".join(_WRITTEN.get(word, word) for word in text.lower().split())
    for pattern, instead in _compiled():
        match = pattern.fullmatch(plain)
        if match is not None and instead == r"\1":
            return text.strip()
        if match is not None:
            groups = [found or "" for found in match.groups()]
            return "".join(
                groups[int(one) - 1] if at % 2 else one
                for at, one in enumerate(_GROUP.split(instead))
            )
    return ""
