"""The clauses of a sentence about steps: what is ordered, and what is remarked of it."""

import re
from collections.abc import Iterator
from typing import Final

from omninode_bridge.prose.narration.step_wordings import DOES, LISTED, NAMED

_NUMBER: Final = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten)"
ABOUT_IT: Final = (
    r"(?:is (?:tried|attempted|retried|repeated|undone|taken back|compensated|reversed|given|"
    r"limited|aborted|cancelled after|skipped)|has (?:an?|up to|at most|no|\d)|may (?:take|last|be "
    r"(?:tried|attempted|retried|repeated))|takes? (?:at most|up to|no)|never takes?|times? out|"
    r"needs? no|shall (?:finish|end|take)|is finished within)"
)
_AND_IT: Final = re.compile(rf"(?: ,)? (?:and|but) (?:it )?(?={ABOUT_IT}\b)")
_OWN_PLACE: Final = re.compile(
    rf"(?: ,)? and (?=(?:then |next |finally )?{LISTED} (?:{DOES}|(?:shall )?follows?|after|before|"
    r"once|only if|if|when)\b)"
)
_HAS_VERB: Final = re.compile(rf"{NAMED} (?!and |, |$)")
_LEAD: Final = re.compile(
    r"^(?:only )?(?:if|when|whenever|once|after|as soon as|unless|before|while) [^,]+ , "
)
_OTHERWISE: Final = re.compile(
    r" (?:, |; )(?:and |or |but )?(?=(?:otherwise|else) )|(?<= )(?=or else )"
)
_MOST: Final = r"(?:(?:up to|at most|no more than|not more than|a maximum of|a total of) )?"
_WITH: Final = re.compile(
    rf"(?: ,)? (?:with|in) (?P<most>{_MOST})(?P<times>{_NUMBER}) "
    r"(?P<what>attempts|tries|retries|repetitions)(?P<rest>(?: in (?:all|total))?)$"
)
_LIMIT: Final = re.compile(
    r"(?: ,)? with an? (?P<what>(?:time )?(?:limit|deadline|time-?out) of .+)$"
)
_SO_MANY: Final = re.compile(
    rf"(?:.* , so |so )?(?:there is |we allow |it gets )?(?P<most>{_MOST})(?P<times>{_NUMBER}) "
    r"(?:attempts|tries)(?: in (?:all|total))?(?: is (?:made|allowed|granted|possible|permitted))?"
)
_SHORTENED: Final = re.compile(
    rf"(?P<first>.+? is (?P<verb>tried|retried|attempted|repeated) .+?)(?: ,)? and "
    rf"(?P<step>{NAMED}) "
    r"(?P<tail>(?:up to|at most|no more than|not more than|exactly) .+)"
)


def clauses_of(text: str) -> Iterator[str]:
    """`Filter sample comes next and is tried twice` are two, the second about `it`."""
    for part in re.split(r" ; | : (?=\S)", text):
        for one in _placed(part):
            yield from _remarked(one)


def _placed(text: str) -> Iterator[str]:
    """`A must come after that, and B must come last` are two."""
    for joint in _OTHERWISE.finditer(text):
        if joint.start():
            yield from _placed(text[: joint.start()])
            yield text[joint.end() :]
            return
    for joint in _OWN_PLACE.finditer(text):
        before = _LEAD.sub("", text[: joint.start()])
        if _HAS_VERB.search(before) and not _leads(before):
            yield from (text[: joint.start()], *_placed(text[joint.end() :]))
            return
    yield text


def _leads(text: str) -> bool:
    """Whether all of it is a condition that has not ended."""
    return re.match(r"(?:if|when|once|after|only|unless|before)\b[^,]*$", text) is not None


def _remarked(text: str) -> Iterator[str]:
    if many := _SO_MANY.fullmatch(text):
        yield f"it is tried up to {many['times']} times"
        return
    if both := _SHORTENED.fullmatch(text):
        yield from (both["first"], f"{both['step']} is {both['verb']} {both['tail']}")
        return
    joint = _AND_IT.search(text)
    if joint is not None and joint.start() and not _leads(text[: joint.start()]):
        yield from _remarked(text[: joint.start()])
        yield from _remarked(f"it {text[joint.end() :]}")
        return
    if found := _WITH.search(text):
        verb = "tried" if found["what"] in {"attempts", "tries"} else "retried"
        yield from (text[: found.start()], f"it is {verb} up to {found['times']} times")
        return
    if found := _LIMIT.search(text):
        yield from (text[: found.start()], f"it has a {found['what']}")
        return
    yield text
