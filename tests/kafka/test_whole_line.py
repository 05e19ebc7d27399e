"""The main job on a real broker of our own: a PRD goes in over Kafka, a registered node comes out.

What the broker has acknowledged is there, whatever happens to it.
"""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from omninode_bridge.events.dead_letters import DeadLetter, original
from omninode_bridge.events.decoding import Received, decode, decode_status
from omninode_bridge.events.enumerations import SessionStatus
from omninode_bridge.events.schemas import CodegenAnalysisResponse
from omninode_bridge.events.topics import (
    ANALYZE_DEAD_LETTERS,
    ANALYZE_REQUESTS,
    ANALYZE_RESPONSES,
    STATUS,
    TOPICS,
)
from omninode_bridge.ports import Message
from pipelines.environment import OMNINODE_KAFKA
from resources.installation import state as states
from resources.kafka.client import KafkaEventLog
from resources.kafka.topics import compare_topics
from resources.postgres.database import Database
from resources.services.settings import Settings
from tests.chaos.plan import Size, Target, plan
from tests.command import ROOT, omninode
from tests.faults import installation as faults
from tests.kafka.broker import jars
from tests.kafka.draining import drain
from tests.platform.site import Site, wait_until

pytestmark = pytest.mark.slow

PATIENCE_S = 120
# Its plan kills each of those that are named below.
SEED = 953
EXAMPLE = ROOT / "examples" / "price_quote.md"


@dataclass(frozen=True)
class Installation:
    site: Site
    folder: Path

    @property
    def broker(self) -> str:
        return states.running(self.site.home).endpoints.kafka_bootstrap_servers

    def omninode(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return omninode(*arguments, home=self.site.home.root)

    def requested(self) -> tuple[str, list[bytes]]:
        """The broker's own name for its cluster, and all requests that it keeps.

        Which partition is delivered first is chance, so they are sorted.
        """
        with KafkaEventLog(self.broker, timeout_s=20) as log:
            kept = drain(log, ANALYZE_REQUESTS, {})
            return log.cluster_id(), sorted(each.value for each in kept)

    def generate(self) -> dict[str, Any]:  # what `--format json` prints
        done = self.omninode(
            *("generate", "--prd", str(EXAMPLE), "--format", "json", "--timeout", "280"),
            *("--output-dir", str(self.folder / "out")),
        )
        assert done.returncode == 0, done.stderr + done.stdout
        result: dict[str, Any] = json.loads(done.stdout)  # as above
        return result

    def requests(self) -> list[dict[str, Any]]:  # as above
        done = self.omninode("requests", "list", "--format", "json")
        assert done.returncode == 0, done.stderr
        rows: list[dict[str, Any]] = json.loads(done.stdout)  # as above
        return rows


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    jars()
    folder = tmp_path_factory.mktemp("line")
    site = Site(Settings(folder / "home"))
    try:
        begun = omninode("up", home=site.home.root, more={OMNINODE_KAFKA.name: "apache"})
        assert begun.returncode == 0, begun.stderr
        yield Installation(site, folder)
    finally:
        site.remove()


def test_up_has_made_the_topics(installation: Installation) -> None:
    report = compare_topics(installation.broker)
    assert (report.missing, report.differences) == ((), ())
    assert len(TOPICS) == 13


@pytest.mark.requirement("R147", "R150", "R236", "R241", "R281")
def test_a_document_becomes_a_node_through_a_real_broker(installation: Installation) -> None:
    result = installation.generate()

    assert result["status"] == "completed"
    assert Path(result["output_path"]).is_dir()
    request_id = UUID(result["correlation_id"])
    with KafkaEventLog(installation.broker) as log:
        statuses = [decode_status(m.value) for m in drain(log, STATUS, {})]
        answers = [
            decode(m.value, CodegenAnalysisResponse) for m in drain(log, ANALYZE_RESPONSES, {})
        ]
    told = [
        each.event
        for each in statuses
        if isinstance(each, Received) and each.correlation_id == request_id
    ]
    progress = [event.progress_percentage for event in told]
    assert progress == sorted(progress)
    assert (told[-1].status, progress[-1]) == (SessionStatus.COMPLETED, 100)
    assert told[-1].metadata.quality_score == result["quality_score"]
    [answer] = [
        each.event
        for each in answers
        if isinstance(each, Received) and each.correlation_id == request_id
    ]
    assert answer.analysis_result["node_name"] == result["node_name"]


def test_a_request_sent_twice_and_one_that_is_none_start_nothing(
    installation: Installation,
) -> None:
    with KafkaEventLog(installation.broker) as log:
        sent = drain(log, ANALYZE_REQUESTS, {})
        log.publish(ANALYZE_REQUESTS, b"not a request", key=b"stranger")
        log.publish(ANALYZE_REQUESTS, sent[0].value, key=sent[0].key)
    before = len(installation.requests())

    result = installation.generate()
    letters = installation.omninode("dlq", "list", "--format", "json")

    assert result["status"] == "completed"
    assert len(installation.requests()) == before + 1
    assert "Not JSON" in letters.stdout


def test_what_cannot_be_read_comes_back_exactly_as_it_was(installation: Installation) -> None:
    def letters() -> list[Message]:
        found = drain(log, ANALYZE_DEAD_LETTERS, {})
        return [letter for letter in found if letter.key == b"k\xff"]

    with KafkaEventLog(installation.broker) as log:
        log.publish(ANALYZE_REQUESTS, b"\xffno text", key=b"k\xff", headers=[("h", b"\x00")])
        wait_until(lambda: len(letters()) == 1, PATIENCE_S)
        name = letters()[0].id.removeprefix("omninode_codegen_")
        again = installation.omninode("dlq", "redrive", "--filter", f"id={name}")
        assert again.stdout.endswith(f"sent to {ANALYZE_REQUESTS}\n"), again.stderr
        wait_until(lambda: len(letters()) == 2, PATIENCE_S)
        letter = DeadLetter.model_validate_json(letters()[-1].value)
    assert letter.retry_count == 1
    returned = original(letter)
    assert (returned.value, returned.key, returned.headers) == (
        *(b"\xffno text", b"k\xff"),
        (("h", b"\x00"),),
    )


def test_a_broker_that_dies_in_the_middle_loses_and_doubles_nothing(
    installation: Installation,
) -> None:
    site = installation.site
    url = states.running(site.home).endpoints.database_url
    with closing(Database(url, wait_s=60)) as database:
        line = faults.Installation(site, database)
        sent = line.send("asked_first", "asked_second", "asked_third")
        line.await_begin(sent["asked_first"])
        cluster, requested = installation.requested()
        restarts = site.service("kafka").restarts
        os.kill(site.pid("kafka"), signal.SIGKILL)
        wait_until(lambda: site.service("kafka").restarts > restarts and site.healthy(), 90)
        assert installation.requested() == (cluster, requested)
        sent |= line.send("asked_afterwards")
        for request_id in sent.values():
            outcome = line.await_end(request_id)
            faults.assert_completed_once(line, outcome)
            assert outcome.attempts == 1


@pytest.mark.requirement("R151", "R161")
def test_nothing_is_lost_or_doubled_while_everything_is_killed(installation: Installation) -> None:
    """The short form of `make chaos`."""
    size = Size(requests=6, events=400, strikes=4)
    assert {each.target for each in plan(SEED, size).strikes} == {
        *(Target.BROKER, Target.DATABASE, Target.RUN_WORKER, Target.INTELLIGENCE)
    }
    wanted = ("--seed", SEED, "--requests", 6, "--events", 400, "--strikes", 4)
    done = subprocess.run(
        [sys.executable, "-m", "tests.chaos", "--home", str(installation.site.home.root)]
        + [str(each) for each in wanted],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    assert "  0 lost, 0 doubled, 0 wrong" in done.stdout.splitlines()
    counts = dict(re.findall(r"^  (\S.*?\S) +(\d+)$", done.stdout, re.MULTILINE))
    assert counts["outcomes"] == counts["registry versions"] == "6"
    assert counts["facts"] == "406"
    assert counts["dead letters"] == counts["pieces of garbage on the topics"] != "0"


def test_messages_survive_down_and_up(installation: Installation) -> None:
    before = installation.requested()
    assert len(before[1]) > 1
    installation.site.down()
    again = installation.omninode("up", "--kafka", "apache")
    assert again.returncode == 0, again.stderr
    assert installation.requested() == before
