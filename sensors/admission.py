"""Which requests may begin now. A generation above its limit is on record and begins later."""

from collections.abc import Collection
from functools import cached_property
from typing import Final, Protocol
from uuid import UUID

import dagster as dg
from dagster._core.storage.dagster_run import NOT_FINISHED_STATUSES, RunsFilter  # no public name
from dagster_postgres.utils import DagsterPostgresException
from sqlalchemy.exc import SQLAlchemyError

from assets.requirements import GenerationRequest, begun
from omninode_bridge.errors import UnavailableError
from omninode_bridge.events.decoding import Unreadable
from omninode_bridge.events.outbox import Entry
from omninode_bridge.events.schemas import CodegenAnalysisRequest
from omninode_bridge.ports import Executions
from omninode_bridge.registry.records import Execution
from omninode_bridge.reliability.endpoints import ANALYZE, GENERATE
from omninode_bridge.reliability.inbox import Turns
from omninode_bridge.reliability.limits import Asked, Verdict
from omninode_bridge.reliability.limits_text import as_text
from omninode_bridge.reliability.load import Durations, Load
from omninode_bridge.stages.attempts import waits_for_run
from omninode_bridge.stages.gate_load import load_of
from omninode_bridge.stages.recorder import Origin, Recorder
from omninode_bridge.stages.refusal import limited
from omninode_bridge.stages.waiting import WaitingLine, requester
from resources.limits.limiter import Limiter

REQUEST_TAG: Final = "omninode/correlation_id"


class Known(Executions, Durations, Protocol):
    """What is on record."""


class Admission:
    """For one tick of a sensor."""

    def __init__(
        self,
        limiter: Limiter,
        recorder: Recorder,
        executions: Known,
        turns: Turns,
        instance: dg.DagsterInstance,
    ) -> None:
        self._limiter = limiter
        self._recorder = recorder
        self._executions = executions
        self._instance = instance
        self._told_to_wait: set[str] = set()
        self.turns = turns
        self.clock = recorder.clock

    def analysis(self, request: CodegenAnalysisRequest, user: str) -> Unreadable | None:
        """Why a question is refused: nobody stands in line for an answer, but asks again."""
        verdict = self._admit(ANALYZE, user)
        if verdict.allowed or self._has_run(str(request.correlation_id)):
            return None
        return limited(request, user, verdict, now=self.clock())

    def generation(self, request: GenerationRequest, node: str) -> bool:
        """Whether its run may begin. One that may not is on record afterwards, and so is told."""
        correlation_id, user = UUID(request.correlation_id), request.requester or ""
        if self._executions.find(correlation_id) is not None:
            return False  # It was sent again: what is on record goes its way.
        waits = self._line.must_wait(user)
        verdict = Verdict() if waits else self._admit(GENERATE, user)
        if (not waits and verdict.allowed) or self._has_run(request.correlation_id):
            return True
        at = self._line.join(user, verdict, self.clock())
        held = request.model_copy(update={"not_before": at.isoformat()})
        said = f"{node} waits until {at:%H:%M:%S} UTC: {self._reason(user, verdict)}"
        begun(held, self._recorder, Origin(node), said)
        return False

    def tell(self, entries: Collection[Entry]) -> None:
        """Of what does not begin, and is not on record."""
        self._recorder.tell(entries)

    def again(self, execution: Execution) -> bool:
        """The same for one that is on record: it was submitted in the UI, or it had to wait and its
        time has come.

        Who is told to wait once is not asked for again in this tick: his own stay in their order.
        """
        user = requester(execution)
        if user in self._told_to_wait or self._has_run(str(execution.correlation_id)):
            return False
        if self._admit(GENERATE, user).allowed:
            return True
        self._told_to_wait.add(user)
        return False

    @cached_property
    def _line(self) -> WaitingLine:
        """Nobody waits where nothing is limited."""
        limits = self._limiter.limits
        unfinished = self._executions.unfinished() if limits.of else ()
        return WaitingLine(limits, (each for each in unfinished if waits_for_run(each)))

    def _admit(self, endpoint: str, user: str) -> Verdict:
        self._limiter.notice(self._load, at=self.clock())
        return self._limiter.admit(Asked(endpoint, user), at=self.clock())

    def _load(self) -> Load:
        runs = self._runs(RunsFilter(statuses=NOT_FINISHED_STATUSES))
        return load_of(self._executions, runs, self.clock())

    def _has_run(self, correlation_id: str) -> bool:
        """Dagster may know of a run that has not begun yet, and so is not on record."""
        return self._runs(RunsFilter(tags={REQUEST_TAG: correlation_id})) > 0

    def _runs(self, wanted: RunsFilter) -> int:
        try:
            return self._instance.get_runs_count(wanted)
        except (SQLAlchemyError, DagsterPostgresException) as error:
            # Else a request would be at fault for it.
            raise UnavailableError(
                "Dagster's database does not answer", hint="The request is taken when it does."
            ) from error

    def _reason(self, user: str, verdict: Verdict) -> str:
        limit = verdict.limit or self._limiter.limits.user_limit(Asked(GENERATE, user))
        if limit is None:
            return "others wait before it"
        return f"{as_text(limit)} is the limit of {user or 'all'}"


@dg.resource(required_resource_keys={"executions", "limiter", "recorder", "turns"})
def admission(context: dg.InitResourceContext) -> Admission:
    """What is counted outlives the tick, in the limiter."""
    found = context.resources
    if context.instance is None:
        raise TypeError("a tick has an instance")
    return Admission(found.limiter, found.recorder, found.executions, found.turns, context.instance)
