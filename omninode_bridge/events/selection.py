"""Which dead letters somebody means: each condition must hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Self

from omninode_bridge.errors import InvalidRequestError

FIELDS: Final = ("id", "topic", "request", "error", "reason", "state")


@dataclass(frozen=True, slots=True)
class Selection:
    """Conditions by field: of `reason` and `topic` a part is enough, in small or large letters."""

    wanted: Mapping[str, str] = MappingProxyType({})

    @classmethod
    def parse(cls, conditions: Sequence[str]) -> Self:
        """From `reason=timestamp`; raises `InvalidRequestError` for other fields, or one twice."""
        wanted: dict[str, str] = {}
        for condition in conditions:
            name, equals, value = condition.partition("=")
            if not equals or name not in FIELDS or name in wanted:
                raise InvalidRequestError(
                    f"{condition!r} is no condition, or its field is given twice",
                    hint=f"Write FIELD=VALUE, where FIELD is one of {', '.join(FIELDS)}.",
                )
            wanted[name] = value
        return cls(wanted)

    def holds(self, found: Mapping[str, str]) -> bool:
        """Whether a letter with these fields is meant."""
        return all(self._matches(name, value, found) for name, value in self.wanted.items())

    @staticmethod
    def _matches(name: str, value: str, found: Mapping[str, str]) -> bool:
        held = found.get(name, "")
        if name in ("reason", "topic"):
            return value.casefold() in held.casefold()
        return value == held
