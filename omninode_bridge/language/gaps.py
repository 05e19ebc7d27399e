"""Sentences whose clauses share words that are said once only.

`Opening a gate announces "gate_opened" and closing announces "gate_closed"`.
"""

import re
from typing import Final

_NAME: Final = r"(?:the event )?(?:\"[^\"]+\"|`[^`]+`)"
_ACT: Final = re.compile(
    r"(?P<act>[a-z]+ing(?: (?:back|up|out|off|in|down|away))?)"
    rf"(?P<what>(?: (?!and\b)[a-z]+){{0,4}}?) (?P<verb>[a-z]+s) (?P<name>{_NAME})",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(r",? and |, ")
_OPENER: Final = r"(?:after|when|whenever|once|upon|if|as soon as)"
_CASES: Final = re.compile(rf",\s+(?:and\s+)?(?={_OPENER}\b)", re.IGNORECASE)
_CASE: Final = re.compile(
    rf"(?P<when>{_OPENER} [^\"`]+?),? (?P<name>{_NAME})(?P<rest>[^\"`]*)", re.IGNORECASE
)
_MOST: Final = 6


def gapped(text: str) -> tuple[str, ...]:
    """Each clause with the words that it leaves out; nothing where the sentence has no such gap."""
    return _of_acts(text) or _of_cases(text)


def _of_acts(text: str) -> tuple[str, ...]:
    parts = [_ACT.fullmatch(one) for one in _BETWEEN.split(text)]
    if not 1 < len(parts) <= _MOST or not all(parts):
        return ()
    what = next((one["what"] for one in parts if one and one["what"]), "")
    return tuple(
        f"{one['act']}{one['what'] or what} {one['verb']} {one['name']}" for one in parts if one
    )


def _of_cases(text: str) -> tuple[str, ...]:
    """`After a sale "sold" is announced, after a return "returned"`."""
    parts = [_CASE.fullmatch(one) for one in _CASES.split(text)]
    first = parts[0]
    if first is None or not 1 < len(parts) <= _MOST or not all(parts) or not first["rest"].strip():
        return ()
    rest = first["rest"]
    return tuple(
        f"{one['when']}, {one['name']}{one['rest'] if one['rest'].strip() else rest}"
        for one in parts
        if one
    )
