"""Records that come twice and count once, and the key by which they are known again."""

import re
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.narration.figure_wordings import is_once
from omninode_bridge.requirements.document import Entity

_KEYS: Final = ("number", "no", "id", "code", "key")
_AGAIN: Final = (
    r"(?:twice|again|once more|repeated(?:ly)?|more than once|several times|a second time|"
    r"duplicates?|"
    r"duplicated|before|already|however often|once only|only once|just once|counts? once)"
)


def once(said: str, entity: Entity, thing: str) -> str | None:
    """The field that tells records apart; None where nothing is said of those that come again."""
    if not re.search(rf"\b(?:{_AGAIN}|seen|known|received|there)\b|\bonce\b", said):
        return None
    keys = [
        one.name for one in entity.fields if one.constraints.unique or one.constraints.primary_key
    ]
    if keys:
        return keys[0] if _says(said, keys, thing) else None
    named = [
        one.name
        for one in entity.fields
        if one.name.split("_")[-1] in _KEYS and _says(said, [one.name, _owner(one.name)], "")
    ]
    return named[0] if len(named) == 1 else None


def _owner(name: str) -> str:
    """The slip of a slip number."""
    return name.rpartition("_")[0]


def _called(key: str) -> tuple[str, ...]:
    """`dive_no` is the dive number, and the number of a dive."""
    plain, last = key.replace("_", " "), key.rpartition("_")[2]
    long = "number" if last == "no" else last
    return (
        key,
        plain,
        f"{_owner(key).replace('_', ' ')} {long}".strip(),
        *([long] if last in _KEYS else []),
    )


def _says(said: str, keys: list[str], thing: str) -> bool:
    names = [one for key in keys for one in _called(key) if key]
    names += [_owner(key).replace("_", " ") for key in keys if _owner(key)]
    names += [thing, thing.rsplit(maxsplit=1)[-1]] if thing else []
    forms = {each for name in names for each in (lexicon().plural(name), name)}
    return is_once(said, "|".join(map(re.escape, sorted(forms, key=len, reverse=True))))
