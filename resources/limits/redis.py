"""Counts for all instances that share a Redis: each step is one script there, so none is lost."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
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
            self._where = _without_password(url)
            self._client = redis.Redis.from_url(
                url, socket_timeout=timeout_s, socket_connect_timeout=timeout_s
            )
        except ValueError:
            # The cause's message may repeat a part of the password.
            raise InvalidRequestError(
                "OMNINODE_REDIS_URL is no address of a Redis",
                hint="Set it to redis://:password@host:6379/0, rediss:// with TLS, or "
                "unix:///path; in a password write @ as %40, / as %2F and # as %23.",
            ) from None
        self._counting = Counting(lambda key: RedisStateStore(self._client, PREFIX + key))

    def ping(self) -> str:
        """Where it answers; raises `UnavailableError` where it does not, or wants a password."""
        with self._answering():
            self._client.ping()
        return self._where

    def take(self, charges: Sequence[Charge], *, at: datetime) -> Sequence[float]:
        with self._answering():
            return self._counting.take(charges, at)

    @contextmanager
    def _answering(self) -> Generator[None]:
        try:
            yield
        except redis.exceptions.AuthenticationError as error:
            raise UnavailableError(
                f"Redis at {self._where} does not let us in: {error}",
                hint="Look at user and password in OMNINODE_REDIS_URL.",
            ) from error
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
    if parts.scheme == "unix":
        return parts.path
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.hostname or 'localhost'}{port}"
