"""Sentences that change a value: `Members get 10 % off`, `VAT of 19 % is added`."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from omninode_bridge.prose.statements.amounts import Amount, amount_of, value_of
from omninode_bridge.prose.statements.changing import changing, finished, target_of
from omninode_bridge.prose.statements.clause import ClauseOf, subject_condition
from omninode_bridge.prose.statements.formula import Formula
from omninode_bridge.prose.statements.kinds import kind
from omninode_bridge.prose.statements.persons import is_person
from omninode_bridge.prose.statements.reading import UnreadError, Words
from omninode_bridge.prose.statements.rounding import rounding
from omninode_bridge.prose.statements.said_verbs import BE, does, done
from omninode_bridge.prose.statements.statement import Statement, both

_ADDED: Final = (
    *done("added", "charged", "imposed", "levied", "due", "payable", "put on top", "applied"),
    *does("come on top", "be due", "apply"),
)
_TAKEN: Final = done("deducted", "subtracted", "taken", "granted", "given", "taken off", "allowed")
_APPLIES: Final = (*does("apply"), *done("applied"))
_GET: Final = (
    *does("get", "receive", "have", "carry", "earn", "enjoy", "owe", "incur", "attract", "lose"),
    *does("benefit from", "qualify for", "be entitled to", "be given", "collect", "gain"),
    *done("granted", "given", "entitled to", "awarded", "offered"),
)
_PAY: Final = (*does("pay"), *done("charged"))
_BE: Final = BE
_GOES: Final = {
    "go up by": "+",
    "rise by": "+",
    "increase by": "+",
    "grow by": "+",
    "go down by": "-",
    "drop by": "-",
    "decrease by": "-",
    "fall by": "-",
    "sink by": "-",
}
_MOVED: Final = {
    "reduced": "-", "lowered": "-", "decreased": "-", "increased": "+", "raised": "+",
    "multiplied": "*",
}  # fmt: skip
_DEARER: Final = ("more expensive", "higher", "dearer", "more", "extra", "on top", "greater")
_CHEAPER: Final = ("cheaper", "lower", "less expensive", "less", "off", "smaller")
_MULTIPLIES: Final = {
    "doubles": "{} * 2",
    "double": "{} * 2",
    "halves": "{} * 0.5",
    "halve": "{} * 0.5",
    "triples": "{} * 3",
    "triple": "{} * 3",
}
_LOSE: Final = does("lose")
_EARNED: Final = frozenset({"point", "credit", "bonus"})
_SCALED: Final = {
    "halved": "{} * 0.5", "doubled": "{} * 2", "tripled": "{} * 3", "waived": "0",
    "free of charge": "0", "free": "0",
}  # fmt: skip


def changed(clause: ClauseOf) -> Statement:
    """`{}` in a text stands for what is changed. Raises `UnreadError`."""
    words = clause.words
    if words.take("add", "charge"):
        return _bare(clause, "+", ("to", "on", "for", "on top of"))
    if words.take("deduct", "subtract", "take off", "take", "grant", "give", "apply"):
        verb = words.all[words.at - 1].low
        sign = "" if verb in {"give", "grant", "apply"} else "-"
        return _bare(clause, sign, ("from", "off from", "off", "on", "to"))
    start = words.at
    for reading in (_scaled, _risen, _amount_first, _subject_first):
        words.at = start
        found = reading(clause)
        if found is not None:
            return found
    words.fail()
    raise AssertionError


def _bare(clause: ClauseOf, sign: str, places: Sequence[str]) -> Statement:
    """`Add 19 % VAT to the price.`"""
    amount = amount_of(clause)
    if amount is None:
        clause.words.fail()
        raise AssertionError
    target = None
    if clause.words.take(*places):
        target = clause.formulas().name_words()
    return finished(clause, amount, sign or amount.sign, target)


def _scaled(clause: ClauseOf) -> Statement | None:
    """`The fee is halved`, `The price is reduced by 10 %`."""
    words = clause.words
    named = clause.formulas().name_words()
    if not named or not words.take(*_BE):
        return None
    return _compared(clause, named) or _moved(clause, named)


def _risen(clause: ClauseOf) -> Statement | None:
    """`The price goes up by 5 %`."""
    named = clause.formulas().name_words()
    for verb, sign in _GOES.items() if named else ():
        if clause.words.take(*does(verb)):
            return finished(clause, Amount(value_of(clause)), sign, named, reason=verb)
    return None


def _moved(clause: ClauseOf, named: Sequence[str]) -> Statement | None:
    words = clause.words
    if taken := words.take(*_SCALED):
        return changing(clause, target_of(clause, named), _SCALED[taken], taken)
    if words.low == "rounded" and (change := rounding(words)) is not None:
        return changing(clause, target_of(clause, named), change(Formula("{}")).text, "rounding")
    taken = words.take(*_MOVED)
    if not taken:
        return None
    words.expect("by", "with")
    value = value_of(clause)
    if taken == "multiplied":
        return changing(clause, target_of(clause, named), f"{{}} * {value.text}", "factor")
    return finished(clause, Amount(value), _MOVED[taken], named, reason=taken)


def _compared(clause: ClauseOf, named: Sequence[str]) -> Statement | None:
    """`The price is 5.00 higher`, `Night trips are 20 % more expensive`."""
    words, start = clause.words, clause.words.at
    if words.number() is None:
        return None
    words.at = start
    value = value_of(clause)
    sign = "+" if words.take(*_DEARER) else "-" if words.take(*_CHEAPER) else ""
    if not sign:
        words.at = start
        return None
    target = clause.terms.resolve(named)
    if target is not None and not target.type.startswith("bool"):
        return finished(clause, Amount(value), sign, named)
    things = kind(clause.terms, named) or kind(clause.terms, named[:-1])
    if things is None and clause.condition is not None and is_person(named[-1], ()):
        words.at = start
        return None
    if things is None:
        words.fail(f"`{' '.join(named)}`, which are nothing that the document asks for")
    inner = replace(clause, condition=both(clause.condition, things))
    return finished(inner, Amount(value), sign, _off_what(clause))


def _off_what(clause: ClauseOf) -> list[str] | None:
    """`3 % off the total`: what is worked out; of what the request says, it is a discount."""
    words = clause.words
    if words.all[words.at - 1].low != "off" or words.low not in {"the", "its"}:
        return None
    named = clause.formulas().name_words()
    term = clause.terms.resolve(named) if named else None
    if term is not None and term.name in clause.terms.given:
        words.fail(f"`{term.name}`, which the request says")
    return named


def _amount_first(clause: ClauseOf) -> Statement | None:
    """`VAT of 19 % is added to the price`, `A discount of 10 % applies to orders over ...`."""
    words = clause.words
    amount = amount_of(clause)
    if amount is None:
        return None
    if words.take(*_TAKEN):
        granted = words.all[words.at - 1].low in {"granted", "given"}
        sign = amount.sign if granted else "-"
        words.take("off") if words.low == "off" and words.ahead(1) == "from" else ""
        target = clause.formulas().name_words() if words.take("from", "off", "on") else None
        return finished(clause, amount, sign, target)
    if words.take(*_ADDED):
        target = clause.formulas().name_words() if words.take("to", "on", "on top of") else None
        sign = "+" if amount.sign in {"", "+"} else ""
        return finished(clause, amount, sign, target)
    if words.take(*_APPLIES):
        return finished(clause, amount, amount.sign, None)
    is_nominal = words.is_done or words.low in {"if", "when", "for", "unless", "where", "in"}
    if is_nominal and amount.named and amount.named[-1] not in {"off", "more"}:
        # Without a verb, as in stories: I want a surcharge of 40 % of the net if ...
        return finished(clause, amount, amount.sign, None)
    return None


_FACTORS: Final = {
    **dict.fromkeys(("half of", "half as much", "half"), "{} * 0.5"),
    **dict.fromkeys(("double", "twice as much", "twice"), "{} * 2"),
    **dict.fromkeys(("triple", "three times as much", "three times"), "{} * 3"),
}


def _subject_first(clause: ClauseOf) -> Statement | None:
    """`Orders of 100 euros or more get 10 % discount`, `Members pay half the price`."""
    words = clause.words
    words.take("the", "a", "an", "all", "every", "each")
    condition = _of_subject(clause)
    inner = ClauseOf(words, clause.terms, both(clause.condition, condition), clause.said)
    if factor := words.take(*_MULTIPLIES):
        changed_one = target_of(inner, inner.formulas().name_words())
        return changing(inner, changed_one, _MULTIPLIES[factor], factor)
    if verb := words.take(*_GET):
        if verb.split(" ")[-1] in {"get", "gets", "receive", "receives"} and _is_part(words):
            return _paid(inner)
        amount = amount_of(inner)
        if amount is None:
            words.fail()
            raise AssertionError
        sign = "-" if verb in _LOSE else amount.sign
        is_more = bool(words.take("on top of", "in addition to"))
        is_named = is_more or words.take("on", "off", "of", "from")
        target = inner.formulas().name_words() if is_named else _off_what(inner)
        return finished(inner, amount, "+" if is_more else sign or _points(amount), target)
    if words.take(*_PAY):
        return _paid(inner)
    return _costing(inner) if words.take("cost", "costs") else None


def _of_subject(clause: ClauseOf) -> Formula | None:
    """`If ..., the customer gets 3 % off`: who it is says nothing more of when."""
    words, start = clause.words, clause.words.at
    try:
        return subject_condition(clause)
    except UnreadError:
        words.at = start
        named = clause.formulas().name_words()
        is_anybody = len(named) == 1 and is_person(named[0], clause.terms.things)
        if clause.condition is None or not is_anybody or kind(clause.terms, named):
            raise
        return None


def _costing(clause: ClauseOf) -> Statement:
    """`Dangerous goods cost a hazard fee of 60.00`, `Night trips cost 5 euros more`."""
    words, start = clause.words, clause.words.at
    fee = amount_of(clause) if words.low in {"a", "an"} else None
    if fee is not None and fee.named:
        return finished(clause, fee, fee.sign or "+", None)
    words.at = start
    value = value_of(clause)
    sign = "+" if words.take("more", "extra", "on top") else "-" if words.take("less") else ""
    return finished(clause, Amount(value), sign, None)


def _is_part(words: Words) -> bool:
    return words.low in {"half", "nothing"}


def _points(amount: Amount) -> str:
    """`gets 10 points` adds them."""
    return "+" if amount.named and amount.named[-1].rstrip("s") in _EARNED else ""


def _paid(clause: ClauseOf) -> Statement:
    words = clause.words
    if factor := words.take(*_FACTORS):
        named = clause.formulas().name_words()
        term = target_of(clause, named or None)
        return changing(clause, term, _FACTORS[factor], factor.split(" ")[0])
    words.take("only")
    if words.take("no"):
        return changing(clause, target_of(clause, clause.formulas().name_words()), "0", "waiver")
    if words.take("nothing"):
        term = target_of(clause, None)
        return changing(clause, term, "0", "waiver")
    is_extra = bool(
        words.take("an extra", "an additional", "a surcharge of", "a supplement of", "extra")
    )
    value = value_of(clause)
    sign = (
        "+"
        if is_extra or words.take("more", "extra", "on top")
        else "-"
        if words.take("less")
        else ""
    )
    if not sign and value.share and words.take("of"):
        term = target_of(clause, clause.formulas().name_words())
        return changing(clause, term, f"{{}} * {value.text}", "share")
    return finished(clause, Amount(value), sign, None)
