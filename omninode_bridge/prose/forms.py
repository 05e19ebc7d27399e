"""Sentences whose whole wording a pattern gives: `No two {entity} may have the same {field}`.

A form is matched from the first word to the last, so nothing can be left over.
"""

import re
from collections.abc import Mapping
from functools import cache
from itertools import product
from typing import Final

from omninode_bridge.language.frames import framed
from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.filling import Known, fill_rest
from omninode_bridge.prose.modelled import as_modelled
from omninode_bridge.prose.pattern import Pattern, Slot, SlotKind
from omninode_bridge.prose.phrases import Reader
from omninode_bridge.prose.sentence import Sentence
from omninode_bridge.prose.slots import Filled, Name, Noun, Origin, Value, name_of, noun_of
from omninode_bridge.prose.tokens import tokens
from omninode_bridge.requirements.document import Entity

LONGEST: Final = 200
_WHO: Final = (
    r"(?:(?:(?:the|an?|all|our) )?(?!only |no )[a-z-]{2,20}(?: (?!only )[a-z-]{2,20})?"
    r" (?:can|may|must|shall|should|will) )?"
)
_ANY: Final = r"(?:(?:an?|the|each|every|their|his|her|its|all) )?"
_WORDS: Final = r"[a-z][a-z0-9_-]*(?: [a-z0-9_-]+){0,3}?"
_LIST: Final = r"[a-z][a-z0-9_ ,-]{0,80}?"
_SLOT: Final = re.compile(r"\{(\w+)\}")
_LISTS: Final = frozenset({"fields", "keys"})
_BETWEEN: Final = re.compile(r",? and |,? or |, ")


def formed(sentence: Sentence, pattern: Pattern, known: Known) -> tuple[Filled, ...] | None:
    """The pattern's slots, where one of its forms is the whole sentence."""
    ways = (sentence.text, framed(sentence.text).active)
    texts = [" ".join(way.strip().rstrip(".!").lower().split()) for way in ways if way]
    for text, form in product((one for one in texts if len(one) <= LONGEST), pattern.forms):
        found = _compiled(form).fullmatch(text)
        said = _said(found.groupdict(), pattern, known) if found else None
        if said is not None:
            return fill_rest(pattern, said, known)
    return None


@cache
def _compiled(form: str) -> re.Pattern[str]:
    def group(place: re.Match[str]) -> str:
        name = place[1]
        if name == "who":
            return _WHO
        if name == "any":
            return _ANY
        return f"{_ANY}(?P<{name}>{_LIST if name in _LISTS else _WORDS})"

    return re.compile(_SLOT.sub(group, form))


def _said(
    groups: Mapping[str, str | None], pattern: Pattern, known: Known
) -> dict[str, Filled] | None:
    """None where a word of the sentence is not what its slot wants."""
    found: dict[str, Filled] = {}
    for name, slot in pattern.slots.items():
        text = groups.get(name)
        if text is None:
            continue
        value = _value(text, slot, found, known)
        if pattern.when.one and slot.kind is SlotKind.NOUN and _is_plural(text):
            return None
        if value is None or (pattern.when.stored and not _is_stored(value, slot, found, known)):
            return None
        found[name] = Filled(name, value, Origin.SENTENCE)
    return found


def _value(text: str, slot: Slot, found: Mapping[str, Filled], known: Known) -> Value | None:
    if slot.kind is SlotKind.NOUN:
        return noun_of(_words(text))
    if slot.kind is SlotKind.NAMES:
        names = tuple(name_of(_words(one)) for one in _BETWEEN.split(text))
        entity = _owner(slot, found, known)
        plain = tuple(one for one in names if one is not None)
        return tuple(_called(one, entity) for one in plain) if len(plain) == len(names) else None
    return name_of((lexicon().lemma(text) or text).split())


def _words(text: str) -> tuple[str, ...]:
    """Of one noun phrase, and empty where the text is more than that."""
    read = tokens(text)
    phrase, after = Reader(read, text).phrase(0)
    return phrase.words if phrase is not None and after == len(read) else ()


def _is_plural(text: str) -> bool:
    last = text.rsplit(maxsplit=1)[-1]
    return text.startswith("all ") or lexicon().singular(last) != last


def _called(name: Name, entity: Entity | None) -> Name:
    return name if entity is None else as_modelled(name, entity)


def _owner(slot: Slot, found: Mapping[str, Filled], known: Known) -> Entity | None:
    owner = found[slot.of].value if slot.of in found and slot.of else None
    return known.entities.get(owner.title) if isinstance(owner, Noun) else None


def _is_stored(value: Value, slot: Slot, found: Mapping[str, Filled], known: Known) -> bool:
    """The entity is one of the document, and its fields are its own."""
    if isinstance(value, Noun):
        return value.title in known.entities
    entity = _owner(slot, found, known)
    if entity is None or not isinstance(value, tuple):
        return True
    fields = {one.name for one in entity.fields}
    return all(isinstance(one, Name) and one.name in fields for one in value)
