"""Which processes live, as the server's list of sessions tells it."""

from typing import Final

CURRENT_BREAKERS: Final = """
    select * from (
        select distinct on (name, process) *
        from omninode.breaker_changes order by name, process, at desc
    ) latest
    where exists (
        select from pg_stat_activity
        where application_name = 'omninode breakers ' || replace(process::text, '-', '')
    )
    order by name, at
"""
"""The latest change of each breaker in each process that lives."""
