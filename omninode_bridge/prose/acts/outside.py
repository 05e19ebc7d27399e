"""Sentences about others: what a service knows, and what somebody else does then."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.people import is_person
from omninode_bridge.prose.acts.clauses_said import parted
from omninode_bridge.prose.acts.frame import frames_of
from omninode_bridge.prose.acts.limiting import (
    LIMITING,
    PERSONS,
    SHOWING,
    positive_verbs,
    verbs_in,
    without_nouns,
)
from omninode_bridge.prose.acts.values import values_of
from omninode_bridge.prose.narration.story import Line
from omninode_bridge.requirements.document import Entity, Operation
from omninode_bridge.requirements.naming import snake_case

_SERVICE: Final = (
    r"(?:apis?|(?:web )?services?|endpoints?|webhooks?|gateways?|providers?|servers?|"
    r"registr(?:y|ies))"
)
_ARTICLE: Final = r"(?:the|an?|our|this|their|its)"
_NAMED: Final = re.compile(
    rf"\b(?:from|at|to|via|through|by|of|with|ask|asks|asking|call|calls|calling|query|queries|"
    rf"contact|contacts|phone|phones|poll|polls) {_ARTICLE} "
    rf"(?P<who>(?:(?!(?:of|for|in|on|and|or|to|with|by|from|that|which)\b)[a-z'-]+ ){{1,3}}?)"
    rf"(?P<service>{_SERVICE})\b(?! who)"
)
_ADDRESS: Final = re.compile(r"\{\s?(?P<name>[a-z]+)(?:_[a-z]+)*_url\s?\}")
_VERB: Final = re.compile(
    r" (?:is|are|has|have|does|do|never|not|cannot|may|shall|must|can|will|should|answers?|fails?|"
    r"knows?|gives?|returns?|sends?|takes?|refuses?|rejects?|says?|reports?|goes)\b"
)
_ABOUT_IT: Final = frozenset(
    {"it", "its", "they", "them", "their", "this", "that", "these", "one", "nothing", "ignored"}
)


class Elsewhere:
    """Knows the services that a document speaks with, and the words of what it stores."""

    def __init__(self, entities: Sequence[Entity], lines: Sequence[Line]) -> None:
        self._words = frozenset(_words_of(entities))
        self._parties = parties_of((one.said.lower() for one in lines), self._words)
        self._texts = {one.id: one.said.lower() for one in lines}

    def is_of_others(self, said: str, verbs: Collection[str]) -> bool:
        """Whether no deed of `verbs` is limited: `the bank does not know the currency`.

        Where what is to be done then is told, that is what a sentence is about.
        """
        condition, main = parted(said)
        if self._party(said):
            return not verbs_in(main) & {*verbs}
        return bool(condition) and self._is_foreign(main, verbs)

    def is_asked_by(self, operation: Operation, said: str) -> bool:
        """Whether the operation speaks with the service that the sentence is about."""
        party = self._party(said)
        return bool(party) and any(
            party in self._texts.get(each, "") for each in operation.requirement_ids
        )

    def _party(self, said: str) -> str:
        condition, main = parted(said)
        return party_of(condition or main, self._parties)

    def _is_foreign(self, main: str, verbs: Collection[str]) -> bool:
        """`the keeper phones the police`: no word of it is one of what is stored, or a limit."""
        said = {*_without_person(main)}
        is_own = said & (self._words | _ABOUT_IT) or verbs_in(main) & {*verbs}
        return not (is_own or any(one.search(main) for one in (LIMITING, SHOWING, PERSONS)))


def _without_person(main: str) -> Sequence[str]:
    for frame in frames_of(main):
        if not frame.passive and frame.subject and is_person(frame.subject[-1]):
            return frame.rest
    return main.split()


def _words_of(entities: Sequence[Entity]) -> Iterator[str]:
    """All words of the names of entities, fields and values, one and many."""
    for entity in entities:
        names = (snake_case(one) for one in (entity.name, *(each.name for each in entity.fields)))
        values = (value.words.replace(" ", "_") for value in values_of(entity))
        for word in "_".join((*names, *values)).split("_"):
            yield from (word, lexicon().plural(word), lexicon().singular(word))


def parties_of(said: Iterable[str], own: Collection[str]) -> frozenset[str]:
    """`weather service` and `bank` of what is asked of them; `own` are names of what is stored."""
    found: set[str] = set()
    for one in said:
        found |= {match["name"] for match in _ADDRESS.finditer(one)}
        for match in _NAMED.finditer(one):
            words = match["who"].split()
            if not {word.removesuffix("'s") for word in words} & {*own}:
                found.add(f"{' '.join(words)} {match['service']}")
                found |= {word.removesuffix("'s") for word in words if word.endswith("'s")}
    return frozenset(found - {*own})


def party_of(clause: str, parties: Collection[str]) -> str:
    """The one that the clause is about: `the bank` in `the bank does not know the currency`."""
    subject = re.split(r" , ", _VERB.split(clause, maxsplit=1)[0], maxsplit=1)[0]
    if subject == clause:
        return ""
    return next((one for one in parties if re.search(rf"\b{re.escape(one)}\b", subject)), "")


def asked_for(unread: Sequence[Line], nouns: str) -> frozenset[str]:
    """What is done by sentences that are not understood: limits on it concern nothing made."""
    found: set[str] = set()
    for line in unread:
        if line.is_asked:
            is_limit = LIMITING.search(without_nouns(line.said, nouns))
            found |= {*positive_verbs(line.said)} if is_limit else verbs_in(line.said)
    return frozenset(found)
