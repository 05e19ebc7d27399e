"""A whole installation to be broken: requests go in over Kafka, and all that came out of them."""

import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from uuid import UUID, uuid4

import pytest

from omninode_bridge.events.decoding import Received, decode, decode_status
from omninode_bridge.events.encoding import encode, key_of, topic_of
from omninode_bridge.events.options import GenerationOptions, WorkspaceContext
from omninode_bridge.events.schemas import CodegenAnalysisRequest, CodegenAnalysisResponse
from omninode_bridge.events.topics import ANALYZE_RESPONSES, STATUS
from omninode_bridge.registry.lifecycle import FINAL, attempt_of
from omninode_bridge.registry.records import Execution, NodeVersion, State, Transition
from pipelines.environment import OMNINODE_INTELLIGENCE_TIMEOUT
from resources.installation import state as states
from resources.kafka.client import KafkaEventLog
from resources.postgres.database import Database
from resources.postgres.executions import PostgresExecutions
from resources.postgres.outbox import PostgresOutbox
from resources.postgres.registry import PostgresRegistry
from resources.services.settings import Settings
from resources.workspace.client import FolderWorkspace
from resources.workspace.registration import Registration
from tests.command import ROOT, omninode
from tests.flows.line import QUOTE
from tests.kafka.draining import drain
from tests.platform.site import Site, wait_until

ENDED_S: Final = 300.0
FILES: Final = {"README.md", "QUALITY.md", "quality.json", "pyproject.toml"}
ENDS: Final = {state.value for state in FINAL}


def document(node: str) -> str:
    return QUOTE.replace("type: compute", f"type: compute\nnode: {node}")


@dataclass(frozen=True)
class Outcome:
    """`ends` and `answers` are the ids of the distinct events that were told."""

    execution: Execution
    history: Sequence[Transition]
    versions: Sequence[NodeVersion]
    ends: Mapping[UUID | None, str]
    answers: frozenset[UUID | None]

    @property
    def state(self) -> State:
        return self.execution.state

    @property
    def attempts(self) -> int:
        return attempt_of(self.history)


@dataclass(frozen=True)
class Installation:
    site: Site
    database: Database

    @property
    def faults(self) -> Path:
        return self.site.home.root / "faults"

    @property
    def kafka(self) -> str:
        return states.running(self.site.home).endpoints.kafka_bootstrap_servers

    @property
    def executions(self) -> PostgresExecutions:
        return PostgresExecutions(self.database)

    @property
    def registry(self) -> PostgresRegistry:
        return PostgresRegistry(self.database)

    def send(self, *nodes: str) -> dict[str, UUID]:
        """One request for each node; what its document says is the same."""
        sent = {}
        with KafkaEventLog(self.kafka) as log:
            for node in nodes:
                request = CodegenAnalysisRequest(
                    correlation_id=uuid4(),
                    session_id=uuid4(),
                    prd_content=document(node),
                    workspace_context=WorkspaceContext(generation=GenerationOptions()),
                )
                value = encode(request, event_id=uuid4(), now=datetime.now(UTC))
                log.publish(topic_of(request), value, key=key_of(request))
                sent[node] = request.correlation_id
        return sent

    def await_mark(self, node: str) -> None:
        wait_until((self.faults / f"{node}.reached").exists, ENDED_S, f"{node} has met no fault")

    def let_go(self, node: str) -> None:
        (self.faults / f"{node}.go").touch()

    def await_end(self, request_id: UUID) -> Outcome:
        """Until it is recorded and told."""
        wait_until(lambda: self._has_ended(request_id), ENDED_S, f"{request_id} did not end")
        return self.outcome(request_id)

    def await_begin(self, request_id: UUID) -> None:
        """Until a run works on it."""
        wait_until(
            lambda: bool(self.executions.history(request_id)), ENDED_S, f"{request_id} waits"
        )

    def await_attempt(self, request_id: UUID, number: int) -> None:
        """Until it has begun, or waits to begin."""
        wait_until(
            lambda: attempt_of(self.executions.history(request_id)) >= number,
            ENDED_S,
            f"{request_id} has no attempt {number}",
        )

    def outcome(self, request_id: UUID) -> Outcome:
        execution = self.executions.find(request_id)
        assert execution is not None
        with KafkaEventLog(self.kafka) as log:
            told = [decode_status(each.value) for each in drain(log, STATUS, {})]
            answered = [
                decode(each.value, CodegenAnalysisResponse)
                for each in drain(log, ANALYZE_RESPONSES, {})
            ]
        return Outcome(
            execution,
            self.executions.history(request_id),
            self.registry.versions(execution.node_name),
            {
                each.event_id: each.event.status.value
                for each in told
                if isinstance(each, Received)
                and each.correlation_id == request_id
                and each.event.status.value in ENDS
            },
            frozenset(
                each.event_id
                for each in answered
                if isinstance(each, Received) and each.correlation_id == request_id
            ),
        )

    def omninode(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return omninode(*arguments, home=self.site.home.root)

    def trees(self) -> dict[str, set[str]]:
        """Files of each package that readers can find, by its path."""
        return {
            str(package): {str(f.relative_to(package)) for f in package.rglob("*") if f.is_file()}
            for package in self.site.home.workspace.glob("versions/*/*")
        }

    def clean(self) -> list[str]:
        """What half-written things are left after the recovery has removed what it can."""
        workspace = self.site.home.workspace
        Registration(FolderWorkspace(workspace), self.registry).recover()
        return [
            str(each) for name in (".staging", ".pending") for each in workspace.glob(f"{name}/*")
        ]

    def _has_ended(self, request_id: UUID) -> bool:
        execution = self.executions.find(request_id)
        if execution is None or execution.state not in FINAL:
            return False
        waiting = PostgresOutbox(self.database).waiting(1000)
        return all(entry.lane != execution.session_id for entry in waiting)


def assert_completed_once(line: Installation, outcome: Outcome) -> None:
    assert outcome.state is State.COMPLETED, (outcome.execution, outcome.history)
    [version] = outcome.versions
    assert version.correlation_id == outcome.execution.correlation_id
    assert outcome.execution.result is not None
    assert outcome.execution.result["output_path"] == version.path
    assert line.trees()[version.path] >= FILES
    assert list(outcome.ends.values()) == ["completed"]
    assert len(outcome.answers) == 1


@contextmanager
def installed(database_url: str) -> Iterator[Installation]:
    """With faults in its code location (see `tests.faults.location`)."""
    with TemporaryDirectory(prefix="omninode-faults-", dir="/tmp") as folder:
        home = Path(folder) / "home"
        home.mkdir(mode=0o700)
        site = Site(
            Settings(
                home,
                database_url=database_url,
                module="tests.faults.location",
                directory=str(ROOT),
                monitoring_poll_s=2,
                kill_after_s=2,
            )
        )
        try:
            with pytest.MonkeyPatch.context() as patch:
                # A machine that is busy with other tests answers late.
                patch.setenv(OMNINODE_INTELLIGENCE_TIMEOUT.name, "200")
                site.up()
            with closing(Database(database_url, wait_s=60)) as database:
                yield Installation(site, database)
        finally:
            site.remove()
