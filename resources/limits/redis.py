"""Counts for all instances that share a Redis: each step is one script there, so none is lost."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

import redis
from pyrate_limiter import RedisStateStore

from omninode_bridge.errors import InvalidRequestError, UnavailableError
from omninode_bridge.reliability.limits import Charge
from resources.limits.buckets import Counting

PREFIX: Final = "omninode:limit:"
TIMEOUT_S: Final = 1.0


class RedisBuckets:
    """The time is that of whoever asks: instances need clocks that agree to well under a period."""

    def __init__(self, url: str, *, timeout_s: float = TIMEOUT_S) -> None:
        try:
            self._client = redis.Redis.from_url(
                url, socket_timeout=timeout_s, socket_connect_timeout=timeout_s
            )
        except ValueError as error:
            raise InvalidRequestError(
                f"OMNINODE_REDIS_URL is no address of a Redis: {error}",
                hint="Set it to redis://host:6379/0, or rediss:// with TLS.",
            ) from error
        self._where = _without_password(url)
        self._counting = Counting(lambda key: RedisStateStore(self._client, PREFIX + key))

    def take(self, charges: Sequence[Charge], *, at: datetime) -> Sequence[float]:
        try:
            return self._counting.take(charges, at)
        except redis.RedisError as error:
            raise UnavailableError(
                f"Redis at {self._where} does not answer: {error}",
                hint="Start it, or unset OMNINODE_REDIS_URL: then each process counts for itself.",
            ) from error

    def close(self) -> None:
        with suppress(redis.RedisError):
            self._client.close()


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.hostname or 'localhost'}{port}"
