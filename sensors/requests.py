"""Requests on Kafka become runs. The position lies in the cursor, and a run's key is its request.

A record that cannot be read goes to the dead letters; one that cannot be handled now stops the
tick before it, so that nothing behind it is forgotten.
"""

import json
import time
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from logging import Logger
from typing import Final

import dagster as dg
from dagster import ResourceParam
from dagster._core.definitions.unresolved_asset_job_definition import (
    UnresolvedAssetJobDefinition,  # what `define_asset_job` returns has no public name
)

from assets.requirements import NODES, GenerationRequest, run_config_of, tags_of
from omninode_bridge.errors import BridgeError, InvalidRequestError, LimitExceededError
from omninode_bridge.events.decoding import Received, Unreadable, decode
from omninode_bridge.events.options import GenerationOptions
from omninode_bridge.events.outbox import Entry
from omninode_bridge.events.requesters import requester_of
from omninode_bridge.events.schemas import CodegenAnalysisRequest
from omninode_bridge.events.topics import ANALYZE_REQUESTS
from omninode_bridge.intelligence.asking import is_of_pipeline
from omninode_bridge.metrics.tally import Tally
from omninode_bridge.ports import Documents, EventLog, Message
from omninode_bridge.requirements.title import peek_name
from omninode_bridge.stages.analysis import ANSWERS
from omninode_bridge.stages.refusal import refusal_entries
from sensors.admission import Admission
from sensors.dead_letters import DeadLetters

NAME: Final = "generation_requests"
ANALYZE: Final = "analyze"
GENERATE: Final = "generate_node"
# A tick must end well below a minute, and the runs start only when it has ended.
MESSAGES_PER_TICK: Final = 100
LONG_POLL_S: Final = 4.0
TAKEN_WITHIN_S: Final = 5.0


Job = dg.JobDefinition | UnresolvedAssetJobDefinition


@dataclass(frozen=True, slots=True)
class Cursor:
    """Next offset by partition, and the cluster in which these offsets mean something."""

    cluster_id: str = ""
    position: Mapping[int, int] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str | None) -> "Cursor":
        """What is no cursor of ours counts as none: reading again starts no second run."""
        try:
            held = json.loads(text or "{}")
            position = {int(number): int(offset) for number, offset in held["position"].items()}
            return cls(str(held["cluster_id"]), position)
        except (ValueError, TypeError, KeyError, AttributeError):
            return cls()

    def __str__(self) -> str:
        return json.dumps({"cluster_id": self.cluster_id, "position": dict(self.position)})


@dataclass(slots=True)
class Intake:
    """What one tick has taken in so far."""

    event_log: EventLog
    documents: Documents
    log: Logger
    admission: Admission
    cluster_id: str = ""
    runs: dict[str, dg.RunRequest] = field(default_factory=dict)
    outcomes: Counter[str] = field(default_factory=Counter)

    def take(self, message: Message) -> None:
        """Raises `BridgeError` where the message must be tried again later."""
        received = decode(message.value, CodegenAnalysisRequest)
        if isinstance(received, Unreadable):
            self._reject(message, received)
            return
        request = received.event
        if is_of_pipeline(request) or str(request.correlation_id) in self.runs:
            return  # A run asks the intelligence service, and goes on without its answer.
        try:
            self._admit(message, received)
        except (InvalidRequestError, LimitExceededError) as error:
            self._reject(message, _problem(request, error.message, error.code))
        except BridgeError:
            raise
        except Exception as error:  # the edge of one record: it must not block those behind it
            self.log.exception("Could not handle %s", message.id)
            self._reject(message, _problem(request, repr(error)[:500], "internal_error"))

    def _admit(self, message: Message, received: Received[CodegenAnalysisRequest]) -> None:
        """What asks for a node waits where it must; a question is refused, with the time to wait:
        whoever asks waits for the answer.
        """
        request, user = received.event, requester_of(received)
        options = request.workspace_context.generation
        if options is None and (problem := self.admission.analysis(request, user)):
            self._refuse(message, request, problem)
            return
        digest = self.documents.put(request.prd_content.encode())
        config = _config_of(request, options or GenerationOptions(), digest, user)
        node = peek_name(request.prd_content)
        begins = options is None or self.admission.generation(config, node)
        if begins:
            job = ANALYZE if options is None else GENERATE
            self.runs[config.correlation_id] = _run_of(config, node, job)
        self.outcomes["taken" if begins else "on_record"] += 1

    def _refuse(
        self, message: Message, request: CodegenAnalysisRequest, problem: Unreadable
    ) -> None:
        """Once, whoever else may answer it, and whatever dies meanwhile."""
        self.log.warning("Refused %s: %s", message.id, problem.reason)
        self.admission.turns.tell(
            ANSWERS, request.correlation_id, lambda: self._told(message, problem)
        )
        self.outcomes["refused"] += 1

    def _reject(self, message: Message, problem: Unreadable) -> None:
        self.log.warning("Rejected %s: %s", message.id, problem.reason)
        letters = DeadLetters(self.event_log, self.documents, NAME)
        letters.put(message, problem, datetime.now(UTC))
        # Read again after a crash, it is one letter and one refusal.
        self.admission.tell(self._told(message, problem))
        self.outcomes["rejected"] += 1

    def _told(self, message: Message, problem: Unreadable) -> Collection[Entry]:
        """Whoever asked is waiting for an answer and for the end of the session."""
        place = f"{self.cluster_id}/{message.id}"
        return refusal_entries(problem, place, now=self.admission.clock())


def requests_sensor(generate: Job, analyze: Job) -> dg.SensorDefinition:
    """The sensor over the jobs `generate_node` (a partition per node) and `analyze` (none)."""

    @dg.sensor(
        name=NAME,
        jobs=[generate, analyze],
        minimum_interval_seconds=1,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Starts one run for each new request on Kafka.",
    )
    def generation_requests(
        context: dg.SensorEvaluationContext,
        event_log: ResourceParam[EventLog],
        documents: ResourceParam[Documents],
        admission: ResourceParam[Admission],
        tally: ResourceParam[Tally],
    ) -> dg.SensorResult | dg.SkipReason:
        intake = Intake(event_log, documents, context.log, admission)
        found = read_requests(Cursor.parse(context.cursor), intake)
        tally.count(NAME, intake.outcomes, at=admission.clock())
        return found

    return generation_requests


def read_requests(cursor: Cursor, intake: Intake) -> dg.SensorResult | dg.SkipReason:
    event_log = intake.event_log
    try:
        intake.cluster_id = cluster_id = event_log.cluster_id()
        since = cursor.position if cursor.cluster_id == cluster_id else {}
        batch = event_log.read(
            ANALYZE_REQUESTS, since=since, limit=MESSAGES_PER_TICK, wait_s=LONG_POLL_S
        )
    except BridgeError as error:
        return dg.SkipReason(str(error))
    notice = ""
    if cursor.cluster_id not in {"", cluster_id}:
        notice = f"Kafka is another cluster now ({cluster_id}): reading from the beginning. "
        intake.log.warning(notice)
    taken = _take_all(batch.messages, intake)
    position = dict(batch.position)
    for message in reversed(batch.messages[taken:]):
        position[message.partition] = message.offset
    runs = list(intake.runs.values())
    names = sorted({str(run.partition_key) for run in runs if run.partition_key})
    return dg.SensorResult(
        run_requests=runs,
        skip_reason=None if runs else f"{notice}No new request in {taken} messages.",
        dynamic_partitions_requests=[NODES.build_add_request(names)] if names else [],
        cursor=str(Cursor(cluster_id, position)),
    )


def _take_all(messages: tuple[Message, ...], intake: Intake) -> int:
    """How many were taken; the first that must wait ends the tick, and so does its time."""
    until = time.monotonic() + TAKEN_WITHIN_S
    for count, message in enumerate(messages):
        if count and time.monotonic() > until:
            return count
        try:
            intake.take(message)
        except LimitExceededError as error:
            intake.outcomes["lost"] += 1
            intake.log.error("%s is lost, its key and headers fit nowhere: %s", message.id, error)  # noqa: TRY400  foreseen
        except BridgeError as error:
            intake.outcomes["postponed"] += 1
            intake.log.warning("%s waits for the next tick: %s", message.id, error)
            return count
    return len(messages)


def _run_of(config: GenerationRequest, node: str, job: str) -> dg.RunRequest:
    is_analysis = job == ANALYZE
    return dg.RunRequest(
        job_name=job,
        run_key=config.correlation_id,
        partition_key=None if is_analysis else node,
        run_config=dg.RunConfig(ops={ANALYZE: config}) if is_analysis else run_config_of(config),
        tags=tags_of(config, node),
    )


def _config_of(
    request: CodegenAnalysisRequest, options: GenerationOptions, digest: str, user: str
) -> GenerationRequest:
    return GenerationRequest(
        document_digest=digest,
        correlation_id=str(request.correlation_id),
        session_id=str(request.session_id),
        node_type=options.node_type and options.node_type.value,
        domain=options.domain,
        enable_intelligence=options.enable_intelligence,
        profile=options.profile and options.profile.value,
        min_coverage=options.min_coverage,
        enable_onextree=options.enable_onextree,
        requester=user,
    )


def _problem(request: CodegenAnalysisRequest, reason: str, code: str) -> Unreadable:
    return Unreadable(reason, request.correlation_id, request.session_id, code)
