"""What a sentence would make of a step, held against what the table makes of it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from omninode_bridge.generation.orchestrator.flow import Flow, FlowStep
from omninode_bridge.prose.narration.step_lengths import Repetition
from omninode_bridge.prose.narration.step_order_words import BESIDE, FIRST, LAST, THEN
from omninode_bridge.prose.narration.step_ordered import Ordered
from omninode_bridge.prose.narration.step_remarks import Remark
from omninode_bridge.prose.narration.story import UntoldError
from omninode_bridge.requirements.naming import words
from omninode_bridge.requirements.structures import Step

_OPPOSITES: Final = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "=": "!=", "!=": "="}
_UNITS = ((86_400_000, "d"), (3_600_000, "h"), (60_000, "m"), (1000, "s"), (1, "ms"))


@dataclass(frozen=True, slots=True)
class Claimed:
    """Something that is said of a step; `lack` is what to write in which column for it."""

    step: str
    lack: str = ""
    fails: bool = False


def row_claims(found: FlowStep, remark: Remark) -> Iterator[Claimed]:
    """Raises `UntoldError` where it says what a row does not tell alone."""
    step = found.step
    if remark.undo:
        raise UntoldError("")
    if remark.again is not None:
        lack = "" if _is_again(step, remark.again) else _cell("retry", _spelled(remark.again), step)
        yield Claimed(step.name, lack, fails=True)
    if remark.timeout_ms is not None:
        is_so = step.timeout_ms == remark.timeout_ms
        yield Claimed(step.name, "" if is_so else _cell("timeout", length(remark.timeout_ms), step))
    if remark.failing is not None:
        is_so = step.on_failure == remark.failing
        lack = "" if is_so else _cell("on failure", str(remark.failing), step)
        yield Claimed(step.name, lack, fails=True)
    if remark.undone_by is not None:
        name = remark.undone_by.name
        is_so = words(step.compensate_with or "") == words(name)
        yield Claimed(step.name, "" if is_so else _cell("compensate with", name, step), fails=True)
    if remark.when:
        yield _when(found, [remark.when])


def ordered_claims(
    flow: Flow,
    ordered: Ordered,
    groups: Sequence[Sequence[str]],
    after: Sequence[str],
    asked: Sequence[str],
) -> Iterator[Claimed]:
    """Each step after those of the groups before, and after what is said to come before it.

    Raises `UntoldError` where the words say more.
    """
    names = [name for group in groups for name in group]
    is_said = bool(after or asked or ordered.is_parallel or ordered.mark or len(groups) > 1)
    if not names or not is_said or _is_of_others(ordered):
        raise UntoldError("")
    yield _placed(flow, ordered, names)
    before = list(after)
    for group in groups:
        for name in group:
            yield _behind(flow, name, before)
            if asked:
                yield _when(flow.steps[name], asked)
        before = [*group]


def _is_of_others(ordered: Ordered) -> bool:
    """Whether it goes on from another sentence, or says what comes behind or beside it."""
    bonds = {bond.kind for bond in ordered.bonds}
    is_on = ordered.is_else or ordered.mark in {THEN, BESIDE}
    return is_on or not bonds.isdisjoint({"before", "beside"})


def _placed(flow: Flow, ordered: Ordered, names: Sequence[str]) -> Claimed:
    """Whether it is first, last or side by side where the words say so."""
    if ordered.mark in {FIRST, LAST}:
        at = 0 if ordered.mark == FIRST else -1
        return at_the_edge(flow, names[at], is_first=ordered.mark == FIRST, beside=names)
    apart = all(one not in flow.ancestors(name) for one in names for name in names)
    is_so = not ordered.is_parallel or (apart and len(names) > 1)
    return Claimed(names[0], "" if is_so else "take what is to run beside it out of its `needs`")


def at_the_edge(flow: Flow, name: str, *, is_first: bool, beside: Sequence[str] = ()) -> Claimed:
    """Whether all others come behind it, or before it."""
    others = [one for one in flow.steps if one not in {name, *beside}]
    pairs = [(name, one) if is_first else (one, name) for one in others]
    if all(early in flow.ancestors(late) for early, late in pairs):
        return Claimed(name)
    missing = "of each step that is to come behind it" if is_first else f"of `{name}`"
    what = f"`{name}`" if is_first else "all that is to come before it"
    return Claimed(name, f"write {what} in the column `needs` {missing}")


def _behind(flow: Flow, name: str, before: Sequence[str]) -> Claimed:
    missing = [one for one in before if one != name and one not in flow.ancestors(name)]
    return Claimed(
        name, _cell("needs", ", ".join(missing), flow.steps[name].step) if missing else ""
    )


def _when(found: FlowStep, asked: Sequence[str]) -> Claimed:
    said = " and ".join(asked)
    has = _parts(one.text for one in found.conditions)
    lack = "" if has == _parts(asked) else _cell("when", said, found.step)
    return Claimed(found.name, lack)


def _parts(conditions: Iterable[str]) -> frozenset[str]:
    """What must hold, one by one, however it is spelled."""
    return frozenset(
        _bare(part)
        for one in conditions
        for part in ([one] if re.search(r"\b(?:or|if|for)\b|\(", one) else re.split(r" and ", one))
    )


def _bare(condition: str) -> str:
    """Apart from blanks, spellings of the same and brackets around all of it, as it is written."""
    plain = " ".join(condition.replace("==", "=").replace("'", '"').split())
    plain = re.sub(r" ?(?<![<>!])(<=|>=|!=|[<>=]) ?", r" \1 ", plain)
    plain = re.sub(r"(?<=\d)[_,](?=\d{3})|(?<=\d)\.0+(?!\d)", "", plain)
    plain = re.sub(r"^\(([^()]*)\)$", r"\1", plain)
    plain = re.sub(r"^(\w[\w.]*) (?:= true|!= false)$", r"\1", plain)
    plain = re.sub(r"^(\w[\w.]*) (?:= false|!= true)$", r"not \1", plain)
    plain = re.sub(r"^not(?: \(([^()]*)\))", r"not \1", plain)
    plain = re.sub(
        r"^not (\S+) (<=|>=|!=|=|<|>) (\S+)$",
        lambda one: f"{one[1]} {_OPPOSITES[one[2]]} {one[3]}",
        plain,
    )
    return re.sub(
        r"^(?:not )?not (?=.)", lambda one: "" if one[0].count("not") > 1 else one[0], plain
    )


def _is_again(step: Step, again: Repetition) -> bool:
    is_long = not again.delay_ms or step.retry_delay_ms == again.delay_ms
    is_open = again.times == 1 or not (again.is_constant or again.is_doubling)
    is_alike = is_open or step.retry_is_constant == again.is_constant
    return step.retries == again.times and is_long and is_alike


def _spelled(again: Repetition) -> str:
    wait = f" x {length(again.delay_ms)}" if again.delay_ms else ""
    return f"{again.times}{wait}{' constant' if again.is_constant and again.times > 1 else ''}"


def length(milliseconds: int) -> str:
    """`600000` is `10m`."""
    unit, letter = next((one for one in _UNITS if milliseconds % one[0] == 0), _UNITS[-1])
    return f"{milliseconds // unit}{letter}"


def _cell(column: str, text: str, step: Step) -> str:
    return f"write `{text}` in the column `{column}` of `{step.name}`"
