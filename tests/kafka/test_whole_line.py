"""The main job on a real broker: a PRD goes in over Kafka, a registered node comes out."""

import json
import subprocess
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
)
from omninode_bridge.ports import Message
from resources.installation import state as states
from resources.kafka.client import KafkaEventLog
from resources.postgres.database import Database
from resources.services.settings import Settings
from tests.command import ROOT, omninode
from tests.faults import installation as faults
from tests.kafka.broker import Broker, running_broker
from tests.kafka.draining import drain
from tests.platform.site import Site, wait_until

pytestmark = pytest.mark.slow

PATIENCE_S = 120
EXAMPLE = ROOT / "examples" / "price_quote.md"


@dataclass(frozen=True)
class Installation:
    broker: Broker
    site: Site
    folder: Path

    def omninode(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return omninode(
            *arguments,
            home=self.site.settings.home,
            more={"KAFKA_BOOTSTRAP_SERVERS": self.broker.address},
        )

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
    folder = tmp_path_factory.mktemp("line")
    home = folder / "home"
    home.mkdir(mode=0o700)
    with running_broker(folder / "kafka") as broker:
        site = Site(Settings(home.resolve(), kafka_bootstrap_servers=broker.address))
        try:
            site.up()
            yield Installation(broker, site, folder)
        finally:
            site.remove()


@pytest.mark.requirement("R147", "R150", "R236", "R241", "R281")
def test_a_document_becomes_a_node_through_a_real_broker(installation: Installation) -> None:
    result = installation.generate()

    assert result["status"] == "completed"
    assert Path(result["output_path"]).is_dir()
    request_id = UUID(result["correlation_id"])
    with KafkaEventLog(installation.broker.address) as log:
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
    with KafkaEventLog(installation.broker.address) as log:
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

    with KafkaEventLog(installation.broker.address) as log:
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
    url = states.running(installation.site.home).endpoints.database_url
    with closing(Database(url, wait_s=60)) as database:
        line = faults.Installation(installation.site, database)
        sent = line.send("asked_first", "asked_second", "asked_third")
        line.await_begin(sent["asked_first"])
        installation.broker.kill()
        installation.broker.start()
        sent |= line.send("asked_afterwards")
        for request_id in sent.values():
            outcome = line.await_end(request_id)
            faults.assert_completed_once(line, outcome)
            assert outcome.attempts == 1
