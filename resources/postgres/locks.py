"""Advisory locks that tell who is at work: each ends with the process that holds it."""

from typing import Final

# Any numbers, the same in every process.
SERVING: Final = 7_146_301_555
"""Shared by those who serve intelligence."""
RELAYING: Final = 7_146_301_556
"""Whoever holds it sends what waits in the outbox."""


_HOLDERS: Final = """
    select from pg_locks where locktype = 'advisory' and granted
    and database = (select oid from pg_database where datname = current_database())
    and (classid::bigint << 32) + objid::bigint = {key:d}
"""


def is_held(key: int) -> str:
    """A query that answers true or false, as one row."""
    return f"select exists ({_HOLDERS.format(key=key)})"


def how_many(key: int) -> str:
    """A query for the number of those who hold it, as one row."""
    return f"select count(*) from ({_HOLDERS.format(key=key)}) holders"  # noqa: S608 - a number
