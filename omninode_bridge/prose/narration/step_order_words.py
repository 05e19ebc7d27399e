"""Words that say where in an order something stands: `finally`, `after`, `is the first step`."""

import re
from typing import Final

from omninode_bridge.prose.narration.plain_words import ARTICLE

FIRST: Final = "first"
THEN: Final = "then"
LAST: Final = "last"
BESIDE: Final = "beside"

_COURSE: Final = (
    r"(?:first of all|first|firstly|at first|to begin with|initially|to start with|"
    r"(?:as|in) (?:the|a) (?:very )?first step|at the (?:very )?(?:start|beginning|outset)|"
    r"in the beginning|before (?:anything|everything) else(?: happens| is done| starts)?)"
)
_NEXT: Final = (
    r"(?:then|next|afterwards|after (?:that|this)|thereafter|thereupon|subsequently|"
    r"following (?:that|this)|as (?:the|a) (?:next|second|third) step|in the next step|"
    r"secondly|thirdly|(?:second|third|later)(?= ,)|from there)"
)
_ENDING: Final = (
    r"(?:finally|lastly|last of all|last but not least|at the (?:very )?end|in the end|"
    r"last(?= ,|$)|as (?:the|a) (?:last|final) step|to finish|to conclude|ultimately|in conclusion)"
)
_MEANWHILE: Final = (
    r"(?:meanwhile|in the meantime|at the same (?:time|moment)|in parallel|concurrently|"
    r"simultaneously|"
    r"(?:in parallel|concurrently|simultaneously) (?:with|to) (?:that|this|it)|"
    r"while (?:that|this) happens)"
)
_MARKS: Final = ((FIRST, _COURSE), (THEN, _NEXT), (LAST, _ENDING), (BESIDE, _MEANWHILE))
_INNER: Final = (
    (FIRST, "first|initially"),
    (THEN, "then|next|subsequently|thereafter|afterwards"),
    (LAST, "finally|lastly|eventually|ultimately"),
)
_ALSO: Final = re.compile(
    r"^(?:and |but )?(?:also|in addition|furthermore|moreover|additionally|besides)(?: ,)? "
)
_TOO: Final = re.compile(r" ,? ?(?:too|as well)(?= ,|$)(?: ,)?")

_STEP: Final = (
    rf"(?:{ARTICLE} )?(?:very )?(?P<which>[a-z]+) (?:step|task|thing|action|activity|one)"
)
_ORDINALS: Final = {
    **dict.fromkeys(("first", "initial", "opening"), FIRST),
    **dict.fromkeys(("next", "second", "third", "fourth", "fifth", "following"), THEN),
    **dict.fromkeys(("last", "final", "closing"), LAST),
}
_IS_STEP: Final = (
    re.compile(rf"(?:(?:with|in|of|for) .+? , )?{_STEP}(?: [a-z ]+?)? is (?:to )?(?P<what>.+)"),
    re.compile(rf"(?P<what>[a-z]+ing .+|the [a-z]+ of .+) is {_STEP}"),
)
_OPENS: Final = (
    r"(?:(?:shall |may )?(?:always )?(?:starts?|begins?|opens?|commences?)|"
    r"is (?:started|begun|opened)) (?:with|by)"
)
_CLOSES: Final = (
    r"(?:(?:shall |may )?(?:always )?(?:ends?|finish(?:es)?|closes?|concludes?|completes?)|"
    r"is (?:ended|finished|closed|concluded|completed)) (?:with|by)"
)
_SUBJECT: Final = r"(?:[a-z-]+ )*?[a-z-]+"
_EDGES: Final = (
    (FIRST, re.compile(rf"(?:{_SUBJECT} )?{_OPENS} (?P<what>.+)")),
    (LAST, re.compile(rf"(?:{_SUBJECT} )?{_CLOSES} (?P<what>.+)")),
)

_ALL_STEPS: Final = (
    r"(?:all |both )?(?:the |these )?(?:previous |earlier |other |two |three )?"
    r"(?:steps|tasks|activities)"
)
ALL: Final = re.compile(
    r"(?P<what>both(?: of (?:them|these))?|all|all (?:of )?(?:this|that|them|these)|"
    r"everything(?: else)?|these|they|it|this|that|"
    rf"(?:all )?(?:the|these|those) (?:two|three|four)|{_ALL_STEPS})"
    r"(?: is (?:done|finished|completed|complete|over|ready|through))?"
)


def marked(said: str) -> tuple[str, str]:
    """The text without its word of order, and which it was; empty for none."""
    text = _ALSO.sub("", said)
    text = _TOO.sub(" ,", text).strip(" ,")
    for way in (_edge, _as_step, _around, _within):
        rest, mark = way(text)
        if mark:
            return rest, mark
    return text, ""


def _edge(text: str) -> tuple[str, str]:
    """`the workflow must start with registering the car`."""
    for mark, pattern in _EDGES:
        if found := pattern.fullmatch(text):
            return found["what"], mark
    return text, ""


def _as_step(text: str) -> tuple[str, str]:
    """`the first step is to register the car`."""
    for pattern in _IS_STEP:
        found = pattern.fullmatch(text)
        if found and (mark := _ORDINALS.get(found["which"], "")):
            return found["what"], mark
    return text, ""


def _around(text: str) -> tuple[str, str]:
    for mark, words in _MARKS:
        opened = re.match(rf"(?:and |but )?{words}(?: ,)? (?=\S)(?!(?:with|to|as) )", text)
        if opened and not re.match(r"(?:is|are) ", text[opened.end() :]):
            return text[opened.end() :], mark
    for mark, words in ((FIRST, _COURSE), (THEN, _NEXT), (LAST, _ENDING)):
        if closed := re.search(rf"(?: ,)? {words}$", text):
            return text[: closed.start()], mark
    return text, ""


def _within(text: str) -> tuple[str, str]:
    """`the chapters are then edited`, `the clerk next calls the guest`."""
    for mark, words in _INNER:
        inner = re.search(rf" (is|shall|may) (?:{words}) (?=[a-z])", text)
        if inner and " , " not in text[: inner.start()]:
            return f"{text[: inner.start()]} {inner[1]} {text[inner.end() :]}", mark
        doing = re.match(rf"({ARTICLE} [a-z-]+(?: [a-z-]+)??) (?:{words}) (?=[a-z]+s )", text)
        if doing:
            return f"{doing[1]} {text[doing.end() :]}", mark
    return text, ""
