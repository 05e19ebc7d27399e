"""Workflows that are told in passing, one step or one remark in a sentence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from omninode_bridge.prose.rewording.phrasing import capital
from omninode_bridge.prose.rewording.steps_flow import Flow
from omninode_bridge.prose.rewording.steps_kept import keeps_all
from omninode_bridge.prose.rewording.steps_loose import SURE, Step, mentioned, steps_in
from omninode_bridge.prose.rewording.steps_remarked import is_remark, remarks
from omninode_bridge.prose.rewording.wording import Spoken
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.naming import words

_PARALLEL: Final = re.compile(
    r"\b(?:parallel|at the same time|simultaneously|alongside|side by side|concurrently)\b"
    r"(?P<beside>(?: (?:to|with|as))? (?:the )?[a-z]+)?"
)
_FIRST: Final = re.compile(r"^\W*(?:first|to begin with|to start with|at the beginning)\b")
_LAST: Final = re.compile(r"\b(?:at the (?:very )?end|finally|lastly|in the end|when everything)\b")
_BEHIND: Final = re.compile(
    r"\b(?:after|once|when|as soon as)\b (?!that\b|this\b|everything\b)(?P<what>[^,;.]+)"
)
_BEFORE: Final = re.compile(r"\bbefore (?P<what>[^,;.]+)")
_ENDED: Final = re.compile(r"\b(?:is|are) (?:final|over|closed|closed for good|done for good)\W*$")
_MUST: Final = re.compile(r"\b(?:must|should|shall|always)\b")
_ORDER: Final = re.compile(
    r"\b(?:first|then|next|after|before|once|when|finally|while|at the same time|parallel)\b"
)
_FLAG: Final = re.compile(r"\b(?:flag|setting|switch|field) ([a-z_]+)(?= is | =|\))")
_ONLY: Final = re.compile(r"\b(?:only|skip(?:ped)?|unless|not needed|also)\b|n't need\b")
_ANNOUNCES: Final = re.compile(r"\bthe following\b|:$")


def proposed_steps(spoken: Sequence[Spoken], document: Document) -> list[tuple[str, ...]]:
    said = [" ".join(one.text.lower().replace("\u2019", "'").split()) for one in spoken]
    flow = Flow(document.inputs or ())
    own = [() if _is_rule(one, said) else _own_steps(one, flow) for one in said]
    found = [
        tuple(dict.fromkeys(_worded(one, steps, flow)))
        for one, steps in zip(said, own, strict=True)
    ]
    things = words(document.title)
    found = [
        tuple(each for each in wordings if keeps_all(one, each, flow, things))
        for one, wordings in zip(said, found, strict=True)
    ]
    return [() if _ANNOUNCES.search(one) else each for one, each in zip(said, found, strict=True)]


def _is_rule(said: str, others: Sequence[str]) -> bool:
    """`The mechanics must wear gloves` holds all the time, and is no step."""
    if _ENDED.search(said):
        return True
    if not _MUST.search(said) or _ORDER.search(said) or is_remark(said):
        return False
    nouns = {one.noun.split()[-1] for one in steps_in(said)}
    return not any(noun in each for noun in nouns for each in others if each != said)


def _own_steps(said: str, flow: Flow) -> list[Step]:
    """The steps that no sentence before told; they become known."""
    before = flow.steps[-1].noun if flow.steps else ""
    said = _limited(said) if is_remark(said) else said
    new = [
        one
        for one in steps_in(said, before)
        if not flow.asks(one) and mentioned(one.told, flow.steps, least=SURE) is None
    ]
    flow.steps += new
    return new


def _limited(said: str) -> str:
    """`The team lead has 5 days to approve the payment` says what is done, too."""
    found = re.search(r"\b(?:has|have) .+ to (?P<what>[a-z]+ .+)", said)
    return found["what"] if found else ""


def _worded(said: str, own: Sequence[Step], flow: Flow) -> Iterator[str]:
    if not is_remark(said):
        yield from _ordered(said, own, flow)
        return
    step = own[-1] if own else mentioned(said, flow.steps) or next(iter(flow.last), None)
    ways = list(remarks(said, step, flow))
    for opening in _openings(said, (), flow) if own else ():
        yield " ".join((f"{opening}{own[-1].told}.", *ways))
    if ways:
        yield " ".join(ways)
    if own:
        flow.told.append((own[-1],))


def _ordered(said: str, own: Sequence[Step], flow: Flow) -> Iterator[str]:
    around = _Around.of(said, own, flow)
    condition = flow.condition(said)
    done = [step for step in own if step not in {around.needed, around.later}]
    asked = f" only if {condition}" if condition else ""
    if not done:
        is_asked = asked and _ONLY.search(said) and around.is_empty
        step = mentioned(said, flow.steps) if is_asked else None
        if step is not None:
            yield f"{capital(step.told)}{asked}."
        return
    beside = _beside(said, done, flow)
    told, end = _joined(said, done, beside), around.end(done[-1])
    for opening in [""] if beside else _openings(said, around.needs(flow), flow):
        start = around.start(opening)
        yield f"{capital(start + told)}{asked}{end}."
        if asked:
            whole = " ".join(f"{capital(one.told)}{asked}." for one in done)
            yield f"{capital(start + told)}{end}. {whole}"
    _go_on(said, done, around, beside, flow)


def _go_on(
    said: str, done: Sequence[Step], around: "_Around", beside: Step | None, flow: Flow
) -> None:
    """What is told now comes after what was told before."""
    if around.needed is not None and around.is_needed_own:
        flow.told.append((around.needed,))
    if beside is not None:
        flow.put_beside(beside, done)
    elif around.later is None or around.is_later_own:
        flow.told += [tuple(done)] if _PARALLEL.search(said) else [(one,) for one in done]
    if around.later is not None and around.is_later_own:
        flow.told.append((around.later,))


@dataclass(frozen=True, slots=True)
class _Around:
    """The steps in front and behind; `own` where no other sentence tells them."""

    needed: Step | None
    later: Step | None
    is_needed_own: bool
    is_later_own: bool

    @classmethod
    def of(cls, said: str, own: Sequence[Step], flow: Flow) -> "_Around":
        behind, before = _BEHIND.search(said), _BEFORE.search(said)
        needed = mentioned(behind["what"], flow.steps) if behind else None
        later = mentioned(before["what"], flow.steps) if before else None
        return cls(needed, later, needed in own, later in own)

    @property
    def is_empty(self) -> bool:
        return self.needed is None and self.later is None

    def needs(self, flow: Flow) -> tuple[Step, ...]:
        if self.needed is not None:
            return () if self.is_needed_own else (self.needed,)
        return flow.before(self.later) if self.later is not None and not self.is_later_own else ()

    def start(self, opening: str) -> str:
        """What comes before and is told nowhere else is a step, too."""
        if self.needed is None or not self.is_needed_own:
            return opening
        return f"{opening}{self.needed.told}. After {self.needed.doing}, "

    def end(self, last: Step) -> str:
        if self.later is None:
            return ""
        if self.is_later_own:
            return f". After {last.doing}, {self.later.told}"
        return f" before {self.later.doing}"


def _openings(said: str, needed: Sequence[Step], flow: Flow) -> Iterator[str]:
    """After what it comes: what is said, else what was told before."""
    if needed:
        yield f"After {' and '.join(one.doing for one in needed)}, "
    if _LAST.search(said):
        yield "Finally, "
    if not flow.told or _FIRST.search(said):
        yield "First, "
    if _FIRST.search(said):
        return
    if _BEFORE.search(said):
        yield ""
    if flow.told:
        yield f"After {' and '.join(one.doing for one in flow.last)}, "
    yield "Then "


def _beside(said: str, steps: Sequence[Step], flow: Flow) -> Step | None:
    """The step that another sentence tells, and that these run beside."""
    parallel = _PARALLEL.search(said)
    others = [one for one in flow.steps if one not in steps]
    return mentioned(parallel["beside"] or "", others) if parallel else None


def _joined(said: str, steps: Sequence[Step], beside: Step | None) -> str:
    told = [one.told for one in steps]
    if beside is not None:
        return f"{' and '.join(told)} at the same time as {beside.doing}"
    if _PARALLEL.search(said) and len(told) > 1:
        return f"{', '.join(told[:-1])} and {told[-1]} at the same time"
    return ", then ".join(told)


def missing_input(spoken: Sequence[Spoken], document: Document) -> tuple[str, ...]:
    """Flags that sentences name, and that nothing declares: `(flag sunday is set)`."""
    known = {one.name for one in document.inputs or ()}
    found = (each[1] for one in spoken for each in _FLAG.finditer(one.text.lower()))
    names = [name for name in dict.fromkeys(found) if name not in known]
    return (f"Input: {', '.join(f'{name} (bool)' for name in names)}.",) if names else ()
