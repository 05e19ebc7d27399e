"""Words behind a sentence, or in brackets, that ask for nothing: `too`, `(for example 40.5)`."""

import re
from typing import Final

_ALSO: Final = re.compile(r"(?P<word>,? (?:too|as well))(?P<end>\s*[.!;]?\s*)$", re.IGNORECASE)
_BEHIND: Final = re.compile(
    r",? (?:of course|by the way|though|naturally|needless to say|for that matter)"
    r"(?=\s*[.!;]?\s*$)",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(r"\b(?:not|cannot|never|no|nobody|nothing|none|nor)\b", re.IGNORECASE)
_BEHIND_DENIAL: Final = re.compile(r",? (?:either|at all)(?=\s*[.!;]?\s*$)", re.IGNORECASE)
_EXAMPLE: Final = r"(?:e\.\s?g\.|for example|for instance)"
_BRACKETS: Final = re.compile(rf"\s*\((?:{_EXAMPLE}|because|so that|see )[^()]*\)", re.IGNORECASE)
_LAST: Final = re.compile(
    r",? (?:e\.\s?g\.|for example|for instance),? (?:[^.;:,()\"]|(?<=\d)\.(?=\d)|\"[^\"]*\")+"
    r"(?=[.!]?\s*$)",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    r"(?P<number>\d[\d.,]*(?: (?!\()[a-z%]+)?) \((?:the|our) (?:[a-z-]+ ){0,3}[a-z-]+\)",
    re.IGNORECASE,
)
"""`at least 12 euros (the minimum wage)`: what people call the number."""

_MARKS: Final = (" too", "as well", "of course", "by the way", "though", "naturally", "needless",
    "matter", "either", "at all", "e.g", "e. g", "for example",
    "for instance", "(",
)  # fmt: skip
"""Without one of these nothing has to be looked at closer."""


def without_fillers(text: str) -> tuple[str, str]:
    """One sentence without them, and the word that says that something else is so, too."""
    if not any(mark in text for mark in _MARKS):
        return text, ""
    for pattern in (_BRACKETS, _LAST, _BEHIND):
        text = _outside_quotes(pattern, text)
    text = _LABEL.sub(r"\g<number>", text)
    if _DENIED.search(text):
        text = _BEHIND_DENIAL.sub("", text)
    found = _ALSO.search(text)
    if found is None or _DENIED.search(text):
        return (text if found is None else _ALSO.sub(r"\g<end>", text)), ""
    return _ALSO.sub(r"\g<end>", text), found["word"].strip(" ,")


def _outside_quotes(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    is_said = found is not None and text.count('"', 0, found.start()) % 2 == 0
    return text[: found.start()] + text[found.end() :] if found and is_said else text
