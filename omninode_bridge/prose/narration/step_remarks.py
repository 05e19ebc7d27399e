"""What is said of a step beside its place: retries, time limits, failures and how it is undone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.prose.narration.plain_words import without_article
from omninode_bridge.prose.narration.step_failing import (
    IT,
    NOUN,
    UNDONE,
    Failing,
    Undoing,
    consequence,
    failures,
)
from omninode_bridge.prose.narration.step_lengths import (
    LENGTH,
    Repetition,
    milliseconds,
    repetitions,
)
from omninode_bridge.prose.narration.step_mentions import mention_of
from omninode_bridge.prose.narration.step_phrases import ONE_WORD, Action

_RE: Final = r"(?:retr(?:y|ies|ied)|repeat(?:s|ed)?|redo(?:es|ne)?)"
_DO: Final = r"(?:tr(?:y|ies|ied)|attempt(?:s|ed)?|do(?:es|ne)?|made|run)"
_VERB: Final = rf"(?P<verb>{_RE}|{_DO})"
_TAIL: Final = (
    r"(?P<tail>(?: ,)? (?:again|up to|at most|no more|not more|a maximum|once|twice|another|"
    r"exactly|after|every|for|with|[a-z]+ (?:more |further )?(?:times|attempts)|\d+|, ).*)"
)
_RETRY: Final = (
    re.compile(rf"(?P<step>(?!if|when|should).+?) (?:is|may be|is then) {_VERB}{_TAIL}"),
    re.compile(rf"(?:{NOUN} )?(?:shall |may )?{_VERB}(?: (?P<step>it|them|.+?))??{_TAIL}"),
)
_EITHER: Final = re.compile(r" or (?=[a-z]+ing )")
"""`If loading or weighing the crate fails` is not told apart."""
_FAILED: Final = re.compile(r"^(?:the |a )?(?:failed |failing )")
_MOST: Final = (
    r"(?:for )?(?:up to|at most|no longer than|no more than|not longer than|not more than|"
    r"a maximum of|at the most|maximally)"
)
_WITHIN: Final = rf"(?:within|in)(?: {_MOST})?"
_LIMITS: Final = (
    r"never (?:takes?|lasts?|needs?|runs?|waits?)(?: for)? (?:longer|more) than",
    r"never exceeds?",
    rf"(?:takes?|lasts?|runs?|needs?|waits?|continues?|has) {_MOST}",
    (
        r"(?:(?:finish|end|complete)(?:e?s)?|takes? place|happens?|is (?:finished|done|"
        r"completed|over|"
        r"through|carried out|ready|answered|confirmed|given|received|delivered|there|back|decided|"
        rf"settled)) {_WITHIN}"
    ),
    r"times? out after",
    rf"is given(?: {_MOST})?",
    rf"(?:is allowed|has) (?:to take )?{_MOST}",
    r"has(?= \S+ (?:seconds?|minutes?|hours?|days?|weeks?)$)",
    r"has an? (?:time-?out|time limit|deadline|maximum duration) of",
    (
        r"is (?:aborted|given up|stopped|cancelled|limited|restricted|capped|timed out)"
        r"(?: after| to| at)"
    ),
)
_STEP: Final = r"(?P<step>.+?)"
_LENGTH: Final = rf"(?P<length>{LENGTH})"
_LIMIT: Final = (
    *(
        f"{_STEP} (?:shall |may )?{limit} {_LENGTH}(?: at (?:the )?most| maximum| in "
        f"all)?(?P<other> for .+)?"
        for limit in _LIMITS
    ),
    rf"{_STEP} may (?:take|last|run|need) (?:up to )?{_LENGTH}(?P<other>)",
    (
        rf"(?P<step>{ONE_WORD}) has {_LENGTH} (?:time )?to (?:answer|decide|respond|reply|react|"
        r"finish|complete|agree|object|do (?:so|it|that))(?P<other>)"
    ),
    rf"the (?:time-?out|time limit|deadline) (?:of|for) {_STEP} is {_LENGTH}(?P<other>)",
    rf"(?P<step>.+ is [a-z]+) within (?:{_MOST} )?(?P<length>{LENGTH})(?P<other>)",
)
_LATE: Final = (
    r"(?:if|when) (?P<doer>.+?) (?:never |is not )(?P<verb>[a-z]+)(?P<noun> .+?)?"
    rf" within (?P<length>{LENGTH}) , (?P<then>.+)"
)
_UNDO: Final = re.compile(rf"(?P<step>.+?)(?: is {UNDONE})? (?:by|through|with) (?P<by>.+)")


@dataclass(frozen=True, slots=True)
class Remark:
    """About the step that `step` mentions, or else `other`; what is not said is None.

    `undo` is what is done where the step fails, `undone_by` what undoes the step itself, `when` an
    expression that must hold for it. `assumed` says what was taken, and asks whether it is meant.
    """

    step: str
    again: Repetition | None = None
    timeout_ms: int | None = None
    failing: Failing | None = None
    undo: tuple[Undoing, ...] = ()
    undone_by: Action | None = None
    doer: str = ""
    other: str = ""
    when: str = ""
    assumed: tuple[str, str] | tuple[()] = ()


def remarks_of(said: str) -> tuple[Remark, ...]:
    """Empty where the sentence is of another form."""
    plain = re.sub(r"^(?:the )?[a-z]+ is (?:that )?(?=if )", "", said)
    for way in (_undone, _late, _failed, _limited, _retried):
        found = tuple(way(plain))
        if found:
            return found
    return ()


def _retried(said: str) -> Iterator[Remark]:
    """`The payment is tried three times` has three attempts, and so two repetitions."""
    found = _again(said)
    if found is None or found[0] in {"", IT, "them"}:
        return
    step, verb, again = found
    if re.fullmatch(_RE, verb) or re.search(r"\b(?:again|more|another|further)\b", said):
        yield Remark(step, again)
    elif again.times > 1:
        less = replace(again, times=again.times - 1)
        taken = f"counts the first attempt: {again.times} attempts are {less.times} repetitions"
        asked = f"Is it {again.times} attempts in all, or {again.times} after the first?"
        yield Remark(step, less, assumed=(taken, asked))


def _again(said: str) -> tuple[str, str, Repetition] | None:
    """The step as it is named, the verb, and how often."""
    for pattern in _RETRY:
        found = pattern.fullmatch(said)
        again = repetitions(found["tail"]) if found else None
        if found and again:
            return _FAILED.sub("", found["step"] or ""), found["verb"], again
    return None


def _limited(said: str) -> Iterator[Remark]:
    for pattern in _LIMIT:
        found = re.fullmatch(pattern, said)
        length = milliseconds(found["length"]) if found else None
        if found and length:
            other = re.sub(r"^ for (?:the end of )?", "", found["other"] or "")
            yield Remark(found["step"], timeout_ms=length, other=other)
            return


def _late(said: str) -> Iterator[Remark]:
    """`When the head does not approve within 7 days, the trip is off`."""
    found = re.fullmatch(_LATE, said)
    length = milliseconds(found["length"]) if found else None
    then = consequence(found["then"]) if found else None
    if not found or not length or then is None or then.undo:
        return
    doer = without_article(found["doer"])
    step = f"{found['verb']}{found['noun'] or ''}"
    other = f"{found['doer']} is {step}"
    yield Remark(step, timeout_ms=length, failing=then.failing, doer=doer, other=other)


def _failed(said: str) -> Iterator[Remark]:
    for failing, then in failures(said):
        step = failing
        if again := _again(then):
            named = again[0]
            step = named if step == IT or not step else step
            yield Remark(_FAILED.sub("", step), again[2])
            return
        found = consequence(then)
        if found is not None and step != IT:
            for each in _EITHER.split(step):
                yield Remark(each, failing=found.failing, undo=found.undo)
            return


def _undone(said: str) -> Iterator[Remark]:
    """`Reserving A is undone by releasing A, packing B by unpacking B`.

    Also `..., if C fails`: that failure undoes it.
    """
    for failing, then in failures(said):
        if failing != IT and (told := tuple(_undone(then))):
            yield from (*told, Remark(failing, failing=Failing.UNDO))
            return
    if undoes := re.fullmatch(
        r"(?P<by>[a-z]+ing .+?) (?:undoes|reverses|compensates for) (?P<step>.+)", said
    ):
        said = f"{undoes['step']} is undone by {undoes['by']}"
    opening = re.match(rf".+? is {UNDONE} (?:by|through|with) ", said)
    if opening is None:
        return
    remarks = []
    for part in re.split(r" , and | , | and (?=[a-z]+ing )", said):
        found = _UNDO.fullmatch(part)
        step = mention_of(found["step"]) if found else None
        subject = step.actions[0].noun if step and step.actions else ()
        by = mention_of(found["by"], subject).actions if found else ()
        if found is None or len(by) != 1 or not by[0].noun:
            return
        remarks.append(Remark(found["step"], undone_by=by[0]))
    yield from remarks
