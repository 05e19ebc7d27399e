"""What the words of a document's data model mean: entities, their fields, and values of these."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.word_forms import base_of
from omninode_bridge.prose.acts.act import Thing, Value, Words
from omninode_bridge.prose.acts.fields_called import (
    ARTICLES,
    bare_word,
    described_as,
    field_called,
    plain_word,
)
from omninode_bridge.prose.acts.values import members_of, opposite, values_of
from omninode_bridge.prose.narration.plain_words import ARTICLE
from omninode_bridge.requirements.document import Entity
from omninode_bridge.requirements.naming import snake_case

LONGEST: Final = 7
_LIGHT: Final = frozenset({"record", "records", "entry", "entries", "information", "data"}) | {
    *("details", "detail", "info", "account", "accounts", "profile", "profiles"),
}
_BREAKS: Final = frozenset({",", ";", "(", ")", "and", "or", "by", "with", "that", "whose", "from"})


class Model:
    """The entities of a document; `at` methods tell where a phrase that begins there ends."""

    def __init__(self, entities: Iterable[Entity], title: str = "") -> None:
        self.entities = tuple(entities)
        self._title = {plain_word(one) for one in title.lower().split()}
        self._names = {phrase: one for one in self.entities for phrase in self._phrases(one)}

    def _phrases(self, entity: Entity) -> Iterator[Words]:
        words = tuple(snake_case(entity.name).split("_"))
        others = (snake_case(one.name).split("_")[-1] for one in self.entities if one is not entity)
        ways = [words] if words[-1] in {*others} else [words, words[-1:]]
        for way in ways:
            yield way
            yield (*way[:-1], lexicon().plural(way[-1]))

    def nouns_of(self, entity: Entity) -> list[str]:
        """What it is called, one and many."""
        return [" ".join(words) for words, one in self._names.items() if one is entity]

    def entity_at(self, words: Words, at: int) -> tuple[Entity | None, int]:
        for length in (4, 3, 2, 1):
            found = self._names.get(tuple(bare_word(one) for one in words[at : at + length]))
            if found is not None and at + length <= len(words):
                end = at + length
                return found, end + 1 if end < len(words) and words[end] in _LIGHT else end
        return None, at

    def knows(self, entity: Entity, word: str) -> bool:
        """Whether a word is of the entity's name, of a field's or of a value's."""
        values = (part for value in values_of(entity) for part in value.words.split())
        names = (part for one in entity.fields for part in one.name.split("_"))
        entities = (part for phrase in self._names for part in phrase)
        return plain_word(word) in {plain_word(one) for one in (*values, *names, *entities)}

    def thing_at(self, words: Words, at: int) -> tuple[Thing | None, int]:
        """`all closed tickets`, `the title and the price of an episode`, `an episode's title`."""
        for read in (self._owned, self._of, self._plain):
            thing, end = read(words, at)
            if thing is not None:
                return thing, end
        return None, at

    def _plain(self, words: Words, at: int) -> tuple[Thing | None, int]:
        start = articles_end(words, at)
        value_of = None
        for entity in self.entities:
            value, after = self._value_from(entity, words, at, start)
            found, end = self.entity_at(words, articles_end(words, after))
            if value is not None and found is entity:
                return Thing(entity, (), value, _is_many(words, at, end)), end
            called = self._called(entity, words, start)
            value_of = value_of or called
        found, end = self.entity_at(words, self._title_end(words, start))
        if found is not None:
            return Thing(found, (), None, _is_many(words, at, end)), end
        return value_of or (None, at)

    def _value_from(
        self, entity: Entity, words: Words, at: int, start: int
    ) -> tuple[Value | None, int]:
        """Of `a stored parcel` the second word is how it is, where the data model has it so.

        The first is none, though the jetties be a, b and c.
        """
        for begin in range(at, min(start, len(words) - 1) + 1):
            is_article = begin < start and re.fullmatch(ARTICLE, words[begin]) is not None
            value, after = self.value_at(entity, words, begin)
            if value is not None and not is_article:
                return value, after
        return None, start

    def _title_end(self, words: Words, at: int) -> int:
        """In a `phone repair desk` a repair order is an order."""
        is_known = self.entity_at(words, at)[0] is not None
        is_title = at < len(words) and plain_word(words[at]) in self._title
        return at + 1 if is_title and not is_known else at

    def _called(self, entity: Entity, words: Words, at: int) -> tuple[Thing, int] | None:
        """`False alarms` are incidents of the kind `false_alarm`."""
        for field, member in members_of(entity):
            noun = tuple(member.split("_"))
            end = at + len(noun)
            is_one = tuple(lexicon().singular(one) for one in words[at:end]) == noun
            if is_one and words[end - 1] != noun[-1]:
                return Thing(entity, (), Value(field, member), is_many=True), end
        return None

    def _owned(self, words: Words, at: int) -> tuple[Thing | None, int]:
        """`a patient's weight`."""
        start = articles_end(words, at)
        entity, end = self.entity_at(words, start)
        if entity is None or not words[end - 1].endswith(("'s", "s'")):
            return None, at
        fields, after = self.fields_at(entity, words, end)
        return (Thing(entity, fields), after) if fields else (None, at)

    def _of(self, words: Words, at: int) -> tuple[Thing | None, int]:
        """`name and email of a member`."""
        for entity in self.entities:
            fields, end = self.fields_at(entity, words, at)
            if fields and words[end : end + 1] == ("of",):
                owner, after = self._plain(words, end + 1)
                if owner is not None and owner.entity is entity and not owner.is_many:
                    return Thing(entity, fields, owner.value), after
        return None, at

    def fields_at(self, entity: Entity, words: Words, at: int) -> tuple[Words, int]:
        """A list of fields: `number, title and the seconds`."""
        found: list[str] = []
        end = at
        while True:
            name, after = self.field_at(entity, words, at)
            if not name:
                return tuple(found), end
            found.append(name)
            end = at = after
            while at < len(words) and words[at] in {",", "and", "or", "plus", "its", "both"}:
                at += 1
            if at == end:
                return tuple(found), end

    def field_at(self, entity: Entity, words: Words, at: int) -> tuple[str, int]:
        """The longest phrase that names one field."""
        start = articles_end(words, at)
        for end in range(min(len(words), at + LONGEST), start, -1) if start > at else ():
            # "Given" and "new" are no articles in "a given date" and "a new price".
            for begin in range(at, start):
                if name := described_as(entity, words[begin:end]):
                    return name, end
        for end in range(min(len(words), start + LONGEST), start, -1):
            phrase = words[start:end]
            if not _BREAKS & {*phrase} and (name := field_called(entity, phrase)):
                return name, end
        return "", at

    def value_at(self, entity: Entity, words: Words, at: int) -> tuple[Value | None, int]:
        """The one value of the entity that is said here: `not yet published`, `overdue`."""
        said = at
        no = at < len(words) and words[at] in {"not", "non", "never"}
        at += no
        at += at < len(words) and words[at] in {"yet", "already", "still", "currently"}
        found: list[tuple[int, Value]] = []
        for value in values_of(entity):
            phrase = tuple(value.words.split())
            here = words[at : at + len(phrase)]
            if here == phrase:
                found.append((at + len(phrase), value))
            elif here and (here[0] in (f"un{phrase[0]}", f"non-{phrase[0]}")):
                found.append((at + len(phrase), opposite(value)))
            elif self._placed(value, words, at):
                found.append((at + 2, value))
        longest = max((end for end, _ in found), default=0)
        kept = [value for end, value in found if end == longest]
        if len(kept) != 1 or (no and not kept[0].is_bool):
            return None, said
        return (opposite(kept[0]) if no else kept[0]), longest

    @staticmethod
    def _placed(value: Value, words: Words, at: int) -> bool:
        """A hive `in quarantine` is `quarantined`."""
        start = at + 1
        noun = words[start] if start < len(words) and words[at] in {"in", "on", "under"} else ""
        last = value.words.split()[-1]
        return bool(noun) and last != noun and base_of(last) == noun

    def value_in(
        self, entity: Entity, field: str, words: Words, at: int
    ) -> tuple[Value | None, int]:
        """A value of that field: `open`, `true`, `yes`."""
        for value in values_of(entity):
            phrase = tuple(value.words.split())
            if value.field != field:
                continue
            if value.is_bool and words[at : at + 1] and words[at] in _SPOKEN:
                return Value(field, _SPOKEN[words[at]], is_bool=True), at + 1
            if words[at : at + len(phrase)] == phrase:
                return value, at + len(phrase)
        return None, at


_SPOKEN: Final = {
    "true": "true", "false": "false", "yes": "true", "no": "false", "on": "true", "off": "false",
}  # fmt: skip


def _is_many(words: Words, at: int, end: int) -> bool:
    last = words[end - 2] if words[end - 1] in _LIGHT and end - 1 > at else words[end - 1]
    is_plural = lexicon().singular(last) != last
    return is_plural or "all" in words[at:end]


def articles_end(words: Words, at: int) -> int:
    while at < len(words) and words[at] in ARTICLES:
        at += 1
    return at


def required_of(entity: Entity) -> frozenset[str]:
    """Fields without which there is no row."""
    return frozenset(
        one.name
        for one in entity.fields
        if one.required and one.default is None and not one.constraints.primary_key
    )
