"""Sentence by sentence: which steps each tells, and what it remarks of those told before."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from omninode_bridge.prose.narration.held_steps import limits
from omninode_bridge.prose.narration.step_clauses import ABOUT_IT, clauses_of
from omninode_bridge.prose.narration.step_failing import Failing, consequence, failures
from omninode_bridge.prose.narration.step_naming import names_in, tokens_in, with_tokens
from omninode_bridge.prose.narration.step_ordered import Bond, Ordered
from omninode_bridge.prose.narration.step_phrases import ONE_WORD, action_of
from omninode_bridge.prose.narration.step_plainer import plainer
from omninode_bridge.prose.narration.step_remarks import Remark, remarks_of
from omninode_bridge.prose.narration.step_said import Said
from omninode_bridge.prose.narration.step_sentences import OrderReader
from omninode_bridge.prose.narration.step_undoing import only_undone, undoings
from omninode_bridge.prose.narration.step_whole import Whole, is_ended, whole_of
from omninode_bridge.prose.narration.step_wordings import worded
from omninode_bridge.prose.narration.story import Line

_IT: Final = re.compile(rf"^(?:it|this|that|(?:this|that|the) step|this one) (?={ABOUT_IT}\b)")
_ORDERS: Final = re.compile(
    r"(?:first|then|next|finally|after|once|when|as soon as|in the end|at the end|lastly)\b|"
    r".*\b(?:once|after|before|when|then|next|finally|in parallel|at the same time)\b"
)
_IF_IT: Final = re.compile(
    r"^(?P<then>(?:the|this) [a-z]+ (?:simply |just )?(?:carries on|continues|goes on|moves on|"
    r"proceeds|stops|"
    r"ends|is aborted) (?:even )?)?(?P<if>if|when|should|even if) (?:it|this|that|this step|that "
    r"step) (?:still |ever |finally )?"
    r"(?=fails?|goes|never)"
)
_OF_IT: Final = re.compile(
    r"\b(?P<verb>undo(?:es)?|reverses?|reverts?|compensates?(?: for)?|rolls? back|takes? back) "
    r"(?:it|this|that|this step|that step)\b"
)
_BACK: Final = re.compile(r"\btakes? (?:it|this|that|this step|that step) back\b")
_SKIPPED: Final = (
    r"(?:skipped|left out|omitted|passed over|not (?:needed|necessary|required|done|carried out))"
)
_SKIPS: Final = (
    re.compile(
        r"(?P<who>.+?) (?:simply |just |may )?(?:skips?|omits?|never needs?|leaves? out) "
        r"(?P<step>.+?)"
        r"(?: and (?:is|goes?|continues?|moves?|proceeds?) [a-z ]+)?"
    ),
    re.compile(
        rf"(?P<step>.+?) (?:is|may be) {_SKIPPED} (?:(?P<unless>unless)|if|when|for|in case|"
        rf"where) (?P<who>.+)"
    ),
    re.compile(
        rf"(?:if|when|for|in case|where) (?P<who>.+?) , (?P<step>.+?) (?:is|may be) {_SKIPPED}"
    ),
    re.compile(r"(?P<who>[a-z]+(?: [a-z]+){1,3}) is (?:never|not) (?P<step>[a-z]+)"),
    re.compile(
        r"(?P<who>(?:if|when|for|in|on|at|during|where) .+?)(?: ,)? nothing is (?P<step>[a-z]+)"
    ),
)
_ASKED: Final = re.compile(r"^(?:if|when|for|in|on|at|during|where) ")
_THIS: Final = re.compile(r"( (?:skips?|omits?|leaves? out) )(?:this|that|it)(?: step)?$")
_FEWEST: Final = 3
_WHOSE: Final = re.compile(r"^.*? (?:whose|that has|that have|with) (?:an? |the )?")


@dataclass(slots=True)
class Listener:
    """`last` are the steps that were told last: what `it` means."""

    condition: Callable[[str], str]
    is_order: Callable[[Bond], bool]
    things: Collection[str] = ()
    names: Collection[str] = ()
    last: tuple[str, ...] = ()
    _subject: tuple[str, ...] = ()
    _reader: OrderReader = field(init=False)

    def __post_init__(self) -> None:
        self._reader = OrderReader(self.condition)

    def hear(self, lines: Sequence[Line]) -> Iterator[Said]:
        self.names = names_in(line.said for line in lines)
        for line in self._in_order(lines):
            text = self._with_it(plainer(with_tokens(line.said, self.names)))
            is_one = not tokens_in(text) and len(list(clauses_of(text))) == 1
            ways = (self._whole, self._plainly, self._clauses)
            ways = ways if is_one else (self._whole, self._clauses, self._plainly)
            found = next((one for way in ways if (one := way(line, text))), None)
            if found is None:
                found = [Said(line)] if line.is_ordered else []
            yield from found
            self._remember(found)

    def _in_order(self, lines: Sequence[Line]) -> Iterator[Line]:
        """Numbers say what comes first where most of the items, or a sentence, tell it so."""
        told = [line for line in lines if line.is_numbered]
        texts = [with_tokens(line.said, self.names) for line in told]
        orders = sum(bool(_ORDERS.match(text) or tokens_in(text)) for text in texts)
        is_told = any(
            whole.is_in_turn for line in lines if (whole := whole_of(line.said, self.things))
        )
        acts = sum(self._is_bare_act(text) for text in texts)
        is_list = acts >= _FEWEST and acts * 2 > len(told)
        is_order = len(told) > 1 and (is_told or orders * 2 > len(told) or is_list)
        for line in lines:
            yield replace(line, is_ordered=True) if is_order and line.is_numbered else line

    def _is_bare_act(self, text: str) -> bool:
        """`Take a sample`, `if it is large, cut it`: the numbers of such items are the order."""
        found = self._reader.read_all(text)
        return bool(found) and any(one.actions for one in found) and not remarks_of(text)

    def _whole(self, line: Line, text: str) -> list[Said] | None:
        return self._clause(line, text) if whole_of(text, self.things) else None

    def _plainly(self, line: Line, text: str) -> list[Said] | None:
        """The sentence as one, where no step in it has a bare name."""
        if tokens_in(text):
            return None
        if remarks := self._skipped(line.said) or remarks_of(line.said):
            return [Said(line, None, remarks)]
        found = self._reader.read_all(line.said, self._subject)
        return [self._ordered(line, one) for one in found] or None

    def _ordered(self, line: Line, one: Ordered, *, is_named: bool = False) -> Said:
        is_behind = line.is_asked and any(map(self.is_order, one.bonds))
        return Said(line, one, is_behind=is_behind, is_named=is_named)

    def _remember(self, found: Sequence[Said]) -> None:
        ordered = [one.ordered for one in found if one.ordered is not None]
        self._subject = next((one.noun for each in ordered for one in each.actions), ())
        for one in ordered:
            if one.groups:
                self.last = tuple(action.name for action in one.groups[-1])
        remarked = next((one.remarks[0].step for one in found if one.remarks), "")
        if remarked and not ordered:
            self.last = (remarked,)

    def _clauses(self, line: Line, text: str) -> list[Said] | None:
        """None where a clause is not understood, and may say something of the steps."""
        found: list[Said] = []
        for part in clauses_of(text):
            said = self._clause(line, part)
            is_limit = bool(tokens_in(part)) or limits(replace(line, said=part))
            # What is done behind `if it fails` is done in that case only.
            if (said is None and is_limit) or (_tells_steps(said) and _is_of_failure(found)):
                return None
            found += said or ()
            self._remember(said or ())
        return found or None

    def _clause(self, line: Line, text: str) -> list[Said] | None:
        whole = whole_of(text, self.things)
        if whole is not None:
            return self._with_rest(line, whole)
        text = self._with_it(text)
        remarks = _undone(text) or _failing(text) or self._skipped(text) or remarks_of(text)
        if remarks:
            return [Said(line, None, remarks)]
        instead = worded(text)
        if remarks := remarks_of(instead):
            return [Said(line, None, remarks)]
        is_named = bool(tokens_in(instead))
        found = self._reader.read_all(instead, self._subject)
        return [self._ordered(line, one, is_named=is_named) for one in found] or None

    def _with_it(self, text: str) -> str:
        """`it is undone by cancel_meals` is `order_meals is undone by cancel_meals`."""
        if len(self.last) != 1:
            return text
        (name,) = self.last
        if re.match(rf"{ABOUT_IT}\b", text):
            text = f"it {text}"
        text = _OF_IT.sub(rf"\g<verb> {name}", _IT.sub(f"{name} ", text))
        text = _IF_IT.sub(lambda one: f"{one['then'] or ''}{one['if']} {name} ", text)
        return _BACK.sub(f"takes back {name}", text)

    def _skipped(self, text: str) -> tuple[Remark, ...]:
        """`Samples under 500 ml skip archiving` says when the step is not done."""
        text = self._with_it(
            _THIS.sub(
                lambda one: f"{one[1]}{self.last[0]}" if len(self.last) == 1 else one[0], text
            )
        )
        for pattern in _SKIPS:
            found = pattern.fullmatch(text)
            who = found["who"] if found else ""
            asked = (
                self.condition(who)
                or self.condition(_ASKED.sub("", who))
                or self.condition(_WHOSE.sub("", who))
                if who
                else ""
            )
            if found and asked:
                is_instead = found.groupdict().get("unless")
                return (Remark(found["step"], when=asked if is_instead else f"not ({asked})"),)
        return ()

    def _with_rest(self, line: Line, whole: Whole) -> list[Said] | None:
        """`If anything fails later, release_bed undoes this.`"""
        found, undoes = list[Said](), whole.undoes
        for part in whole.rest:
            said = self._with_it(part)
            name = worded(said)
            remarks = _undone(said)
            if not remarks and whole.step and re.fullmatch(ONE_WORD, name):
                remarks = _pair(whole.step, name)
            if not remarks:
                return None
            undoes = True
            found.append(Said(line, None, remarks))
        return [Said(line, whole=replace(whole, undoes=undoes)), *found]


def _tells_steps(said: Sequence[Said] | None) -> bool:
    return any(one.ordered is not None for one in said or ())


def _is_of_failure(found: Sequence[Said]) -> bool:
    return any(remark.failing for one in found for remark in one.remarks)


def _undone(text: str) -> tuple[Remark, ...]:
    if only := only_undone(text):
        step, by, rest = only
        failing = [one for _, one in zip(range(1), _failed_steps(rest), strict=False)]
        return (*_pair(step, by), *(Remark(one, failing=Failing.UNDO) for one in failing))
    return tuple(each for step, by in undoings(text) for each in _pair(step, by))


def _failed_steps(rest: str) -> Iterator[str]:
    yield from (step for step, _ in failures(f"everything is undone {rest}") if rest)


def _pair(step: str, by: str) -> tuple[Remark, ...]:
    action = action_of(by)
    return () if action is None else (Remark(step, undone_by=action),)


def _failing(text: str) -> tuple[Remark, ...]:
    """`If send_contract fails, release_funds undoes reserve_funds.`"""
    for step, then in failures(text):
        parts = [one for one in re.split(r" , and | and (?!in )", then) if not is_ended(one)]
        undone = _undone(" and ".join(parts))
        if undone:
            return (Remark(step, failing=Failing.UNDO), *undone)
        whole = whole_of(f"if anything fails , {then}") if consequence(then) is None else None
        if whole is not None and not whole.rest:
            return (Remark(step, failing=Failing.UNDO if whole.undoes else Failing.STOP),)
    return ()
