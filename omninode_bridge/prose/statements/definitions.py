"""Sentences that say what a value is: `The total is the sum of net price and VAT.`"""

from collections.abc import Sequence
from typing import Final

from omninode_bridge.prose.statements.clause import ClauseOf, condition_at_end, otherwise_at_end
from omninode_bridge.prose.statements.conditions import ConditionReader
from omninode_bridge.prose.statements.formula import PRODUCT, SUM, Formula
from omninode_bridge.prose.statements.literals import literal, values_of
from omninode_bridge.prose.statements.reading import UnreadError
from omninode_bridge.prose.statements.statement import Form, Statement, both, end
from omninode_bridge.prose.statements.terms import Term

_IS: Final = (
    *("is calculated as", "is computed as", "is determined as", "is given by", "is defined as"),
    *("are calculated as", "is calculated by taking", "is equal to", "is the result of"),
    *("shall be calculated as", "must be calculated as", "should be calculated as"),
    *("shall equal", "must equal", "should equal", "equals", "amounts to", "corresponds to"),
    *("results from", "consists of", "=", "shall be", "should be", "will be", "must be", "to be"),
    *("is always", "is", "are"),
)
_BY: Final = (
    *("is calculated by", "is computed by", "is determined by", "is obtained by", "is found by"),
    *("are calculated by", "shall be calculated by", "must be calculated by", "results from"),
    *("should be calculated by",),
)
_CALCULATE: Final = ("calculate", "compute", "determine", "work out", "derive", "set")
_COSTS: Final = ("cost", "costs", "fee", "price", "charge", "fees")
_LIMITS: Final = frozenset({"maximum", "minimum", "max", "min", "limit", "threshold", "least"})
_KINDS: Final = ("someone", "somebody", "a person", "anyone", "anybody", "a", "an")
_CLASSED: Final = (
    *("is classified as", "are classified as", "is graded as", "is graded", "is rated as"),
    *("is rated", "counts as", "count as", "is considered", "are considered", "is called"),
    *("gets the grade", "gets grade", "gets a grade of", "means", "gives", "belongs to", "gets"),
    *("get", "receive", "receives"),
    *("falls into", "is in", "is", "are"),
)


DEFINING: Final = (*_BY, *_IS)


def defined(clause: ClauseOf) -> Statement:
    """`X is ...`, `Calculate X as ...`. Raises `UnreadError`."""
    words = clause.words
    if words.take(*_CALCULATE):
        return _calculated(clause)
    if words.low in {"multiply", "divide", "add", "subtract"}:
        return _worked_out(clause)
    named = _target_words(clause)
    if words.take(*_BY):
        return _whole(clause, _target(clause, named), _worked(clause, named))
    words.expect(*_IS)
    return _stated(clause, named)


def _target_words(clause: ClauseOf) -> Sequence[str]:
    named = clause.formulas().name_words()
    if not named:
        clause.words.fail()
    if clause.words.take("of the", "of a", "of an", "of each", "of every"):
        owner = clause.formulas().name_words()
        if not owner:
            clause.words.fail()
        if clause.terms.resolve((*owner, *named)):
            return (*owner, *named)
        if owner[-1].rstrip("s") not in clause.terms.things:
            clause.words.fail(f"`{' '.join(owner)}`")
    return named


def _target(clause: ClauseOf, named: Sequence[str]) -> Term:
    found = clause.terms.resolve(named)
    if found is not None and found.name not in clause.terms.given:
        return found
    if found is not None:
        clause.words.fail(f"`{' '.join(named)}`, which the request says")
    return clause.terms.new(named)


def _calculated(clause: ClauseOf) -> Statement:
    words = clause.words
    named = _target_words(clause)
    target = _target(clause, named)
    if words.take("by", "from"):
        return _whole(clause, target, _worked(clause, named))
    words.expect("as", "to", "=")
    return _whole(clause, target, clause.formulas(target.name).formula())


def _worked(clause: ClauseOf, named: Sequence[str]) -> Formula:
    """`multiplying a by b`, `adding a and b`, `dividing a by b`, `subtracting a from b`."""
    words = clause.words
    target = _target(clause, named).name
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
    rounding = formulas.rounding()
    return found if rounding is None else rounding(found)


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
    return Statement(Form.DEFINED, _target(clause, named), value, clause.condition)


def _stated(clause: ClauseOf, named: Sequence[str]) -> Statement:
    """What follows `is`: a number, a text, a yes or no."""
    words, start = clause.words, clause.words.at
    terms = clause.terms
    if words.take("free", "free of charge", "waived", "for free"):
        return _whole(clause, _cost(clause, named), Formula("0"))
    target = terms.resolve(named)
    if (target is not None and terms.values.get(target.name) is not None) or words.token_is(
        "quoted"
    ):
        text = _text(clause, target)
        return _whole(clause, target or terms.new(named), text)
    if (truth := _truth(clause, named)) is not None:
        return truth
    words.at = start
    target = _target(clause, named)
    if target.type.startswith(("bool", "string", "enum")):
        words.fail()
    value = clause.formulas(target.name).formula()
    if value.text in terms.invented:
        words.fail(f"`{value.text}`, which nothing else tells of")
    if not value.reads and _LIMITS & set(named):
        words.fail(f"`{' '.join(named)}`, a limit of something else")
    if value.share and not named[-1].endswith(("rate", "percentage", "percent", "share")):
        words.fail("a percentage of what")
    return _whole(clause, target, value)


def _text(clause: ClauseOf, target: Term | None) -> Formula:
    members = clause.terms.values.get(target.name, ()) if target else ()
    return Formula(literal(clause.words, members), kind="text")


def _cost(clause: ClauseOf, named: Sequence[str]) -> Term:
    """`Shipping is free`: what is zero is its cost."""
    found = clause.terms.resolve(named)
    for more in _COSTS:
        found = found or clause.terms.resolve((*named, more))
    if found is None or found.type.startswith(("bool", "string", "enum", "list")):
        clause.words.fail(f"`{' '.join(named)}`, which has no price")
        raise AssertionError
    return found


def _truth(clause: ClauseOf, named: Sequence[str]) -> Statement | None:
    """`A customer is eligible if ...`, `An adult is someone of at least 18`."""
    words, start, terms = clause.words, clause.words.at, clause.terms
    own = terms.resolve(named)
    if (own is None or own.type.startswith("bool")) and words.take(*_KINDS):
        found = _someone(clause, own, named)
        if found is not None:
            return found
    words.at = start
    words.take("a", "an")
    said = clause.formulas().name_words()
    if not said:
        return None
    target = terms.resolve(said)
    if target is None or not target.type.startswith("bool") or target.name in terms.given:
        return None
    if words.take("for"):
        clause.formulas().name_words()
    found = _whole(clause, target, Formula("true", kind="bool"))
    if found.condition is None:
        words.fail("what it depends on")
    if found.otherwise is not None:
        return None
    return Statement(Form.DEFINED, target, found.condition or found.value)


def _someone(clause: ClauseOf, own: Term | None, named: Sequence[str]) -> Statement | None:
    words = clause.words
    is_someone = words.all[words.at - 1].low not in {"a", "an"} or words.take("person")
    subject: Sequence[str] = ("person",)
    if not is_someone:
        subject = clause.formulas().name_words()
        if not subject or clause.words.is_done:
            return None
    try:
        found = ConditionReader(words, clause.terms).condition(subject)
    except UnreadError:
        return None
    if own is None:
        own = clause.terms.new(named, "bool")
    end(words)
    return Statement(Form.DEFINED, own, both(clause.condition, found) or found)


def _whole(clause: ClauseOf, target: Term, value: Formula) -> Statement:
    """With the condition and the other case that stand behind the value."""
    condition = both(clause.condition, condition_at_end(clause))
    otherwise = otherwise_at_end(clause, target)
    if otherwise is not None and condition is None:
        clause.words.fail("`otherwise` without a condition")
    end(clause.words)
    return Statement(Form.DEFINED, target, value, condition, otherwise)


def classified(clause: ClauseOf) -> Statement:
    """`A score of 90 or more is an A`, `Scores from 80 to 89 get a B`."""
    words = clause.words
    subject = clause.formulas().name_words()
    if not subject:
        words.fail()
    condition = ConditionReader(words, clause.terms).condition(subject)
    words.expect(*_CLASSED)
    words.take("a", "an", "the grade", "grade", "class", "the class")
    for length in (3, 2, 1):
        said = [one.text for one in words.all[words.at : words.at + length]]
        owner = values_of(clause.terms, said) if len(said) == length else None
        if owner is not None:
            words.at += length
            target, text = owner
            end(words)
            if target.name in clause.terms.given:
                words.fail()
            value = Formula(text, kind="text")
            return Statement(Form.DEFINED, target, value, both(clause.condition, condition))
    words.fail()
    raise AssertionError
