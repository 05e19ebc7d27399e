"""Names that a document gives, turned into identifiers. Nothing else may become a name or path."""

import hashlib
import keyword
import re
import unicodedata
from functools import lru_cache
from typing import Final

from omninode_bridge.requirements.limits import MAX_NAME

CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
LONGEST: Final = 1000
IDENTIFIER: Final = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_+[A-Za-z0-9]+)*_?")


def words(text: str) -> list[str]:
    """ASCII words in lower case; accents are dropped, camel case is split."""
    folded = unicodedata.normalize("NFKD", text[:LONGEST]).encode("ascii", "ignore").decode()
    spaced = CAMEL.sub(" ", re.sub(r"['`]", "", folded))
    return re.findall(r"[a-z0-9]+", spaced.lower())


def digest(text: str, length: int = 8) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def snake_case(text: str, *, prefix: str = "field") -> str:
    """A valid identifier of at most 60 characters, never a keyword."""
    name = _joined(text, prefix)
    return f"{name}_{prefix}" if keyword.iskeyword(name) else name


@lru_cache(maxsize=4_096)
def _joined(text: str, prefix: str) -> str:
    """Words in lower case, never more than 60 characters.

    What has no ASCII letters at all, or is too long, carries a digest of the text, so that
    different texts stay different.
    """
    name = "_".join(words(text))
    if not name:
        return f"{prefix}_{digest(text)}"
    if not name[0].isalpha():
        name = f"{prefix}_{name}"
    if len(name) > MAX_NAME or len(text) > LONGEST:
        name = f"{name[: MAX_NAME - 9].rstrip('_')}_{digest(text)}"
    return name


def field_name(text: str) -> str:
    """A field's name as it stands in JSON, also where Python cannot say it (`class`).

    What is an identifier in snake_case is kept as it is.
    """
    if re.fullmatch(r"[a-z][a-z0-9_]{0,59}", text):
        return text
    return _joined(text, "field")


def symbol_name(text: str) -> str:
    """A name that is kept as written where it is an identifier: states, events, steps, metrics."""
    if IDENTIFIER.fullmatch(text) and len(text) <= MAX_NAME and not keyword.iskeyword(text):
        return text
    return snake_case(text, prefix="name")


def pascal_case(text: str) -> str:
    """An entity's name: a valid identifier such as `OrderLine`."""
    if re.fullmatch(r"[A-Z][A-Za-z0-9]{0,59}", text) and not keyword.iskeyword(text):
        return text
    return "".join(word.capitalize() for word in snake_case(text, prefix="entity").split("_"))


def is_plain_name(text: str) -> bool:
    """A name that needs no conversion beyond its case."""
    return IDENTIFIER.fullmatch(text) is not None and len(text) <= MAX_NAME
