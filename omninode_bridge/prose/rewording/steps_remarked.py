"""Repetitions, time limits and failures that are told in passing."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from omninode_bridge.prose.rewording.phrasing import capital
from omninode_bridge.prose.rewording.steps_flow import Flow
from omninode_bridge.prose.rewording.steps_loose import Step, clauses_of, mentioned, steps_in

WRITTEN: Final = {
    "once": 1, "twice": 2, "thrice": 3, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "ten": 10,
}  # fmt: skip
_NUMBER: Final = rf"(?:\d+|{'|'.join(WRITTEN)})"
_LENGTH: Final = re.compile(
    rf"\b(?P<number>{_NUMBER}|an?|half an) (?P<unit>seconds?|minutes?|hours?|days?|weeks?)\b"
)
_AGAIN: Final = re.compile(
    r"\b(?:retr(?:y|ies|ied|ying)|try|tried|tries|attempts?|attempted|repeat(?:ed)?|again)\b"
)
_TIMES: Final = re.compile(
    rf"\b(?P<times>{_NUMBER})(?: more| further)? (?:times|retries|attempts|tries|repetitions)\b|"
    r"\b(?P<word>once|twice|thrice)\b"
)
_MORE: Final = re.compile(r"\b(?:retr(?:y|ies|ied|ying)|repeat(?:ed)?|again|more|further)\b")
_DOUBLING: Final = re.compile(r"\b(?:exponential|back-?off|doubl(?:e|es|ing)|longer each time)\b")
_CONSTANT: Final = re.compile(
    r"\b(?:intervals?|every|each|apart|between|constant|fixed|always)\b(?! time longer)"
)
_LATE: Final = re.compile(
    r"\b(?:within|(?:not|never) (?:take|last) (?:longer|more) than|at most|no longer than|"
    r"(?:has|have) (?=\d)|give up after|times? out after|deadline|in under)\b"
)
FAILS: Final = re.compile(
    r"\b(?:fail(?:s|ed)?|goes wrong|go wrong|is declined|(?:can't|cannot|can not) be|"
    r"breaks|is rejected|crash(?:es)?)\b|\bdoes(?:n't| not) work\b"
)
_NO_MATTER: Final = re.compile(
    r"\b(?:never ?mind|nobody (?:cares|minds)|no one cares|(?:isn't|is not|aren't|not) "
    r"(?:critical|important|essential)|complete without|optional|anyway|"
    r"no (?:big )?(?:problem|deal|issue|matter)|not a problem|ignore|carry on|go(?:es)? on|"
    r"continue)\b|\bdoes(?:n't| not) matter\b"
)

_UNDOING: Final = re.compile(
    r"\b(?:undo(?:ne)?|roll(?:s|ed)? back|revert(?:s|ed)?|cancel(?:s|led)?|tak(?:e|es|en) back)\b"
)


def is_remark(said: str) -> bool:
    """Whether it says how a step is done, in place of a further step."""
    is_again = bool(_AGAIN.search(said) and _times(said))
    is_late = bool(_LATE.search(said) and _LENGTH.search(said))
    return is_again or is_late or bool(_NO_MATTER.search(said) or FAILS.search(said))


def remarks(said: str, step: Step | None, flow: Flow) -> Iterator[str]:
    """One sentence for each thing that is said of the step."""
    failing = next((one for one in clauses_of(said) if FAILS.search(one)), "")
    if failing and not _times(said):
        step = mentioned(failing, flow.steps) or step
    if step is None:
        return
    lengths = [_length(one) for one in _LENGTH.finditer(said)]
    if lengths and _LATE.search(said):
        yield f"{capital(step.doing)} must be finished within {lengths.pop(0)}."
    if (times := _times(said)) and _AGAIN.search(said):
        how = "retried" if _MORE.search(said) else "tried"
        yield f"{capital(step.doing)} is {how} {times} times{_waiting(said, lengths)}."
    elif _NO_MATTER.search(said):
        yield f"If {step.doing} fails, the workflow continues."
    elif failing:
        yield from _undone(said, failing, step, flow)


def _undone(said: str, failing: str, step: Step, flow: Flow) -> Iterator[str]:
    """What takes back what was done before."""
    rest = " , ".join(one for one in clauses_of(said) if one != failing)
    undo = next(iter(steps_in(rest)), None)
    others = [one for one in flow.steps if undo is None or one.verb != undo.verb]
    done = mentioned(undo.noun, others) if undo else None
    if undo is not None and done is not None:
        is_same = undo.noun.endswith(done.noun.split()[-1])
        by = Step(undo.verb, done.noun if is_same else undo.noun)
        yield f"{capital(done.doing)} is undone by {by.doing}."
    if done is not None or (undo is None and _UNDOING.search(said)):
        yield f"If {step.doing} fails, everything is undone."


def _waiting(said: str, lengths: Sequence[str]) -> str:
    if not lengths:
        return ""
    if len(lengths) > 1 or _DOUBLING.search(said):
        return f" with exponential back-off starting at {lengths[0]}"
    # One that is said of the first time only, or of which nothing is said, is asked for.
    return f" {'at intervals' if _CONSTANT.search(said) else 'with a delay'} of {lengths[0]}"


def _times(said: str) -> int:
    found = _TIMES.search(said)
    word = (found["times"] or found["word"]) if found else ""
    return int(word) if word.isdigit() else WRITTEN.get(word, 0)


def _length(found: re.Match[str]) -> str:
    """`30 minutes` of half an hour."""
    number, unit = found["number"], found["unit"]
    if number.startswith("half"):
        return {"hour": "30 minutes", "minute": "30 seconds", "day": "12 hours"}.get(unit, unit)
    return f"{1 if number in {'a', 'an'} else WRITTEN.get(number, number)} {unit}"
