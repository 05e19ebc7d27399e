"""The thirteen topics on a real cluster: made where missing, compared where they exist."""

import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from confluent_kafka import KafkaError, KafkaException, Producer
from confluent_kafka.admin import AdminClient
from confluent_kafka.admin._config import ConfigResource  # public, only not re-exported
from confluent_kafka.admin._metadata import ClusterMetadata  # public, only not re-exported
from confluent_kafka.admin._resource import ResourceType  # public, only not re-exported
from confluent_kafka.cimpl import NewTopic

from omninode_bridge.events.topics import TOPICS, Topic
from resources.kafka.access import Access
from resources.kafka.diagnosis import diagnose
from resources.kafka.failures import failure

TIMEOUT_S: Final = 10.0
LEADER_CHECK_S: Final = 0.05


@dataclass(frozen=True, slots=True)
class TopicsReport:
    """What was made, what is missing, and what differs from the plan and was left, in sentences.

    `administered` is false where the cluster knows no administration (the embedded endpoint).
    """

    created: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()
    administered: bool = True


def compare_topics(access: str | Access, topics: Iterable[Topic] = TOPICS.values()) -> TopicsReport:
    """Changes nothing. Raises `UnavailableError` where the cluster does not answer or refuses."""
    access = Access.at(access)
    with _failures(access):
        return _compare(_Cluster(access), {topic.name: topic for topic in topics})


def ensure_topics(access: str | Access, topics: Iterable[Topic] = TOPICS.values()) -> TopicsReport:
    """Idempotent. Never changes what exists: it may be somebody else's decision.

    Raises `UnavailableError` where the cluster does not answer or refuses.
    """
    wanted, access = {topic.name: topic for topic in topics}, Access.at(access)
    with _failures(access):
        cluster = _Cluster(access)
        report = _compare(cluster, wanted)
        if not report.administered:
            found = _ask_for(Producer(cluster.settings), list(wanted))
            differences = _partition_differences(wanted, found)
            return TopicsReport(report.missing, (), differences, administered=False)
        created = _create(cluster.admin, [wanted[name] for name in report.missing])
        _await_leaders(cluster.admin, created)
        return TopicsReport(created, (), report.differences)


class _Cluster:
    """What it has now."""

    def __init__(self, access: Access) -> None:
        self.settings: dict[str, str | int | float | bool] = {
            **access.of_confluent(),
            "client.id": "omninode",
            "log_level": 2,
        }
        self.admin = AdminClient(self.settings)
        self.metadata = self.admin.list_topics(timeout=TIMEOUT_S)
        self.administered = self.metadata.controller_id in self.metadata.brokers


def _compare(cluster: _Cluster, wanted: Mapping[str, Topic]) -> TopicsReport:
    there = {name: topic for name, topic in wanted.items() if name in cluster.metadata.topics}
    missing = tuple(name for name in wanted if name not in there)
    differences = _partition_differences(there, _partition_counts(cluster.metadata))
    if cluster.administered:
        differences += _setting_differences(cluster.admin, there)
    return TopicsReport((), missing, differences, cluster.administered)


@contextmanager
def _failures(access: Access) -> Iterator[None]:
    # The library would only run into its time limit where we are refused.
    if access.is_secured and (problem := diagnose(access)):
        raise problem
    try:
        yield
    except KafkaException as error:
        unknown = failure(access.servers, "omninode_codegen_*", error.args[0])
        raise (diagnose(access) or unknown) from error


def _create(admin: AdminClient, missing: list[Topic]) -> tuple[str, ...]:
    """The names that we made; one that somebody else made meanwhile is not among them."""
    if not missing:
        return ()
    requested = admin.create_topics(
        # -1: as many copies as the cluster's own default says.
        [
            NewTopic(
                topic.name,
                num_partitions=topic.partitions,
                replication_factor=-1,
                config=dict(topic.settings),
            )
            for topic in missing
        ],
        operation_timeout=TIMEOUT_S,
        request_timeout=TIMEOUT_S,
    )
    return tuple(name for name, future in requested.items() if _was_created(future))


def _was_created(future: Future[None]) -> bool:
    try:
        future.result()
    except KafkaException as error:
        if error.args[0].code() == KafkaError.TOPIC_ALREADY_EXISTS:
            return False
        raise
    return True


def _await_leaders(admin: AdminClient, names: Collection[str]) -> None:
    """A new topic cannot be used until the whole cluster has heard of it."""
    deadline = time.monotonic() + TIMEOUT_S
    while time.monotonic() < deadline:
        topics = admin.list_topics(timeout=TIMEOUT_S).topics
        partitions = {name: topics[name].partitions if name in topics else {} for name in names}
        if all(held and all(p.leader >= 0 for p in held.values()) for held in partitions.values()):
            return
        time.sleep(LEADER_CHECK_S)


def _ask_for(producer: Producer, names: list[str]) -> Mapping[str, int]:
    """Partitions by topic. A producer that asks for a topic makes it, where that is allowed."""
    found: dict[str, int] = {}
    for name in names:
        found |= _partition_counts(producer.list_topics(name, timeout=TIMEOUT_S))
    return found


def _partition_counts(metadata: ClusterMetadata) -> Mapping[str, int]:
    return {name: len(topic.partitions) for name, topic in metadata.topics.items()}


def _partition_differences(
    wanted: Mapping[str, Topic], found: Mapping[str, int]
) -> tuple[str, ...]:
    return tuple(
        f"{name}: {found.get(name, 0)} partitions, planned {topic.partitions}"
        for name, topic in wanted.items()
        if found.get(name, 0) != topic.partitions
    )


def _setting_differences(admin: AdminClient, wanted: Mapping[str, Topic]) -> tuple[str, ...]:
    if not wanted:
        return ()
    asked = [ConfigResource(ResourceType.TOPIC, name) for name in wanted]
    answers = admin.describe_configs(asked, request_timeout=TIMEOUT_S)
    differences = []
    for resource, future in answers.items():
        held = future.result()
        for setting, planned in wanted[resource.name].settings.items():
            actual = held[setting].value
            if actual != planned:
                differences.append(f"{resource.name}: {setting} is {actual}, planned {planned}")
    return tuple(sorted(differences))
