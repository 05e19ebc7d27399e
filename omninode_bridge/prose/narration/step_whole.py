"""Sentences about all steps: what happens when any of them fails, and that nothing else is said."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from omninode_bridge.prose.narration.step_failing import UNDONE
from omninode_bridge.prose.narration.step_wordings import LISTED, NAMED

_WHOLE: Final = (
    r"(?:the |this |that |our )?(?:whole |entire )?(?:workflow|process|procedure|flow|run|"
    r"preparation|"
    r"undertaking|rest|[a-z]+(?: [a-z]+)?)"
)
_ANY: Final = (
    r"(?:(?:a|any|some|one|another|either)(?: one)?(?: of (?:the|these|those))?(?: other| "
    r"single| later| following)? "
    r"(?:steps?|tasks?|parts?)|any of (?:it|them|this)|anything|something|one of them|any one|"
    r"(?:the |this |our )(?P<thing>[a-z]+))"
)
_FINALLY: Final = (
    r"(?:(?:finally|definitely|eventually|still|then|ever|later|permanently|repeatedly) )?"
)
_FAILS: Final = (
    rf"{_FINALLY}(?:shall )?(?:fails?|goes wrong|go wrong|is failed|never succeeds?|breaks|is "
    rf"broken off|cannot be "
    r"(?:done|completed|finished)|does not succeed|is not successful)"
    r"(?: (?:for good|finally|definitely|afterwards|later(?: on)?|after that|in the end|at the end|"
    r"completely|permanently|altogether|on the way|after (?:all )?(?:its |the )?(?:retries|"
    r"attempts)|in between))*"
)
_IF: Final = r"(?:if|when|whenever|once|as soon as|should|in case|where)"
_WHEN: Final = re.compile(rf"{_IF} (?P<what>{_ANY}) {_FAILS} , (?:then )?(?P<then>.+)")
_THEN: Final = re.compile(rf"(?P<then>.+?)(?: ,)? {_IF} (?P<what>{_ANY}) {_FAILS}")
_MAKES: Final = re.compile(
    rf"(?:a|any|each|every) failing (?:step|task) (?P<then>makes {_WHOLE} fail|.+)"
)
_UPON: Final = re.compile(
    r"(?:(?:on|upon|after|in case of|in the case of|at) (?:a|any|the|every) (?:failure|error|"
    r"problem)"
    r"(?: (?:of|in) (?:the |a |any )[a-z]+)?) , (?P<then>.+)"
)
_AFTER: Final = re.compile(
    rf"{_IF} (?P<what>{_ANY}) {_FAILS} after "
    rf"(?P<step>{NAMED})(?: (?:succeeds?|is (?:done|completed|finished)))? , (?P<then>.+)"
)
_DONE: Final = (
    r"(?:everything|all|what(?:ever)?|anything|all that|everything that|all (?:the )?steps(?: "
    r"that)?|(?:the )?steps"
    r"(?: that)?|the (?:completed|finished|previous|earlier|done) steps)"
    r"(?: (?:already |so far )?is (?:already )?(?:done|completed|arranged|finished|carried out|"
    r"achieved|booked|"
    r"reserved|set up|prepared))?(?: (?:before|so far|already|until then|up to (?:then|that "
    r"point)|by then))*"
)
_BACK: Final = (
    r"(?: , | )?(?:(?:in|and in) (?:the )?(?:reverse|opposite|reversed) order(?: (?:of|to) .+)?|"
    r"backwards?|"
    r"(?:and )?(?:the )?(?:most recent|last|latest)(?: one| step)? first|"
    r"(?:starting|beginning) with (?:the (?:last|latest|most recent)(?: one| step)?|what is "
    r"done last)|"
    r"from (?:the )?(?:last|back) to (?:the )?(?:first|front)|one (?:after|by) (?:the other|"
    r"another|one))"
)
_ALL_UNDONE: Final = (
    rf"{_DONE} (?:is |shall be )?{UNDONE}(?: again)?(?:{_BACK})*",
    rf"(?:.+ )?(?:is )?{UNDONE} {_DONE}(?:{_BACK})*",
    (
        rf"(?:it |we |the [a-z]+ )?(?:undo(?:es)?|rolls? back|reverts?|reverses?|takes? back|"
        rf"compensates?) {_DONE}"
        rf"(?:{_BACK})*"
    ),
    (
        rf"(?:the [a-z]+|everything|all|things) is (?:left|put back|as|restored)(?: to)? (?:as|the "
        rf"way|how|what) (?:it|they) "
        rf"(?:is|was|were)(?: before)?(?:{_BACK})*"
    ),
    (
        rf"(?:the )?(?:compensation|undoing|roll-?back) (?:happens|runs|goes|is done|starts|begins|"
        rf"takes place)(?:{_BACK})+"
    ),
    rf"(?:it|they|these|those|the steps|this|that) is (?:then )?{UNDONE}(?:{_BACK})+",
    rf"(?:the )?(?:most recent|last|latest)(?: step| one)? is {UNDONE} first",
    r"(?:we |it )?(?:cleans?|tid(?:y|ies)) up(?: behind us| afterwards| after ourselves)?",
)
_ENDED: Final = (
    (
        rf"(?:{_WHOLE}|it|the outcome|the result|this) (?:then |is then |therefore )?"
        r"(?:counts? as|ends? as|is (?:reported as|closed as|recorded as|considered|regarded as|"
        r"marked as|marked|"
        r"recorded as|"
        r"declared|treated as|then)|ends?|becomes?|results? in)(?: a)? (?:failed|failure|"
        r"unsuccessful|compensated|"
        r"as failed)(?: .*)?"
    ),
    r"(?:the )?failure(?: of .+)? is (?:reported|recorded|told|logged|shown)(?: .*)?",
    rf"makes {_WHOLE} fail",
    (
        rf"{_WHOLE} (?:fails|is failed|stops|ends|is stopped|is aborted|is over)(?: too| as a "
        rf"whole|"
        rf" at once)?"
    ),
    r"(?:the )?(?:outcome|result|status) is (?:failed|reported)(?: .*)?",
)
_STOPS: Final = (
    r"nothing(?: else| more| further)? (?:is|happens|starts|may start)(?: done| started)?",
    (
        rf"{_WHOLE} (?:stops|ends|is stopped|is aborted|is over|is cancelled|aborts|halts)(?: at "
        rf"once| there| immediately)?"
    ),
)
_NOTHING_UNDONE: Final = (
    rf"{_IF} .+ {_FAILS} , (?:.* )?nothing is {UNDONE}(?: again)?(?: .*)?",
    rf"(?:.+ , (?:and )?)?nothing is {UNDONE}(?: again)?",
    (
        rf"{_IF} .+ or any (?:later|following|other) step {_FAILS} , {NAMED} is (?:not|never) "
        r"(?:wanted|needed|called|run|done|necessary)"
    ),
    rf"nothing (?:.+ )?(?:is|may be)(?: made)? {UNDONE} (?:except|but|other than|apart from) [^,]+",
)
_OTHERS: Final = (
    r"(?:(?:every|each|any|no|all(?: the)?|the|none of the) (?:other|remaining) (?:steps?|ones?|"
    r"tasks?)|(?:the )?(?:other |remaining )?steps"
)
_HARMLESS: Final = (
    rf"{_IF} (?:{_ANY}|things|we|it all|everything) (?:{_FAILS}|never works?)",
    (
        rf"{NAMED} is (?:only )?(?:tried|attempted|done|run|carried out) (?:only |exactly |just "
        rf")?once(?: only)?"
    ),
    (
        r"there is no way to (?:undo|reverse|take back|compensate(?: for)?) (?:the (?:rest|"
        r"others?)|it|"
        rf"them|this|{LISTED})"
    ),
    (
        r"(?:(?:a |any |the )?(?:steps?|what|whatever)(?: that)? is (?:skipped|left out)|"
        r"(?:a |any )?skipped steps?) (?:is (?:not|never) waited for|"
        r"counts? as (?:done|finished|completed)|holds? nothing up|never holds? anything up)"
    ),
    r"neither (?:of (?:them|these) )?(?:waits? for|needs?|depends? on) the other",
    r"none (?:of (?:them|these) )?(?:waits? for|needs?|depends? on) (?:the|any) others?",
    r"they never (?:wait for|need|depend on) (?:each other|one another)",
    (
        rf"{_WHOLE} (?:simply |just |then )?(?:moves? on|continues?|carr(?:y|ies) on|goes on)(?: "
        rf"all the "
        r"same| anyway| regardless)?"
    ),
    rf"{_WHOLE} counts? as (?:completed|done|successful|finished)(?: .*)?",
    (
        r"(?:(?:in (?:all|any|every) other cases?(?: ,)? )?)(?:a|any|every|each)(?: other)? "
        r"failure "
        r"(?:just |simply |only )?(?:stops|ends|aborts) (?:the |this )?[a-z]+(?: (?:at once|on "
        r"the spot|immediately|right "
        r"away))?"
    ),
    (
        r"(?:they|these|the steps|all steps|all of them) is (?:carried out|done|run|executed) "
        r"(?:in (?:exactly |just |precisely )?(?:this|that|the given|the listed|the same) (?:order|"
        r"sequence)|"
        r"one after (?:the other|another))"
    ),
    (
        rf"{_OTHERS}(?: (?:that|which) .+)?|everything else|all others|the others|the rest) "
        r"(?:is|may be|are) (?:only )?(?:tried|attempted|done|run|carried out) (?:only |exactly |"
        r"just )?once(?: only)?"
    ),
    (
        rf"{_OTHERS}|nothing else|none) (?:has|have|needs?) (?:anything to (?:undo|be undone)|an? "
        rf"undo|undoing|"
        r"(?:to be )?(?:an )?undone)"
    ),
    rf"{_OTHERS}|none of the others|the others|the rest) (?:is|are) (?:never |not )?{UNDONE}",
    (
        rf"(?:{LISTED}|it|this|that|they|these|this step|that step) (?:needs? no (?:undoing|undo|"
        rf"compensation)|"
        r"has no (?:undo|compensation|counterpart)|have no (?:undo|compensation)|"
        r"needs? not(?: to)? be undone|has nothing to undo|never needs? (?:an )?undo(?:ing)?)"
    ),
    (
        r"(?:the )?(?:steps|tasks) (?:shall |always )?(?:run|follow|happen|come|is (?:done|carried "
        r"out|run|executed))(?: strictly| always)?"
        r"(?: one (?:after|by) (?:another|the other|one)| in (?:this|that|the given|the listed|the "
        r"stated) order|"
        r" in sequence|in turn)"
    ),
    (
        r"nothing (?:else )?(?:may |shall )?(?:start|begin|happen|be done|starts|begins|happens) "
        r"(?:before|until) (?:this|that|it) (?:works|succeeds|is (?:done|finished|over|completed)|"
        r"has .+)"
    ),
    r".+ stays? as (?:they|it) (?:is|are)",
    rf"[a-z_ ,]+ is (?:never|not) (?:to be )?{UNDONE}",
)
_IN_TURN: Final = re.compile(
    r"(?:the |all |these |all the )?(?:steps|tasks|they|it)(?: [a-z]+)* (?:one (?:after|by) "
    r"(?:another|the other|one)|"
    r"in (?:this|that|the given|the listed|the stated) order|in sequence)"
)


_WORKS: Final = frozenset(
    {"workflow", "process", "procedure", "flow", "run", "preparation", "undertaking", "whole"}
    | {"job", "operation", "thing"}
)


@dataclass(frozen=True, slots=True)
class Whole:
    """`undoes` where a failure takes back what is done; `rest` are clauses left to be read.

    `step` is what must be done first; `is_in_turn` where the steps follow as they are listed.
    """

    undoes: bool = False
    is_in_turn: bool = False
    step: str = ""
    rest: tuple[str, ...] = ()


def whole_of(said: str, things: Collection[str] = ()) -> Whole | None:
    """None where the words are about single steps; `things` are words of the title."""
    if any(re.fullmatch(one, said) for one in _NOTHING_UNDONE):
        return Whole()
    if any(re.fullmatch(one, said) for one in _HARMLESS):
        return Whole(is_in_turn=_IN_TURN.fullmatch(said) is not None)
    for pattern in (_AFTER, _WHEN, _UPON, _MAKES, _THEN):
        found = pattern.fullmatch(said)
        groups = found.groupdict() if found is not None else {}
        thing = groups.get("thing") or ""
        if found is not None and (not thing or thing in _WORKS or thing in things):
            return _then(found["then"], groups.get("step") or "")
    if any(re.fullmatch(one, said) for one in _ALL_UNDONE):
        return Whole(undoes=True)
    return Whole() if any(re.fullmatch(one, said) for one in _ENDED) else None


def is_ended(said: str) -> bool:
    """Whether it only says that the whole has failed: `the order is closed as failed`."""
    return any(re.fullmatch(one, said) for one in _ENDED)


def _then(said: str, step: str) -> Whole | None:
    undoes, rest = False, []
    parts = [said] if _says(said) else re.split(r" , and | , | and (?!in )", said)
    for part in parts:
        if any(re.fullmatch(one, part) for one in _ALL_UNDONE):
            undoes = True
        elif not any(re.fullmatch(one, part) for one in (*_ENDED, *_STOPS)):
            rest.append(part)
    return Whole(undoes, step=step, rest=tuple(rest))


def _says(said: str) -> bool:
    return any(re.fullmatch(one, said) for one in (*_ALL_UNDONE, *_ENDED, *_STOPS))
