"""Fields of which no two entities have the same value."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.acts.act import Said, Unique, Words
from omninode_bridge.prose.acts.frame import act_called
from omninode_bridge.prose.acts.model import Model, articles_end
from omninode_bridge.prose.acts.verbs import classes_of
from omninode_bridge.prose.narration.plain_words import asked
from omninode_bridge.prose.narration.story import Line
from omninode_bridge.requirements.document import Entity

_SAME: Final = r"(?:the same|a|an|one|the|any|this|identical)"
_HAVE: Final = r"(?:have|share|use|get|bear|carry)"
_TWICE: Final = (
    r"(?: (?:twice|again|more than once|a second time|(?:by|to|for) two (?P<e1>.+)"
    r"|(?:by|to|for) more than one (?P<e2>.+)))?$"
)
_ONCE: Final = (
    r"(?:unique|distinct|(?:used|given|assigned) (?:only )?once|used at most once)"
    r"(?: (?:for|to|among|across) (?:each|every|all|the)? ?(?P<e1>.+))?$"
)
_ANY: Final = r"(?:an?|each|every|all|one)? ?"
_TAKEN: Final = (
    r"(?:that|which) (?:already )?(?:exists?|is (?:already )?(?:in use|taken|used|known|assigned|"
    r"registered|there|given out))(?: already)?"
)
_REFUSED: Final = (
    r"(?:is|shall be) (?:refused|rejected|declined|(?:never|not) (?:accepted|allowed))"
)
_FORMS: Final = (
    (
        rf"{_SAME} (?P<field>.+?) (?:is|may be|shall be) never "
        rf"(?:used|given|assigned|taken|issued|shared|handed out){_TWICE}"
    ),
    rf"(?:every|each|the|an?)? ?(?P<field>.+?) (?:is|shall be|may be) (?:only )?{_ONCE}",
    rf"no two (?P<e1>.+?) (?:may |shall |can |ever )*{_HAVE} {_SAME} (?P<field>.+)$",
    rf"two (?P<e1>.+?) (?:(?:never|may|shall) )+{_HAVE} {_SAME} (?P<field>.+)$",
    (
        r"there (?:is|are|may|shall|be|never|no|not| )+two (?P<e1>.+?) "
        r"(?:with|of|having|that have) the same (?P<field>.+)$"
    ),
    (
        rf"{_ANY}(?P<e1>.+?) (?:shall )?(?:have|has|needs?|carry|carries|bears?) "
        r"(?:a|their|its own|an) (?:unique|own unique|different|distinct) (?P<field>.+)$"
    ),
    (
        r"two (?P<e1>.+?) (?:with|of|having|that have|sharing) the same (?P<field>.+?) "
        r"(?:is|shall be) (?:never|not) (?:allowed|accepted|possible|permitted|tolerated)$"
    ),
    (
        r"(?:if|when|while) (?:an?|another|some) (?P<e1>.+?) (?:with|of|having|that has) "
        r"(?:the same|this|that|the given) (?P<field>.+?) (?:already |is )*(?:exists?|there|stored|"
        r"registered|known)(?: already)? , (?:then )?(?:the )?(?:[a-z]+ )?(?:shall )?"
        r"(?:rejects?|refuses?|declines?)"
        r"(?: (?:it|the request|the (?P<deed>[a-z]+)|to (?P<done>[a-z]+) (?:it|another)))?$"
    ),
    r"duplicate (?P<field>.+?) is (?:refused|rejected|never accepted|never allowed|not accepted)$",
    rf"{_ANY}(?P<e1>.+?) is unique by (?P<field>.+)$",
    (
        r"(?:nobody|no one|no (?P<e1>[a-z ]+?)) (?:may be|is) [a-z]+ (?:twice|more than once|again|"
        r"a second time) (?:with|under|by|using) (?:the same|one|an?) (?P<field>.+)$"
    ),
    (
        r"(?:an?|the) (?:second|further|other|another) (?P<e1>.+?) with (?:an? |the )?(?:known|"
        r"same|"
        r"existing|taken|registered) (?P<field>.+?) (?:is|may) (?:never |refused|rejected|"
        r"declined).*$"
    ),
    (
        rf"{_ANY}(?P<field>.+?) (?:belongs to|is used by|may be used by|identifies) "
        r"(?:at most|only|exactly|not more than|no more than) one (?P<e1>.+)$"
    ),
    rf"{_ANY}(?P<field>.+?) {_TAKEN} {_REFUSED}$",
    (
        rf"(?:an?|another|any) (?:entry|record|request|registration|(?P<e1>.+?)) (?:with|of|"
        rf"having) an? (?P<field>.+?) {_TAKEN} {_REFUSED}$"
    ),
    (
        r"no (?P<e1>.+?) (?:may |shall )?(?:have|has|get|use|bear|carry)s? the same (?P<field>.+?) "
        r"as (?:another|any other)(?: one| [a-z]+)?$"
    ),
    (
        r"the (?P<field>.+?)(?: of an? (?P<e1>.+?))? (?:shall )?(?:never|not) (?:already )?"
        r"(?:exists?|be (?:in use|taken|known|there))(?: yet| already)?$"
    ),
)
_ASKED: Final = frozenset({"request", "call", "attempt", "second", "new", "entry", "insert"})
_TOGETHER: Final = re.compile(r"\b(?:same|identical|duplicate|unique by|combination)\b")
_UNIQUE: Final = tuple(re.compile(one) for one in _FORMS)


class UniqueReader:
    def __init__(self, model: Model) -> None:
        self._model = model

    def unique_of(self, said: str) -> Iterator[Said]:
        for form in _UNIQUE:
            match = form.match(said)
            if match is None or not _is_creating(match):
                continue
            named = [value for key, value in match.groupdict().items() if key[0] == "e" and value]
            found = self._owner(tuple(match["field"].split()), [self._entity(one) for one in named])
            if found is not None and not _is_of_all_together(found, said):
                yield found
                return

    def _owner(self, words: Words, said: list[Entity | None]) -> Unique | None:
        """The one entity that has the field; `an episode's number`, `the number of an episode`."""
        thing, end = self._model.thing_at(words, 0)
        if thing is not None and thing.fields and end == len(words) and thing.value is None:
            is_same = not said or said == [thing.entity]
            return Unique(thing.entity, thing.fields) if is_same else None
        if None in said:
            return None
        found = []
        for entity in said or self._model.entities:
            spoken = tuple(lexicon().singular(one) for one in words)
            for way in (words, spoken):
                names, stop = self._model.fields_at(entity, way, 0) if entity else ((), 0)
                if names and stop == len(words) and entity is not None:
                    found.append(Unique(entity, names))
                    break
        return found[0] if len(found) == 1 else None

    def _entity(self, words: str | None) -> Entity | None:
        spoken = tuple((words or "").split())
        found, end = self._model.entity_at(spoken, articles_end(spoken, 0))
        return found if end == len(spoken) else None


def with_unique(model: Model, lines: Sequence[Line]) -> tuple[Entity, ...]:
    """The entities with what a sentence says to be unique: one is found by that, wherever it is."""
    reader = UniqueReader(model)
    said = {
        (one.entity.name, one.fields[0])
        for line in lines
        for one in reader.unique_of(asked(line.text or line.requirement.text))
        if isinstance(one, Unique) and len(one.fields) == 1
    }
    return tuple(_made_unique(entity, said) for entity in model.entities)


def _made_unique(entity: Entity, said: Collection[tuple[str, str]]) -> Entity:
    fields = tuple(
        replace(one, constraints=replace(one.constraints, unique=True))
        if (entity.name, one.name) in said and not one.constraints.primary_key
        else one
        for one in entity.fields
    )
    return replace(entity, fields=fields)


def _is_of_all_together(found: Unique, said: str) -> bool:
    """`the same table and day`: each of them may well be there twice, only not with the other."""
    return len(found.fields) > 1 and _TOGETHER.search(said) is not None


def _is_creating(match: re.Match[str]) -> bool:
    """What is refused is to make another: `the registration`, not `the removal`."""
    said = match.groupdict()
    deed = said.get("deed") or said.get("done") or ""
    return not deed or deed in _ASKED or "create" in classes_of(act_called(deed))
