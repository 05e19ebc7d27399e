"""What an event carries, as the clause that tells the event says it."""

import re
from typing import Final

from omninode_bridge.language.word_forms import base_of
from omninode_bridge.prose.lives.nouns import FUNCTION, parted
from omninode_bridge.prose.narration.plain_words import ARTICLE
from omninode_bridge.requirements.parts.spoken_constraints import spelled
from omninode_bridge.requirements.parts.spoken_types import typed

LIGHT: Final = frozenset(
    {"make", "give", "place", "perform", "send", "report", "carry", "submit", "hand", "enter"}
)
"""Verbs that say little without what they do."""

_WITH: Final = re.compile(
    r" (?:, )?(?:with|giving|stating|naming|and (?:gives|states|names|enters|says)|which carries|"
    r"carrying) (?=(?:an?|the|its|their|his|her|no|one|\d|[a-z]+'s?) |[a-z]+ (?:\(|and ))"
    r"(?![^()]*\))"
)
_REPORTED: Final = re.compile(
    r"(?P<core>.+? (?P<verb>[a-z]+)) (?P<item>(?:an?|the|its|his|her) [a-z][a-z -]*? "
    r"(?:in [a-z]+(?: \( [^()]+ \))?|\( [^()]+ \)))"
)
_JOINS: Final = (
    f"(?:{'|'.join(sorted(one for one in FUNCTION - {'of', 'in', 'per'} if one.isalpha()))})"
)
_TYPED: Final = re.compile(
    r"(?: (?:to|for|by|at|from|in|of|about|on|under|into|against|as|through|over))? "
    rf"(?P<item>{ARTICLE} (?:(?!{_JOINS}\b)[a-z][a-z'-]* )+\( (?P<inside>[^()]+) \))(?= |$)"
)
_MANNER: Final = re.compile(r"(?:success|care|it|them|him|her|the (?:first|next|last)) ?")


def carried(text: str) -> tuple[str, tuple[str, ...]]:
    """What happens without what it carries: `with the guest and the nights`, `to a box (int)`."""
    core, items = _behind_with(text)
    core, more = _reported(core)
    core, typed_so = _typed(core)
    return core, (*more, *typed_so, *items)


def _behind_with(text: str) -> tuple[str, tuple[str, ...]]:
    found = _WITH.search(text)
    behind = text[found.end() :] if found else ""
    return (
        (text[: found.start()], parted(behind))
        if found and behind and not _MANNER.match(behind)
        else (text, ())
    )


def _reported(text: str) -> tuple[str, tuple[str, ...]]:
    """`the post reports an energy in kwh`: what is reported is what the event carries."""
    found = _REPORTED.fullmatch(text)
    is_light = found is not None and base_of(found["verb"]) in LIGHT
    return (found["core"], (found["item"],)) if found and is_light else (text, ())


def _typed(text: str) -> tuple[str, tuple[str, ...]]:
    """`to a customer ( string )`: what has a type or a limit is carried, wherever it stands."""
    items: list[str] = []
    for found in [*_TYPED.finditer(text)]:
        if _is_term(found["inside"]):
            items.append(found["item"])
            text = text.replace(found[0], "", 1)
    return text, tuple(items)


def _is_term(inside: str) -> bool:
    return any(typed(one) or spelled(one) for one in (inside, *inside.split(" , ")))
