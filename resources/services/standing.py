"""What waits and what is left alone: the outbox and the breakers, as the record tells of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from resources.postgres.living import CURRENT_BREAKERS
from resources.postgres.locks import SERVING, how_many
from resources.services import probes

OUTBOX: Final = """
    select count(*) filter (where refused is null), count(*) filter (where refused is not null),
           min(written_at) filter (where refused is null)
    from omninode.outbox where sent_at is null
"""
BREAKERS: Final = f"""
    select name, after, min(at), array_agg(distinct place) from ({CURRENT_BREAKERS}) current
    where after <> 'closed' group by name, after order by name, after
"""  # noqa: S608  ours
SENSORS: Final = """
    select tick::json ->> 'instigator_name',
           coalesce(tick::json #>> '{error,cause,message}', tick::json #>> '{error,message}', ''),
           tick::json ->> 'consecutive_failure_count'
    from (
        select distinct on (selector_id) status, tick_body as tick from dagster.job_ticks
        where type = 'SENSOR' and status <> 'STARTED' order by selector_id, id desc
    ) latest where status = 'FAILURE'
"""
"""Those whose last look failed: whatever they take waits."""
HELD: Final = "select name, state, at from omninode.breaker_orders where state is not null"


@dataclass(frozen=True, slots=True)
class Standing:
    """Of the outbox; and what there is to say of breakers that are not closed or held by hand, and
    of sensors that fail.
    """

    waiting: int
    refused: int
    oldest: datetime | None
    breakers: tuple[str, ...]
    sensors: tuple[str, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """Nothing where all is as it should be."""
        since = f" since {_told(self.oldest)}" if self.oldest else ""
        events = [f"{self.waiting} events wait to be sent{since}"] if self.waiting else []
        refused = [f"{self.refused} events were refused by Kafka"] if self.refused else []
        return (*self.sensors, *events, *refused, *self.breakers)


def standing(database_url: str) -> Standing | None:
    """None where the database does not answer, or has no tables of ours."""
    match probes.rows(database_url, OUTBOX):
        case [(int() as waiting, int() as refused, (datetime() | None) as oldest)]:
            breakers = (*_breakers(database_url), *_held(database_url))
            return Standing(waiting, refused, oldest, breakers, tuple(_sensors(database_url)))
    return None


def serving(database_url: str) -> int:
    """How many intelligence services are there; 0 also where the database does not answer."""
    match probes.rows(database_url, how_many(SERVING)):
        case [(int() as count,)]:
            return count
    return 0


def _breakers(database_url: str) -> list[str]:
    return [
        f"{name}: the breaker is {state} since {_told(at)} in {_some(places)}"
        for name, state, at, places in probes.rows(database_url, BREAKERS)
        if isinstance(at, datetime) and isinstance(places, list)
    ]


def _held(database_url: str) -> list[str]:
    return [
        f'{name}: held {state} by hand since {_told(at)}; omninode breakers reset "{name}" ends it'
        for name, state, at in probes.rows(database_url, HELD)
        if isinstance(at, datetime)
    ]


def _sensors(database_url: str) -> list[str]:
    """None where Dagster has no tables yet."""
    return [
        f"The sensor {name} failed {count} times in a row: {_first_line(said)}"
        for name, said, count in probes.rows(database_url, SENSORS)
        if isinstance(said, str)
    ]


def _first_line(said: str) -> str:
    """Without the name of the class, which says nothing to those who did not write it."""
    line = said.strip().partition("\n")[0]
    return line.partition("Error: ")[2] or line


def _some(places: list[str]) -> str:
    return places[0] if len(places) == 1 else f"{len(places)} processes, one is {places[0]}"


def _told(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S%z}"
