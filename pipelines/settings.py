"""What the environment sets for the services, read before they start: a mistake is said at once."""

import os
from collections.abc import Callable, Iterator
from typing import Final

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.settings import choice, port, seconds
from pipelines.environment import (
    KAFKA_BOOTSTRAP_SERVERS,
    OMNINODE_ENVIRONMENT,
    OMNINODE_INTELLIGENCE,
    OMNINODE_INTELLIGENCE_TIMEOUT,
    OMNINODE_KAFKA_PARTITIONING,
    OMNINODE_METRICS_PORT,
    OMNINODE_RATE_LIMIT_LOAD,
    OMNINODE_RATE_LIMITS,
    OMNINODE_REDIS_URL,
    OMNINODE_RELAY_METRICS_PORT,
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
    for variables, read in _READINGS:
        if not any(given(variable) for variable in variables):
            continue
        try:
            read()
        except InvalidRequestError as error:
            yield error


def _relay_port() -> None:
    port(OMNINODE_RELAY_METRICS_PORT.name, given(OMNINODE_RELAY_METRICS_PORT))


def _sending() -> None:
    from resources.kafka.sending import Sending  # noqa: PLC0415 - seldom needed

    Sending.of(given(OMNINODE_ENVIRONMENT), given(OMNINODE_KAFKA_PARTITIONING))


def _limits() -> None:
    from resources.limits.settings import limiter_of  # noqa: PLC0415 - as above

    asked = (OMNINODE_RATE_LIMITS, OMNINODE_RATE_LIMIT_LOAD, OMNINODE_REDIS_URL)
    limiter_of(*map(given, asked))


def _security() -> None:
    from resources.kafka.security import Security  # noqa: PLC0415 - as above

    Security.of(os.environ)


# Only what is set is read: nothing is imported for the rest.
_READINGS: Final[tuple[tuple[tuple[Variable, ...], Callable[[], object]], ...]] = (
    ((OMNINODE_METRICS_PORT,), metrics_port),
    ((OMNINODE_RELAY_METRICS_PORT,), _relay_port),
    ((OMNINODE_INTELLIGENCE_TIMEOUT,), patience),
    ((OMNINODE_INTELLIGENCE,), asked_for_evidence),
    ((OMNINODE_ENVIRONMENT, OMNINODE_KAFKA_PARTITIONING), _sending),
    ((OMNINODE_RATE_LIMITS, OMNINODE_RATE_LIMIT_LOAD, OMNINODE_REDIS_URL), _limits),
    # TLS and passwords are for brokers of one's own.
    ((KAFKA_BOOTSTRAP_SERVERS,), _security),
)
