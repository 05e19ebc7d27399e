"""Words that name something: `the weight of the parcel`, `price per kilogram`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.statements.amounts_changed import whole_of
from omninode_bridge.prose.statements.formula import (
    PRODUCT,
    Formula,
    joined,
    of_term,
)
from omninode_bridge.prose.statements.geometry import extent
from omninode_bridge.prose.statements.reading import STOPS, Words
from omninode_bridge.prose.statements.terms import UNITS, Term, Terms

if TYPE_CHECKING:
    from omninode_bridge.prose.statements.formulas import FormulaReader

ARTICLES: Final = ("the", "a", "an", "its", "their", "this", "my", "your", "each", "every")
_OWNED: Final = ("of the", "of an", "of a", "of each", "of every", "of", "in")
_NOUNS_TOO: Final = frozenset({"cost", "pay", "count", "counts", "amounts", "reach", "costs"})
_STARTS: Final = frozenset({"starts", "begins", "start", "begin"})
_TO_DO: Final = frozenset({"pay", "refund", "return", "charge", "order", "buy", "send", "print"})
_MOST_WORDS: Final = 6
_NO_ADJECTIVE: Final = frozenset({"over", "under", "after", "never", "whether", "fewer"})


def name_words(words: Words) -> list[str]:
    """The words of a name, from here to where none can go on."""
    words.take(*ARTICLES)
    found: list[str] = []
    while not words.is_done and len(found) < _MOST_WORDS:
        token = words.token()
        is_word = token is not None and token.kind in {"word", "code"}
        if (
            token is None
            or not is_word
            or (_is_stop(words, is_first=not found) and not _goes_on(words, found))
            or words.low in {"of", "per", *ARTICLES}
        ):
            break
        found.append(token.text.lower())
        words.at += 1
    return found


def _goes_on(words: Words, found: Sequence[str]) -> bool:
    """`The amount to pay` is a name."""
    is_verb = found[-1:] == ["to"] and words.low in _TO_DO
    return is_verb or (bool(found) and words.low == "to" and words.ahead(1) in _TO_DO)


def _is_stop(words: Words, *, is_first: bool) -> bool:
    """`the amounts` are a name, in `amounts to 5` they are none; `rejected goods` are goods."""
    if words.low in _STARTS:
        return words.ahead(1) in {"at", "with", "from"}
    if words.low not in STOPS:
        return False
    following = words.all[words.at + 1] if words.at + 1 < len(words.all) else None
    if words.low in _NOUNS_TOO and (is_first or words.low not in {"pay", "reach"}):
        is_number = following is not None and following.kind in {"number", "percent"}
        return is_number or words.ahead(1) in {"to", "as", "a", "an"}
    is_named = following is not None and following.kind == "word" and following.low not in STOPS
    is_adjective = words.low.endswith(("ed", "er")) or words.low == "free"
    return not (is_first and is_named and is_adjective and words.low not in _NO_ADJECTIVE)


def named(reader: "FormulaReader") -> Formula:
    """The value of the name at the cursor; raises where nothing has it."""
    words = reader.words
    start = words.at
    name = name_words(words)
    if not name:
        words.fail()
    behind = words.at
    while words.take("per"):
        name = [*name, "per", *name_words(words)]
    if (whole := extent(reader, name)) is not None:
        return whole
    term = _owned(reader, name)
    if term is None and "per" in name:
        # "the price per started hour": so much for each.
        words.at, name = behind, name[: name.index("per")]
        term = reader.terms.resolve(name, without=reader.target)
    if term is None:
        words.at = start
        return _invented(reader)
    if is_percent(term.name) and words.take("of"):
        # `levy_percent` is 2 where 2 of a hundred are meant.
        whole = joined(whole_of(reader), "*", of_term(term), PRODUCT)
        return joined(whole, "/", Formula("100"), PRODUCT)
    return of_term(term)


def is_percent(name: str) -> bool:
    """`levy_percent` is a number of hundredths."""
    return name.endswith(("percent", "percentage", "pct"))


def _owned(reader: "FormulaReader", name: Sequence[str]) -> Term | None:
    """`the weight of the parcel` is the parcel's weight."""
    words, terms = reader.words, reader.terms
    start = words.at
    if words.take(*_OWNED) and (owner := name_words(words)):
        for spoken in ((*owner, *name), (*name, "of", *owner)):
            if found := terms.resolve(spoken, without=reader.target):
                return found
        plain = lexicon().singular(owner[-1])
        # "of all damaged lots" is not of all lots.
        is_thing = len(owner) == 1 and (plain in terms.things or plain in UNITS)
        if is_thing and (found := terms.resolve(name, without=reader.target)):
            return found
    words.at = start
    return terms.resolve(name, without=reader.target)


def _invented(reader: "FormulaReader") -> Formula:
    name = name_words(reader.words)
    if reader.words.low == "of":
        reader.words.fail()
    return of_term(reader.terms.needed(name, "decimal", without=reader.target))


def declared_noun(words: Words, terms: Terms) -> list[str]:
    """`falls` that the document counts are things, and nothing that somebody does."""
    word = words.low
    if not word or terms.resolve(("number", "of", word), exactly=True) is None:
        return []
    words.at += 1
    return [word]
