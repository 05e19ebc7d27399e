"""One clause in other voices: `reservations shall be created` is `create reservations`."""

import re
from typing import Final

from omninode_bridge.language.word_forms import base_of, is_known, participle_of

_MUST_BE: Final = (
    r"(?:must|shall|should|will|has to|have to|needs? to|ought to|is to|are to)\s+"
    r"(?:(?:also|always|automatically|then)\s+)*be"
)
_PASSIVE: Final = re.compile(
    rf"(?P<what>[^,.;:()\"`]{{1,80}}?)\s+(?:{_MUST_BE}|(?:can|may)\s+be)\s+"
    r"(?P<done>[A-Za-z]+)(?P<how>\b.*)",
    re.IGNORECASE | re.DOTALL,
)
_IMPERATIVE: Final = re.compile(
    r"(?P<verb>[A-Za-z]+)\s+(?P<what>(?:the|an?|all|each|every|its|their)\s[^,.;:()\"`]{1,60}?"
    r"|\d[\d.,]*(?: %)?)"
    r"(?P<how>(?:\s+(?:by|to|from|at|with|for|of|when|if|unless|once|whenever|in|on|per)\b.*)?[.]?)",
    re.IGNORECASE | re.DOTALL,
)
_DENYING: Final = frozenset({"only", "no", "not", "never", "nobody", "none", "neither", "nothing"})
_QUOTED: Final = re.compile(r"(\"[^\"]*\"|`[^`]*`|\u201c[^\u201d]*\u201d)")
_SHALL_BE: Final = re.compile(rf"\b{_MUST_BE}\b", re.IGNORECASE)


def as_order(clause: str) -> str:
    """An imperative for what is to be done to a thing; empty where nothing is."""
    found = _PASSIVE.fullmatch(clause)
    verb = base_of(found["done"].lower()) if found else ""
    if found is None or {*found["what"].lower().split()} & _DENYING or not is_known(verb):
        return ""
    return f"{verb} {found['what'][:1].lower()}{found['what'][1:]}{found['how']}"


def as_passive(clause: str) -> str:
    """`the fee is reduced by 10 %` for `reduce the fee by 10 %`, also where it shall be reduced.

    Empty where nothing is to be done to a thing.
    """
    if as_order(clause):
        return _as_stated(clause)
    found = _IMPERATIVE.fullmatch(clause)
    verb = found["verb"].lower() if found else ""
    done = participle_of(verb) if is_known(verb) else ""
    return f"{found['what']} is {done}{found['how']}" if found and done else ""


def _as_stated(text: str) -> str:
    """`the fee is 5` for `the fee shall be 5`; what stands in quotes is left alone."""
    parts = _QUOTED.split(text)
    return "".join(part if at % 2 else _SHALL_BE.sub("is", part) for at, part in enumerate(parts))
