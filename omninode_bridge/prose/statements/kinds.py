"""Which things are meant: `members`, `express orders`, `trips to the airport`, `at night`."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.statements.formula import Formula, of_term
from omninode_bridge.prose.statements.literals import values_of
from omninode_bridge.prose.statements.names import name_words
from omninode_bridge.prose.statements.reading import UnreadError, Words
from omninode_bridge.prose.statements.statement import both
from omninode_bridge.prose.statements.terms import Term, Terms

BESIDE: Final = ("to", "at", "in", "on", "with", "during", "by", "under", "from", "of", "for")
"""What a thing has to do with: `trips to the airport`, `seats in a box`."""

NO_MORE: Final = frozenset({"", ",", ";", ")", ".", "is", "are"})
_OPPOSITES: Final = {"day": "night", "night": "day", "single": "married", "adult": "child"}


def kind(terms: Terms, named: Sequence[str]) -> Formula | None:
    """`members`, `express` orders: what is a yes or no of the document, or one of its values."""
    for spoken in (named, ("is", *named)) if named else ():
        found = terms.resolve(spoken, exactly=True)
        if found is not None and found.type.startswith("bool"):
            return Formula(found.text, frozenset({found.name}), kind="bool")
    if len(named) == 1 and (other := _OPPOSITES.get(named[0])):
        found = terms.resolve((other,), exactly=True)
        if found is not None and found.type.startswith("bool") and not found.over:
            return Formula(f"not {found.text}", frozenset({found.name}), kind="bool")
    return _of_value(terms, named)


def _of_value(terms: Terms, named: Sequence[str]) -> Formula | None:
    """`a diagonal pattern`, `Japanese`, `tax class II`: one of the values of a text."""
    owner = _owner(terms, named) if named else None
    if owner is None or owner[0].over or owner[0].name not in terms.given:
        return None
    term, text = owner
    return Formula(f"{term.text} = {text}", frozenset({term.name}), kind="bool")


def kind_of_item(terms: Terms, named: Sequence[str]) -> Formula | None:
    """`the premium tier`: one of the values that a text of the items may have."""
    owner = _owner(terms, named) if named else None
    if owner is None or not owner[0].over:
        return None
    term, text = owner
    return replace(of_term(term), text=f"{term.text} = {text}", kind="bool")


def _owner(terms: Terms, named: Sequence[str]) -> tuple[Term, str] | None:
    """The text that has the value, and the value."""
    singular = [lexicon().singular(word) for word in named]
    owner = values_of(terms, singular) or values_of(terms, named)
    if owner is None:
        owner = _beside_field(terms, named, 1) or _beside_field(terms, named, len(named) - 1)
    return owner


def _beside_field(terms: Terms, named: Sequence[str], cut: int) -> tuple[Term, str] | None:
    """The value and its field, in either order; or the value and the thing that has it."""
    first, second = named[:cut], named[cut:]
    if not first or not second:
        return None
    for said, field in ((first, second), (second, first)):
        owner = values_of(terms, said)
        own = terms.resolve(field, exactly=True)
        is_thing = own is None and said is first and len(field) == 1
        if owner is not None and (own == owner[0] or is_thing or _ends_so(owner[0], field)):
            return owner
    return None


def _ends_so(term: Term, field: Sequence[str]) -> bool:
    """`class c` is the `debtor_class`, where that alone may be `c`."""
    spoken = term.name.split("_")
    return spoken[-len(field) :] == [one.lower() for one in field]


def kind_before_more(words: Words, terms: Terms) -> Formula | None:
    """`of class c who ...`: which things are meant, where more is said of them behind it."""
    start = words.at
    try:
        found = kind_here(words, terms)
    except UnreadError:
        found = None
    if found is None or words.low not in {"who", "that", "which", "with", ""}:
        words.at = start
        return None
    return found


def kind_of_somebody(words: Words, terms: Terms, subject: Sequence[str]) -> Formula | None:
    """`members with more than 3 claims` are members; `express orders over 5 kg` are express."""
    if found := kind(terms, subject[:-1]) if subject[1:] else None:
        last = kind(terms, subject[-1:])
        return found if last is None or last.text == found.text else both(found, last)
    is_limited = words.low in {"with", "who", "that", "which", "whose", "without", "of", "under"}
    is_value = terms.resolve(subject) is not None and kind(terms, subject) is None
    return kind(terms, subject) if is_limited and not is_value else None


def need_known(words: Words, terms: Terms, subject: Sequence[str]) -> None:
    """`foreign orders` are not all orders: raises where nothing tells which are."""
    *more, _ = subject
    known = lexicon()
    strange = [word for word in more if known.singular(word) not in terms.things]
    if not strange or terms.resolve(subject) or terms.list_of(subject):
        return
    words.fail(f"`{' '.join(strange)}`, of which the document says nothing")


def kind_here(words: Words, terms: Terms) -> Formula | None:
    """A kind of things by its name; also a value that is a word of arithmetic, such as `plus`."""
    start = words.at
    for length in (2, 1):
        here = words.all[start : start + length]
        said = [one.low for one in here if one.kind in {"word", "code", "quoted"}]
        found = _of_value(terms, said) if len(said) == length else None
        # A value alone may be a word of arithmetic; beside its field it is none.
        is_alone = found is not None and not {*said} & {*found.text.split(" ")[0].split("_")}
        if found is not None and is_alone and words.ahead(length) not in {"and", "or"} | NO_MORE:
            found = None
        if found is not None:
            words.at = start + length
            return found
    named = name_words(words)
    return kind(terms, named) if named else None


def kind_beside(words: Words, terms: Terms) -> Formula | None:
    """`to the airport`, `at night`, `in a box`; None, and the cursor where it was, without."""
    start = words.at
    if words.low == "at" and words.ahead(1) in {"least", "most"}:
        return None
    if (none := _without(words, terms)) is not None:
        return none
    if not words.take(*BESIDE):
        return None
    words.take("the", "a", "an", "case of")
    try:
        found = kind_here(words, terms)
    except UnreadError:
        found = None
    if found is None:
        words.at = start
        return None
    return several(words, terms, found)


def _without(words: Words, terms: Terms) -> Formula | None:
    """`without a lock`, where `lock_grade` may be `none`."""
    start = words.at
    if words.take("without a", "without an", "without any", "without", "with no"):
        named = name_words(words)
        found = [
            Formula(f'{name} = "{member}"', frozenset({name}), kind="bool")
            for name, members in terms.values.items()
            for member in members
            if member.lower() in {"none", "no"} and name in terms.given
            if named and set(name.split("_")) >= {one.lower() for one in named}
        ]
        if len(found) == 1:
            return found[0]
    words.at = start
    return None


def several(words: Words, terms: Terms, found: Formula) -> Formula:
    """`on Saturdays and Sundays`: values of the same text."""
    words.take(*filter(None, (terms.tails.get(name, "") for name in found.reads)))
    texts = [found.text]
    while " = " in found.text and words.low in {"and", "or", ","}:
        here = words.at
        words.take(", and", ", or", "and", "or", ",")
        words.take(*BESIDE)
        words.take("the", "a", "an")
        try:
            other = kind_here(words, terms)
        except UnreadError:
            other = None
        if other is None or other.reads != found.reads or " = " not in other.text:
            words.at = here
            break
        texts.append(other.text)
    if len(texts) == 1:
        return found
    name = texts[0].split(" = ")[0]
    values = ", ".join(text.split(" = ")[1] for text in texts)
    return Formula(f"{name} in [{values}]", found.reads, kind="bool")
