"""The analysis of code as Dagster sees it: settings in, client out."""

from collections.abc import Generator
from contextlib import contextmanager

import dagster as dg
from pydantic import Field

from resources.onextree.client import TIMEOUT_S, OnexTreeClient
from resources.postgres.breakers import BREAKERS_URL, switchboard_of


class OnexTreeResource(dg.ConfigurableResource[OnexTreeClient | None]):
    """Without `url` there is no client: advice is then *not run*, and says so."""

    url: str = Field(default="", description="http://host:port of the service; empty for none.")
    timeout_s: float = Field(default=TIMEOUT_S, gt=0, description="For the whole answer.")
    database_url: str = BREAKERS_URL

    @contextmanager
    def yield_for_execution(
        self,
        context: dg.InitResourceContext,  # noqa: ARG002  Dagster passes it
    ) -> Generator[OnexTreeClient | None, None, None]:
        guards = switchboard_of(self.database_url).guard
        yield (
            OnexTreeClient(self.url, timeout_s=self.timeout_s, guards=guards) if self.url else None
        )
