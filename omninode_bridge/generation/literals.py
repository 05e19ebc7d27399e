"""User text as data: literals of Python, TOML and Markdown that cannot be anything else.

What counts as printable is frozen to Unicode 3.2, which every Python carries, so the same text
gives the same bytes on each version.
"""

import re
from decimal import Decimal
from typing import Final
from unicodedata import ucd_3_2_0

from omninode_bridge.requirements.document import JsonValue

_UNSAFE_CATEGORIES: Final = ("C", "Z")
_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
_REPEATED: Final = 60
_SPACES: Final = re.compile(r"\s+")


def _is_plain(char: str) -> bool:
    known = not ucd_3_2_0.category(char).startswith(_UNSAFE_CATEGORIES)
    # The soft hyphen was a dash in Unicode 3.2 and is invisible since.
    return char == " " or (known and char.isprintable())


def _escaped(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - end of the BMP


def _quoted(text: str) -> str:
    safe = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    if safe.isascii() and safe.isprintable():
        return safe
    return "".join(char if _is_plain(char) else _escaped(char) for char in safe)


def python_string(text: str) -> str:
    """A Python literal on one line that evaluates to exactly `text`."""
    return f'"{_quoted(text)}"'


def tuple_of(names: tuple[str, ...]) -> str:
    """A Python tuple of these strings."""
    listed = ", ".join(python_string(name) for name in names)
    return f"({listed}{',' if len(names) == 1 else ''})"


def python_value(value: JsonValue) -> str:
    """A Python literal of a JSON value, on one line."""
    match value:
        case str() if len(value) > _REPEATED and len(set(value)) == 1:
            return f"{python_string(value[0])} * {len(value)}"
        case str():
            return python_string(value)
        case dict():
            pairs = (f"{python_string(key)}: {python_value(item)}" for key, item in value.items())
            return "{" + ", ".join(pairs) + "}"
        case list():
            return "[" + ", ".join(python_value(item) for item in value) + "]"
        case Decimal():
            return repr(float(value))
        case _:
            return repr(value)


def toml_string(text: str) -> str:
    """A basic TOML string; lone surrogates, which TOML cannot hold, become `?`."""
    return python_string(text.encode("utf-8", "replace").decode("utf-8"))


def one_line(text: str, limit: int = 300) -> str:
    """Runs of white space as one space, cut at a word when longer than `limit`."""
    line = _SPACES.sub(" ", text).strip()
    return line if len(line) <= limit else line[:limit].rsplit(" ", 1)[0] + " ..."


def docstring(text: str, fallback: str) -> str:
    """A one-line docstring with its quotes. A single word is a name, and is made a sentence."""
    line = one_line(text, 200).strip() or fallback
    if len(line.split()) == 1:
        line = f"The node {line}."
    return f'"""{_quoted(line)}"""'


def markdown(text: str) -> str:
    """Text that Markdown shows as it is, on one line, also inside a table."""
    visible = "".join(char if _is_plain(char) else _escaped(char) for char in one_line(text, 2000))
    return _MARKDOWN.sub(r"\\\1", visible)
