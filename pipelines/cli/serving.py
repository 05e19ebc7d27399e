"""`omninode intelligence serve`: the service with what it needs, from the environment."""

import asyncio
import signal
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final

from omninode_bridge.events.topics import REQUESTS
from omninode_bridge.stages.gate_load import load_of
from pipelines.cli import connections
from pipelines.installation import current_limiter, current_toolchain
from resources.intelligence.knowledge.asking import knowledge_in
from resources.intelligence.knowledge.filling import Filling
from resources.intelligence.presence import present
from resources.intelligence.service import GROUP, IntelligenceService, Means
from resources.limits.metrics import metrics_of
from resources.postgres.current import check_current
from resources.postgres.executions import PostgresExecutions
from resources.postgres.turns import PostgresTurns
from resources.reliability.retries import tell_each_cause_once

# As long as a run waits: a restart of PostgreSQL puts no question aside.
PATIENCE_S: Final = 60.0
NUMBERS: Final = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def _ending() -> Generator[asyncio.Event]:
    """Set by SIGINT and SIGTERM from now on."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in NUMBERS:
        loop.add_signal_handler(number, told.set)
    yield told


async def serve_until_told(tell: Callable[[str], None]) -> None:
    """Until SIGINT or SIGTERM; what is being answered is answered first.

    Before anything is answered they end the process at once, whatever it waits for.
    """
    tell_each_cause_once()
    guards = connections.switchboard().guard
    with connections.open_database(wait_s=PATIENCE_S, guards=guards) as database:
        check_current(database)
        for origin, fill in Filling(database).all_of_ours().items():
            change = await asyncio.to_thread(fill)
            tell(f"{origin}: {change.added + change.changed} indexed, {change.unchanged} known")
        executions = PostgresExecutions(database)
        means = Means(
            knowledge_in(database, guards=guards),
            current_toolchain(),
            PostgresTurns(database),
            limiter := current_limiter(guards),
            lambda: load_of(executions, len(executions.unfinished()), datetime.now(UTC)),
        )
        async with connections.exchange(
            *metrics_of(limiter), puts_aside=False, guards=guards
        ) as exchange:
            service = IntelligenceService(exchange, means)
            async with exchange.consuming(GROUP, REQUESTS, service.handle):
                with present(database), _ending() as told:
                    tell(f"Serving as {GROUP}. Ctrl-C ends it.")
                    await told.wait()
        tell(f"{service.answered} requests were answered.")
