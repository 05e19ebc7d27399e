"""A pytest plugin: one Redis server for all tests of a session that ask for it."""

from collections.abc import Iterator

import pytest

from tests.redis_server import RedisServer, running_redis


@pytest.fixture(scope="session")
def _shared_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    # The path of a socket must be short.
    with running_redis(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def redis_server(_shared_redis: RedisServer) -> RedisServer:
    """The session's server, empty; not to be stopped by a test."""
    _shared_redis.flush()
    return _shared_redis
