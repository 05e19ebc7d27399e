"""Request on Kafka to completed on Kafka, with the full gate, on a running installation."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID, uuid4

from benchmarks import stack
from benchmarks.documents import document
from benchmarks.figures import Figure, percentile, spread
from omninode_bridge.events.options import GenerationOptions, WorkspaceContext
from omninode_bridge.events.schemas import CodegenAnalysisRequest, CodegenStatusEvent
from omninode_bridge.registry.records import State
from pipelines.cli import connections
from pipelines.cli.session import Session
from resources.kafka.client import KafkaEventLog

ONE_BY_ONE = 30
AT_ONCE = 10
TIMEOUT_S = 300.0


@dataclass
class Timing:
    """Seconds from publishing to the final status, and what the stages said of themselves."""

    total: float = 0.0
    state: str = "no end"
    stages: dict[str, float] = field(default_factory=dict)

    def watch(self, event: CodegenStatusEvent) -> None:
        known = event.metadata
        if known.current_step and known.step_duration_ms is not None:
            self.stages[known.current_step] = known.step_duration_ms / 1000


def _request(text: str, correlation_id: UUID, session_id: UUID) -> CodegenAnalysisRequest:
    return CodegenAnalysisRequest(
        correlation_id=correlation_id,
        session_id=session_id,
        prd_content=text,
        workspace_context=WorkspaceContext(generation=GenerationOptions()),
    )


def _publish(log: KafkaEventLog, text: str) -> Session:
    ids = uuid4(), uuid4()
    session = Session(log, correlation_id=ids[0], session_id=ids[1])
    session.publish(_request(text, *ids), event_id=uuid4(), now=datetime.now(UTC))
    return session


def timed(log: KafkaEventLog, text: str) -> Timing:
    timing, started = Timing(), time.perf_counter()
    ended = _publish(log, text).follow(TIMEOUT_S, timing.watch)
    timing.total = time.perf_counter() - started
    if ended is not None:
        timing.state = ended.status.status.value
    return timing


def _parts(timings: list[Timing]) -> Mapping[str, list[float]]:
    parts: dict[str, list[float]] = {}
    for timing in timings:
        for stage, seconds in timing.stages.items():
            parts.setdefault(stage, []).append(seconds)
        rest = timing.total - sum(timing.stages.values())
        parts.setdefault("waiting, launching, telling", []).append(rest)
    return parts


def _one_by_one(log: KafkaEventLog, first: int) -> None:
    timed(log, document(first))  # the first one warms caches
    before = stack.cpu_seconds()
    timings = [timed(log, document(first + 1 + n)) for n in range(ONE_BY_ONE)]
    cpu = (stack.cpu_seconds() - before) / ONE_BY_ONE
    print(f"Request to completed, {ONE_BY_ONE} documents one after another ({stack.load()})")
    completed = sum(timing.state == State.COMPLETED.value for timing in timings)
    print(f"  completed {completed} of {ONE_BY_ONE}")
    print(Figure("p95", percentile([each.total for each in timings], 0.95), 5, "s"))
    print(spread("total", [each.total for each in timings], "s"))
    for part, seconds in _parts(timings).items():
        print(spread(part, seconds, "s"))
    print(Figure("CPU of all services for each", cpu, None, "s"))


def _at_once(log: KafkaEventLog, first: int) -> None:
    print(f"{AT_ONCE} requests at once")
    before, started = stack.cpu_seconds(), time.perf_counter()
    with stack.watched("memory meanwhile, at most"):
        sessions = [_publish(log, document(first + number)) for number in range(AT_ONCE)]
        ends = [session.follow(TIMEOUT_S, lambda _: None) for session in sessions]
    took, cpu = time.perf_counter() - started, stack.cpu_seconds() - before
    states = [ended.status.status.value if ended else "no end" for ended in ends]
    print(f"  completed {states.count(State.COMPLETED.value)} of {AT_ONCE}: {sorted(states)}")
    print(Figure("all of them", took, None, "s"))
    print(Figure("CPU of all services for each", cpu / AT_ONCE, None, "s"))


def main(first: int) -> None:
    """`first` numbers the documents, so that another call gets new ones."""
    with connections.event_log() as log:
        _one_by_one(log, first)
        _at_once(log, first + 1 + ONE_BY_ONE)
