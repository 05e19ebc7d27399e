"""What the libraries' errors mean to those who call us."""

import logging
from typing import Final

from confluent_kafka import KafkaError

from omninode_bridge.errors import LimitExceededError, UnavailableError

START: Final = "Start it with `omninode up`, or set KAFKA_BOOTSTRAP_SERVERS to a running broker."


def failure(servers: str, topic: str, error: KafkaError) -> UnavailableError:
    if error.code() in {KafkaError.UNKNOWN_TOPIC_OR_PART, KafkaError._UNKNOWN_TOPIC}:  # noqa: SLF001  its public name
        return no_topic(servers, topic)
    return unavailable(servers, error.str())


def unavailable(servers: str, why: str) -> UnavailableError:
    return UnavailableError(
        f"Kafka at {servers} did not answer: {why}",
        hint=START,
    )


def no_topic(servers: str, topic: str) -> UnavailableError:
    return UnavailableError(
        f"Kafka at {servers} has no topic {topic}",
        hint="`omninode up` creates the topics, or creates what is missing on your broker.",
    )


def too_large(topic: str, why: str) -> LimitExceededError:
    return LimitExceededError(
        f"The message is too large for {topic}: {why}",
        hint="Send a smaller document, or raise max.message.bytes of the topic.",
    )


def calm_library() -> None:
    """A broker that is down would fill the log; what matters to us is raised."""
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
