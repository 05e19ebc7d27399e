"""The whole line on fakes: one request in, and everything to look at afterwards."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

import dagster as dg
from dagster._core.definitions.reconstruct import ReconstructableJob  # has no public name

from assets.requirements import NODES, GenerationRequest, run_config_of, tags_of
from omninode_bridge.advice.analyzer import CodeAnalyzer
from omninode_bridge.events.decoding import Received, decode, decode_status
from omninode_bridge.events.encoding import encode, key_of, topic_of
from omninode_bridge.events.options import GenerationOptions, WorkspaceContext
from omninode_bridge.events.schemas import (
    CodegenAnalysisRequest,
    CodegenAnalysisResponse,
    CodegenStatusEvent,
)
from omninode_bridge.events.topics import ANALYZE_RESPONSES, STATUS
from omninode_bridge.registry.records import Execution
from omninode_bridge.reliability.limits import RateLimits
from omninode_bridge.stages.recorder import Recorder
from omninode_bridge.stages.strategies import Writing
from pipelines.definitions import defs
from resources.handover.io_manager import HandoverIOManager
from resources.limits.limiter import Limiter
from resources.outbox.relay import Relay
from resources.submitted.client import FolderOfSubmissions
from sensors.admission import Admission
from tests.fakes.documents import FakeDocuments
from tests.fakes.event_log import FakeEventLog
from tests.fakes.executions import FakeExecutions
from tests.fakes.intelligence import FakeIntelligence
from tests.fakes.outbox import FakeOutbox
from tests.fakes.registry import FakeRegistry
from tests.fakes.tally import FakeTally
from tests.fakes.toolchain import FakeFormatter, FakeToolchain
from tests.fakes.turns import FakeTurns
from tests.fakes.warehouse import FakeWarehouse
from tests.fakes.workspace import FakeRegistrar, FakeWorkspace

SESSION: Final = UUID(int=5)
QUOTE: Final = """\
---
type: compute
domain: sales
---
# Order total
Adds up the lines of an order.

## Input
| field | type | constraints |
| --- | --- | --- |
| quantity | int | > 0 |
| unit_price | money | >= 0 |

## Requirements
- R1: The total is the quantity times the unit price.

## Rules
- R1: `total = quantity * unit_price`

## Output
| field | type |
| --- | --- |
| total | money |

## Examples
| quantity | unit_price | total |
| --- | --- | --- |
| 3 | 1.50 | 4.50 |
"""


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Line:
    root: Path
    instance: dg.DagsterInstance
    analyzer: CodeAnalyzer | None = None
    documents: FakeDocuments = field(default_factory=FakeDocuments)
    event_log: FakeEventLog = field(default_factory=FakeEventLog)
    executions: FakeExecutions = field(default_factory=FakeExecutions)
    limiter: Limiter = field(default_factory=lambda: Limiter(RateLimits()))
    knowledge: FakeIntelligence = field(default_factory=FakeIntelligence)
    registry: FakeRegistry = field(default_factory=FakeRegistry)
    tally: FakeTally = field(default_factory=FakeTally)
    toolchain: FakeToolchain = field(default_factory=FakeToolchain)
    turns: FakeTurns = field(init=False)
    warehouse: FakeWarehouse = field(default_factory=FakeWarehouse)
    workspace: FakeWorkspace = field(default_factory=FakeWorkspace)

    def __post_init__(self) -> None:
        self.turns = FakeTurns(self.outbox)

    def resources(self) -> Mapping[str, object]:
        return {
            "admission": self.admission,
            "documents": self.documents,
            "event_log": self.event_log,
            "executions": self.executions,
            "writing": Writing(FakeFormatter()),
            "io_manager": HandoverIOManager(self.root / "handover"),
            "knowledge": self.knowledge,
            "onextree": self.analyzer,
            "outbox": self.outbox,
            "recorder": self.recorder,
            "registrar": FakeRegistrar(self.workspace, self.registry),
            "registry": self.registry,
            "submitted_files": FolderOfSubmissions(self.root),
            "tally": self.tally,
            "toolchain": self.toolchain,
            "turns": self.turns,
            "warehouse": self.warehouse,
            "workspace": self.workspace,
        }

    @property
    def admission(self) -> Admission:
        """With the limiter of this line, on its clock."""
        return Admission(self.limiter, self.recorder, self.executions, self.turns, self.instance)

    @property
    def recorder(self) -> Recorder:
        return self.recorder_at(minutes=0)

    def recorder_at(self, minutes: int) -> Recorder:
        """One whose clock is so much ahead."""
        ahead = timedelta(minutes=minutes)
        return Recorder(self.executions, self.outbox, lambda: now() + ahead)

    @property
    def outbox(self) -> FakeOutbox:
        return self.executions.outbox

    def relay(self) -> None:
        """As the service does whenever something waits."""
        Relay(self.outbox, self.event_log).run_once()

    def as_message(self, request: GenerationRequest | None, text: str) -> CodegenAnalysisRequest:
        """Publish it as a service would; without a request only an analysis is wanted."""
        options = GenerationOptions(enable_intelligence=True) if request else None
        event = CodegenAnalysisRequest(
            correlation_id=UUID(request.correlation_id) if request else uuid4(),
            session_id=SESSION,
            prd_content=text,
            workspace_context=WorkspaceContext(generation=options),
        )
        value = encode(event, event_id=uuid4(), now=now())
        self.event_log.publish(topic_of(event), value, key=key_of(event))
        return event

    def definitions(self) -> dg.Definitions:
        """Those of the product, on fakes."""
        return dg.Definitions(
            assets=defs.assets,
            asset_checks=defs.asset_checks,
            jobs=defs.jobs,
            sensors=defs.sensors,
            resources=self.resources(),
            executor=dg.in_process_executor,
        )

    def request(self, text: str = QUOTE, **options: object) -> GenerationRequest:
        return GenerationRequest.model_validate(
            {
                "document_digest": self.documents.put(text.encode()),
                "correlation_id": str(uuid4()),
                "session_id": str(SESSION),
                **options,
            }
        )

    def generate(
        self, request: GenerationRequest, node: str = "order_total"
    ) -> dg.ExecuteInProcessResult:
        self.instance.add_dynamic_partitions(str(NODES.name), [node])
        job = self.definitions().resolve_job_def("generate_node")
        return job.execute_in_process(
            run_config=run_config_of(request),
            partition_key=node,
            tags=tags_of(request, node),
            instance=self.instance,
            raise_on_error=False,
        )

    def analyze(self, request: CodegenAnalysisRequest) -> None:
        """The run that the sensor starts for a question."""
        config = GenerationRequest(
            document_digest=self.documents.put(request.prd_content.encode()),
            correlation_id=str(request.correlation_id),
            session_id=str(request.session_id),
        )
        job = self.definitions().resolve_job_def("analyze")
        job.execute_in_process(dg.RunConfig(ops={"analyze": config}), instance=self.instance)

    @contextmanager
    def serving(self) -> Iterator[ReconstructableJob]:
        """The job as something that Dagster can load by its name, as launchers do."""
        _serving.append(self)
        try:
            yield dg.reconstructable(generate_node_job)
        finally:
            _serving.remove(self)

    def execution(self, request: GenerationRequest) -> Execution:
        found = self.executions.find(UUID(request.correlation_id))
        assert found is not None
        return found

    def statuses(self) -> list[CodegenStatusEvent]:
        """Of the session, in the order in which they were sent."""
        self.relay()
        received = [decode_status(m.value) for m in self.event_log.published(STATUS)]
        return [each.event for each in received if isinstance(each, Received)]

    def answers(self) -> list[CodegenAnalysisResponse]:
        self.relay()
        messages = self.event_log.published(ANALYZE_RESPONSES)
        received = [decode(m.value, CodegenAnalysisResponse) for m in messages]
        return [each.event for each in received if isinstance(each, Received)]


_serving: Final[list[Line]] = []


def generate_node_job() -> dg.JobDefinition:
    return _serving[-1].definitions().resolve_job_def("generate_node")
