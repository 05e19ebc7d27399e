r"""The dialect of `pattern /.../` and `matches`.

Literals, `.`, classes, groups, alternatives, `* + ? {m} {m,} {m,n}` (also lazy), `^ $`, and the
escapes `\d \D \w \W \s \S \b \B \n \t \r \f \v \xHH \uHHHH` and of any punctuation. `\d \w \s \b`
know ASCII only. A group is `(...)` or `(?:...)`; `(?i)` at the very start ignores case. A pattern
matches the whole text, and matching takes time linear in it: the engine is Rust's, which has
neither look-around nor back-references.
"""

import re
from typing import Final

from pydantic_core import SchemaError, SchemaValidator, core_schema

MAX_PATTERN: Final = 500
MAX_REPEAT: Final = 1_000

_CLASSES: Final = {
    "d": "0-9",
    "w": "0-9A-Za-z_",
    "s": r"\t\n\x0b\x0c\r ",
}
_CONTROLS: Final = {"n": r"\n", "t": r"\t", "r": r"\r", "f": r"\x0c", "v": r"\x0b"}
_HEX: Final = re.compile(r"x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})")
_REPEAT: Final = re.compile(r"\{(\d{1,5})(?:,(\d{1,5})?)?\}", re.ASCII)
_GROUP: Final = re.compile(r"\((?!\?)|\(\?:")
_SET_SIGNS: Final = "[&~"


class PatternError(ValueError):
    """The pattern lies outside the dialect; the message is a sentence for its author."""


def to_rust(pattern: str) -> str:
    """The same language for Rust's engine, anchored at both ends; raises `PatternError`."""
    if len(pattern) > MAX_PATTERN:
        raise PatternError(f"The pattern has more than {MAX_PATTERN} characters.")
    flags, body = ("(?i)", pattern[4:]) if pattern.startswith("(?i)") else ("", pattern)
    translated = rf"{flags}\A(?:{_body(body)})\z"
    try:
        SchemaValidator(core_schema.str_schema(pattern=translated))
    except SchemaError as error:
        reason = str(error).strip().splitlines()[-1].removeprefix("error: ").strip()
        raise PatternError(f"The pattern cannot be compiled: {reason}.") from error
    return translated


def problem_of(pattern: str) -> str | None:
    """Why the pattern cannot be used, or None."""
    try:
        to_rust(pattern)
    except PatternError as error:
        return str(error)
    return None


def _body(text: str) -> str:
    parts: list[str] = []
    at = 0
    while at < len(text):
        part, at = _piece(text, at)
        parts.append(part)
    return "".join(parts)


def _piece(text: str, at: int) -> tuple[str, int]:
    char = text[at]
    if char == "\\":
        return _escape(text, at, inside=False)
    if char == "[":
        return _class(text, at)
    if char == "(":
        return _group(text, at)
    if char == "{":
        return _repeat(text, at)
    if char == "}":
        return r"\}", at + 1
    return char, at + 1


def _group(text: str, at: int) -> tuple[str, int]:
    found = _GROUP.match(text, at)
    if found is None:
        raise PatternError("Groups are `(...)` or `(?:...)`; look-around does not exist.")
    return "(?:", found.end()


def _repeat(text: str, at: int) -> tuple[str, int]:
    found = _REPEAT.match(text, at)
    if found is None:
        raise PatternError("A `{` opens a repetition such as `{2,9}`; as a character write `\\{`.")
    if max(int(found[1]), int(found[2] or 0)) > MAX_REPEAT:
        raise PatternError(f"A repetition counts to at most {MAX_REPEAT:,}.")
    return found[0], found.end()


def _escape(text: str, at: int, *, inside: bool) -> tuple[str, int]:
    char = text[at + 1 : at + 2]
    if char.lower() in _CLASSES and char:
        members = _CLASSES[char.lower()]
        if char.isupper():
            return f"[^{members}]", at + 2
        return (members if inside else f"[{members}]"), at + 2
    if char in "bB" and char and not inside:
        return rf"(?-u:\{char})", at + 2
    if char in _CONTROLS:
        return _CONTROLS[char], at + 2
    if number := _HEX.match(text, at + 1):
        return rf"\x{{{number[1] or number[2]}}}", number.end()
    if char.isascii() and char.isprintable() and char and not char.isalnum():
        return re.escape(char) if char not in " /\"'<>" else char, at + 2
    if char.isdigit():
        raise PatternError("Back-references do not exist.")
    raise PatternError(
        f"The escape `\\{char}` does not exist." if char else "A `\\` ends the pattern."
    )


def _class(text: str, at: int) -> tuple[str, int]:
    """A bracketed class; signs of set operations are taken literally."""
    parts = ["["]
    at += 1
    if text.startswith("^", at):
        parts.append("^")
        at += 1
    first = True
    while at < len(text):
        char = text[at]
        if char == "]" and not first:
            return "".join([*parts, "]"]), at + 1
        part, at = _member(text, at)
        parts.append(part)
        first = False
    raise PatternError("A `[` has no closing `]`.")


def _member(text: str, at: int) -> tuple[str, int]:
    char = text[at]
    if char == "\\":
        return _escape(text, at, inside=True)
    if char in _SET_SIGNS or char == "]":
        return f"\\{char}", at + 1
    if (char == "-" and text[at + 1 : at + 2] in ("-", "]")) or (
        char == "-" and text[at - 1] in "[^"
    ):
        return r"\-", at + 1
    return char, at + 1
