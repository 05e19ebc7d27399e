"""The statements of a document put together: which rules each of them comes to."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from omninode_bridge.prose.statements.cases_together import (
    Said,
    are_clear,
    are_in_order,
    covering,
    is_narrower,
    test_of,
)
from omninode_bridge.prose.statements.formula import Formula
from omninode_bridge.prose.statements.intervals import is_part_of
from omninode_bridge.prose.statements.points import POINTS
from omninode_bridge.prose.statements.statement import ALWAYS, Form, Statement, both
from omninode_bridge.prose.statements.terms import Term, Terms
from omninode_bridge.prose.statements.tier_rules import tier_rules

_NONE_UNLESS_SAID: Final = frozenset(
    {
        *("surcharge", "supplement", "discount", "rebate", "reduction", "bonus", "premium"),
        *("penalty", "markup", "allowance", "deduction"),
    }
)
"""What is added or taken off in some cases is nothing in the others."""


@dataclass(slots=True)
class Ruled:
    """By the place of each statement: its rules, or why it has none."""

    rules: dict[int, tuple[str, ...]] = field(default_factory=dict)
    reasons: dict[int, str] = field(default_factory=dict)

    def leave(self, said: Iterable[Said], reason: str) -> None:
        for at, _ in said:
            self.rules.pop(at, None)
            self.reasons[at] = reason


@dataclass(slots=True)
class _Chain:
    """All that is said of one value, in the order of the document."""

    target: Term
    defined: list[Said] = field(default_factory=list)
    changed: list[Said] = field(default_factory=list)


def rules_of(statements: Mapping[int, Statement], terms: Terms) -> Ruled:
    found = Ruled()
    for at, one in statements.items():
        if one.condition is not None and one.form in {Form.REFUSED, Form.WARNED}:
            verb = "reject" if one.form is Form.REFUSED else "warn"
            found.rules[at] = (f"{verb} when {one.condition.text}: {one.message}",)
    for chain in _chains(statements):
        if chain.target.over:
            _add_items(found, chain)
        else:
            _add_chain(found, chain, terms)
    return found


def _chains(statements: Mapping[int, Statement]) -> Iterable[_Chain]:
    found: dict[str, _Chain] = {}
    for at, one in statements.items():
        if one.target is not None:
            chain = found.setdefault(one.target.text, _Chain(one.target))
            (chain.changed if _is_change(one) else chain.defined).append((at, one))
    return found.values()


def _is_change(one: Statement) -> bool:
    """`If it is hot and the light is green, the light is yellow` says what becomes of it."""
    own = one.target.name if one.target is not None else ""
    is_own = one.condition is not None and own in one.condition.reads and one.otherwise is None
    return one.form is Form.CHANGED or is_own


def _add_chain(found: Ruled, chain: _Chain, terms: Terms) -> None:
    """The base first, then what holds under conditions, then what changes it."""
    name = chain.target.name
    if any(one.lists for _, one in (*chain.defined, *chain.changed)):
        found.leave((*chain.defined, *chain.changed), f"`{name}` is one value, and items are many")
        return
    if not _put_together(found, chain, terms):
        return
    _set_late(chain)
    _hold_always(chain)
    always = [one for _, one in chain.changed if one.condition is None]
    if name in terms.given and (always or chain.defined):
        found.leave((*chain.defined, *chain.changed), f"`{name}` is what the request says")
        return
    stages = [_stage(name, one, at) for at, one in enumerate(always)]
    stages.append(name)
    if chain.defined:
        _add_definitions(found, chain.defined, stages[0], terms)
    if chain.changed and not chain.defined and all(_adds_points(one) for _, one in chain.changed):
        first, _ = chain.changed[0]
        _add_changes(found, chain, stages)
        if first in found.rules:
            found.rules[first] = (f"{name} = 0", *found.rules[first])
        return
    is_known = name in terms.given | terms.ruled
    if not is_known and not any(at in found.rules for at, _ in chain.defined):
        found.leave(chain.changed, f"`{name}` has no value that could be changed")
        return
    _add_changes(found, chain, stages)


def _adds_points(one: Statement) -> bool:
    return one.reason == POINTS and one.condition is not None


def _set_late(chain: _Chain) -> None:
    """Behind a base and what changes it, a value for a case is the last that is said of it."""
    first = min((at for at, one in chain.defined if one.condition is None), default=None)
    changed = [at for at, _ in chain.changed if first is not None and at > first]
    late = [
        (at, one)
        for at, one in chain.defined
        if one.condition is not None and one.otherwise is None and changed and at > changed[0]
    ]
    chain.defined = [one for one in chain.defined if one not in late]
    chain.changed = sorted((*chain.changed, *late), key=_place)


def _hold_always(chain: _Chain) -> None:
    """What a value always is in some case, no sentence behind it changes there."""
    for at, one in [said for said in chain.changed if said[1].reason == ALWAYS]:
        held = one.condition or Formula("true")
        test = Formula(f"not ({held.text})", held.reads, lists=held.lists, kind="bool")
        for number, (place, other) in enumerate(chain.changed):
            if place > at and other.reason != ALWAYS:
                changed = replace(other, condition=both(other.condition, test))
                chain.changed[number] = (place, changed)


def _put_together(found: Ruled, chain: _Chain, terms: Terms) -> bool:
    """Gives tiers their values; the first is the base, and the others are added to it."""
    said = sorted((one for one in (*chain.defined, *chain.changed) if one[1].tiers), key=_place)
    if not said:
        return True
    name = chain.target.name
    texts = tier_rules(name, said, terms)
    if isinstance(texts, str):
        found.leave((*chain.defined, *chain.changed), texts)
        return False
    (first, base), *others = said
    if base.form is Form.CHANGED and base.tiers[0].low == 0:
        # `On top of that the first 7 km cost ...`: what they come on top of is said before.
        if not any(at < first and one.condition is None for at, one in chain.defined):
            found.leave((*chain.defined, *chain.changed), f"on top of what `{name}` comes")
            return False
        others = said
    chain.defined = [one for one in chain.defined if not one[1].tiers]
    chain.changed = [one for one in chain.changed if not one[1].tiers]
    value = Formula(texts[first], base.reads)
    if others is not said:
        chain.defined.append((first, replace(base, form=Form.DEFINED, value=value, tiers=())))
    for at, one in others:
        value = Formula(f"{name} + {texts[at]}", one.reads | {name})
        chain.changed.append((at, replace(one, form=Form.CHANGED, value=value, tiers=())))
    chain.defined.sort(key=_place)
    chain.changed.sort(key=_place)
    return True


def _place(said: Said) -> int:
    return said[0]


def _add_changes(found: Ruled, chain: _Chain, stages: Sequence[str]) -> None:
    """One that always holds gives a new name, so that the one before keeps its own value."""
    name, at_stage = chain.target.name, 0
    for number, (at, one) in enumerate(chain.changed):
        if (
            one.condition is not None
            and at_stage == 0
            and any(at < each for each, _ in chain.defined)
        ):
            found.leave([(at, one)], f"it changes `{name}` before a sentence says what that is")
            continue
        if any(_is_nested(each, one) for _, each in chain.changed[:number]):
            found.leave([(at, one)], "it says again what another sentence says of a part")
            continue
        current = stages[at_stage]
        value = _renamed(one.value.text, name, current)
        if one.condition is None:
            at_stage += 1
            found.rules[at] = (f"{stages[at_stage]} = {value}",)
        else:
            test = _renamed(one.condition.text, name, current)
            found.rules[at] = (f"if {test}: {current} = {value}",)


def _stage(name: str, one: Statement, number: int) -> str:
    reason = re.sub(r"[^a-z0-9]+", "_", one.reason.lower()).strip("_") or "change"
    return f"{name}_before_{reason}" + (f"_{number + 1}" if number else "")


def _renamed(text: str, name: str, current: str) -> str:
    return re.sub(rf"(?<![\w.]){name}(?![\w.])", current, text)


def _is_nested(one: Statement, other: Statement) -> bool:
    """Orders from 100 on, and orders from 500 on: do those get both, or the second only?"""
    if one.condition is None or other.condition is None or "limit" in {one.reason, other.reason}:
        return False
    first, second = one.condition, other.condition
    return is_part_of(first, second) or is_part_of(second, first)


def _add_definitions(found: Ruled, defined: Sequence[Said], name: str, terms: Terms) -> None:
    """Rules run in the order of the document, so the first of them says all that is needed."""
    base = [one for one in defined if one[1].condition is None or one[1].otherwise is not None]
    cases = [one for one in defined if one not in base]
    if len(base) > 1 or (base and base[0][1].otherwise is not None and cases):
        found.leave(defined, f"`{name}` has several values")
        return
    is_in_order = are_in_order(cases, terms)
    cases = every = cases if is_in_order else _clear(found, cases, name)
    if cases and not base and {one.value.text for _, one in cases} in ({"true"}, {"false"}):
        # What is so under some conditions, and nothing more is said of it, is not so otherwise.
        _add_truth(found, cases, name)
        return
    if base:
        _add_base(found, base[0], cases, name)
    elif wide := covering(cases, terms):
        # One of them always holds: what none of the others is, is the first.
        first = wide[0]
        cases = [one for one in cases if one is not first]
        found.rules[first[0]] = (f"{name} = {first[1].value.text}",)
    elif cases and name.rsplit("_", maxsplit=1)[-1] in _NONE_UNLESS_SAID:
        (first_at, case), *cases = cases
        found.rules[first_at] = (f"{name} = {case.value.text} if {test_of(case)} else 0",)
    else:
        found.leave(cases, f"nothing says what `{name}` is otherwise")
        return
    for at, one in cases:
        narrower = [
            each for other, each in every if other < at and (is_in_order or is_narrower(each, one))
        ]
        tests = [test_of(one), *(f"not ({test_of(each)})" for each in narrower)]
        found.rules.setdefault(at, (f"if {' and '.join(tests)}: {name} = {one.value.text}",))


def _add_truth(found: Ruled, cases: Sequence[Said], name: str) -> None:
    (first, one), *others = cases
    test = test_of(one)
    is_so = one.value.text == "true"
    found.rules[first] = (f"{name} = {test if is_so else f'not ({test})'}",)
    for at, each in others:
        found.rules[at] = (f"if {test_of(each)}: {name} = {each.value.text}",)


def _add_base(found: Ruled, base: Said, cases: Sequence[Said], name: str) -> None:
    """What stands in front of it has its value for the other case, and it comes in where it is."""
    at, one = base
    before = [said for said in cases if said[0] < at]
    if not before or one.otherwise is not None:
        found.rules[at] = (_base_rule(one, name),)
        return
    (first, case), *_ = before
    found.rules[first] = (f"{name} = {case.value.text} if {test_of(case)} else {one.value.text}",)
    others = " or ".join(f"({test_of(case)})" for _, case in before)
    found.rules[at] = (f"if not ({others}): {name} = {one.value.text}",)


def _base_rule(one: Statement, name: str) -> str:
    if one.otherwise is None or one.condition is None:
        return f"{name} = {one.value.text}"
    return f"{name} = {one.value.text} if {one.condition.text} else {one.otherwise.text}"


def _clear(found: Ruled, cases: Sequence[Said], name: str) -> list[Said]:
    """Of two conditions, one of which is a part of the other, the narrower one decides."""
    for at, one in cases:
        if any(other is not one and not are_clear(one, other) for _, other in cases):
            found.leave([(at, one)], f"`{name}` has two values where both conditions hold")
    return [said for said in cases if said[0] not in found.reasons]


def _add_items(found: Ruled, chain: _Chain) -> None:
    """The same for each item of a list."""
    over, item = chain.target.over, chain.target.item
    for at, one in (*chain.defined, *chain.changed):
        target = f"{item}.{chain.target.name}"
        rule = _base_rule(one, target) if one.form is Form.DEFINED else ""
        if one.form is Form.CHANGED or (one.condition is not None and one.otherwise is None):
            test = f"if {one.condition.text}: " if one.condition is not None else ""
            rule = f"{test}{target} = {one.value.text}"
        found.rules[at] = (f"for each {item} in {over}: {rule}",)
