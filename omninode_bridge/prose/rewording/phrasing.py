"""How parts of a proposed sentence are put together."""

from collections.abc import Sequence


def article(word: str) -> str:
    """By the letter it begins with, as a reader of the document would expect it of its nouns."""
    return "an" if word[0] in "aeiou" else "a"


def capital(text: str) -> str:
    """The rest stays as it is, unlike with `str.capitalize`: names keep their letters."""
    return text[0].upper() + text[1:]


def enumeration(parts: Sequence[str]) -> str:
    """`a, b and c`; `parts` has at least one."""
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]
