"""Which field of an entity a phrase names: all of its words, and nothing else."""

from functools import lru_cache
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.word_forms import base_of, is_known
from omninode_bridge.prose.acts.act import Words
from omninode_bridge.requirements.document import Entity, Field
from omninode_bridge.requirements.naming import snake_case

ARTICLES: Final = frozenset(
    {
        *("a", "an", "the", "all", "each", "every", "any", "one", "their", "his", "her", "its"),
        *("our", "my", "your", "this", "these", "new", "existing", "single", "given", "own"),
        *("certain", "particular", "stored", "specific", "another", "other", "that", "same"),
        *("individual", "respective", "registered"),
    }
)
_NOUNS: Final = frozenset({"number", "date", "time", "day", "address", "value", "text", "moment"})
_SILENT: Final = (
    ARTICLES
    | _NOUNS
    | {"of", "it", "they", "he", "she", "is", "was", "has", "which", "when", "at", "on", "to", "in"}
    | {"for", "amount"}
)
"""Words that say no more of a field than of what kind it is."""

_LATEST: Final = frozenset({"last", "latest", "current", "so", "far"})
_SHARED: Final = frozenset({"price", "fee", "cost", "rent", "weight", "deposit", "salary"})
"""What a thing has one of: `the price` of what has a `daily_price`."""

_BETWEEN: Final = frozenset({"on", "at", "in", "for", "per", "to", "under", "within"})
"""They part two fields, unless they stand in the name of one, or before `which`."""

_UNITS: Final = frozenset(
    {"kg", "g", "t", "km", "m", "cm", "mm", "l", "ml", "eur", "usd", "gbp", "percent", "kmh", "kwh"}
    | {"celsius", "seconds", "minutes", "hours", "days", "weeks", "months", "years", "ms", "cents"}
)


def bare_word(word: str) -> str:
    return word.removesuffix("'s").removesuffix("'")


def field_called(entity: Entity, phrase: Words) -> str:
    """The one field that the words name, all of them and nothing else."""
    plain = tuple(bare_word(one).replace("-", "_") for one in phrase)
    spelled = "_".join(plain)
    names = [one.name for one in entity.fields]
    exact = [one for one in names if one in (spelled, f"is_{spelled}")]
    exact += [one for one in (described_as(entity, phrase),) if one]
    if exact:
        return exact[0]
    pairs = zip(plain, (*plain[1:], ""), strict=True)
    if plain[-1] in _SILENT - _NOUNS or any(
        one in _BETWEEN and after != "which" for one, after in pairs
    ):
        return ""
    alone = "_".join(one for one in plain if one not in snake_case(entity.name).split("_"))
    if alone in names:
        return alone
    said = _content(spelled)
    owner = _content(snake_case(entity.name))
    bare = () if "of" in plain else (said - owner,)
    typed = [one for one in entity.fields if _is_typed(one, said)]
    if len(typed) == 1:
        return typed[0].name
    for wanted in (said, *bare, said - {"name"}):
        found = [one for one in names if wanted and _content(one) == wanted]
        if len(found) == 1 and _agrees(plain, found[0]):
            return found[0]
    return _telling(names, spelled) or _of_whom(entity, " ".join(plain))


def described_as(entity: Entity, phrase: Words) -> str:
    """The one field that the data model calls so: `a given date` in front of `(given_on)`."""
    said = " ".join(phrase)
    found = [one.name for one in entity.fields if one.description.lower() == said]
    return found[0] if len(found) == 1 else ""


def _is_typed(field: Field, said: frozenset[str]) -> bool:
    """`the date of arrival` is the field `arrival`, where that is a date."""
    own = _content(field.name)
    return own < said and said - own == {str(field.type).removesuffix("?")}


def _of_whom(entity: Entity, said: str) -> str:
    """`the damage` where the data model has `a description of the damage`."""
    ways = {f"of {one} {said}" for one in ("the", "its", "a", "an", "his", "her", "their")}
    found = [one.name for one in entity.fields if one.description.lower() in ways]
    found = found or [one.name for one in entity.fields if _is_described(one.description, said)]
    return found[0] if len(found) == 1 else ""


def _is_described(description: str, said: str) -> bool:
    """`a maximum torque (max_torque)` is called either, `last` or not."""
    texts = (description, said)
    own, other = (_content(one.lower().replace(" ", "_")) - _LATEST - {""} for one in texts)
    return bool(own) and own == other


def _agrees(phrase: Words, name: str) -> bool:
    """`a day` is a word of a kind, and no name of `arrival_day`; `arrival` is."""
    return bool({*phrase} - _SILENT) or phrase == (name,)


def _telling(names: list[str], spelled: str) -> str:
    """`an owner` has an `owner_email`: it tells one from another; `the year` is one of birth."""
    found = [one for one in names if one.startswith(f"{spelled}_")]
    ending = [one for one in names if spelled in _SHARED and one.endswith(f"_{spelled}")]
    counted = [one for one in found if one.removeprefix(f"{spelled}_") in _UNITS]
    headed = [one for one in found if one.startswith(f"{spelled}_of_")]
    told = (counted if counted == found else []) or headed or ([] if found else ending)
    is_one = len(found) == 1 and found[0].split("_")[-1] in lexicon().lists["identifiers"]
    return told[0] if len(told) == 1 else found[0] if is_one else ""


@lru_cache(maxsize=8_192)
def _content(name: str) -> frozenset[str]:
    return frozenset(plain_word(one) for one in name.split("_") if one not in _SILENT)


@lru_cache(maxsize=8_192)
def plain_word(word: str) -> str:
    base = base_of(word)
    is_form = bool(base) and base != word and is_known(base) and word.endswith(("ed", "ing"))
    return base if is_form else lexicon().singular(word)
