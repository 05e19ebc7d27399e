"""What is said of a text: `contains an "@"`, `starts with "+"`, `is two letters long`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from omninode_bridge.prose.statements.comparisons import comparison
from omninode_bridge.prose.statements.formula import Formula, of_term
from omninode_bridge.prose.statements.formulas import FormulaReader
from omninode_bridge.prose.statements.literals import quoted_text
from omninode_bridge.prose.statements.reading import UnreadError

if TYPE_CHECKING:
    from omninode_bridge.prose.statements.terms import Term

_HOLDS: Final = {
    "contains": "contains", "contain": "contains", "includes": "contains", "include": "contains",
    "starts with": "startswith", "start with": "startswith", "begins with": "startswith",
    "begin with": "startswith", "ends with": "endswith", "end with": "endswith",
    "ends in": "endswith", "end in": "endswith", "has": "contains", "have": "contains",
}  # fmt: skip
_NOT: Final = ("does not", "do not", "must not", "doesn't", "don't")
_SIGNS: Final = ("characters", "character", "letters", "letter", "digits", "digit", "signs")
_NAMED: Final = {
    "at sign": "@", "blank": " ", "space": " ", "hyphen": "-", "dash": "-", "dot": ".",
    "slash": "/", "comma": ",",
}  # fmt: skip


def of_text(reader: FormulaReader, subject: Sequence[str]) -> Formula | None:
    """None, and the cursor where it was, where nothing is said of a text."""
    words, start = reader.words, reader.words.at
    own = reader.terms.resolve(subject, without=reader.target) if subject else None
    if own is None or not own.type.startswith(("string", "text", "email")) or own.is_optional:
        return None
    found = _held(reader, own) or _long(reader, own)
    if found is None:
        words.at = start
    return found


def _held(reader: FormulaReader, own: "Term") -> Formula | None:
    words = reader.words
    is_not = bool(words.take(*_NOT))
    verb = words.take(*_HOLDS)
    if not verb:
        return None
    is_not = bool(words.take("no")) or is_not
    texts = [_text(reader)]
    while texts[-1] and words.take("or"):
        texts.append(_text(reader))
    if not all(texts):
        return None
    one = " or ".join(f"{_HOLDS[verb]}({own.text}, {text})" for text in texts)
    left = of_term(own)
    kind = "or" if len(texts) > 1 and not is_not else "bool"
    return Formula(f"not ({one})" if is_not else one, left.reads, lists=left.lists, kind=kind)


def _text(reader: FormulaReader) -> str:
    words = reader.words
    words.take("at least one", "a", "an", "the", "one", "any")
    token = words.token()
    if token is not None and token.kind in {"quoted", "code"}:
        words.at += 1
        words.take("sign", "character")
        return quoted_text(token.text)
    named = words.take(*_NAMED)
    return quoted_text(_NAMED[named]) if named else ""


def _long(reader: FormulaReader, own: "Term") -> Formula | None:
    """`must be exactly two letters long`, `has at most 50 characters`."""
    words = reader.words
    is_being = bool(words.take("is", "are", "be"))
    if not is_being and not words.take("has", "have", "consists of", "consist of"):
        return None
    is_longer = words.take("longer than", "shorter than")
    if is_longer:
        words.at -= 2
    try:
        found = comparison(reader)
    except UnreadError:
        return None
    if found is None or not words.take(*_SIGNS) or (is_being and not _is_length(reader, is_longer)):
        return None
    left = of_term(own)
    text = found.of(f"len({own.text})")
    return Formula(text, left.reads | found.reads, lists=left.lists, kind="bool")


def _is_length(reader: FormulaReader, comparative: str) -> bool:
    return bool(comparative) or bool(reader.words.take("long", "in length"))
