"""A sentence with the fields called by their names, and lengths in the units of the fields."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from omninode_bridge.requirements.document import Entity

_SECONDS: Final = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}
_LENGTH: Final = re.compile(r"\b(?P<number>\d[\d.]*) (?P<unit>second|minute|hour|day)s?\b")
_NOUN: Final = re.compile(r"(?!of |the |an? |whether |if |in )[a-z]+(?: [a-z]+){1,3}")
_TIME: Final = r"(?:time|duration|period)"


@dataclass(frozen=True, slots=True)
class Wording:
    """`lasting` are the fields that are measured in a length of time, each with its unit."""

    names: tuple[str, ...]
    lasting: tuple[tuple[str, str], ...]
    thing: str
    described: tuple[tuple[str, str], ...] = ()
    """What the document says of a field (`water used`), and its name."""

    @classmethod
    def of(cls, entity: Entity, thing: str) -> "Wording":
        names = tuple(one.name for one in entity.fields)
        units = ((name, name.rpartition("_")[2].removesuffix("s")) for name in names)
        lasting = tuple((name, unit) for name, unit in units if unit in _SECONDS)
        told = [(one.description.lower(), one.name) for one in entity.fields]
        described = (
            (words, name)
            for words, name in told
            if _NOUN.fullmatch(words)
            and words.replace(" ", "_") not in names
            and [each for each, _ in told].count(words) == 1
        )
        return cls(names, lasting, thing, tuple(described))

    def plain(self, said: str) -> str:
        for name in self.names:
            # `alarm_id`, written as the field is.
            said = re.sub(
                rf"(?<!called )(?<!and )(?<!^)\b{name}\b(?! \))", name.replace("_", " "), said
            )
        said = re.sub(rf"\b{self.thing.replace(' ', '[- ]')}(?=s?\b)", self.thing, said)
        said = re.sub(r"(?<=\d),(?=\d{3}\b)", "", said)
        for words, name in self.described:
            said = re.sub(rf"\b{words}\b", name.replace("_", " "), said)
        for name, unit in self.lasting:
            core = _core(name, unit)
            if core and f"{core.replace(' ', '_')}_time" not in self.names:
                said = re.sub(rf"\b{core} {_TIME}\b(?! in )", name.replace("_", " "), said)
        return self._in_units(said)

    def _in_units(self, said: str) -> str:
        """`a wait of more than 2 hours` is one of 7200 seconds, where it is measured in them."""
        spoken = [
            (name, unit)
            for name, unit in self.lasting
            if re.search(rf"\b{_core(name, unit) or unit}", said)
        ]
        units = {unit for _, unit in spoken or self.lasting}
        if len(units) != 1:
            return said
        [unit] = units
        return _LENGTH.sub(lambda found: _as(found, unit), said)


def _core(name: str, unit: str) -> str:
    """`waiting` of `waiting_seconds`."""
    return name.removesuffix("s").removesuffix(unit).rstrip("_").replace("_", " ")


def _as(found: re.Match[str], unit: str) -> str:
    number = Decimal(found["number"].rstrip(".")) * _SECONDS[found["unit"]] / _SECONDS[unit]
    is_whole = number == number.to_integral_value()
    return f"{int(number)} {unit}s" if is_whole else found[0]
