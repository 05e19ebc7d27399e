"""Sentences that say what a value is: `The total is the sum of net price and VAT.`"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from omninode_bridge.prose.statements.amounts_changed import modified
from omninode_bridge.prose.statements.cases import by_cases, depending
from omninode_bridge.prose.statements.clause import ClauseOf, condition_at_end, otherwise_at_end
from omninode_bridge.prose.statements.counts import date
from omninode_bridge.prose.statements.defined_names import target_of_words, target_words
from omninode_bridge.prose.statements.formula import PRODUCT, SUM, Formula
from omninode_bridge.prose.statements.item_sums import figure
from omninode_bridge.prose.statements.listings import listing
from omninode_bridge.prose.statements.literals import literal
from omninode_bridge.prose.statements.measures import is_number
from omninode_bridge.prose.statements.reading import UnreadError
from omninode_bridge.prose.statements.rounding import rounding
from omninode_bridge.prose.statements.statement import ALWAYS, NAMED, Form, Statement, both, end
from omninode_bridge.prose.statements.terms import Term
from omninode_bridge.prose.statements.texts import text_of

_IS: Final = (
    *("is calculated as", "is computed as", "is determined as", "is given by", "is defined as"),
    *("are calculated as", "is calculated by taking", "is equal to", "is the result of"),
    *("shall be calculated as", "must be calculated as", "should be calculated as"),
    *("shall equal", "must equal", "should equal", "equals", "amounts to", "corresponds to"),
    *("results from", "=", "shall be", "should be", "will be", "must be", "to be"),
    *("is always", "starts at", "begins at", "starts with", "starts from", "is", "are"),
)
_SUMS: Final = (
    *("is made up of", "is composed of", "consists of", "are made up of", "is the total of"),
    *("adds up", "sums up", "comprises"),
)
_BY: Final = (
    *("is calculated by", "is computed by", "is determined by", "is obtained by", "is found by"),
    *("are calculated by", "shall be calculated by", "must be calculated by", "results from"),
    *("should be calculated by",),
)
_CALCULATE: Final = ("calculate", "compute", "determine", "work out", "derive", "set")
_COSTS: Final = ("cost", "costs", "fee", "price", "charge", "fees")
_ALWAYS: Final = re.compile(r"\b(?:is|are) always\b|\bin any case\b", re.IGNORECASE)
_LIMITS: Final = frozenset({"maximum", "minimum", "max", "min", "limit", "threshold", "least"})

DEFINING: Final = (*_BY, *_IS)


def defined(clause: ClauseOf) -> Statement:
    """`X is ...`, `Calculate X as ...`. Raises `UnreadError`."""
    words = clause.words
    if words.take(*_CALCULATE):
        return _calculated(clause)
    if words.low in {"multiply", "divide", "add", "subtract"}:
        return _worked_out(clause)
    named = target_words(clause)
    if words.take(*_BY):
        return _whole(clause, target_of_words(clause, named), _worked(clause, named))
    for phrases, reading in _OTHERWISE_SAID:
        if words.take(*phrases):
            return reading(clause, named)
    words.expect(*_IS)
    return _stated(clause, named)


def _calculated(clause: ClauseOf) -> Statement:
    words = clause.words
    named = target_words(clause)
    target = target_of_words(clause, named)
    if words.take("by", "from"):
        return _whole(clause, target, _worked(clause, named))
    words.expect("as", "to", "=")
    return _whole(clause, target, clause.formulas(target.name).formula())


def _worked(clause: ClauseOf, named: Sequence[str]) -> Formula:
    """`multiplying a by b`, `adding a and b`, `dividing a by b`, `subtracting a from b`."""
    words = clause.words
    target = target_of_words(clause, named).name
    verb = words.expect(
        *("multiplying", "adding", "adding up", "dividing", "subtracting", "deducting", "multiply"),
        *("add", "divide", "subtract", "taking"),
    )
    formulas = clause.formulas(target)
    if verb == "taking":
        return formulas.formula()
    first = formulas.comparand()
    sign = words.expect("by", "and", "to", "from", "with")
    second = formulas.comparand()
    operators = {"m": ("*", PRODUCT), "a": ("+", SUM), "d": ("/", PRODUCT), "s": ("-", SUM)}
    operator, level = operators["s" if verb.startswith("deduct") else verb[0]]
    fits = {"*": ("by", "and", "with"), "+": ("and", "to"), "/": ("by",), "-": ("from",)}
    if sign not in fits[operator]:
        words.fail(f"`{verb} {sign}`")
    if operator == "-":
        first, second = second, first
    text = f"{first.within(level)} {operator} {second.within(level + 1)}"
    found = Formula(text, first.reads | second.reads, level, first.lists | second.lists)
    change = rounding(words)
    return found if change is None else change(found)


def _worked_out(clause: ClauseOf) -> Statement:
    """`Multiply a by b to get c.`"""
    words = clause.words
    at = words.find("to get", "to obtain", "to give", "giving", "which gives", "yielding")
    if at is None:
        words.fail()
        raise AssertionError
    start = words.at
    words.at = at
    words.take("to get", "to obtain", "to give", "giving", "which gives", "yielding")
    named = clause.formulas().name_words()
    end(words)
    words.at = start
    inner = clause.within(words.split(at))
    value = _worked(inner, named)
    end(inner.words)
    return Statement(Form.DEFINED, target_of_words(clause, named), value, clause.condition)


def _stated(clause: ClauseOf, named: Sequence[str]) -> Statement:
    """What follows `is`: a number, a text, a yes or no."""
    words, terms = clause.words, clause.terms
    target = terms.target(named)
    own = target or (None if words.token_is("quoted") else target_of_words(clause, named))
    if own is not None and (found := _by_cases(clause, own)) is not None:
        return found
    if words.take("free", "free of charge", "waived", "for free"):
        return _whole(clause, _cost(clause, named), Formula("0"))
    is_text = target is not None and target.name in terms.values
    if is_text or words.token_is("quoted"):
        text = _text(clause, target)
        return _whole(clause, target or terms.new(named), text)
    target = target_of_words(clause, named)
    if target.type.startswith(("string", "text", "email", "list[string")):
        return _whole(clause, target, text_of(clause, target))
    if target.type.startswith(("bool", "enum")):
        words.fail()
    here = words.at
    try:
        return _whole(clause, target, figure(clause, target))
    except UnreadError:
        words.at = here
    return _whole(clause, target, _number(clause, target, named))


def _made_up(clause: ClauseOf, named: Sequence[str]) -> Statement:
    """`The total is made up of the fare and the tax`."""
    target = target_of_words(clause, named)
    if target.type.startswith(("string", "text")):
        return _whole(clause, target, text_of(clause, target))
    return _whole(clause, target, listing(clause.formulas(target.name), "sum"))


def _depending(clause: ClauseOf, named: Sequence[str]) -> Statement:
    """`The price depends on the plan: 20.00 for basic, 30.00 for plus`."""
    about = depending(clause)
    if about is None or not clause.words.take(":", ",", ";"):
        clause.words.fail()
    clause.words.take("it is")
    found = _by_cases(replace(clause, about=about), target_of_words(clause, named))
    if found is None:
        clause.words.fail()
        raise AssertionError
    return found


def _by_cases(clause: ClauseOf, target: Term) -> Statement | None:
    is_free = target.name not in clause.terms.given and not target.over
    if not is_free or clause.is_otherwise or target.type.startswith(("bool", "list")):
        return None
    return by_cases(clause, target)


def _number(clause: ClauseOf, target: Term, named: Sequence[str]) -> Formula:
    """An expression that is more than another name for something, and no limit of it."""
    words, terms = clause.words, clause.terms
    value = clause.formulas(target.name).formula()
    alias = terms.known.get(value.text)
    if alias is not None and (target.name not in terms.known or not is_number(alias)):
        words.fail(f"`{value.text}`, which has its own name")
    if value.text in terms.invented:
        words.fail(f"`{value.text}`, which nothing else tells of")
    if not value.reads and _LIMITS & set(named):
        words.fail(f"`{' '.join(named)}`, a limit of something else")
    if value.share and not named[-1].endswith(("rate", "percentage", "percent", "share")):
        words.fail("a percentage of what")
    return value


def _priced(clause: ClauseOf, named: Sequence[str]) -> Statement:
    """`Shipping costs 4.90 euros.`"""
    if (one := _price_of_one(clause, named)) is not None:
        return one
    target = _cost(clause, named)
    if target.name in clause.terms.given:
        clause.words.fail(f"`{target.name}`")
    if (found := _by_cases(clause, target)) is not None:
        return found
    value = clause.formulas(target.name).formula()
    if value.share or (value.text.isidentifier() and value.reads):
        clause.words.fail()
    return _whole(clause, target, value)


def _price_of_one(clause: ClauseOf, named: Sequence[str]) -> Statement | None:
    """`A litre costs 9.50 euros`: what one costs, and not how many there are."""
    found = clause.terms.target(named)
    is_one = clause.words.all[0].low in {"a", "an", "each", "every", "one"}
    if not is_one or (found is not None and found.type == "money"):
        return None
    target = clause.terms.new(("price", "of", *named))
    by_cases = _by_cases(clause, target)
    if by_cases is not None:
        return replace(by_cases, reason=NAMED)
    value = clause.formulas(target.name).formula()
    if value.reads or value.share:
        clause.words.fail()
    return replace(_whole(clause, target, value), reason=NAMED)


def _counted_days(clause: ClauseOf, named: Sequence[str]) -> Statement:
    """`... is counted from the due date to the return date`."""
    formulas = clause.formulas()
    first = date(formulas)
    clause.words.expect("to", "until", "and")
    second = date(formulas)
    value = Formula(f"days_between({first}, {second})", frozenset({first, second}))
    return _whole(clause, target_of_words(clause, named), value)


def _text(clause: ClauseOf, target: Term | None) -> Formula:
    members = clause.terms.values.get(target.name, ()) if target else ()
    return Formula(literal(clause.words, members), kind="text")


def _cost(clause: ClauseOf, named: Sequence[str]) -> Term:
    """`Shipping is free`: what is zero is its cost."""
    found = clause.terms.target(named)
    for more in _COSTS:
        found = found or clause.terms.resolve((*named, more))
    is_count = found is not None and found.over and found.type == "int"
    if found is None or is_count or found.type.startswith(("bool", "string", "enum", "list")):
        clause.words.fail(f"`{' '.join(named)}`, which has no price")
        raise AssertionError
    return found


def _whole(clause: ClauseOf, target: Term, value: Formula) -> Statement:
    """With the condition and the other case that stand behind the value."""
    while value.kind == "number" and (held := modified(clause.formulas(target.name), value)):
        value = held
    condition = both(clause.condition, condition_at_end(clause))
    otherwise = otherwise_at_end(clause, target)
    if otherwise is not None and condition is None:
        clause.words.fail("`otherwise` without a condition")
    is_else = condition is not None and clause.is_otherwise
    if is_else and otherwise is not None:
        clause.words.fail("`otherwise` in a case that is one")
    end(clause.words)
    if condition is not None and otherwise is None and not is_else and _ALWAYS.search(clause.said):
        # "For the basic plan the rate is always 0": whatever else is said of it.
        return Statement(Form.CHANGED, target, value, condition, reason=ALWAYS)
    return Statement(Form.DEFINED, target, value, condition, otherwise, is_else=is_else)


_OTHERWISE_SAID: Final = (
    (("costs", "cost", "is charged at"), _priced),
    (("is counted from", "are counted from", "is the time from"), _counted_days),
    (("depends on", "depend on"), _depending),
    (_SUMS, _made_up),
)
