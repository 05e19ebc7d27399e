"""A real broker of our own: what it has acknowledged is there, whatever happens to it."""

import os
import signal
from pathlib import Path

import pytest

from omninode_bridge.events.topics import STATUS, TOPICS
from pipelines.environment import KAFKA_BOOTSTRAP_SERVERS, OMNINODE_KAFKA
from resources.installation import state as states
from resources.kafka.client import KafkaEventLog
from resources.kafka.topics import compare_topics
from resources.services.settings import Settings
from tests.command import omninode
from tests.kafka.broker import jars
from tests.kafka.draining import drain
from tests.platform.site import Site, wait_until

APACHE = {OMNINODE_KAFKA.name: "apache"}


def address(site: Site) -> str:
    return states.running(site.home).endpoints.kafka_bootstrap_servers


def values(site: Site) -> tuple[str, list[bytes]]:
    with KafkaEventLog(address(site), timeout_s=20) as log:
        return log.cluster_id(), [message.value for message in drain(log, STATUS, {})]


@pytest.mark.slow
def test_messages_survive_down_and_up_and_kill_9(tmp_path: Path) -> None:
    jars()
    site = Site(Settings(tmp_path / "home"))
    try:
        begun = omninode("up", home=site.home.root, more=APACHE)
        assert begun.returncode == 0, begun.stderr
        with KafkaEventLog(address(site)) as log:
            cluster = log.cluster_id()
            log.publish(STATUS, b"kept", key=b"k")
        report = compare_topics(address(site))
        assert (report.missing, report.differences) == ((), ())
        assert len(TOPICS) == 13

        site.down()
        again = omninode("up", "--kafka", "apache", home=site.home.root)
        assert again.returncode == 0, again.stderr
        assert values(site) == (cluster, [b"kept"])

        restarts = site.service("kafka").restarts
        os.kill(site.pid("kafka"), signal.SIGKILL)
        wait_until(lambda: site.service("kafka").restarts > restarts and site.healthy(), 90)
        assert values(site) == (cluster, [b"kept"])
    finally:
        site.remove()


def test_two_brokers_at_once_are_refused(tmp_path: Path) -> None:
    named = {**APACHE, KAFKA_BOOTSTRAP_SERVERS.name: "127.0.0.1:1"}
    done = omninode("up", home=tmp_path / "home", more=named)
    assert done.returncode == 2
    assert "two brokers" in done.stderr


def test_without_java_it_is_said_what_to_install(tmp_path: Path) -> None:
    done = omninode("up", home=tmp_path / "home", more={**APACHE, "PATH": str(tmp_path)})
    assert done.returncode == 4
    assert "needs java" in done.stderr
    assert "Install Java 17" in done.stderr
