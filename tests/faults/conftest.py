from collections.abc import Iterator

import pytest

from tests.distribution import ENDINGS
from tests.faults.installation import Installation, installed
from tests.faults.servers import ForeignServer, foreign_postgres


@pytest.fixture(scope="session")
def server() -> Iterator[ForeignServer]:
    with foreign_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def line(server: ForeignServer, request: pytest.FixtureRequest) -> Iterator[Installation]:
    """One for all: first it is used by hand, then it is broken."""
    with installed(server.url) as line:
        request.config.stash[ENDINGS].add(line.site.down)
        yield line
