"""Whether a sentence states a condition: each part of it, each limit, and the right way round."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from omninode_bridge.generation.asides import gist, passed_over
from omninode_bridge.generation.said.atoms import Atom
from omninode_bridge.generation.said.lemmas import all_said, is_said, left_over
from omninode_bridge.generation.said.limits import Limit, limits_of
from omninode_bridge.generation.vocabulary import FILLERS, REFUSING
from omninode_bridge.language.word_forms import all_forms
from omninode_bridge.requirements.naming import words

NEGATIONS: Final = frozenset({"not", "never", "cannot", "nobody", "no", "none", "nothing"})
_REFUSED: Final = REFUSING | {"denied", "forbidden", "prohibited", "barred", "declined"}
_AWAY: Final = re.compile(r"\bturn(?:s|ed)? (?:away|down)\b", re.IGNORECASE)
_PERMITTING: Final = frozenset(
    {
        *("need", "needs", "needed", "require", "requires", "required", "necessary", "possible"),
        *("allow", "allowed", "accept", "accepted", "valid", "permitted", "only", "who", "while"),
        *("nobody", "person", "people", "anybody", "everybody", "everyone", "once", "also"),
        *("they", "them", "he", "she", "send", "sent", "made", "make"),
    }
)
_UNITS: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(
        ("kg", "g", "kilograms", "kilos", "tonnes", "tons", "grams"),
        frozenset({"weight", "load", "mass", "kg", "kilograms"}),
    ),
    **dict.fromkeys(("km", "kilometres", "kilometers"), frozenset({"distance", "km", "mileage"})),
    **dict.fromkeys(("years", "year"), frozenset({"age"})),
}
OWN_UNITS: Final = frozenset(
    {"kg", "g", "km", "m", "cm", "mm", "kw", "kwh", "seconds", "minutes", "ml", "eur", "usd", "l"}
)
_COST: Final = frozenset({"fee", "price", "cost", "charge", "rate"})
_COSTING: Final = frozenset({"cost", "costs", "costing"})
_BARE_NUMBER_OF_PEOPLE: Final = frozenset({"age"})


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence taken apart; `said` are its words without limits and fillers.

    `refuses` is None where it is not clear whether something is wanted or not.
    """

    said: tuple[str, ...]
    limits: tuple[Limit, ...]
    refuses: bool | None
    aside: frozenset[str]
    heads: frozenset[str] = frozenset()

    @classmethod
    def of(cls, text: str, names: Iterable[str] = (), fields: Iterable[str] = ()) -> "Told":
        """`names` are words of the document that mean something, whatever they mean elsewhere.

        Of `fields` the last word is enough where no other field ends with it.
        """
        rest, limits = limits_of(_AWAY.sub("refused", gist(text)))
        plain = words(rest.lower())
        denied = sum(word in NEGATIONS for word in plain)
        denied += any(word in _REFUSED for word in plain)
        fillers = FILLERS.difference(*map(all_forms, names))
        said = tuple(word for word in plain if word not in fillers)
        refuses = None if denied > 1 else denied == 1
        return cls(said, limits, refuses, passed_over(text), _heads(fields))

    def names(self, wanted: Sequence[str]) -> bool:
        return all_said(wanted, self.said)

    def left(self, known: frozenset[str]) -> set[str]:
        # How often a reader may is not how often a loan is: then the person is no aside.
        aside = self.aside if not any(limit.counts for limit in self.limits) else frozenset[str]()
        own = NEGATIONS | _REFUSED | _PERMITTING | aside
        return left_over((word for word in self.said if word not in own), known)


def _heads(fields: Iterable[str]) -> frozenset[str]:
    """Last words that only one field has, and units that only one field is in."""
    spelled = [words(name) for name in fields]
    every = [word for name in spelled for word in dict.fromkeys(name)]
    return frozenset(name[-1] for name in spelled if name and every.count(name[-1]) == 1)


def words_of_condition(
    told: Told, atoms: Sequence[Atom], *, refusing: bool
) -> frozenset[str] | None:
    """The words that state the condition under which something is refused, or else permitted.

    None where the sentence states another one, or leaves a part of it out.
    """
    if told.refuses is None or not atoms:
        return None
    numeric = [atom for atom in atoms if isinstance(atom.value, Decimal)]
    is_turned = told.refuses != refusing
    if is_turned and (len(numeric) != 1 or (len(atoms) > 1 and not refusing)):
        return None
    wanted = [atom.opposite() if is_turned else atom for atom in numeric]
    stated = _limits_stated(told, wanted)
    others = [atom for atom in atoms if atom not in numeric]
    if stated is None or not all(_is_stated(told, atom) for atom in others):
        return None
    return stated.union(*(_words(atom) for atom in others))


def _limits_stated(told: Told, atoms: Sequence[Atom]) -> frozenset[str] | None:
    """Each limit states one comparison, and each is stated."""
    if len(told.limits) != len(atoms):
        return None
    open_, known = list(atoms), set[str]()
    for limit in told.limits:
        found = next((atom for atom in open_ if _states(told, limit, atom)), None)
        if found is None:
            return None
        open_.remove(found)
        known |= {*found.names, limit.noun} if _fits(told, limit, found) else {*found.names}
        known |= _COSTING if {*found.names} & _COST else set()
    return frozenset(known)


def _states(told: Told, limit: Limit, atom: Atom) -> bool:
    if (limit.sign, limit.number) != (atom.sign, atom.value):
        return False
    if atom.repeats:
        is_noun = bool(limit.noun) and is_said(limit.noun, atom.names)
        return limit.counts or is_noun or (not limit.noun and told.names(atom.names))
    return not limit.counts and (_is_named(told, atom) or _fits(told, limit, atom))


def _is_named(told: Told, atom: Atom) -> bool:
    names = [name for name in atom.names if name not in OWN_UNITS] or list(atom.names)
    head = names[-1:]
    return told.names(names) or (told.names(head) and not told.heads.isdisjoint(head))


def _fits(told: Told, limit: Limit, atom: Atom) -> bool:
    """`under 18` is about the age, `30 kg` about the weight."""
    own = frozenset(atom.names)
    if limit.noun in _UNITS:
        return bool(own & _UNITS[limit.noun])
    if limit.noun in own & OWN_UNITS:
        return limit.noun in told.heads
    if own & _COST and told.names(("cost",)):
        return not told.heads.isdisjoint(own & _COST)
    return own == _BARE_NUMBER_OF_PEOPLE and (not limit.noun or limit.noun in FILLERS | _REFUSED)


def _is_stated(told: Told, atom: Atom) -> bool:
    if isinstance(atom.value, str):
        return atom.sign == "=" and told.names(words(atom.value))
    return atom.sign == "=" and told.names(atom.names)


def _words(atom: Atom) -> frozenset[str]:
    value = words(atom.value) if isinstance(atom.value, str) else ()
    return frozenset({*atom.names, *value})
