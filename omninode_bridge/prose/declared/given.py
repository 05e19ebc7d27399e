"""Fields that only the sentence of a deed tells of: `we note the costume's id and the actor`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from omninode_bridge.language.word_forms import base_of
from omninode_bridge.prose.acts.act import Words
from omninode_bridge.prose.acts.model import Model, articles_end
from omninode_bridge.prose.acts.values import done_by
from omninode_bridge.requirements.document import Entity, Field
from omninode_bridge.requirements.naming import field_name
from omninode_bridge.requirements.types import Kind, Optional, Scalar

type Entities = Mapping[str, Entity]

_NOTES: Final = (
    r"(?:notes?|gives?|states?|enters?|records?|writes? down|names?|tells?|says?|provides?|"
    r"suppl(?:y|ies)|hands? over|sends?|pass(?:es)?|specif(?:y|ies)|need|needs)"
)
NOTED: Final = re.compile(
    r"(?P<deed>[^:;]+?) ?(?::|;|, and|, for which|, whereby|, by which) (?:i|we|they|you|he|she|"
    r"it|one|"
    rf"somebody|the [a-z]+) (?:(?:then|also|must|shall) )*{_NOTES} (?P<list>[^;:.]+?)"
    r"(?: ?,? and (?:from then on|then|after that|afterwards) (?:the [a-z]+|it) is "
    r"(?P<value>[a-z_]+)"
    r"(?: and (?:shows|has|carries|names) (?P<shown>[a-z ]+))?)?$"
)
DEMANDED: Final = re.compile(
    r"(?:when|whenever|for|on|upon|to|whoever) (?P<deed>[a-z]+(?: [a-z ]+?)?) ?,? "
    r"(?:an?|the) (?P<field>[a-z]+(?: [a-z]+)?) (?:is|must be|has to be|shall be) (?:given|stated|"
    r"entered|named|provided|supplied|noted|required|needed|told)"
    r"(?: ?,? (?:and|which) (?:is|it is) (?:stored|kept|saved|noted|recorded)(?: with (?:it|the "
    r"[a-z ]+)"
    r"| in the [a-z ]+)?)?$"
)
IN_FIELD: Final = re.compile(
    r"(?:stored|kept|saved|noted|recorded|written) in (?:the|an?) field `?(?P<name>[a-z_]+)`?"
)
ASSIGNED: Final = re.compile(
    r"(?:an?|the|another|one) (?P<field>[a-z]+(?: [a-z]+)?) (?:may be|is) (?P<done>[a-z]+) (?:to|"
    r"for|on) "
    r"(?P<thing>(?:an?|the|any) .+?)$"
)
BECOMING: Final = re.compile(
    r"(?:when|whenever|once|after|as soon as|if) (?P<thing>(?:an?|the) .+?) is (?P<done>[a-z]+)"
    r"(?: (?P<particle>back|in|out|up|off))? ?,? (?:then )?(?P<it>it|its status|its state|the "
    r"[a-z ]+?) "
    r"(?:then )?(?:becomes|is|gets|turns|is set to|is marked as|changes to)(?: then)? "
    r"(?P<value>[a-z_ ]+?)(?: again)?$"
)
BEHALF: Final = re.compile(r" (?:on behalf of|in the name of) (?:an?|the|some) [a-z]+$")
_OWNED: Final = re.compile(r"(?P<who>[a-z]+)(?:'s|\u2019s) (?:name|full name)$")
_NO_FIELD: Final = frozenset(
    {"reason why", "it", "them", "this", "that", "what", "answer", "question", "everything", "all"}
)


def with_given(entities: Entities, spoken: str, about: Entity) -> Entity:
    """The entity with fields that are told by such a sentence, each of them optional."""
    names: list[str] = []
    if match := NOTED.match(spoken):
        names += [one for one in _names(entities, about, match["list"]) if one]
    if match := DEMANDED.match(spoken):
        names.append(_name(match["field"]))
    names += [one["name"] for one in IN_FIELD.finditer(spoken)]
    match = ASSIGNED.match(re.split(r" ?; ?", spoken, maxsplit=1)[0])
    if match and done_by(about, base_of(match["done"])) is not None:
        names.append(_name(match["field"]))
    model = Model([about])
    known = {one.name for one in about.fields}
    new = [
        one
        for one in dict.fromkeys(names)
        if one and one not in known and not model.field_at(about, tuple(one.split("_")), 0)[0]
    ]
    made = (Field(one, Optional(Scalar(Kind.STRING)), about.place, required=False) for one in new)
    return replace(about, fields=(*about.fields, *made))


def _names(entities: Entities, about: Entity, listed: str) -> Iterator[str]:
    """What is noted besides which one it is."""
    for part in re.split(r" ?, ?(?:and )?| and ", listed):
        yield "" if is_key(entities, about, part) else _name(part)


def is_key(entities: Entities, about: Entity, part: str) -> bool:
    """`the costume's id`, `the permit`."""
    words = tuple(part.strip().split())
    model = Model(entities.values())
    found, end = model.entity_at(words, articles_end(words, 0))
    rest = words[end:]
    return found is about and rest in {(), ("id",), ("number",), ("key",)}


def listed(entities: Entities, about: Entity, text: str) -> Words:
    """Fields of the entity that a list notes; empty where it names something else."""
    found: list[str] = []
    for part in re.split(r" ?, ?(?:and )?| and ", text):
        if is_key(entities, about, part):
            continue
        words = tuple(part.strip().split())
        name, end = Model([about]).field_at(about, words, 0)
        own = _name(part)
        if own in {one.name for one in about.fields}:
            name, end = own, len(words)
        if not name or end != len(words):
            return ()
        found.append(name)
    return tuple(found)


def _name(part: str) -> str:
    """`the claimant's name` is the `claimant`."""
    plain = re.sub(r"^(?:an?|the|his|her|its|their|new|which) ", "", part.strip())
    plain = re.sub(r"^new ", "", plain)
    owned = _OWNED.fullmatch(plain)
    said = owned["who"] if owned else plain
    is_name = re.fullmatch(r"[a-z]+(?: [a-z]+){0,2}", said) is not None and said not in _NO_FIELD
    return field_name(said) if is_name else ""
