"""From a PRD's words to Python names that ONEX accepts.

Class names may not contain (anywhere, whatever the case) the words of `BANNED`: such a word is
dropped where a name remains, replaced by `SUBSTITUTES` where it is all there is, and otherwise
loses the last vowel of the banned part (`Utilisation` becomes `Utlisation`).
"""

import keyword
import re
from collections.abc import Iterable
from typing import Final

from omninode_bridge.requirements.naming import words

MAX_NAME: Final = 60

BANNED: Final = (
    "manager",
    "handler",
    "helper",
    "utility",
    "util",
    "service",
    "controller",
    "processor",
    "worker",
)

SUBSTITUTES: Final = {
    "manager": "management",
    "handler": "handling",
    "helper": "help",
    "utility": "tool",
    "util": "tool",
    "utils": "tools",
    "service": "offering",
    "services": "offerings",
    "controller": "control",
    "processor": "processing",
    "worker": "workforce",
}

RESERVED_ATTRIBUTES: Final = frozenset(
    {
        # What pydantic's BaseModel and its metaclass already have, what its constructor takes, and
        # what annotations in the body of a class refer to.
        *("construct", "copy", "dict", "from_orm", "json", "parse_file", "parse_obj", "parse_raw"),
        *("schema", "schema_json", "update_forward_refs", "validate", "self", "cls", "list"),
        *("mro", "register"),
    }
)

LOOK_ALIKES: Final = frozenset("lIO")
"""Names that look like 1 and 0."""

_FAT: Final = re.compile(r"[aeiou](?=[^aeiou]*$)")


def name_words(text: str) -> tuple[str, ...]:
    """Lower-case ASCII words; a text without any gives the numbers of its characters."""
    numbered = (f"u{ord(char):x}" for char in text.strip()[:8])
    return tuple(words(text)) or tuple(numbered) or ("unnamed",)


# `TYPE_WORDS` of omnibase_core.validators.no_noncanonical_lifecycle_classes; a test compares them.
LIFECYCLE_WORDS: Final = frozenset(
    {
        *("Service", "Engine", "Adapter", "Router", "Daemon", "Manager"),
        *("Runner", "Registry", "Controller", "Server", "Client"),
    }
)


def _is_banned(text: str) -> bool:
    return any(word in text.lower() for word in BANNED)


def _defused(word: str) -> str:
    if word in SUBSTITUTES:
        return SUBSTITUTES[word]
    for banned in BANNED:
        word = word.replace(banned, _FAT.sub("", banned, count=1))
    return word


def _allowed(parts: tuple[str, ...]) -> tuple[str, ...]:
    kept = tuple(part for part in parts if not _is_banned(part))
    return kept or tuple(_defused(part) for part in parts)


def _cut(parts: Iterable[str]) -> tuple[str, ...]:
    """As many words as fit, and always one."""
    kept: list[str] = []
    for part in parts:
        if kept and sum(map(len, kept)) + len(part) > MAX_NAME:
            break
        kept.append(part[:MAX_NAME])
    return tuple(kept)


def class_words(text: str) -> tuple[str, ...]:
    """The words of a class name; none of them, nor their joint, is banned."""
    parts = _cut(_allowed(name_words(text)))
    if _is_banned("".join(parts)):
        # "About illness" has the banned "util" only where its words meet.
        return ("x".join(parts),) if not _is_banned("x".join(parts)) else (f"n{len(parts)}",)
    return parts


def pascal(parts: Iterable[str]) -> str:
    return "".join(part[:1].upper() + part[1:] for part in parts)


def plain_pascal(parts: Iterable[str]) -> str:
    """For a class that is no model, enum, node or handler.

    There omnibase-core takes a word such as `Client` for what the class is, not what it is about:
    it goes on in small letters with the word before it.
    """
    name = ""
    for part in parts:
        governed = part.capitalize() in LIFECYCLE_WORDS
        name += (part if name else f"One{part}") if governed else pascal([part])
    return name


def snake(parts: Iterable[str]) -> str:
    return "_".join(parts)


def member(text: str) -> str:
    """An enum member in UPPER_SNAKE_CASE."""
    name = snake(_cut(name_words(text))).upper()
    return name if name[:1].isalpha() and name not in LOOK_ALIKES else f"VALUE_{name}"


def attribute(name: str) -> str:
    """The Python attribute of a field; a valid snake_case name stays as it is."""
    plain = re.fullmatch(r"[a-z][a-z0-9_]*", name) and len(name) <= MAX_NAME
    candidate = name if plain else snake(_cut(name_words(name)))
    if not candidate[:1].isalpha():
        candidate = f"n_{candidate}"
    taken = keyword.iskeyword(candidate) or candidate in RESERVED_ATTRIBUTES | LOOK_ALIKES
    return f"{candidate}_" if taken or candidate.startswith("model_") else candidate


class NamePool:
    """Hands out names once: a name that is taken gets the next number."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {name.lower() for name in taken}

    def claim(self, name: str, separator: str = "") -> str:
        candidate, number = name, 1
        while candidate.lower() in self._taken:
            number += 1
            candidate = f"{name}{separator}{number}"
        self._taken.add(candidate.lower())
        return candidate
