"""What is said to be so: `is a member`, `is express`, `is negative`, `is Germany or France`."""

from collections.abc import Sequence
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.statements.formula import Formula, of_term
from omninode_bridge.prose.statements.formulas import FormulaReader
from omninode_bridge.prose.statements.literals import literal, values_of
from omninode_bridge.prose.statements.reading import UnreadError
from omninode_bridge.prose.statements.terms import Term

_WANTED: Final = (
    *("wanted", "requested", "ordered", "chosen", "selected", "needed", "true", "given", "booked"),
    *("included", "required", "desired", "set", "yes"),
)
"""Of a yes or no, these say yes."""
_UNWANTED: Final = ("false", "no")
_DONE: Final = frozenset(
    {"laid", "done", "made", "built", "used", "sent", "paid", "kept", "cut", "mounted", "delivered"}
)


def state(reader: FormulaReader, subject: Sequence[str], *, is_not: bool) -> Formula | None:
    """`is a member`, `is express`, `is negative`, `is Germany or France`."""
    own = reader.terms.resolve(subject, without=reader.target)
    words = reader.words
    if own is not None and own.type.startswith("bool") and words.take(*_WANTED):
        return truth(own, is_not=is_not)
    if own is not None and own.type.startswith("bool") and words.take(*_UNWANTED):
        return truth(own, is_not=not is_not)
    if words.take("empty"):
        return _empty(reader, subject, is_not=is_not)
    if sign := words.take("negative", "positive", "zero"):
        term = own or reader.terms.needed(subject, "decimal")
        shown = {"negative": "< 0", "positive": "> 0", "zero": "= 0"}[sign]
        shown = {"negative": ">= 0", "positive": "<= 0", "zero": "!= 0"}[sign] if is_not else shown
        return Formula(
            f"{term.text} {shown}", of_term(term).reads, lists=of_term(term).lists, kind="bool"
        )
    if own is not None and not own.type.startswith("bool") and own.name not in reader.terms.things:
        return _is_value(reader, own, is_not=is_not)
    return _is_so(reader, subject, is_not=is_not)


def _empty(reader: FormulaReader, subject: Sequence[str], *, is_not: bool) -> Formula:
    """A list without items, a text without characters."""
    sign = "!=" if is_not else "="
    if items := reader.terms.list_of(subject):
        return Formula(f"len({items}) {sign} 0", frozenset({items}), kind="bool")
    own = reader.terms.resolve(subject, without=reader.target)
    if own is None or not own.type.startswith("string") or own.is_optional:
        return _failed(reader)
    left = of_term(own)
    return Formula(f'{own.text} {sign} ""', left.reads, lists=left.lists, kind="bool")


def _is_value(reader: FormulaReader, own: Term, *, is_not: bool) -> Formula:
    """A text is one of the values that stand here."""
    words = reader.words
    words.take("one of", "either")
    found = [literal(words, reader.terms.values.get(own.name, ()))]
    while words.low in {",", "or"}:
        here = words.at
        words.take(", or", ",", "or")
        try:
            found.append(literal(words, reader.terms.values.get(own.name, ())))
        except UnreadError:
            words.at = here
            break
    left = of_term(own)
    if len(found) == 1:
        text = f"{own.text} {'!=' if is_not else '='} {found[0]}"
    else:
        text = f"{own.text} {'not in' if is_not else 'in'} [{', '.join(found)}]"
    return Formula(text, left.reads, lists=left.lists, kind="bool")


def _is_so(reader: FormulaReader, subject: Sequence[str], *, is_not: bool) -> Formula | None:
    """A yes or no that is named here, or the value of a text that has it."""
    start = reader.words.at
    reader.words.take("a", "an")
    named = reader.name_words()
    if not named:
        return None
    for spoken in (named, ("is", *named), (*subject, *named), *_adverb(named)):
        term = reader.terms.resolve(spoken)
        if term is not None and term.type.startswith("bool"):
            return truth(term, is_not=is_not)
    if owner := values_of(reader.terms, named):
        reader.words.at = start
        reader.words.take("a", "an")
        term, text = owner
        reader.words.at += len(named)
        left = of_term(term)
        sign = "!=" if is_not else "="
        return Formula(f"{term.text} {sign} {text}", left.reads, lists=left.lists, kind="bool")
    is_known = any(reader.terms.resolve(one) for one in (named,))
    if is_known or any(lexicon().has("negations", one) for one in named):
        return None
    return truth(reader.terms.needed(named, "bool"), is_not=is_not)


def _adverb(named: Sequence[str]) -> list[Sequence[str]]:
    """`laid diagonally` is `diagonal`."""
    *done, last = named
    is_done = not done or (len(done) == 1 and done[0] in _DONE)
    return [(last.removesuffix("ly"),)] if last.endswith("ly") and is_done else []


def truth(term: Term, *, is_not: bool) -> Formula:
    left = of_term(term)
    return Formula(
        f"not {term.text}" if is_not else term.text, left.reads, lists=left.lists, kind="bool"
    )


def _failed(reader: FormulaReader) -> Formula:
    reader.words.fail()
    raise AssertionError
