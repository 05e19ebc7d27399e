"""What `omninode up --kafka apache` refuses. What it starts: `tests/kafka/test_whole_line.py`."""

from pathlib import Path

from pipelines.environment import KAFKA_BOOTSTRAP_SERVERS, OMNINODE_KAFKA
from tests.command import omninode

APACHE = {OMNINODE_KAFKA.name: "apache"}


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
