"""What is said of a step beside its place: retries, time limits, failures and how it is undone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from omninode_bridge.prose.limits import WRITTEN
from omninode_bridge.prose.narration.plain_words import ARTICLE, without_article
from omninode_bridge.prose.narration.step_lengths import LENGTH, milliseconds, repetitions
from omninode_bridge.prose.narration.step_mentions import mention_of
from omninode_bridge.prose.narration.step_phrases import Action, action_of

_NOUN: Final = rf"(?:(?:{ARTICLE} )?[a-z-]+(?: [a-z-]+)?|we|it|i)"
_AGAIN: Final = r"(?:retried|tried again|repeated|redone|attempted again)"
_FAILS: Final = (
    r"(?P<step>.+?) (?:(?:finally|ultimately|definitely|eventually|still|then) )?"
    r"(?:fails?|is failed|goes wrong|never succeeds?|is unsuccessful|is not successful)"
)
_STEP: Final = r"(?P<step>(?!(?:if|when|whenever|should|even) ).+?)"
_WHEN: Final = r"(?:if|when|whenever|should)"
_FAILED: Final = rf"(?:{ARTICLE} )?(?:failed |failing )?"
_MAY_BE: Final = r"(?:is|may be)"
_RETRY: Final = (
    rf"{_FAILED}{_STEP} {_MAY_BE} {_AGAIN}(?: if it fails)?(?P<tail> .+)",
    rf"{_WHEN} {_FAILS} , (?:it|they|the step) {_MAY_BE} {_AGAIN}(?P<tail> .+)",
    (
        rf"(?:if|when|whenever|should) {_FAILS} , (?:{_NOUN} )?(?:shall |may )?"
        r"(?:retry|try again|repeat|try)(?: it| them)?(?P<tail> .+)"
    ),
    (
        rf"(?:{_NOUN} shall )?(?:retry|repeat|redo) (?P<step>.+?)(?: if it fails)?"
        rf"(?P<tail> (?:up to|at most|again|\d+|{'|'.join(WRITTEN)})\b.*)"
    ),
)
_LIMIT: Final = (
    rf"(?P<step>.+?) (?:shall )?never takes? (?:longer|more) than (?P<length>{LENGTH})",
    (
        r"(?P<step>.+?) (?:may |shall )?takes? (?:up to|at most|no longer than|no more than|"
        rf"not longer than|not more than|a maximum of) (?P<length>{LENGTH})"
    ),
    (
        rf"{_STEP} (?:shall )?"
        r"(?:(?:finish|end|complete)(?:e?s)?|is (?:finished|done|completed|over)) "
        rf"within (?P<length>{LENGTH})"
    ),
    rf"(?P<step>.+?) (?:shall )?times? out after (?P<length>{LENGTH})",
    rf"(?P<step>.+?) (?:shall )?has a (?:time-?out|time limit|deadline) of (?P<length>{LENGTH})",
    rf"the (?:time-?out|time limit) (?:of|for) (?P<step>.+?) is (?P<length>{LENGTH})",
    rf"(?P<step>.+?) is (?:aborted|given up|stopped|limited)(?: after| to) (?P<length>{LENGTH})",
)
_LATE: Final = (
    r"(?:if|when) (?P<doer>.+?) (?:never |is not )(?P<verb>[a-z]+)(?P<noun> .+?)?"
    rf" within (?P<length>{LENGTH}) , (?P<then>.+)"
)
_FAILURE: Final = (
    rf"(?:if|when|whenever|should|in case|even if) {_FAILS} , (?:then )?(?P<then>.+)",
    rf"(?P<then>.+?)(?: ,)? (?:if|when|whenever|even if|even when|in case) {_FAILS}",
)
_CONTINUE: Final = (
    (
        rf"{_NOUN} (?:shall )?(?:continues?|go(?:es)? on|proceeds?|carr(?:y|ies) on)"
        r"(?: without (?:it|them|this|that)|"
        r" anyway| regardless| all the same| nevertheless| normally)?"
    ),
    (
        r"(?:it|this|that|the failure|the step|the error|they) is (?:simply )?"
        r"(?:skipped|ignored|left out|tolerated|omitted)"
    ),
    r"(?:as [a-z ]+ , )?(?:i|we|it|this|that|nobody) (?:never )?(?:cares?|matters?|minds?)",
)
_STOP: Final = (
    rf"{_NOUN} (?:shall )?(?:(?:stops?|ends?|aborts?|terminates?|halts?)|"
    r"is (?:off|over|stopped|aborted|terminated|called off|ended|given up))"
    r"(?: at once| immediately| there)?"
)
_ALL: Final = (
    r"(?:all (?:of )?(?:the )?(?:completed |previous |earlier |finished |other )?steps"
    r"(?: completed)?(?: so far| before)?|"
    r"everything(?: (?:that is )?(?:done|completed))?(?: so far| before)?|"
    r"all that is done(?: so far)?)"
)
_UNDONE: Final = r"(?:undone|rolled back|reverted|compensated|reversed|taken back)"
_UNDO_ALL: Final = (
    (
        rf"(?:{_NOUN} shall |{_NOUN} )?(?:undo(?:es)?|rolls? back|reverts?|compensates?|reverses?)"
        rf" {_ALL}(?: in reverse order)?"
    ),
    rf"{_ALL} is {_UNDONE}(?: in reverse order)?",
)
_UNDO: Final = re.compile(rf"(?P<step>.+?)(?: is {_UNDONE})? (?:by|through|with) (?P<by>.+)")


class Failing(StrEnum):
    CONTINUE = "continue"
    STOP = "stop"
    UNDO = "compensate"


@dataclass(frozen=True, slots=True)
class Remark:
    """About the step that `step` mentions; what is not said is None.

    `undo` is what is done where the step fails, `undone_by` what undoes the step itself.
    """

    step: str
    retries: int | None = None
    delay_ms: int = 0
    timeout_ms: int | None = None
    failing: Failing | None = None
    undo: Action | None = None
    undone_by: Action | None = None
    doer: str = ""


def remarks_of(said: str) -> tuple[Remark, ...]:
    """Empty where the sentence is of another form."""
    for way in (_undone, _retried, _limited, _late, _failed):
        found = tuple(way(said))
        if found:
            return found
    return ()


def _retried(said: str) -> Iterator[Remark]:
    for pattern in _RETRY:
        found = re.fullmatch(pattern, said)
        counted = repetitions(found["tail"]) if found else None
        if found and counted:
            yield Remark(found["step"], retries=counted[0], delay_ms=counted[1])
            return


def _limited(said: str) -> Iterator[Remark]:
    for pattern in _LIMIT:
        found = re.fullmatch(pattern, said)
        length = milliseconds(found["length"]) if found else None
        if found and length:
            yield Remark(found["step"], timeout_ms=length)
            return


def _late(said: str) -> Iterator[Remark]:
    """`When the head does not approve within 7 days, the trip is off`."""
    found = re.fullmatch(_LATE, said)
    length = milliseconds(found["length"]) if found else None
    if found and length and re.fullmatch(_STOP, found["then"]):
        step = f"{found['verb']}{found['noun'] or ''}"
        doer = without_article(found["doer"])
        yield Remark(step, timeout_ms=length, failing=Failing.STOP, doer=doer)


def _failed(said: str) -> Iterator[Remark]:
    for pattern in _FAILURE:
        found = re.fullmatch(pattern, said)
        remark = _consequence(found["step"], found["then"]) if found else None
        if remark is not None:
            yield remark
            return


def _consequence(step: str, then: str) -> Remark | None:
    if any(re.fullmatch(pattern, then) for pattern in _CONTINUE):
        return Remark(step, failing=Failing.CONTINUE)
    if re.fullmatch(_STOP, then):
        return Remark(step, failing=Failing.STOP)
    if any(re.fullmatch(pattern, then) for pattern in _UNDO_ALL):
        return Remark(step, failing=Failing.UNDO)
    undo = action_of(then)
    return None if undo is None else Remark(step, failing=Failing.UNDO, undo=undo)


def _undone(said: str) -> Iterator[Remark]:
    """`Reserving A is undone by releasing A, packing B by unpacking B`."""
    opening = re.match(rf".+? is {_UNDONE} (?:by|through|with) ", said)
    if opening is None:
        return
    remarks = []
    for part in re.split(r" , and | , | and (?=[a-z]+ing )", said):
        found = _UNDO.fullmatch(part)
        by = mention_of(found["by"]).actions if found else ()
        if found is None or len(by) != 1 or not by[0].noun:
            return
        remarks.append(Remark(found["step"], undone_by=by[0]))
    yield from remarks
