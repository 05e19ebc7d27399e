"""One way of saying what English has many for: `no more than 5` is `at most 5`.

Sentences are read in these words. Only what means the same wherever it stands belongs here; what
stands in quotes or in code is a name, and is left alone.
"""

import re
from collections.abc import Iterator
from typing import Final

from omninode_bridge.language.any_case import AnyCase
from omninode_bridge.language.common_turns import START, Swap, turns_in, worded

_KEPT: Final = re.compile(r"`[^`]*`|\"[^\"]*\"|\u201c[^\u201d]*\u201d|\b\w+://\S+")
_NUMBERS: Final = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
_FIGURE: Final = rf"(?:\d|[\u20ac$\u00a3]\s?\d|(?:{'|'.join(_NUMBERS)})\b)"
_AMOUNT: Final = rf"(?:{_FIGURE}|(?:the|its|their|his|her|half|twice)\b)"
_NAMED: Final = r"(?<!\bhas )(?<!\bhave )(?<!\bwith )(?<!\bto )(?<!\bat )(?<!\bby )(?<!\bthe )"
"""`The fee has a maximum of 50 euros` names one; `is a maximum of 50 euros` says how much it is."""

_MEASURE: Final = r"(?:possible|can|may|before|ever|it|he|she|we|they)"
_STATE: Final = r"(?=\s+(?:[\"`]|(?!in\b|an?\b|the\b|not\b)[a-z_]+\s*(?:[.,;]|$)))"
_WORDS: Final = (
    (rf"\b(?:no|not) (?:more|greater|higher|larger) than(?=\s+{_AMOUNT})", "at most"),
    (rf"\b(?:no|not) (?:less|fewer|lower|smaller) than(?=\s+{_AMOUNT})", "at least"),
    (rf"(?:{_NAMED}\ba |(?<=[,(] ))maximum of(?=\s+{_FIGURE})", "at most"),
    (rf"(?:{_NAMED}\ba |(?<=[,(] ))minimum of(?=\s+{_FIGURE})", "at least"),
    (r"(?<=\bno )2(?=\s+[a-z])", "two"),
    (rf"(?<=\w),? as well as(?=\s+(?!{_MEASURE}\b)[a-z`])", " and"),
    (r"\bin (?:case(?: that)?|the (?:event|case) that)(?=\s+(?!of\b)[a-z])", "if"),
    (r"\b(?:on|under)(?: the)? condition that\b", "provided that"),
    (rf"{START}(?-i:Where)(?=\s(?:an?|the|no|there|it|they|[a-z]+ing)\s[^,.?;]{{2,120}},)", "if"),
    (r"\bexcept (?:when|if|where)\b", "unless"),
    (rf"\bis (?:initially|at first){_STATE}", "starts as"),
    (r"\b(?:does not succeed|goes wrong)\b", "fails"),
    (r"(?<=[a-z] )has failed(?=,)", "fails"),
    (r"\bits (?:state|status) (?:changes to|turns into|goes to)(?=\s[a-z\"])", "it becomes"),
    (r"\bmust not be (?:missing|left out|omitted)\b", "must be given"),
    (r"(?<=, )is optional(?=[,)])", "optional"),
    (r"\brounded off(?= to\b)", "rounded"),
    (r"\bis (?:characteri[sz]ed by|described by|made up of)(?=\s+(?:an?|its)\s)", "has"),
)
_RULES: Final = tuple((worded(said, re.IGNORECASE), common) for said, common in _WORDS)
_COUNT: Final = re.compile(
    r"\b(?:above|below|at\s(?:most|least)|up\sto|exceeds?|than)\s(?P<number>"
    rf"{'|'.join(_NUMBERS[1:])}|one(?=\s+and\b))(?=\s+[a-z]|\s*[.,;)]|$)",
    re.IGNORECASE,
)
_CONTRACTED: Final = re.compile(r"\b(?P<verb>is|are|was|were)n['\u2019]t\b", re.IGNORECASE)
_IN_QUOTES: Final = re.compile(
    r"(?<![\w'\"])(?:'(?P<plain>[^'\"\n]{1,80})'|\u2018(?P<curly>[^\u2018\u2019\"\n]{1,80})\u2019)"
    r"(?!\w)"
)
_REMARKED: Final = re.compile(
    rf"{START}(?:Please\s(?:also\s)?note|Note(?:\salso)?|(?:Be\saware|Keep\sin\smind|Bear\sin\smind|Remember))"
    r"\sthat\s(?P<first>[a-z])",
    re.MULTILINE,
)
_STATED: Final = re.compile(r"`(?P<name>[a-z][a-z_ -]{0,40})`")
_OF_STATE: Final = re.compile(
    r"\b(?:status|state)(?:e?s)?(?:\s(?:is|are|of|as|to|becomes?))?\s"
    r"(?:[`\"][a-z_ -]+[`\"],?\s(?:(?:and|or)\s)?){0,8}$"
)
"""Behind it stands the name of a state, also where its author writes it as code."""

_LONGEST: Final = 200
_SIGNS: Final = AnyCase(
    r"['\u2018\u2019]|than|m(?:ax|in)imum|no\s2|well\sas|in\s(?:case|the)|condition|except|initially|"
    r"at\sfirst|its\sstat|has\sfailed|not\sbe|optional|rounded|for\s(?:each|every)|we\s|\sby\s|"
    r"the\s(?:system|node|service|program|tool)|succeed|wrong|where|that|stat(?:e|us)|"
    r"is\s(?:char|desc|made)|above|below|at\s(?:mo|le)|exceed",
)
"""Most sentences have none of them, which is quickly seen."""


def swaps_in(text: str) -> tuple[Swap, ...]:
    """What of a text is said in other words, in order."""
    if not _SIGNS.occurs_in(text):
        return ()
    kept = [found.span() for found in _KEPT.finditer(text) if not _is_state(text, found)]
    swaps: list[Swap] = []
    end = 0
    for swap in sorted(_found(text)):
        is_kept = any(start < swap[1] and swap[0] < stop for start, stop in kept)
        if swap[0] >= end and not is_kept:
            swaps.append(swap)
            end = swap[1]
    return tuple(swaps)


def in_common_words(text: str) -> str:
    parts, start = [], 0
    for at, end, common in swaps_in(text):
        parts += [text[start:at], common]
        start = end
    return "".join((*parts, text[start:]))


def _is_state(text: str, quoted: re.Match[str]) -> bool:
    return _STATED.fullmatch(quoted[0]) is not None and _is_behind_state(text, quoted.start())


def _is_behind_state(text: str, at: int) -> bool:
    return _OF_STATE.search(text[max(0, at - _LONGEST) : at]) is not None


def _found(text: str) -> Iterator[Swap]:
    for pattern, common in _RULES:
        for found in pattern.finditer(text):
            said = f"{common[:1].upper()}{common[1:]}" if found[0][:1].isupper() else common
            yield (*found.span(), said)
    yield from turns_in(text)
    for found in _REMARKED.finditer(text):
        yield (*found.span(), found["first"].upper())
    for found in _COUNT.finditer(text):
        yield (*found.span("number"), str(_NUMBERS.index(found["number"].lower()) + 1))
    for found in _CONTRACTED.finditer(text):
        yield (*found.span(), f"{found['verb']} not")
    yield from _names_in(text)


def _names_in(text: str) -> Iterator[Swap]:
    """Names that stand in single quotes, or as code where that of a state stands."""
    for found in _IN_QUOTES.finditer(text):
        yield (*found.span(), f'"{found["plain"] or found["curly"]}"')
    for found in _STATED.finditer(text):
        if _is_behind_state(text, found.start()):
            yield (*found.span(), f'"{found["name"]}"')
