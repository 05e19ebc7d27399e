"""How an amount changes a value, or gives what it is called its own."""

from collections.abc import Sequence
from dataclasses import replace

from omninode_bridge.prose.statements.amounts import Amount
from omninode_bridge.prose.statements.clause import ClauseOf, condition_at_end
from omninode_bridge.prose.statements.formula import PRODUCT, SUM, Formula, of_term
from omninode_bridge.prose.statements.statement import NAMED, Form, Statement, both, end
from omninode_bridge.prose.statements.terms import Term, said_as


def target_of(clause: ClauseOf, named: Sequence[str] | None) -> Term:
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


def finished(
    clause: ClauseOf, amount: Amount, sign: str, named: Sequence[str] | None, *, reason: str = ""
) -> Statement:
    """The amount defines what it is called, where that is a name; else it changes the value."""
    words, terms = clause.words, clause.terms
    called = terms.resolve(amount.named) if amount.named and amount.named[-1] != "off" else None
    if called is None and said_as(amount.named) in terms.spoken:
        own = _as_definition(clause, amount, terms.new(amount.named, "decimal"), named)
        return replace(own, reason=NAMED)
    if called is not None and called.name not in terms.given:
        return _as_definition(clause, amount, called, named)
    if not sign:
        words.fail("whether it is added or taken off")
    term = target_of(clause, named)
    if amount.base is not None and amount.base.text != term.text:
        part = f"{amount.base.text} * {amount.value.text}"
        return changing(
            clause, term, f"{{}} {sign} {part}", " ".join(amount.named), amount.base.reads
        )
    if amount.value.share:
        text = f"{{}} * (1 {sign} {amount.value.text})"
    else:
        text = f"{{}} {sign} {amount.value.text}"
    return changing(clause, term, text, reason or " ".join(amount.named))


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


def changing(
    clause: ClauseOf, term: Term, text: str, reason: str, reads: frozenset[str] = frozenset()
) -> Statement:
    condition = both(clause.condition, condition_at_end(clause))
    end(clause.words)
    value = Formula(text.format(term.text), reads | {term.name}, SUM)
    return Statement(Form.CHANGED, term, value, condition, reason=reason)
