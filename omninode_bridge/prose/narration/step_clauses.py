"""The clauses of a sentence about steps: what is ordered, and what is remarked of it."""

import re
from collections.abc import Iterator
from typing import Final

from omninode_bridge.prose.narration.step_lengths import LENGTH
from omninode_bridge.prose.narration.step_plainer import plainer
from omninode_bridge.prose.narration.step_wordings import DOES, LISTED, NAMED

_NUMBER: Final = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten)"
ABOUT_IT: Final = (
    r"(?:(?:is|to be) (?:tried|attempted|retried|repeated|undone|taken back|compensated|"
    r"reversed|given|"
    r"limited|aborted|cancelled after|skipped)|has (?:an?|up to|at most|no|\d)|may (?:take|last|be "
    r"(?:tried|attempted|retried|repeated))|takes? (?:at most|up to|no)|never takes?|times? out|"
    r"needs? no|shall (?:finish|end|take)|"
    r"is (?:finished|done|completed|over|carried out|ready) within|"
    r"happens? (?:within|after|before|once|only)|comes? (?:after|before|once|only)|"
    r"follows? (?=after|once)|takes? place (?:within|after)|starts? (?:after|once|only))"
)
_AND_IT: Final = re.compile(rf"(?: ,)? (?:(?:and|but) (?:it )?|(?<=, )which )(?={ABOUT_IT}\b)")
_IF_IT: Final = re.compile(r" and (?:, )?(?=if it )")
_BRACKETS: Final = re.compile(r"(?P<step>.+?) \( (?P<what>[^()]+) \)")
_HAS_LENGTH: Final = re.compile(rf"it has (?P<length>(?:an?|{_NUMBER}) [a-z]+)")
_TRY_AGAIN: Final = re.compile(
    r"(?:if [^,]+ never [^,]+ , )?(?:we|it) (?:shall )?tr(?:y|ies) (?:it )?again(?: ,)? (?:but )?"
    rf"(?:up to |at most |no more than |not more than )(?P<times>{_NUMBER}) times"
    r"(?P<all> altogether| in all| in total)?"
)
_ASKS: Final = re.compile(r"(?:only|if|unless|when|for|except) ")
_LENGTH: Final = re.compile(
    r"(?:the |its )?(?P<what>time limit|deadline|time-?out) (?:is|of) (?P<length>.+)"
)
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
_WITHIN: Final = re.compile(
    rf"(?: , within(?: at most)?| for (?:at most|up to|no longer than|not more than|no more than)) "
    rf"(?P<length>{LENGTH})$"
)
_SO_MANY: Final = re.compile(
    rf"(?:.* , so |so )?(?:there is |we allow |it gets )?(?P<most>{_MOST})(?P<times>{_NUMBER}) "
    r"(?:attempts|tries)(?: in (?:all|total))?(?: is (?:made|allowed|granted|possible|permitted))?"
    r"(?P<tail> , .+)?"
)
_SHORTENED: Final = re.compile(
    rf"(?P<first>.+? is (?P<verb>tried|retried|attempted|repeated) .+?)(?: ,)? and "
    rf"(?P<step>{NAMED}) "
    r"(?P<tail>(?:up to|at most|no more than|not more than|exactly) .+)"
)


def clauses_of(text: str) -> Iterator[str]:
    """`Filter sample comes next and is tried twice` are two, the second about `it`."""
    for part in re.split(r" ; | : (?=\S)| (?:-|--|\u2013|\u2014) ", plainer(text)):
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
    """What is remarked behind the step, as a sentence about `it`."""
    for way in (_in_brackets, _shortened, _joined, _behind):
        found = way(text)
        if found:
            yield from found
            return
    yield text


def _in_brackets(text: str) -> list[str]:
    """`Collect fee (skipped for children)`."""
    inner = _BRACKETS.fullmatch(text)
    if inner is None or re.fullmatch(NAMED, inner["what"]):
        return []
    what = inner["what"]
    if _ASKS.match(what):
        return [f"{inner['step']} {what}"]
    return [inner["step"], *_remarked(what if what.startswith("it ") else f"it is {what}")]


def _shortened(text: str) -> list[str]:
    """`Up to 5 attempts are made`, `the time limit is 10 days`."""
    if many := _SO_MANY.fullmatch(text):
        return [f"it is tried up to {many['times']} times{many['tail'] or ''}"]
    if length := _LENGTH.fullmatch(text) or _HAS_LENGTH.fullmatch(text):
        return [f"it has a time limit of {length['length']}"]
    if again := _TRY_AGAIN.fullmatch(text):
        verb = "tried" if again["all"] else "retried"
        return [f"it is {verb} up to {again['times']} times"]
    if both := _SHORTENED.fullmatch(text):
        return [both["first"], f"{both['step']} is {both['verb']} {both['tail']}"]
    return []


def _joined(text: str) -> list[str]:
    """`... and is tried twice`, `... and, if it fails, the order ends`."""
    if joint := _IF_IT.search(text):
        return [*_remarked(text[: joint.start()]), text[joint.end() :]]
    joint = _AND_IT.search(text)
    if joint is None or not joint.start() or _leads(text[: joint.start()]):
        return []
    rest = re.sub(r"^it to be ", "it is ", f"it {text[joint.end() :]}")
    return [*_remarked(text[: joint.start()]), *_remarked(rest)]


def _behind(text: str) -> list[str]:
    """`..., with up to 4 attempts`, `..., with a deadline of 2 days`."""
    if found := _WITH.search(text):
        verb = "tried" if found["what"] in {"attempts", "tries"} else "retried"
        return [text[: found.start()], f"it is {verb} up to {found['times']} times"]
    if (within := _WITHIN.search(text)) and not _leads(text[: within.start()]):
        return [text[: within.start()], f"it is finished within {within['length']}"]
    found = _LIMIT.search(text)
    return [text[: found.start()], f"it has a {found['what']}"] if found else []
