"""Whether a sentence says what a cell of a table does: only where every word is accounted for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from omninode_bridge.generation.said.concepts import CONCEPTS, Way
from omninode_bridge.generation.said.lemmas import all_said
from omninode_bridge.generation.said.spoken import NEGATIONS, Spoken, is_one

_REACH: Final = 3
"""So many words behind `not` at most stands what is denied: `not be physically deleted`."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One of the sets in `names` is said as a whole, and a word of each group in `topics`.

    `known` are words that may stand beside.
    """

    concept: str
    names: tuple[frozenset[str], ...] = ()
    topics: tuple[frozenset[str], ...] = ()
    known: frozenset[str] = frozenset()

    def is_said(self, spoken: Spoken) -> bool:
        named = [one for one in self.names if all_said(one, spoken.words)]
        if self.names and not named:
            return False
        if not all(map(spoken.has, self.topics)):
            return False
        own = self.known.union(*named, *self.topics)
        return any(_is_told(way, spoken, own) for way in CONCEPTS[self.concept])


def _is_told(way: Way, spoken: Spoken, own: Iterable[str]) -> bool:
    told = _without_only(way, spoken)
    if way.against:
        places = _denied_opposites(way.against - {*own}, told)
        if places is None or not (places or way.needed):
            return False
        told = told.without(places)
    pairs = {*zip(told.words, told.words[1:], strict=False)}
    return (
        told.denials_besides(own) == int(way.denied)
        and all(map(told.has, way.needed))
        and not pairs & {*way.never}
        and not told.left(way.also.union(own, *way.needed))
    )


def _without_only(way: Way, spoken: Spoken) -> Spoken:
    """`It is only hidden`: the word stands before what is done, not before those who may."""
    pairs = enumerate(zip(spoken.words, spoken.words[1:], strict=False))
    wanted = frozenset[str]().union(*way.needed)
    if "only" in wanted:
        return spoken
    return spoken.without(
        {at for at, (one, other) in pairs if one == "only" and is_one(other, wanted)}
    )


def _denied_opposites(opposites: frozenset[str], spoken: Spoken) -> set[int] | None:
    """Where words for the opposite stand, with the words that deny them; None where one is so."""
    places: set[int] = set()
    for at, word in enumerate(spoken.words):
        if not is_one(word, opposites) or at in places:
            continue
        before = range(at - 1, max(at - 1 - _REACH, -1), -1)
        denying = next((one for one in before if spoken.words[one] in NEGATIONS), None)
        if denying is None and not any(one in places for one in before):
            return None
        places |= {at} if denying is None else {at, denying}
    return places
