"""Words that open a condition, each kind in one spelling: `every time` is `when`."""

import re
from typing import Final

_CLAUSE: Final = r"(?=\s[^,;.]{1,80}?\s(?:is|are|was|were|has|have|gets?)\s)"
"""Behind the word stands a sentence, not only a noun."""

_SUBJECT: Final = (
    r"(?=\s(?:an?|the|it|its|this|that|one|some(?:body|one)|any(?:body|one)|we|they|he|she|my|our|"
    r"their|[a-z]+s? (?:is|are|has|have|was|were))\s)"
)
"""`Each time a customer pays`, but `doubling the delay each time`."""

_SPELLINGS: Final = (
    (rf"(?:each|every|any) time(?: that| when)?{_SUBJECT}", "when"),
    (r"whenever(?! (?:possible|necessary|needed|required)\b)", "when"),
    (r"(?:in the event|in (?:the |any )?cases?|on (?:the )?condition) (?:that|where|when)", "if"),
    (rf"in (?:the event|case)(?! of\b){_CLAUSE}", "if"),
    (r"(?:given|assuming|supposing|provided|providing) that", "if"),
    (rf"(?:assuming|supposing|providing|provided){_CLAUSE}", "if"),
    (rf"(?:the moment|the instant|as soon as)(?: that| when)?{_SUBJECT}", "once"),
    (rf"(?:immediately|right|directly|straight|just|shortly) after{_CLAUSE}", "after"),
    (rf"(?:immediately|right|directly) when{_CLAUSE}", "when"),
)
_OPENERS: Final = tuple(
    (re.compile(rf"(?<!\S){words}(?!\S)", re.IGNORECASE), plain) for words, plain in _SPELLINGS
)
_DONE: Final = re.compile(
    r"(?<!\S)(?:as soon as|once|after)(?=\s(?:an?|the)\s[^,;.]{1,60}?\s"
    r"(?:is|are|was|were|has been|have been)\s)",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(r"(\"[^\"]*\"|`[^`]*`|\u201c[^\u201d]*\u201d)")
_TRAILING: Final = re.compile(
    r",\s+(?=(?:but only )?(?:when|whenever|if|unless|once|as soon as|provided)\b)", re.IGNORECASE
)
_LEADING: Final = re.compile(
    r"(?:when|whenever|while|if|where|once|after|before|upon|as soon as|as long as|given|provided|"
    r"unless|until|otherwise|for|on|at|in|during|first|then|next|finally)\b",
    re.IGNORECASE,
)


def with_plain_openers(text: str) -> str:
    """One sentence; what stands in quotes is left alone."""
    parts = _QUOTED.split(text)
    spelled = "".join(part if at % 2 else _spelled(part) for at, part in enumerate(parts))
    is_behind = not _LEADING.match(spelled) and len(_TRAILING.findall(spelled)) == 1
    found = _TRAILING.search(spelled) if is_behind else None
    # "The fee is 5, when ..." is "The fee is 5 when ..."; between two commas it would be more.
    if found is not None and "," not in spelled[found.end() :]:
        spelled = f"{spelled[: found.start()]} {spelled[found.end() :]}"
    return spelled[:1].upper() + spelled[1:] if text[:1].isupper() else spelled


def with_when(text: str) -> str:
    """`once`, `after` and `as soon as` something is done are `when` it is done."""
    parts = _QUOTED.split(text)
    return "".join(part if at % 2 else _DONE.sub("when", part) for at, part in enumerate(parts))


def _spelled(text: str) -> str:
    for pattern, plain in _OPENERS:
        text = pattern.sub(plain, text)
    return text
