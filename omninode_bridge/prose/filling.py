"""Slots are filled from the sentence, then the data model, then evidence, then the default."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.choices import Choice, Choices, Chosen
from omninode_bridge.prose.field_adjectives import telling
from omninode_bridge.prose.modelled import as_modelled, modelled
from omninode_bridge.prose.pattern import PREPOSITIONS, Pattern, Slot, SlotKind
from omninode_bridge.prose.places import (
    condition_field,
    directions,
    every_step,
    fan,
    grouping_keys,
    measure,
    object_of,
    recipient,
    stations,
    units,
    verb_phrases,
)
from omninode_bridge.prose.sentence import Clause, NounPhrase, Sentence
from omninode_bridge.prose.slots import (
    TEXT,
    Duration,
    Filled,
    Name,
    Noun,
    Origin,
    Value,
    literal_of,
    name_of,
    names_of,
    noun_of,
)
from omninode_bridge.prose.step_names import named_step, step_of
from omninode_bridge.prose.stored import MEANT, meant
from omninode_bridge.requirements.document import Entity, EventType, Operation
from omninode_bridge.requirements.parts.durations import milliseconds

MOST_NAMES: Final = 20


@dataclass(frozen=True, slots=True)
class Known:
    """What the rest of the document says: its entities by name, and the steps of its workflow.

    `similar` holds what registered nodes that resemble it chose.
    """

    entities: Mapping[str, Entity] = field(default_factory=dict)
    steps: tuple[str, ...] = ()
    similar: Choices = field(default_factory=dict)
    operations: tuple[Operation, ...] = ()
    events: Mapping[str, EventType] = field(default_factory=dict)


def fill(
    pattern: Pattern, sentence: Sentence, clause: Clause, known: Known
) -> tuple[Filled, ...] | None:
    """A value for each slot in the pattern's order; None where a required one has none."""
    found: dict[str, Filled] = {}
    for name, slot in pattern.slots.items():
        subject = next((one.shown for one in found.values()), "")
        similar = known.similar.get(Choice(pattern.name, subject, name))
        filler = _Filler(
            slot,
            sentence,
            clause,
            known,
            _owner(slot, found),
            similar,
            directions(sentence, _options(pattern)),
        )
        filled = filler.filled(name)
        if filled is None:
            return None
        found[name] = filled
    return tuple(found.values())


def fill_rest(
    pattern: Pattern, said: Mapping[str, Filled], known: Known
) -> tuple[Filled, ...] | None:
    """What is not said comes from the data model, from evidence or from the defaults."""
    sentence, found = Sentence(""), dict(said)
    things = (one.value for one in said.values() if isinstance(one.value, Noun))
    objects = (NounPhrase(tuple(one.name.split("_")), one.words, 0, 0) for one in things)
    clause = Clause("create", "create", tuple(objects), 0)
    for name, slot in pattern.slots.items():
        if name not in found:
            filled = _Filler(slot, sentence, clause, known, _owner(slot, found)).filled(name)
            if filled is None:
                return None
            found[name] = filled
    return tuple(found[name] for name in pattern.slots)


def _options(pattern: Pattern) -> Iterator[str]:
    for slot in pattern.slots.values():
        yield from (one for one in (*slot.one_of, slot.default) if isinstance(one, str))


def _owner(slot: Slot, found: Mapping[str, Filled]) -> Noun | None:
    owner = found[slot.of].value if slot.of and slot.of in found else None
    return owner if isinstance(owner, Noun) else None


@dataclass(frozen=True, slots=True)
class _Filler:
    slot: Slot
    sentence: Sentence
    clause: Clause
    known: Known
    owner: Noun | None
    similar: Chosen | None = None
    directions: frozenset[str] = frozenset()

    def filled(self, name: str) -> Filled | None:
        for source in self.slot.sources:
            value = self._meant(source) if source in MEANT else self._from(source)
            if value is not None:
                origin = Origin.DATA_MODEL if source.startswith("model") else Origin.SENTENCE
                return Filled(name, value, origin)
        if self.slot.is_required:
            return None  # What must be said is not guessed.
        value = self._of_texts(self.similar.values) if self.similar else None
        if self.similar and value is not None:
            return Filled(name, value, Origin.EVIDENCE, self.similar.node)
        default = self.slot.default
        texts = default if isinstance(default, tuple) else (str(default),)
        value = self._of_texts(texts)
        return None if value is None else Filled(name, value, Origin.DEFAULT)

    def _from(self, source: str) -> Value | None:
        match self.slot.kind:
            case SlotKind.NUMBER:
                return self._number(source)
            case SlotKind.NUMBERS:
                numbers = self._numbers(source)
                return numbers if self.slot.takes(len(numbers)) else None
            case SlotKind.DURATION:
                found = self.sentence.durations
                return Duration(found[0]) if source == "duration" and found else None
            case SlotKind.LITERAL:
                quoted = self.sentence.quoted
                return literal_of(quoted[0]) if source == "quoted" and quoted else None
            case SlotKind.CHOICES:
                return self._choice(source)
            case _:
                return self._of_phrases(self._phrases(source))

    def _meant(self, source: str) -> Value | None:
        return meant(source, self.sentence, self.clause, self.known)

    def _number(self, source: str) -> Value | None:
        return next(iter(self._numbers(source)), None)

    def _numbers(self, source: str) -> tuple[Decimal, ...]:
        return tuple(
            limit.value
            for limit in self.sentence.limits
            if (source == limit.kind and limit.unit != "%")
            or (source == "percent" and limit.unit == "%")
            or (source == "number" and limit.unit != "%")
        )

    def _choice(self, source: str) -> Value | None:
        """The first option whose words are said: anywhere for `object`, else behind the word."""
        said = f" {' '.join((*self.sentence.said, *self.sentence.lemmas))} "
        if source in PREPOSITIONS:
            phrases = self._phrases(source)
            said = f" {' '.join(word for words in phrases for word in words)} "
        return next((one for one in self.slot.one_of if f" {one.replace('-', ' ')} " in said), None)

    def _last_of(self) -> Iterable[NounPhrase]:
        """`price and cost` in `the margin of an article as the difference of price and cost`."""
        own = self.sentence.qualifiers_of(self.clause)
        found = [one for one in own if one.word == "of"]
        return found[-1].items if len(found) > 1 else ()

    def _phrases(self, source: str) -> Sequence[Sequence[str]]:
        sentence = self.sentence
        places: Mapping[str, Callable[[], Iterable[NounPhrase]]] = {
            "object": lambda: self.clause.objects[:1],
            "objects": lambda: self.clause.objects,
            "last of": self._last_of,
            "brackets": lambda: sentence.brackets,
            "colon": lambda: sentence.colon,
        }
        if source in places:
            is_listed = source == "brackets"
            return [self._words(one, is_listed=is_listed) for one in places[source]()]
        words: Mapping[str, Callable[[], Iterable[Sequence[str]]]] = {
            "verbs": lambda: verb_phrases(sentence),
            "steps": lambda: [name.split("_") for name in self.known.steps],
            "step": lambda: self._named_step(in_condition=False),
            "failing step": lambda: self._named_step(in_condition=True),
            "before step": self._step_before,
            "every step": lambda: every_step(sentence, self.known.steps),
            "prefix": lambda: fan(sentence)[0],
            "branches": lambda: fan(sentence)[1],
            "suffix": lambda: fan(sentence)[2],
            "condition field": lambda: condition_field(sentence),
            "unit": lambda: units(sentence),
            "recipient": lambda: recipient(sentence, self.clause),
            "keys": lambda: grouping_keys(sentence),
            "stations": lambda: stations(sentence),
            "measure": lambda: measure(sentence, self.clause)[:1],
            "measured": lambda: measure(sentence, self.clause)[1:],
            "object of": lambda: object_of(sentence, self.clause),
        }
        if source in words:
            return list(words[source]())
        if source.startswith("model"):
            return [name.split("_") for name in self._modelled(source)]
        return self._behind(source)

    def _behind(self, word: str) -> Sequence[Sequence[str]]:
        own = [one for one in self.sentence.qualifiers_of(self.clause) if one.word == word]
        found = [one.items for one in own if one.items]
        # "By line and by day" names both; of several other values the first is meant.
        items = found if self.slot.kind is SlotKind.NAMES and word == "by" else found[:1]
        # "with validation" says how it is done, not what it has.
        plain = (one for each in items for one in each if not lexicon().has("manners", one.head))
        spoken = (self._words(one, is_listed=word == "with") for one in plain)
        return [said for one in spoken if (said := self._undirected(one))]

    def _undirected(self, words: Sequence[str]) -> Sequence[str]:
        """`by price descending` is about the price."""
        while words and words[-1] in self.directions:
            words = words[:-1]
        return words

    def _words(self, phrase: NounPhrase, *, is_listed: bool = False) -> Sequence[str]:
        """Fields are as they are written: a recipe has `servings`, a person a `last_name`."""
        if self.slot.kind is not SlotKind.NAMES or self.slot.of is None:
            return phrase.words
        return (*telling(phrase, self.sentence, is_listed=is_listed), *phrase.as_written)

    def _named_step(self, *, in_condition: bool) -> Iterator[Sequence[str]]:
        found = named_step(self.sentence, self.known.steps, in_condition=in_condition)
        yield from (found,) if found else ()

    def _step_before(self) -> Iterator[Sequence[str]]:
        said = tuple(word for one in self._phrases("before") for word in one)
        found = step_of(said, self.known.steps)
        yield from (found,) if found else ()

    def _modelled(self, source: str) -> Iterator[str]:
        owner, known = self.owner, self.known
        if owner is None:
            return iter(())
        declared = known.entities.get(owner.title) or known.events.get(owner.name)
        return modelled(declared, source.removeprefix("model").strip())

    def _of_phrases(self, phrases: Sequence[Sequence[str]]) -> Value | None:
        if not phrases:
            return None
        if self.slot.kind is SlotKind.NOUN:
            return noun_of(phrases[0])
        if self.slot.kind is SlotKind.NAME:
            name = name_of(phrases[0]) if len(phrases) == 1 else None
            return None if name is None else self._typed(self._as_modelled(name))
        if self.owner is not None and names_of(phrases) == (name_of(self.owner.name.split("_")),):
            return None  # "The list of members" has members, and no field of this name.
        names = names_of(phrases[:MOST_NAMES])
        is_whole = self.slot.takes(len(names)) and len(names) == len(set(map(tuple, phrases)))
        found = tuple(self._typed(self._as_modelled(one)) for one in names)
        is_clear = len({one.name for one in found}) == len(found)
        return (found if is_clear else names) if is_whole else None

    def _as_modelled(self, name: Name) -> Name:
        entity = None if self.owner is None else self.known.entities.get(self.owner.title)
        return name if entity is None else as_modelled(name, entity)

    def _typed(self, name: Name) -> Name:
        """A text or an identifier is what the slot says, other names what their words say."""
        known = self.slot.type if name.type in {TEXT, "uuid"} else None
        return name if known is None else replace(name, type=known)

    def _of_texts(self, texts: Sequence[str]) -> Value | None:
        match self.slot.kind:
            case SlotKind.NUMBER:
                return Decimal(texts[0])
            case SlotKind.DURATION:
                return Duration(milliseconds(texts[0]) or 0)
            case SlotKind.LITERAL | SlotKind.CHOICES:
                return texts[0]
            case SlotKind.NUMBERS:
                return tuple(Decimal(text) for text in texts)
            case SlotKind.NAMES if not texts:
                return ()
            case _:
                return self._of_phrases([text.replace("_", " ").split() for text in texts])
