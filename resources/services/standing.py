"""What waits and what is left alone: the outbox and the breakers, as the record tells of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from resources.services import probes

OUTBOX: Final = """
    select count(*) filter (where refused is null), count(*) filter (where refused is not null),
           min(written_at) filter (where refused is null)
    from omninode.outbox where sent_at is null
"""
BREAKERS: Final = """
    select * from (
        select distinct on (name) name, after, at from omninode.breaker_changes
        order by name, at desc
    ) latest where after <> 'closed' order by name
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """`breakers` are those that are not closed, each with its state."""

    waiting: int
    refused: int
    oldest: datetime | None
    breakers: tuple[tuple[str, str, datetime], ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """Nothing where all is as it should be."""
        since = f" since {self.oldest:%Y-%m-%d %H:%M:%S%z}" if self.oldest else ""
        events = [f"{self.waiting} events wait to be sent{since}"] if self.waiting else []
        refused = [f"{self.refused} events were refused by Kafka"] if self.refused else []
        found = [
            f"{name}: the breaker is {state} since {at:%Y-%m-%d %H:%M:%S%z}"
            for name, state, at in self.breakers
        ]
        return (*events, *refused, *found)


def standing(database_url: str) -> Standing | None:
    """None where the database does not answer, or has no tables of ours."""
    match probes.rows(database_url, OUTBOX):
        case [(int() as waiting, int() as refused, (datetime() | None) as oldest)]:
            breakers = [
                (name, state, at)
                for name, state, at in probes.rows(database_url, BREAKERS)
                if isinstance(name, str) and isinstance(state, str) and isinstance(at, datetime)
            ]
            return Standing(waiting, refused, oldest, tuple(breakers))
    return None
