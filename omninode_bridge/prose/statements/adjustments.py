"""Sentences that change a value: `Members get 10 % off`, `VAT of 19 % is added`."""

from collections.abc import Sequence
from typing import Final

from omninode_bridge.prose.statements.amounts import Amount, amount_of, value_of
from omninode_bridge.prose.statements.clause import ClauseOf, condition_at_end, subject_condition
from omninode_bridge.prose.statements.formula import PRODUCT, SUM, Formula, of_term
from omninode_bridge.prose.statements.rounding import rounding
from omninode_bridge.prose.statements.statement import Form, Statement, both, end
from omninode_bridge.prose.statements.terms import Term

_ADDED: Final = (
    *("is added", "are added", "shall be added", "must be added", "should be added"),
    *("is charged", "are charged", "shall be charged", "must be charged", "will be charged"),
    *("to be added", "comes on top", "is due", "will be added", "is put on top"),
)
_TAKEN: Final = (
    *("is deducted", "are deducted", "is subtracted", "are subtracted", "is taken", "are taken"),
    *("to be taken", "to be deducted", "must be deducted", "shall be deducted", "is granted"),
    *("should be deducted", "are granted", "shall be granted", "must be granted", "is given"),
    *("will be deducted", "to be subtracted", "must be subtracted", "shall be subtracted"),
)
_APPLIES: Final = (
    "applies",
    "apply",
    "is applied",
    "are applied",
    "shall apply",
    "shall be applied",
)
_GET: Final = (
    *("get", "gets", "receive", "receives", "to get", "to receive", "are granted", "is granted"),
    *("shall get", "should get", "shall receive", "must get", "have", "are given", "is given"),
)
_PAY: Final = ("pay", "pays", "to pay", "shall pay", "must pay")
_BE: Final = ("is", "are", "to be", "shall be", "must be", "should be", "will be", "gets", "get")
_MOVED: Final = {
    "reduced": "-", "lowered": "-", "decreased": "-", "increased": "+", "raised": "+",
    "multiplied": "*",
}  # fmt: skip
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
    for reading in (_scaled, _amount_first, _subject_first):
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
    return _finished(clause, amount, sign or amount.sign, target)


def _scaled(clause: ClauseOf) -> Statement | None:
    """`The fee is halved`, `The price is reduced by 10 %`."""
    words = clause.words
    named = clause.formulas().name_words()
    if not named or not words.take(*_BE):
        return None
    if taken := words.take(*_SCALED):
        return _changing(clause, _target(clause, named), _SCALED[taken], taken)
    if words.low == "rounded" and (change := rounding(words)) is not None:
        return _changing(clause, _target(clause, named), change(Formula("{}")).text, "rounding")
    taken = words.take(*_MOVED)
    if not taken:
        return None
    words.expect("by", "with")
    value = value_of(clause)
    if taken == "multiplied":
        return _changing(clause, _target(clause, named), f"{{}} * {value.text}", "factor")
    return _finished(clause, Amount(value), _MOVED[taken], named, reason=taken)


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
        return _finished(clause, amount, sign, target)
    if words.take(*_ADDED):
        target = clause.formulas().name_words() if words.take("to", "on", "on top of") else None
        sign = "+" if amount.sign in {"", "+"} else ""
        return _finished(clause, amount, sign, target)
    if words.take(*_APPLIES):
        return _finished(clause, amount, amount.sign, None)
    return None


def _subject_first(clause: ClauseOf) -> Statement | None:
    """`Orders of 100 euros or more get 10 % discount`, `Members pay half the price`."""
    words = clause.words
    words.take("the", "a", "an", "all", "every", "each")
    condition = subject_condition(clause)
    inner = ClauseOf(words, clause.terms, both(clause.condition, condition), clause.said)
    if words.take(*_GET):
        amount = amount_of(inner)
        if amount is None:
            words.fail()
            raise AssertionError
        target = inner.formulas().name_words() if words.take("on", "off", "of") else None
        return _finished(inner, amount, amount.sign, target)
    if words.take(*_PAY):
        return _paid(inner)
    if words.take("cost", "costs"):
        value = value_of(inner)
        sign = "+" if words.take("more", "extra", "on top") else "-" if words.take("less") else ""
        return _finished(inner, Amount(value), sign, None)
    return None


def _paid(clause: ClauseOf) -> Statement:
    words = clause.words
    if words.take("half of", "half"):
        named = clause.formulas().name_words()
        term = _target(clause, named or None)
        return _changing(clause, term, "{} * 0.5", "half")
    words.take("only")
    if words.take("nothing"):
        term = _target(clause, None)
        return _changing(clause, term, "0", "waiver")
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
        term = _target(clause, clause.formulas().name_words())
        return _changing(clause, term, f"{{}} * {value.text}", "share")
    return _finished(clause, Amount(value), sign, None)


def _target(clause: ClauseOf, named: Sequence[str] | None) -> Term:
    """What is changed; where the sentence names nothing, the one value that is worked out."""
    terms = clause.terms
    if named is None or (
        len(named) == 1
        and named[0] in {"total", "price", "bill", "amount"}
        and terms.resolve(named) is None
    ):
        found = terms.known.get(terms.running)
        if found is None and terms.is_alone:
            found = Term("total", "decimal")
        if found is None:
            clause.words.fail("which value is changed")
    else:
        found = terms.resolve(named)
        if found is None and terms.is_alone and named:
            found = terms.new(named)
        if found is None:
            clause.words.fail(f"`{' '.join(named)}`, which has no value")
    if found is None or found.over or found.type.startswith(("bool", "string", "enum", "list")):
        clause.words.fail(f"`{found.name if found else ''}`, which is no number")
        raise AssertionError
    return found


def _finished(
    clause: ClauseOf, amount: Amount, sign: str, named: Sequence[str] | None, *, reason: str = ""
) -> Statement:
    """The amount defines what it is called, where that is a name; else it changes the value."""
    words, terms = clause.words, clause.terms
    called = terms.resolve(amount.named) if amount.named and amount.named[-1] != "off" else None
    if called is not None and called.name not in terms.given:
        return _as_definition(clause, amount, called, named)
    if not sign:
        words.fail("whether it is added or taken off")
    term = _target(clause, named)
    if amount.base is not None and amount.base.text != term.text:
        part = f"{amount.base.text} * {amount.value.text}"
        return _changing(
            clause, term, f"{{}} {sign} {part}", " ".join(amount.named), amount.base.reads
        )
    if amount.value.share:
        text = f"{{}} * (1 {sign} {amount.value.text})"
    else:
        text = f"{{}} {sign} {amount.value.text}"
    return _changing(clause, term, text, reason or " ".join(amount.named))


def _as_definition(
    clause: ClauseOf, amount: Amount, called: Term, named: Sequence[str] | None
) -> Statement:
    """`a youth discount of 50 % of the base fee`: without the condition it is nothing."""
    value = amount.value
    if value.share:
        base = amount.base
        if base is None and named is not None:
            found = clause.terms.resolve(named, without=called.name)
            base = None if found is None else Formula(found.text, frozenset({found.name}))
        base = base or _amount_of_subject(clause)
        if base is None:
            clause.words.fail("a percentage of what")
            raise AssertionError
        value = Formula(f"{base.within(PRODUCT)} * {value.text}", base.reads, PRODUCT, base.lists)
    condition = both(clause.condition, condition_at_end(clause))
    end(clause.words)
    otherwise = Formula("0") if condition is not None else None
    return Statement(Form.DEFINED, called, value, condition, otherwise)


def _amount_of_subject(clause: ClauseOf) -> Formula | None:
    """`Orders of 100 euros or more get 10 % discount`: of what the order comes to."""
    reads = clause.condition.reads if clause.condition is not None else frozenset()
    terms = [one for one in clause.terms.known.values() if one.name in reads and not one.over]
    money = [one for one in terms if one.type == "money"]
    return of_term(money[0]) if len(terms) == 1 and money else None


def _changing(
    clause: ClauseOf, term: Term, text: str, reason: str, reads: frozenset[str] = frozenset()
) -> Statement:
    condition = both(clause.condition, condition_at_end(clause))
    end(clause.words)
    value = Formula(text.format(term.text), reads | {term.name}, SUM)
    return Statement(Form.CHANGED, term, value, condition, reason=reason)
