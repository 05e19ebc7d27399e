"""The states of a thing of which the data model only says that it has a status, and the first."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.word_forms import base_of, is_past
from omninode_bridge.prose.acts.act import Words
from omninode_bridge.prose.acts.model import Model, articles_end
from omninode_bridge.prose.acts.verbs import classes_of
from omninode_bridge.prose.declared.changes import with_default
from omninode_bridge.prose.declared.states_done import done_to_stated
from omninode_bridge.prose.stored import plain_type
from omninode_bridge.requirements.document import Default, Entity, Field
from omninode_bridge.requirements.types import EnumOf, Kind, Scalar

type Entities = Mapping[str, Entity]

_NO_CHANGE: Final = frozenset({"create", "read", "list", "search", "delete", "restore"})
_GONE: Final = frozenset({"deleted", "removed", "erased", "destroyed", "discarded", "purged"})
"""What `is then cancelled` is there, and in that state."""

_FEWEST: Final = 2
OWN: Final = ("status", "state")
_STATE: Final = r"(?:status|state)"
_WORD: Final = r"[\"\u201c'`]?(?P<value>[a-z][a-z_-]+)[\"\u201d'`]?"
_OTHER: Final = r"[\"\u201c'`]?(?P<other>[a-z][a-z_-]+)[\"\u201d'`]?"
_IS: Final = r"(?:is|are|becomes?|turns?|changes?|goes|moves?|starts?|begins?|shall be|will be)"
_NAMED: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            rf"\b{_STATE}(?: of (?:the|an?|its) [a-z]+)? (?:then |now )?{_IS}"
            rf"(?: (?:then|now|set|as|to|into|be))* {_WORD}"
        ),
        rf"\b{_STATE} (?:in)?to {_WORD}",
        rf"\bwith (?:the |an? )?{_STATE} {_WORD}(?: instead of {_OTHER})?",
        (
            rf"\bwhether (?:it|they|the [a-z]+) (?:is|are) {_WORD} or {_OTHER} "
            rf"(?:in|by|as) (?:its|their|the) {_STATE}"
        ),
        (
            rf"\b{_STATE} (?:says|tells|shows) whether (?:it|they|the [a-z]+) (?:is|are) "
            rf"{_WORD} or "
            rf"{_OTHER}"
        ),
        r"\b(?:is|are|becomes?|as) (?:then |now )?[\"\u201c](?P<value>[a-z][a-z_-]+)[\"\u201d]",
    )
)
_NO_STATE: Final = frozenset(
    {
        *("the", "a", "an", "not", "of", "to", "into", "set", "one", "still", "then", "now", "it"),
        *("changed", "shown", "given", "kept", "stored", "required", "needed", "optional", "or"),
        *("and", "by", "in", "with", "only", "never", "always", "also", "unknown", "what"),
        *("missing", "that", "whatever", "either", "asked", "is", "be"),
    }
)
_QUOTES: Final = frozenset({*"\"'`\u201c"})
_INSTEAD: Final = re.compile(rf"\binstead of {_WORD}", re.IGNORECASE)
_ARTICLE: Final = r"(?:(?:an?|the|every|each|all|any) )?"
_NOUN: Final = r"(?P<noun>[a-z]+(?: [a-z]+){0,2}?)"
_VALUE: Final = r"[\"\u201c]?(?P<value>[a-z][a-z_ -]*?)[\"\u201d]?"
_DONE: Final = r"(?P<done>(?!(?:then|when|even|often)\b)[a-z]+(?:ed|en|wn|de))"
_AS: Final = rf"(?: (?:out|as|in|with|by being))*(?: (?:the|a|its) {_STATE}(?: of)?)?(?: an?)?"
_STARTS: Final = r"(?:starts?|begins?|is created|are created|is registered|starts? its life)"
_FIRST: Final = r"(?: at first| first| initially| to begin with| to start with| by default)"
_BEGINNINGS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            rf"{_ARTICLE}(?:new|newly [a-z]+|fresh) {_NOUN} (?:is|are|becomes?|has|have|gets?|"
            rf"{_STARTS})"
            rf"(?: always| then| automatically)?{_AS} {_VALUE}{_FIRST}?"
        ),
        (
            rf"{_ARTICLE}{_NOUN} that (?:has|have|was|were|is|are) (?:just |newly |only )*"
            rf"(?:been )?{_DONE} (?:is|are|starts?|begins?){_AS} {_VALUE}{_FIRST}?"
        ),
        rf"(?:newly )?{_DONE} {_NOUN} (?:is|are|starts?|begins?){_AS} {_VALUE}{_FIRST}?",
        rf"{_ARTICLE}{_NOUN} (?:is|are|has|have){_AS} {_VALUE}{_FIRST}",
        rf"{_ARTICLE}{_NOUN} {_STARTS}{_AS} {_VALUE}{_FIRST}?",
        rf"(?:initially|at first),? {_ARTICLE}{_NOUN} (?:is|are) {_VALUE}",
        (
            rf"(?:the |its )?(?:initial|first|starting) {_STATE}(?: of {_ARTICLE}{_NOUN})? "
            rf"(?:is|shall be|must be) {_VALUE}"
        ),
        (
            rf"(?:the|its) {_STATE}(?: of {_ARTICLE}{_NOUN})? (?:starts?|begins?|is first) (?:as|"
            rf"with|at) "
            rf"{_VALUE}"
        ),
        rf"(?:the|its) {_STATE}(?: of {_ARTICLE}{_NOUN})? (?:is|shall be|must be) {_VALUE}{_FIRST}",
        (
            rf"(?:when|once|after|as soon as) {_ARTICLE}{_NOUN} (?:is|was|has been) {_DONE}, "
            rf"(?:it|its {_STATE}|the {_STATE}|the [a-z]+) (?:is|becomes|starts as) "
            rf"{_VALUE}{_FIRST}?"
        ),
    )
)
_SHOWS: Final = re.compile(
    rf"(?:(?:every|each|an?|the) )?[a-z]+(?: [a-z]+)? (?:shows?|says?|tells?|states?|knows?) "
    rf"whether "
    rf"(?:it|they|the [a-z]+) (?:is|are) {_WORD} or {_OTHER}(?: (?:in|by|as) (?:its|their|the) "
    rf"{_STATE})?",
    re.IGNORECASE,
)
_OTHERS: Final = re.compile(
    r"(?:(?:the|its|their|all) )?(?:(?:other|further|remaining|possible|allowed) )+"
    r"(?:statuses|states|status values|values of (?:the|its) (?:status|state))"
    r"(?: of (?:an?|the|each|every) [a-z]+(?: [a-z]+)?)? (?:is|are|shall be|must be):? "
    r"(?P<list>.+)",
    re.IGNORECASE,
)
_LISTED: Final = re.compile(r",? (?:and|or) |, ")
_REMARK: Final = re.compile(
    r",? (?:and|whereupon) (?:the [a-z]+|it) (?:gives?|gets?|has|assigns?|receives?) (?:it )?"
    r"(?:an?|its own|the) (?:own |unique |new )?id(?: of its own)?$",
    re.IGNORECASE,
)


def with_states(entities: Entities, texts: Sequence[str]) -> dict[str, Entity]:
    """The choices of each status, where the sentences name at least two of them."""
    found = dict(entities)
    said_all = "\n".join(texts).lower()
    said: dict[str, dict[str, None]] = {}
    first: dict[str, str] = {}
    for text in texts:
        for entity in about(entities, text):
            words = (*_named(text), *(value for _, value in _begun(entities, entity, text)))
            said.setdefault(entity.name, {}).update(dict.fromkeys(words))
            if before := _INSTEAD.search(text):
                first[entity.name] = before["value"].lower()
    for name, members in said.items():
        if members:
            members.update(dict.fromkeys(_broughtabout(entities, entities[name], said_all)))
            nouns = Model(entities.values()).nouns_of(entities[name])
            members.update(dict.fromkeys(done_to_stated(texts, nouns, members)))
        if len(members) >= _FEWEST:
            found[name] = _declared(entities[name], tuple(members), first.get(name, ""))
    return found


def _broughtabout(entities: Entities, entity: Entity, said: str) -> Iterator[str]:
    """`closed` where a ticket is spoken of as closed, and somebody closes one."""
    nouns = "|".join(re.escape(one) for one in Model(entities.values()).nouns_of(entity))
    ways = (
        rf"\b(?P<value>[a-z]+) (?:{nouns})\b",
        (
            rf"\b(?:{nouns}|it|they|that|which) (?:is|are|has been|have been) "
            r"(?:already |still |not |now |then )*(?P<value>[a-z]+)\b"
        ),
    )
    for way in ways:
        for match in re.finditer(way, said):
            word = match["value"]
            verb = base_of(word) if is_past(word) else ""
            is_deed = verb and re.search(rf"\b(?:re)?{verb}(?:s|es)?\b", said)
            is_then = match[0].startswith(("it is then ", "they are then "))
            is_kept = is_then and word not in _GONE
            if is_deed and word != verb and (is_kept or not classes_of(verb) & _NO_CHANGE):
                yield word


def _declared(entity: Entity, members: Words, before: str) -> Entity:
    own = next((one for one in entity.fields if one.name in OWN), None)
    if own is not None and own.type != Scalar(Kind.STRING):
        return entity
    if own is None and {*members} & {*_members(entity)}:
        return entity  # Another choice of the data model has these states.
    made = replace(own or Field("status", EnumOf(members), entity.place), type=EnumOf(members))
    first = [before] if before else [one for one in members if not _is_done(one)]
    if made.default is None and len(first) == 1:
        made = with_default(made, Default(first[0]))
    fields = tuple(made if one is own else one for one in entity.fields)
    return replace(entity, fields=fields if own else (*fields, made))


def _is_done(word: str) -> bool:
    """`borrowed` somebody brings about, `available` it is."""
    return is_past(word) and base_of(word) not in {"", word}


def named_in(entities: Entities, text: str) -> list[Entity]:
    """The entities that a sentence names, each once."""
    model = Model(entities.values())
    words = tuple(re.findall(r"[a-z]+", text.lower()))
    found = [one for at in range(len(words)) if (one := model.entity_at(words, at)[0])]
    return list({one.name: one for one in found}.values())


def about(entities: Entities, text: str) -> list[Entity]:
    """The one that the sentence names; the only one with a status, where it names none."""
    named = named_in(entities, text) or ([*entities.values()] if len(entities) == 1 else [])
    having = [one for one in named or entities.values() if _has_status(one)]
    return having if len(having) == 1 else named if len(named) == 1 else []


def _has_status(entity: Entity) -> bool:
    return any(one.name in OWN for one in entity.fields)


def _others(text: str) -> list[str]:
    """`The other statuses are "lent" and "lost".`"""
    found = _OTHERS.fullmatch(" ".join(text.split()).strip(" .,;"))
    words = (
        [one.strip("\"'`\u201c\u201d ") for one in _LISTED.split(found["list"])] if found else []
    )
    is_plain = all(re.fullmatch(r"[a-z][a-z_-]+", one) and one not in _NO_STATE for one in words)
    return words if is_plain else []


def _named(text: str) -> Iterator[str]:
    yield from _others(text)
    for pattern in _NAMED:
        for match in pattern.finditer(text):
            for group, word in sorted(match.groupdict().items()):
                is_quoted = text[match.start(group) - 1] in _QUOTES if word else False
                if word and (is_quoted or word.lower() not in _NO_STATE):
                    yield word.lower()


def _begun(entities: Entities, entity: Entity, text: str) -> Iterator[tuple[str, str]]:
    """The pattern's sentence and the word for how a new one is."""
    plain = _REMARK.sub("", " ".join(text.split()).strip(" .,;"))
    for pattern in _BEGINNINGS:
        match = pattern.fullmatch(plain)
        said = match.groupdict() if match is not None else {}
        if match is None or not _is_of(entities, entity, said.get("noun")):
            continue
        if said.get("done", "").lower() not in set(_members(entity)):
            word = said["value"].lower()
            # What the data model has as a state is one, whatever word it is.
            if word in set(_members(entity)) or word.split()[0] not in _NO_STATE:
                yield plain, word


def _is_of(entities: Entities, entity: Entity, noun: str | None) -> bool:
    if noun is None or noun.lower() in {"it", "they"}:
        return True
    words = tuple(noun.lower().split())
    found, end = Model(entities.values()).entity_at(words, articles_end(words, 0))
    return found is entity and end == len(words)


def _members(entity: Entity) -> Sequence[str]:
    kinds = (plain_type(one.type) for one in entity.fields)
    return [member for kind in kinds if isinstance(kind, EnumOf) for member in kind.members]


def shown(entities: Entities, text: str) -> tuple[Entity, str] | None:
    """`Every costume shows whether it is available or borrowed in its status.`"""
    match = _SHOWS.fullmatch(" ".join(text.split()).strip(" .,;"))
    for entity in about(entities, text) if (others := _others(text)) else ():
        if {*others} <= {*_members(entity)}:
            return entity, f"a {entity.name} can be {', '.join(others)}"
    for entity in about(entities, text) if match else ():
        if match and {match["value"].lower(), match["other"].lower()} <= {*_members(entity)}:
            return entity, f"a {entity.name} is {match['value']} or {match['other']}"
    return None


def begun(entities: Entities, text: str) -> tuple[Entity, str] | None:
    """The entity with the state in which a new one begins, and how that is told."""
    for entity in about(entities, text):
        own, said = _of_field(entity, text)
        for _, word in _begun(entities, entity, said):
            for field in (own,) if own else entity.fields:
                kind = plain_type(field.type)
                member = _member(kind.members, word) if isinstance(kind, EnumOf) else ""
                if member and (field.default is None or field.default.text == member):
                    made = with_default(field, Default(member))
                    fields = tuple(made if one is field else one for one in entity.fields)
                    return replace(entity, fields=fields), f"a new {entity.name} is {member}"
    return None


def _of_field(entity: Entity, text: str) -> tuple[Field | None, str]:
    """`starts with the grade fine` as `starts with the status fine`, and which field is meant."""
    for field in entity.fields:
        name = field.name.replace("_", " ")
        form = (
            rf"\b(with|in|has|have|as) (?:the|an?|its) {re.escape(name)} (?:of )?(?=[\"\u201c\w])"
        )
        if isinstance(plain_type(field.type), EnumOf) and re.search(form, text):
            return field, re.sub(form, r"\1 the status ", text, count=1)
    return None, text


def _member(members: Sequence[str], word: str) -> str:
    ways = {word, word.replace(" ", "_"), lexicon().singular(word)}
    return next((one for one in members if one.lower() in ways), "")
