"""The intelligence service: answers what comes on the four request topics, each request once."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final
from uuid import uuid4, uuid5

from omninode_bridge.errors import BridgeError, InvalidRequestError, UnavailableError
from omninode_bridge.events import topics
from omninode_bridge.events.base import CorrelatedEvent
from omninode_bridge.events.decoding import Received, Unreadable, decode
from omninode_bridge.events.delivery import Outgoing
from omninode_bridge.events.encoding import AnyEvent, encode, key_of, topic_of
from omninode_bridge.events.envelope import Context, Source
from omninode_bridge.events.exchange import Exchange
from omninode_bridge.events.requesters import requester_of
from omninode_bridge.events.schemas import (
    CodegenAnalysisRequest,
    CodegenAnalysisResponse,
    CodegenMixinRequest,
    CodegenPatternRequest,
    CodegenValidationRequest,
)
from omninode_bridge.intelligence.asking import is_of_pipeline
from omninode_bridge.intelligence.bounds import check_size
from omninode_bridge.intelligence.evidence import Evidence, Question
from omninode_bridge.intelligence.judging import package_of
from omninode_bridge.intelligence.mixins import questions
from omninode_bridge.intelligence.replies import (
    mixin_reply,
    pattern_question,
    pattern_reply,
    validation_reply,
)
from omninode_bridge.ports import Intelligence, Message, Toolchain
from omninode_bridge.reliability import endpoints
from omninode_bridge.reliability.inbox import Turns
from omninode_bridge.reliability.limits import Asked, RateLimits
from omninode_bridge.reliability.load import Load
from omninode_bridge.stages.analysis import ANSWERS, analysis_of
from omninode_bridge.stages.quality_report import assessed
from omninode_bridge.stages.recorder import ANSWER
from omninode_bridge.stages.refusal import limited, refusal
from omninode_bridge.stages.values import Request
from resources.limits.limiter import Limiter

LOGGER: Final = logging.getLogger(__name__)
GROUP: Final = "omniarchon_codegen_intelligence"
SERVICE: Final = "omninode-intelligence"
BROKEN: Final = "an error of the service itself"
BUG: Final = "internal_error"
PATIENCE_S: Final = 120.0
PAUSE_S: Final = 1.0

SCHEMAS: Final[Mapping[str, type[CorrelatedEvent]]] = MappingProxyType(
    {
        topics.ANALYZE_REQUESTS: CodegenAnalysisRequest,
        topics.VALIDATE_REQUESTS: CodegenValidationRequest,
        topics.PATTERN_REQUESTS: CodegenPatternRequest,
        topics.MIXIN_REQUESTS: CodegenMixinRequest,
    }
)


ENDPOINTS: Final[Mapping[type[CorrelatedEvent], str]] = MappingProxyType(
    {
        CodegenAnalysisRequest: endpoints.ASK_ANALYZE,
        CodegenValidationRequest: endpoints.ASK_VALIDATE,
        CodegenPatternRequest: endpoints.ASK_PATTERN,
        CodegenMixinRequest: endpoints.ASK_MIXIN,
    }
)
"""How limits call them. The pipeline's own work on analyses is `analyze`."""


@dataclass(frozen=True, slots=True)
class Means:
    """What answers are made with."""

    knowledge: Intelligence
    toolchain: Toolchain
    turns: Turns
    limiter: Limiter = field(default_factory=lambda: Limiter(RateLimits()))
    load: Callable[[], Load] = Load


class IntelligenceService:
    """`handle` is what a consumer group calls; the work itself is done in a thread."""

    def __init__(self, exchange: Exchange, means: Means) -> None:
        self._exchange = exchange
        self._means = means
        self.answered = 0

    async def handle(self, message: Message) -> None:
        """What is raised belongs to the dead letters; whoever sent it has been told before.

        `UnavailableError` may pass: then it is asked again.
        """
        received = decode(message.value, SCHEMAS[message.topic])
        if message.topic == topics.ANALYZE_REQUESTS and _is_not_ours(received):
            return
        if isinstance(received, Unreadable):
            await self._tell(received)
            raise InvalidRequestError(received.reason, hint="Correct the request; send it again.")
        loop = asyncio.get_running_loop()
        try:
            await asyncio.to_thread(self._answer_once, received, loop)
        except UnavailableError:
            raise
        except Exception as error:  # the edge of an answer: whoever waits for it must hear
            await self._tell(_problem(received.event, error))
            raise

    async def _tell(self, problem: Unreadable) -> None:
        """The end of the session, as far as it is known whose."""
        now = datetime.now(UTC)
        for status in refusal(problem, now=now)[:1]:
            about = problem.correlation_id or problem.session_id
            value = encode(
                status,
                event_id=uuid5(about, f"{SERVICE} {problem.code}") if about else uuid4(),
                now=now,
                correlation_id=problem.correlation_id,
                context=Context(Source(node_id=SERVICE, service=SERVICE)),
            )
            await self._exchange.publish(Outgoing(topic_of(status), value, key=key_of(status)))

    def _answer_once(
        self, received: Received[CorrelatedEvent], loop: asyncio.AbstractEventLoop
    ) -> None:
        request = received.event
        about = ANSWERS if isinstance(request, CodegenAnalysisRequest) else topic_of_kind(request)
        with self._means.turns.take(about, request.correlation_id) as is_mine:
            if not is_mine:
                LOGGER.info("%s is answered already", request.correlation_id)
                return
            check_size(request)
            refused = self._limited(received)
            for reply in refused or self._replies(request):
                self._send(_outgoing(reply, received), loop)
        if refused:
            LOGGER.warning("%s is refused: its user asks too often", request.correlation_id)
        else:
            self.answered += 1

    def _limited(self, received: Received[CorrelatedEvent]) -> tuple[AnyEvent, ...]:
        """What is told in place of an answer. The pipeline's questions are limited where it takes
        its requests.
        """
        request, now = received.event, datetime.now(UTC)
        if isinstance(request, CodegenAnalysisRequest) and is_of_pipeline(request):
            return ()
        user = requester_of(received)
        self._means.limiter.notice(self._means.load, at=now)
        verdict = self._means.limiter.admit(Asked(ENDPOINTS[type(request)], user), at=now)
        if verdict.allowed:
            return ()
        told = refusal(limited(request, user, verdict, now=now), now=now)
        # Only an analysis has an answer that can say so; the end of the session tells it always.
        return told if isinstance(request, CodegenAnalysisRequest) else told[:1]

    def _send(self, reply: Outgoing, loop: asyncio.AbstractEventLoop) -> None:
        """What is answered waits for a broker that is away, as long as a run would."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            try:
                asyncio.run_coroutine_threadsafe(self._exchange.publish(reply), loop).result()
            except UnavailableError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(PAUSE_S)
            else:
                return

    def _replies(self, request: CorrelatedEvent) -> tuple[AnyEvent, ...]:
        started = time.perf_counter()

        def took_ms() -> int:
            return round((time.perf_counter() - started) * 1000)

        match request:
            case CodegenAnalysisRequest():
                return self._analysis(request, took_ms)
            case CodegenPatternRequest():
                found = self._known(pattern_question(request))
                return (pattern_reply(request, found, took_ms=took_ms()),)
            case CodegenMixinRequest():
                asked = questions(request.requirements)
                answers = {text: self._known(one) for text, one in asked.items()}
                return (mixin_reply(request, answers, took_ms=took_ms()),)
            case CodegenValidationRequest():
                return (self._validation(request, took_ms),)
            case _:
                raise InvalidRequestError(
                    f"No answer to a {type(request).__name__}", hint="Use one of the four requests."
                )

    def _known(self, question: Question) -> Evidence:
        """Raises `UnavailableError` where no source answers: that is not the answer 'nothing'."""
        found = self._means.knowledge.gather(question)
        if found.silence:
            raise UnavailableError(
                f"No source of knowledge answers: {found.silence}", hint="See omninode doctor."
            )
        return found

    def _analysis(
        self, request: CodegenAnalysisRequest, took_ms: Callable[[], int]
    ) -> tuple[AnyEvent, ...]:
        """A document that cannot be read is an answer, too: it says so."""
        now = datetime.now(UTC)
        asked = Request(request.correlation_id, request.session_id, now)
        try:
            analysis = analysis_of(request.prd_content.encode(), asked, self._means.knowledge)
        except UnavailableError:
            raise
        except BridgeError as error:
            ids = (request.correlation_id, request.session_id)
            return refusal(Unreadable(error.message, *ids, error.code), now=now)
        return (
            CodegenAnalysisResponse(
                correlation_id=request.correlation_id,
                session_id=request.session_id,
                analysis_result=analysis.result,
                confidence=analysis.confidence,
                processing_time_ms=took_ms(),
            ),
        )

    def _validation(
        self, request: CodegenValidationRequest, took_ms: Callable[[], int]
    ) -> AnyEvent:
        package = package_of(request.code_content, request.contracts, request.node_type)
        report = assessed(package, self._means.toolchain)
        return validation_reply(request, report, took_ms=took_ms())


def _is_not_ours(received: Received[CorrelatedEvent] | Unreadable) -> bool:
    """The pipeline answers requests for a node, and those on its topic that cannot be read."""
    if isinstance(received, Unreadable):
        return True
    request = received.event
    if not isinstance(request, CodegenAnalysisRequest):
        raise TypeError(f"{type(request).__name__} is no analysis")
    return request.workspace_context.generation is not None


def _problem(request: CorrelatedEvent, error: Exception) -> Unreadable:
    """A mistake of ours is not told in its words, which may repeat anything."""
    said = (error.message, error.code) if isinstance(error, BridgeError) else (BROKEN, BUG)
    return Unreadable(said[0], request.correlation_id, request.session_id, said[1])


def topic_of_kind(request: AnyEvent) -> str:
    return f"answers to {topic_of(request)}"


def _outgoing(reply: AnyEvent, received: Received[CorrelatedEvent]) -> Outgoing:
    """The same answer has the same id, however often it is sent, and whoever sends it."""
    correlation_id = received.event.correlation_id
    is_analysis = isinstance(reply, CodegenAnalysisResponse)
    what = ANSWER if is_analysis else f"{SERVICE} {type(reply).__name__}"
    cause = received.event_id or correlation_id
    value = encode(
        reply,
        event_id=uuid5(correlation_id, what),
        now=datetime.now(UTC),
        correlation_id=correlation_id,
        context=Context(
            Source(node_id=SERVICE, service=SERVICE),
            causation_id=str(cause),
            trace_id=received.trace_id,
        ),
    )
    return Outgoing(topic_of(reply), value, key=key_of(reply))
