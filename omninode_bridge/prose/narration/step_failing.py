"""What happens where a step fails: `if the check fails, the inspection goes on`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.narration.plain_words import ARTICLE
from omninode_bridge.prose.narration.step_listed import listed_actions
from omninode_bridge.prose.narration.step_phrases import Action, gerund_of

NOUN: Final = rf"(?:(?:{ARTICLE} )?[a-z-]+(?: [a-z-]+)?|we|it|i)"
_WHEN: Final = r"(?:if|when|whenever|should|in case|even if|even when|in the event that)"
_FINALLY: Final = r"(?:(?:finally|ultimately|definitely|eventually|still|then|ever) )?"
_FAILS: Final = (
    rf"{_FINALLY}(?:fails?|is failed|goes wrong|go wrong|never succeeds?|never works?|breaks down|"
    r"is (?:unsuccessful|not successful|not possible|impossible))"
    r"(?: (?:for good|for ever|in the end|altogether|completely|permanently|finally|definitely|"
    r"again|too|at last|for the last time|after all (?:the )?(?:attempts|tries|retries)))?"
)
_NEVER: Final = re.compile(r" is (?:never|not) (?=[a-z]+)| never ")
_LEADING: Final = re.compile(rf"{_WHEN} (?P<asked>[^,]+?) , (?:then )?(?P<then>.+)")
_TRAILING: Final = re.compile(rf"(?P<then>.+?)(?: ,)? {_WHEN} (?P<asked>[^,]+)")
_FAILURE: Final = (
    re.compile(rf"(?:{ARTICLE} )?failed (?P<step>.+?) (?P<then>(?:never|is) .+)"),
    re.compile(
        r"(?:the |a )?failure (?:of|in|while|when) (?P<step>.+?) "
        r"(?P<then>(?:never|is|shall|may|ends?|stops?) .+)"
    ),
    re.compile(r"(?:on|upon|after) (?:the |a )?failure of (?P<step>[^,]+) , (?P<then>.+)"),
    re.compile(r"(?P<step>.+) is optional(?: [;:,] .+)?(?P<then>)"),
)
_ON: Final = r"(?: anyway| regardless| all the same| nevertheless| normally| as (?:planned|usual))?"
_CONTINUE: Final = (
    (
        rf"(?:{NOUN} )?(?:shall |may )?(?:still |simply |just )?"
        r"(?:continues?|go(?:es)? on|proceeds?|carr(?:y|ies) on|moves? on|keeps? going)"
        rf"(?: without .+| with the (?:rest|others?|other steps|next (?:step|one)))?{_ON}"
    ),
    r".+ without (?:it|them|this|that|him|her|one)",
    (
        r"(?!.*\b(?:cancel|releas|refund|return|withdr|recall|discard|dismiss|remov|delet|undo|undone|"
        r"revers|revert|rolled|taken back)[a-z]*\b)"
        r".+ (?:all the same|regardless|nevertheless|nonetheless|even so|in any case)"
    ),
    r"(?:.+ )?is (?:simply )?(?:skipped|ignored|left out|tolerated|omitted|no problem)",
    (
        r"(?:it |this |that )?never (?:stops?|blocks?|ends?|aborts?|hinders?|affects?|delays?|"
        r"holds? up|keeps?) .+"
    ),
    rf"{NOUN} (?:still |nevertheless )?counts? as (?:completed|done|finished|successful|complete)",
    r"(?:as [a-z ]+ , )?(?:i|we|it|this|that|nobody) (?:never )?(?:cares?|matters?|minds?)",
    r"(?:never mind|no matter|(?:then )?(?:we )?(?:just |simply )?ignore (?:it|this|that))",
    r"",
)
_STOP: Final = (
    (
        rf"(?:{NOUN} )?(?:shall )?(?:stops?|ends?|aborts?|terminates?|halts?|fails?|gives? up)"
        r"(?: (?:at once|immediately|there|here|right away|on the spot|straight away)| the "
        r"(?:whole )?[a-z]+| everything)?"
    ),
    (
        rf"{NOUN} is (?:off|over|stopped|aborted|terminated|called off|ended|given up|broken off|"
        r"abandoned|failed|considered failed)(?: at once| immediately| there| right away| on "
        r"the spot)?"
    ),
    r"nothing (?:else |more |further )?(?:happens|is done|starts)",
)
_ALL: Final = (
    r"(?:all (?:of )?(?:the )?(?:completed |previous |earlier |finished |other )?steps"
    r"(?: completed)?(?: so far| before)?|"
    r"the (?:completed|finished|previous|earlier) steps|"
    r"everything(?: else)?(?: (?:that is )?(?:done|completed))?(?: so far| before| up to "
    r"(?:then|that point|now)| until then| by then)?|"
    r"everything that (?:may be|is able to be) (?:undone|taken back)|"
    r"(?:all that|what(?:ever)?) (?:is|was) (?:already )?done(?: so far| before| until then)?)"
)
UNDONE: Final = r"(?:undone|rolled back|reverted|compensated(?: for)?|reversed|taken back)"
_UNDOES: Final = r"(?:undo(?:es)?|rolls? back|reverts?|compensates?(?: for)?|reverses?|takes? back)"
_UNDO_ALL: Final = (
    rf"(?:{NOUN} shall |{NOUN} )?{_UNDOES} {_ALL}(?: in reverse order)?",
    rf"{_ALL} is {UNDONE}(?: in (?:the )?reverse order)?",
    (
        r"(?:the|this|our) (?:whole )?(?:process|workflow|procedure|run|flow|thing|saga|whole) is "
        r"(?:compensated|rolled back|taken back|undone)(?: in (?:the )?reverse order)?"
    ),
)
_UNDO_BY: Final = re.compile(rf"(?:{NOUN} (?:shall )?)?{_UNDOES} (?:by|through|with) (?P<what>.+)")
_WHO: Final = rf"(?:{ARTICLE} [a-z-]+(?: [a-z-]+)?|we|it|i|they)"
_UNDO_ONE: Final = (
    re.compile(rf"(?:{_WHO} shall |{_WHO} )??{_UNDOES} (?P<what>.+)"),
    re.compile(rf"(?P<what>.+) is {UNDONE}"),
)
_TELLING: Final = frozenset({"notify", "publish", "call", "track", "read", "approve"})
_TELLS: Final = frozenset({"call", "ask", "log", "record", "report", "escalate", "phone", "note"})
IT: Final = "it"


class Failing(StrEnum):
    CONTINUE = "continue"
    STOP = "stop"
    UNDO = "compensate"


@dataclass(frozen=True, slots=True)
class Undoing:
    """`action` is done; `step` mentions what it undoes, `is_stated` where it is said to undo."""

    action: Action | None = None
    step: str = ""
    is_stated: bool = False


@dataclass(frozen=True, slots=True)
class Consequence:
    failing: Failing
    undo: tuple[Undoing, ...] = ()


def failures(said: str) -> Iterator[tuple[str, str]]:
    """Which step fails, and what is done then; `it` where the second part names the step."""
    for pattern in _FAILURE:
        if found := pattern.fullmatch(said):
            yield found["step"], found["then"]
    if optional := re.fullmatch(
        rf"(?P<step>[^:;]+) [:;] {_WHEN} (?:it|this|that) (?P<rest>.+)", said
    ):
        said = f"if {optional['step'].removesuffix(' is optional')} {optional['rest']}"
    for pattern in (_LEADING, _TRAILING):
        found = pattern.fullmatch(said)
        step = _failed(found["asked"]) if found else ""
        if found and step:
            yield step, found["then"]


def _failed(asked: str) -> str:
    """The step of which the words say that it fails: `the meals cannot be delivered`."""
    if found := re.fullmatch(rf"(?P<step>.+?) {_FAILS}", asked):
        return re.sub(r"^(?:the |a )?attempt to ", "", found["step"])
    never = _NEVER.search(asked)
    if never is None or re.search(r"\b(?:within|in time|yet)\b", asked):
        return ""
    instead = " is " if " is " in never[0] else " "
    plain = f"{asked[: never.start()]}{instead}{asked[never.end() :]}"
    return plain if listed_actions(plain) else ""


def consequence(then: str) -> Consequence | None:
    """None where it is another one than going on, stopping or undoing."""
    parts = [consequence(part) for part in re.split(r" [:;] ", then)] if " : " in then else []
    if len({*parts}) == 1:
        return parts[0]
    if parts and all(one is not None and one.failing is Failing.UNDO for one in parts):
        # Behind the colon stands how everything is taken back.
        return Consequence(Failing.UNDO, tuple(each for one in parts if one for each in one.undo))
    if any(re.fullmatch(pattern, then) for pattern in _CONTINUE):
        return Consequence(Failing.CONTINUE)
    if any(re.fullmatch(pattern, then) for pattern in _STOP):
        return Consequence(Failing.STOP)
    if any(re.fullmatch(pattern, then) for pattern in _UNDO_ALL):
        return Consequence(Failing.UNDO)
    undo = tuple(_undoings(then))
    return Consequence(Failing.UNDO, undo) if undo else None


def _undoings(then: str) -> Iterator[Undoing]:
    if by := _UNDO_BY.fullmatch(then):
        action = gerund_of(by["what"])
        if action is not None:
            yield Undoing(action, is_stated=True)
        return
    for pattern in _UNDO_ONE:
        if found := pattern.fullmatch(then):
            yield Undoing(None, found["what"], is_stated=True)
            return
    actions = listed_actions(then)
    if not any(_only_tells(one) for one in actions):
        yield from (Undoing(one) for one in actions)


def _only_tells(action: Action) -> bool:
    """Who is told of a failure undoes nothing."""
    return lexicon().verbs.get(action.verb) in _TELLING or action.verb in _TELLS
