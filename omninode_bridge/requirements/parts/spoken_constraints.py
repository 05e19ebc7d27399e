"""Constraints in words: `0 to 120`, `greater than 0`, `exactly two characters`, `not negative`."""

import re
from functools import cache
from typing import Final

_NUMBER: Final = r"-?\d+(?:,\d{3})*(?:\.\d+)?"
_WRITTEN: Final = {
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9", "ten": "10",
}  # fmt: skip
UNITS: Final = (
    r"(?:%|\u00b0c?|\u20ac|\$|\u00a3|percent|euros?|eur|dollars?|usd|pounds?|gbp|cents?|"
    r"(?:kilo|centi|milli)?(?:met(?:re|er)s?|grams?|lit(?:re|er)s?)|[kcm]?m|[km]?g|kilos?|[m]?l|"
    r"tons?|tonnes?|t|miles?|feet|foot|inch(?:es)?|degrees?(?: celsius| fahrenheit)?|"
    r"years?(?: old)?|months?|weeks?|days?|hours?|minutes?|seconds?|km/h|kmh|points?|kwh|watts?|"
    r"square met(?:re|er)s|cubic met(?:re|er)s|sqm|m2|m3|pieces?|items?)"
)
"""What a number counts or measures; behind a limit it says nothing more."""

_COUNTED: Final = r"(?! ?(?:characters|letters|chars|signs|digits|times)\b) [a-z]+s"
_VALUE: Final = rf"({_NUMBER})(?: ?{UNITS}|{_COUNTED})?"
_NOT: Final = r"(?:no|not|never)"
_MOST: Final = (
    rf"(?:at (?:the )?most|up to|{_NOT} more than|{_NOT} (?:above|over)|"
    r"max(?:imum|imal|\.)?(?: of)?|maximally|not longer than|no longer than)"
)
_LEAST: Final = (
    rf"(?:at (?:the )?least|{_NOT} (?:less|fewer) than|{_NOT} below|from|min(?:imum|imal|\.)?"
    r"(?: of)?|starting (?:at|from|with))"
)
_MORE: Final = r"(?:(?:greater|more|larger|higher|longer|heavier|bigger) than|above|over)"
_LESS: Final = r"(?:(?:less|fewer|smaller|lower|shorter|lighter) than|below|under)"
_CHARACTERS: Final = rf"({_NUMBER})(?: (?:characters?|letters?|chars?|signs?)|-character)(?: long)?"
_TO: Final = r" ?(?:to|and|-|\u2013|\.\.|through) ?"
_BETWEEN: Final = r"(?:from |between |in the range (?:of |from )?|range )?"
_UNSAID: Final = (
    r"(?: (?:the (?:request|caller|user|customer|order|form)|left (?:out|away)|"
    r"it|nothing|something|anything|not|none|no \w+|else|otherwise|other|different|is|said|"
    r"stated|given|told|mentioned|specified|noted|chosen|entered|provided|sent|set|nobody|anybody|"
    r"somebody|says|states|unknown|missing|absent|omitted)){1,4}"
)
_ANY: Final = r"(\S+(?: \S+){0,2}?)"
_MAY_BE: Final = r"(?:may|can|might) (?:be|stay)"
_NEED_NOT_BE: Final = r"(?:need|does|must|has) not (?:to )?be"
_MISSING: Final = r"(?:missing|left out|left empty|empty|absent|omitted|unknown|blank)"
_THERE: Final = r"(?:given|there|filled in|stated|known)"
_SPELLED: Final = (
    (rf"{_BETWEEN}({_NUMBER}){_TO}{_CHARACTERS}", r"length \1..\2"),
    (rf"(?:exactly |always )?{_CHARACTERS}", r"length \1..\1"),
    (rf"{_LEAST} ({_NUMBER}),? (?:and|but) {_MOST} {_CHARACTERS}", r"length \1..\2"),
    (rf"{_MOST} {_CHARACTERS}|{_CHARACTERS} {_MOST}", r"length 0..\1\2"),
    (rf"{_LEAST} {_CHARACTERS}", r"length \1.."),
    (rf"(?:exactly |always )?({_NUMBER}) digits", r"pattern /[0-9]{\1}/"),
    (rf"{_BETWEEN}({_NUMBER}){_TO}({_NUMBER}) digits", r"pattern /[0-9]{\1,\2}/"),
    (r"(?:not|never|must not be) empty", r"length 1.."),
    (rf"{_BETWEEN}{_VALUE}{_TO}{_VALUE}", r">= \1, <= \2"),
    (rf"{_MORE} {_VALUE}", r"> \1"),
    (rf"{_LESS} {_VALUE}", r"< \1"),
    (
        rf"{_LEAST} {_VALUE}(?: on| up)?|{_VALUE} (?:or|and) (?:more|above)|{_VALUE} at least",
        r">= \1\2\3",
    ),
    (rf"{_MOST} {_VALUE}|{_VALUE} or (?:less|fewer)|{_VALUE} {_MOST}", r"<= \1\2\3"),
    (rf"{_LEAST} {_VALUE},? (?:and|but) {_MOST} {_VALUE}", r">= \1, <= \2"),
    (rf"{_MORE} {_VALUE},? (?:and|but) {_MOST} {_VALUE}", r"> \1, <= \2"),
    (r"not negative|never negative|non-negative|nonnegative", r">= 0"),
    (r"(?:always |strictly )?positive", r"> 0"),
    (r"(optional|unique|required|primary key|default \S+|[<>]=? ?\S+|length \S+|pattern \S+)",
     r"\1"),
    (r"(?:(?:is |as )?(?:the|a|its|our) )?(?:primary )?key", r"primary key"),
    (r"(?:which |that )(?:uniquely )?identifies (?:it|the \w+)", r"primary key"),
    (rf"{_MISSING} (?:at first|at the (?:beginning|start)|initially|to begin with)", "optional"),
    (rf"it is not (?:by default|(?:if|unless|when){_UNSAID})", r"default false"),
    (rf"it is (?:by default|(?:if|unless|when){_UNSAID})", r"default true"),
    (rf"(?:initially|at first|normally|starts? (?:at|as|with)|at the (?:beginning|start)) {_ANY}",
     r"default \1"),
    (rf"(?:the )?default(?: value)?(?: is|:| =|=) ?{_ANY}", r"default \1"),
    (rf"(?:defaults to|by default|defaulting to) {_ANY}", r"default \1"),
    (
        (
            rf"{_ANY} (?:by default|at first|(?:at|in) the (?:beginning|start)|initially|"
            r"to (?:begin|start) with|from the (?:beginning|start)|"
            rf"as (?:the |a )?default|(?:if|unless|when){_UNSAID})"
        ),
        r"default \1",
    ),
    (rf"{_MAY_BE} {_MISSING}|{_NEED_NOT_BE} {_THERE}|not always {_THERE}", r"optional"),
    (
        (
            rf"{_MAY_BE} {_MISSING},? (?:and (?:it )?(?:then )?|in which case it |then (?:it )?)"
            rf"(?:counts? as|is|are|means?|is taken as) {_ANY}"
        ),
        r"default \1",
    ),
    (rf"{_MISSING} (?:for|in|with|until|while|as long as|before) \S.*", r"optional"),
    (r"nullable|possibly (?:missing|empty)|voluntary|need not(?: be)?(?: \w+)?", r"optional"),
    (r"(?:if|where|when) (?:any|known|given|there is one|it has one|available)", "optional"),
    (r"not (?:required|mandatory|needed|obligatory)", r"optional"),
    (
        (
            r"(?:is |are )?(?:only (?:\w+ )?|(?:needed|required|given|present|set|known) only )"
            r"(?:if|when|for|where|in case|with)\b.*"
        ),
        r"optional",
    ),
    (r"(?:(?:which |that )?(?:is|must be|has to be|are) )?unique", r"unique"),
    (r"no two (?:\w+ )?(?:alike|the same)|(?:only )?once each|unambiguous", r"unique"),
    (r"no two (?:\w+ ){0,2}(?:share|have) (?:one|it|the same(?: one)?)", r"unique"),
    (r"(?:uniquely )?identif(?:y|ies) (?:it|them|(?:the|an?|each|every) \w+)", r"primary key"),
    (r"different for (?:each|every) \w+", r"unique"),
    (rf"mandatory|must (?:always )?be {_THERE}|always {_THERE}", r"required"),
    (r"obligatory|(?:is )?required|not null|needed", r"required"),
)  # fmt: skip
_GROUP: Final = re.compile(r"\\(\d)")


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern, re.IGNORECASE), instead) for pattern, instead in _SPELLED)


@cache
def spelled(text: str) -> str:
    """As a PRD spells it; empty for what is no constraint."""
    plain = " ".join(_WRITTEN.get(word.lower(), word) for word in text.split())
    for pattern, instead in _compiled():
        match = pattern.fullmatch(plain) or pattern.fullmatch(text)
        if match is not None and instead == r"\1":
            return text.strip()
        if match is not None:
            return _filled(match, instead)
    return ""


def _filled(match: re.Match[str], instead: str) -> str:
    groups = [(found or "").strip('"\u201c\u201d') for found in match.groups()]
    parts = _GROUP.split(instead)
    return "".join(groups[int(one) - 1] if at % 2 else one for at, one in enumerate(parts))
