"""Texts made of texts: `the trimmed email in lower case`, `the tags joined by a comma`."""

from collections.abc import Callable
from typing import Final

from omninode_bridge.prose.statements.clause import ClauseOf
from omninode_bridge.prose.statements.formula import Formula, of_term
from omninode_bridge.prose.statements.literals import quoted_text
from omninode_bridge.prose.statements.names import name_words
from omninode_bridge.prose.statements.reading import Words
from omninode_bridge.prose.statements.terms import Term

_SIGNS: Final = {
    "blank": " ", "space": " ", "blanks": " ", "spaces": " ", "dash": "-", "dashes": "-",
    "hyphen": "-", "hyphens": "-", "comma": ",", "commas": ",", "dot": ".", "dots": ".",
    "slash": "/", "slashes": "/", "semicolon": ";", "semicolons": ";", "at sign": "@",
    "underscore": "_", "underscores": "_", "single space": " ", "single blank": " ",
    "comma and a space": ", ", "comma and a blank": ", ", "point": ".", "colon": ":",
}  # fmt: skip
_BEFORE: Final = {"trimmed": "strip({})", "lower-case": "lower({})", "lowercase": "lower({})",
    "upper-case": "upper({})", "uppercase": "upper({})", "stripped": "strip({})"}  # fmt: skip
_TEXTS: Final = ("string", "text", "email", "list[string")
_AROUND: Final = (
    *("leading and trailing", "leading or trailing", "surrounding", "outer"),
    *("trailing and leading",),
)
_JOINED: Final = ("separated by", "joined by", "joined with", "divided by", "with", "connected by")
_ONE_SPACE: Final = 'join([part for part in split({}, " ") if part != ""], " ")'
_BEHIND: Final = {
    "in lower case": "lower({})", "in lowercase": "lower({})", "in small letters": "lower({})",
    "converted to lower case": "lower({})", "converted to lowercase": "lower({})",
    "turned into lower case": "lower({})", "lowercased": "lower({})", "lower-cased": "lower({})",
    "in upper case": "upper({})", "in uppercase": "upper({})", "in capital letters": "upper({})",
    "in capitals": "upper({})", "converted to upper case": "upper({})", "uppercased": "upper({})",
    "converted to uppercase": "upper({})", "trimmed": "strip({})", "stripped": "strip({})",
    "with multiple spaces collapsed into one": _ONE_SPACE,
    "with repeated spaces collapsed into one": _ONE_SPACE,
    "with multiple blanks collapsed into one": _ONE_SPACE,
}  # fmt: skip
_LISTED: Final = {
    "without duplicates": "unique({})", "without repetitions": "unique({})",
    "each once": "unique({})",
    "each only once": "unique({})", "in alphabetical order": "sorted({})", "sorted": "sorted({})",
    "sorted alphabetically": "sorted({})", "in ascending order": "sorted({})",
}  # fmt: skip


def text_of(clause: ClauseOf, target: Term) -> Formula:
    """Raises `UnreadError` where no text, or list of texts, is made here."""
    found = _part_of(clause) or _whole(clause, target)
    while (change := _changed(clause.words)) is not None:
        found = Formula(change(found.text), found.reads, kind=found.kind)
    return found


def _whole(clause: ClauseOf, target: Term) -> Formula:
    words = clause.words
    words.take("the", "all", "all the")
    before = words.take(*_BEFORE)
    first = _named(clause)
    if first.type.startswith("list[string") and not before:
        return _of_list(clause, first, target)
    one = Formula(
        _BEFORE[before].format(first.text) if before else first.text, of_term(first).reads
    )
    return _together(clause, one) or Formula(one.text, one.reads, kind="made")


def _together(clause: ClauseOf, one: Formula) -> Formula | None:
    """`the first name and the last name separated by a space`."""
    words, start = clause.words, clause.words.at
    if words.take("followed by"):
        between = _sign(words)
        words.expect("and")
        return _joined(one, of_term(_named(clause)), between)
    if words.take("and", ", a"):
        other = of_term(_named(clause))
        words.take(",")
        if words.take(*_JOINED):
            between = _sign(words)
            words.take("between", "in between", "between them")
            return _joined(one, other, between)
    words.at = start
    return None


def _joined(one: Formula, other: Formula, between: str) -> Formula:
    text = f"join([{one.text}, {other.text}], {quoted_text(between)})"
    return Formula(text, one.reads | other.reads, kind="made")


def _of_list(clause: ClauseOf, items: Term, target: Term) -> Formula:
    words = clause.words
    text, is_made = items.text, False
    while words.take(","):
        pass
    if not target.type.startswith("list"):
        words.expect(*_JOINED)
        text, is_made = f"join({text}, {quoted_text(_sign(words))})", True
    while taken := words.take(*_LISTED):
        text, is_made = _LISTED[taken].format(text), True
        words.take(", and", ",", "and")
    if not is_made:
        words.fail()
    return Formula(text, frozenset({items.name}), kind="list")


def _named(clause: ClauseOf) -> Term:
    named = name_words_of_text(clause.words)
    found = clause.terms.resolve(named) if named else None
    is_text = found is not None and found.type.startswith(
        ("string", "text", "email", "list[string")
    )
    if found is None or not is_text or found.is_optional or found.over:
        clause.words.fail(f"`{' '.join(named)}`, which is no text")
        raise AssertionError
    return found


def name_words_of_text(words: Words) -> list[str]:
    """Up to a word of what is done to it."""
    named = name_words(words)
    for at, word in enumerate(named):
        if at and word in {"separated", "joined", "followed", "trimmed", "sorted", "divided"}:
            words.at -= len(named) - at
            return named[:at]
    return named


def _sign(words: Words) -> str:
    words.take("a", "an", "one")
    token = words.token()
    if token is not None and token.kind in {"quoted", "code"}:
        words.at += 1
        return token.text
    taken = words.take(*sorted(_SIGNS, key=len, reverse=True))
    if not taken:
        words.fail()
    return _SIGNS[taken]


def _part_of(clause: ClauseOf) -> Formula | None:
    """`the part of the email after the "@"`."""
    words, start = clause.words, clause.words.at
    if not words.take("the part of", "everything", "the text", "what stands", "the part"):
        return None
    named = None if words.low in {"after", "before", "behind"} else _named(clause)
    side = words.take("after", "behind", "before", "in front of")
    if not side:
        words.at = start
        return None
    words.take("the first", "the last", "the")
    sign = _sign(words)
    if named is None:
        words.expect("of", "in")
        named = _named(clause)
    function = "last" if side in {"after", "behind"} else "first"
    text = f"{function}(split({named.text}, {quoted_text(sign)}))"
    return Formula(text, frozenset({named.name}), kind="made")


def _changed(words: Words) -> Callable[[str], str] | None:
    start = words.at
    words.take(", and", ",", "and")
    if taken := words.take(*sorted(_BEHIND, key=len, reverse=True)):
        return _BEHIND[taken].format
    is_with = words.low == "with"
    if words.take("without", "with"):
        words.take("any", "all", "the")
        if words.take(*_AROUND) and words.take("blanks", "spaces", "whitespace", "blank", "space"):
            if not is_with or words.take("removed", "stripped"):
                return "strip({})".format
        elif (signs := _signs(words)) and (not is_with or words.take("removed", "left out")):
            return lambda text: _without(text, signs)
    words.at = start
    return None


def _signs(words: Words) -> list[str]:
    found: list[str] = []
    while taken := words.take(*sorted(_SIGNS, key=len, reverse=True)):
        found.append(_SIGNS[taken])
        if not words.take(", and", ",", "and"):
            break
    return found


def _without(text: str, signs: list[str]) -> str:
    for sign in signs:
        text = f'replace({text}, {quoted_text(sign)}, "")'
    return text
