"""What the environment sets for the services, read before they start: a mistake is said at once."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final
from urllib.parse import urlsplit

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.settings import choice, port, seconds
from pipelines.environment import (
    DATABASE_URL,
    KAFKA_BOOTSTRAP_SERVERS,
    KAFKA_DLQ_SUFFIX,
    OMNINODE_ENVIRONMENT,
    OMNINODE_INTELLIGENCE,
    OMNINODE_INTELLIGENCE_TIMEOUT,
    OMNINODE_KAFKA_PARTITIONING,
    OMNINODE_LLM_URL,
    OMNINODE_METRICS_PORT,
    OMNINODE_ONEXTREE_URL,
    OMNINODE_RATE_LIMIT_LOAD,
    OMNINODE_RATE_LIMITS,
    OMNINODE_REDIS_URL,
    OMNINODE_RELAY_METRICS_PORT,
    VARIABLES,
    Variable,
)

AUTO: Final = "auto"
SERVICE: Final = "service"
LOCAL: Final = "local"
INTELLIGENCE: Final = (AUTO, SERVICE, LOCAL)
"""What OMNINODE_INTELLIGENCE may be."""

PATIENCE_S: Final = 5.0


def given(variable: Variable) -> str:
    return os.environ.get(variable.name, "")


def metrics_port() -> int | None:
    return port(OMNINODE_METRICS_PORT.name, given(OMNINODE_METRICS_PORT))


def patience() -> float:
    """Seconds for which the pipeline waits for the intelligence service."""
    name = OMNINODE_INTELLIGENCE_TIMEOUT.name
    return seconds(name, given(OMNINODE_INTELLIGENCE_TIMEOUT), PATIENCE_S)


def asked_for_evidence() -> str:
    return choice(OMNINODE_INTELLIGENCE.name, given(OMNINODE_INTELLIGENCE), INTELLIGENCE)


def check_settings() -> None:
    """Raises `InvalidRequestError` for the first that cannot be read."""
    for mistake in mistakes():
        raise mistake


def mistakes() -> Iterator[InvalidRequestError]:
    """One for each that cannot be read."""
    for variable, read in _READINGS:
        if not given(variable):
            continue
        try:
            read()
        except InvalidRequestError as error:
            names = [each.name for each in VARIABLES if each.name in error.message]
            said = error.message if names else f"{variable.name}: {error.message}"
            yield InvalidRequestError(said, hint=error.hint)


def _web(variable: Variable) -> None:
    try:
        parts = urlsplit(given(variable))
        is_address = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_address = False
    if not is_address:
        # The text may hold credentials.
        raise InvalidRequestError(
            f"{variable.name} is no HTTP address", hint="For example http://127.0.0.1:8058"
        )


def _relay_port() -> None:
    port(OMNINODE_RELAY_METRICS_PORT.name, given(OMNINODE_RELAY_METRICS_PORT))


def _packing() -> None:
    from resources.kafka.sending import Sending  # noqa: PLC0415 - seldom needed

    Sending.of(given(OMNINODE_ENVIRONMENT), "")


def _partitioning() -> None:
    from resources.kafka.sending import Sending  # noqa: PLC0415 - as above

    Sending.of("", given(OMNINODE_KAFKA_PARTITIONING))


def _suffix() -> None:
    from resources.kafka.sending import Sending  # noqa: PLC0415 - as above

    Sending.of("", "", given(KAFKA_DLQ_SUFFIX))


def _limits() -> None:
    from resources.limits.settings import limits_of  # noqa: PLC0415 - as above

    limits_of(given(OMNINODE_RATE_LIMITS))


def _load() -> None:
    from resources.limits.settings import comfort_of  # noqa: PLC0415 - as above

    comfort_of(given(OMNINODE_RATE_LIMIT_LOAD))


def _redis() -> None:
    from resources.limits.redis import RedisBuckets  # noqa: PLC0415 - as above

    RedisBuckets(given(OMNINODE_REDIS_URL)).close()


def _database() -> None:
    from resources.postgres.url import engine_url  # noqa: PLC0415 - as above

    engine_url(given(DATABASE_URL))


def _brokers() -> None:
    """TLS and passwords are for brokers of one's own."""
    from resources.kafka.access import Access  # noqa: PLC0415 - as above

    Access.of(given(KAFKA_BOOTSTRAP_SERVERS), os.environ).security.asking()


# Only what is set is read: nothing is imported for the rest.
_READINGS: Final[tuple[tuple[Variable, Callable[[], object]], ...]] = (
    (DATABASE_URL, _database),
    (KAFKA_BOOTSTRAP_SERVERS, _brokers),
    (OMNINODE_METRICS_PORT, metrics_port),
    (OMNINODE_RELAY_METRICS_PORT, _relay_port),
    (OMNINODE_INTELLIGENCE_TIMEOUT, patience),
    (OMNINODE_INTELLIGENCE, asked_for_evidence),
    (OMNINODE_ENVIRONMENT, _packing),
    (OMNINODE_KAFKA_PARTITIONING, _partitioning),
    (KAFKA_DLQ_SUFFIX, _suffix),
    (OMNINODE_RATE_LIMITS, _limits),
    (OMNINODE_RATE_LIMIT_LOAD, _load),
    (OMNINODE_REDIS_URL, _redis),
    *(
        (variable, partial(_web, variable))
        for variable in (OMNINODE_ONEXTREE_URL, OMNINODE_LLM_URL)
    ),
)
