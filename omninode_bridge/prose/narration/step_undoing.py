"""Which named step takes back which: `cancel_hall undoes book_hall`, `A is undone by B, C by D`."""

import re
from collections.abc import Iterator
from typing import Final

from omninode_bridge.prose.narration.step_failing import UNDONE
from omninode_bridge.prose.narration.step_phrases import ONE_WORD

_T: Final = rf"(?P<{{}}>{ONE_WORD})"
_STEP: Final = _T.format("step")
_BY: Final = _T.format("by")
_UNDOES: Final = (
    r"(?:shall |may )?(?:then )?(?:undo(?:es)?|reverses?|reverts?|rolls? back|takes? back|"
    r"compensates?(?: for)?|"
    r"cancels?|takes? away|(?:is )?(?:the )?(?:undo|reverse|opposite|compensation|counterpart) "
    r"(?:of|"
    r"for|to)|undoing)"
)
_IS_UNDONE: Final = rf"(?:is |may be |shall be )?(?:then )?(?:{UNDONE}|cancelled|made undone)"
_BACKWARDS: Final = re.compile(
    r"(?:in|and in) (?:the )?(?:reverse|opposite|reversed) order(?: (?:of|to) .+)?|backwards|"
    r"(?:the )?(?:most recent|last|latest) first"
)
_PAIRS: Final = tuple(
    re.compile(one)
    for one in (
        rf"{_BY} {_UNDOES} {_STEP}",
        rf"{_BY} takes? {_STEP} back",
        rf"{_STEP} {_IS_UNDONE} (?:by|with|through|using|via) {_BY}",
        rf"{_STEP} has {_BY} as (?:its )?(?:undo|compensation|counterpart)",
        rf"(?:to )?undo {_STEP} (?:by|with|through) {_BY}",
    )
)
_SHORT: Final = re.compile(rf"{_STEP} (?:by|with|through) {_BY}")
_FOR: Final = re.compile(rf"{_BY} (?:for|takes back|of) {_STEP}")
_ONLY: Final = re.compile(
    rf"(?:the )?only (?:thing|step|one) that (?:may be|is) {UNDONE} is {_STEP} (?:, )?(?:by|"
    rf"with|through) {_BY}"
    rf"(?: ,)?(?P<rest> (?:in case|if|when) .+)?"
)
_LISTED: Final = rf"{ONE_WORD}(?:(?: , and | , | and ){ONE_WORD})*"
_SEVERAL: Final = re.compile(
    rf"(?P<by>{_LISTED})(?: is (?:called|run|used|done))? to (?:undo|reverse|take back|compensate) "
    rf"(?P<steps>{_LISTED})(?: respectively)?"
)


def undoings(said: str) -> list[tuple[str, str]]:
    """Each step with what undoes it; empty where any part of the words says something else."""
    if several := _SEVERAL.fullmatch(said):
        steps, by = (re.findall(ONE_WORD, several[name]) for name in ("steps", "by"))
        return list(zip(steps, by, strict=True)) if len(steps) == len(by) else []
    return list(_pairs(said)) if _is_whole(said) else []


def only_undone(said: str) -> tuple[str, str, str] | None:
    """`The only thing that is undone is A, by B, if C fails`: the step, by what, and when."""
    found = _ONLY.fullmatch(said)
    return (found["step"], found["by"], (found["rest"] or "").strip()) if found else None


def _parts(said: str) -> list[str]:
    return re.split(r" , and | , but | , | and (?!in )", said)


def _is_whole(said: str) -> bool:
    parts = _parts(said)
    is_first = any(one.fullmatch(parts[0]) for one in (*_PAIRS, _FOR))
    return is_first and all(
        _BACKWARDS.fullmatch(part) or any(one.fullmatch(part) for one in (*_PAIRS, _SHORT, _FOR))
        for part in parts
    )


def _pairs(said: str) -> Iterator[tuple[str, str]]:
    for part in _parts(said):
        for pattern in (*_PAIRS, _SHORT, _FOR):
            if found := pattern.fullmatch(part):
                yield found["step"], found["by"]
                break
