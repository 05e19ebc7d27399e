"""Which dead letters somebody means: each condition must hold."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import Final, Self

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.events.redrive import Standing

EXACT: Final = ("id", "error", "state")
PARTS: Final = ("topic", "request", "key", "reason")
AGES: Final = ("older", "newer")
FIELDS: Final = (*EXACT, *PARTS, *AGES)

_UNITS: Final = MappingProxyType({"s": "seconds", "m": "minutes", "h": "hours", "d": "days"})
_AGE: Final = re.compile(r"([0-9]{1,6})([smhd])")


@dataclass(frozen=True, slots=True)
class Selection:
    """Conditions by field: of `PARTS` a part is enough, in small or large letters; an empty request
    or key means that there is none.
    """

    wanted: Mapping[str, str] = MappingProxyType({})
    ages: Mapping[str, timedelta] = MappingProxyType({})

    @classmethod
    def parse(cls, conditions: Sequence[str]) -> Self:
        """From `reason=timestamp`, `older=2h`; raises `InvalidRequestError` for other fields, for
        one twice, and for a value that its field cannot have.
        """
        wanted: dict[str, str] = {}
        for condition in conditions:
            name, equals, value = condition.partition("=")
            if not equals or name not in FIELDS or name in wanted:
                raise InvalidRequestError(
                    f"{condition!r} is no condition, or its field is given twice",
                    hint=f"Write FIELD=VALUE, where FIELD is one of {', '.join(FIELDS)}.",
                )
            wanted[name] = value
        ages = {name: _age(name, wanted.pop(name)) for name in {*AGES} & {*wanted}}
        if "state" in wanted:
            _refuse_unknown(wanted["state"])
        return cls(wanted, ages)

    def holds(self, found: Mapping[str, str], age: timedelta | None = None) -> bool:
        """Whether a letter with these fields, put aside so long ago, is meant."""
        return all(
            self._matches(name, value, found.get(name, "")) for name, value in self.wanted.items()
        ) and all(self._is_so_old(name, limit, age) for name, limit in self.ages.items())

    @staticmethod
    def _matches(name: str, value: str, held: str) -> bool:
        if name in EXACT or (name in {"request", "key"} and not value):
            return value == held
        return value.casefold() in held.casefold()

    @staticmethod
    def _is_so_old(name: str, limit: timedelta, age: timedelta | None) -> bool:
        if age is None:
            return False
        return age >= limit if name == "older" else age < limit


def _age(name: str, text: str) -> timedelta:
    found = _AGE.fullmatch(text)
    if found is None:
        raise InvalidRequestError(
            f"{name}={text} is no condition: {text!r} is no age",
            hint=f"Write a number and s, m, h or d: {name}=30m.",
        )
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def _refuse_unknown(state: str) -> None:
    if state not in set(Standing):
        raise InvalidRequestError(
            f"state={state} is no condition: no letter is ever {state!r}",
            hint=f"Write one of {', '.join(Standing)}.",
        )
