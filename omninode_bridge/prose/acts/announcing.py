"""Events that are told by their names: `approving announces claim_approved`."""

import re
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.word_forms import base_of, is_past
from omninode_bridge.prose.acts.act import Said, Telling
from omninode_bridge.prose.acts.frame import PARTICLES, act_called
from omninode_bridge.prose.acts.model import Model
from omninode_bridge.requirements.document import Entity
from omninode_bridge.requirements.naming import snake_case

_NAME: Final = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
_TELLING: Final = frozenset(
    re.findall(
        r"\w+",
        """
    publish publishes published emit emits emitted send sends sent announce announces announced
    broadcast broadcasts fire fires fired raise raises raised produce produces produced trigger
    triggers triggered issue issues event events message messages goes go out announcement signal
    signals signalled notify notifies notified report reports told tells follows follow results
    """,
    )
)
_WORDS: Final = frozenset(
    re.findall(
        r"\w+",
        """
    the a an and or is are be may shall with when whenever once after if as soon upon on each every
    time it this that thing things happens happened has have been so then by of to for in its they
    system service node program following one following called named name also other others nothing
    else no further corresponding respective own done somebody someone who new just
    """,
    )
) | {",", ";", ":", "(", ")"}
_NOTHING: Final = re.compile(
    r" ?[,;] ?(?:and )?(?:nothing|no other event|no event) (?:else )?is [a-z]+$"
)


class EventReader:
    def __init__(self, model: Model) -> None:
        self._model = model

    def events_of(self, said: str) -> tuple[Said, ...]:
        """Each name in the sentence with the deed that it is told of; all or none."""
        plain = _NOTHING.sub("", said)
        words = plain.split()
        names = [(at, word) for at, word in enumerate(words) if _NAME.fullmatch(word)]
        if not names or not {*words} & _TELLING:
            return ()
        found: list[Telling] = []
        start = 0
        for at, name in names:
            telling = self._telling(name, words[start:at])
            if telling is None:
                return ()
            found.append(telling)
            start = at + 1
        known = {verb for one in found for verb in one.verb.split()}
        nouns = {
            word
            for one in found
            for noun in self._model.nouns_of(one.entity)
            for word in noun.split()
        }
        left = [
            one for one in words if not (_NAME.fullmatch(one) or one in _WORDS | _TELLING | nouns)
        ]
        is_whole = all(_verb(one) in known or one in PARTICLES for one in left)
        return tuple(found) if is_whole else ()

    def _telling(self, name: str, before: list[str]) -> Telling | None:
        entity, verb = self._named(name)
        said = [_verb(one) for one in before if one not in _WORDS | _TELLING and _is_deed(one)]
        if said and verb not in said:
            verb = self._spoken(before, said[-1])
        if entity is None or not verb:
            return None
        return Telling(entity, verb, name)

    @staticmethod
    def _spoken(before: list[str], verb: str) -> str:
        """With the particle behind it: `giving back`."""
        pairs = zip(before, [*before[1:], ""], strict=True)
        particle = next(
            (after for one, after in pairs if _verb(one) == verb and after in PARTICLES), ""
        )
        return f"{verb} {particle}".strip()

    def _named(self, name: str) -> tuple[Entity | None, str]:
        """`claim_approved` is of a claim that somebody approves."""
        *noun, done = name.split("_")
        for entity in self._model.entities:
            own = snake_case(entity.name).split("_")
            if noun and (noun == own or noun == own[-1:]):
                return entity, base_of(done) if is_past(done) else act_called(done)
        return None, ""


def _is_deed(word: str) -> bool:
    return bool(
        word.endswith("ing") or is_past(word) or lexicon().nominals.get(word) or act_called(word)
    )


def _verb(word: str) -> str:
    if word.endswith("ing") or is_past(word):
        return base_of(word)
    return lexicon().nominals.get(word) or act_called(word)
