"""Evidence by request and reply over Kafka, from whoever answers there; else from here."""

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Final
from uuid import uuid4

from omninode_bridge.errors import BridgeError, UnavailableError
from omninode_bridge.events.decoding import Unreadable, decode
from omninode_bridge.events.delivery import Delivery
from omninode_bridge.events.encoding import topic_of
from omninode_bridge.events.envelope import Context
from omninode_bridge.events.exchange import Exchange
from omninode_bridge.events.schemas import CodegenAnalysisRequest, CodegenAnalysisResponse
from omninode_bridge.events.topics import ANALYZE_RESPONSES
from omninode_bridge.intelligence.asking import evidence_in, request_for, without_service
from omninode_bridge.intelligence.evidence import Evidence, Question
from omninode_bridge.ports import Intelligence, Message
from omninode_bridge.reliability.changes import Dependency
from resources.reliability.guard import Guard, Guards

LOGGER: Final = logging.getLogger(__name__)
TIMEOUT_S: Final = 5.0

type Exchanges = Callable[[], AbstractAsyncContextManager[Exchange]]


class AskedService:
    """Asks once and waits; raises `UnavailableError` where no answer comes in `timeout_s`.

    It needs a thread without an event loop. Its breaker is that of `guards`, else its own.
    """

    def __init__(
        self, exchanges: Exchanges, *, timeout_s: float = TIMEOUT_S, guards: Guards = Guard
    ) -> None:
        self._exchanges = exchanges
        self._timeout_s = timeout_s
        self._guard = guards(Dependency.INTELLIGENCE)

    def gather(self, question: Question) -> Evidence:
        started = time.perf_counter()
        with self._guard.attempt():
            message = asyncio.run(self._asked(request_for(question, uuid4()), question))
            if message is None:
                raise UnavailableError(
                    f"no answer within {self._timeout_s:g} s",
                    hint="Start one: omninode intelligence serve",
                )
        received = decode(message.value, CodegenAnalysisResponse)
        if isinstance(received, Unreadable):
            raise UnavailableError(f"its answer cannot be read: {received.reason}", hint="")
        return evidence_in(received.event, question, (time.perf_counter() - started) * 1000)

    async def _asked(self, request: CodegenAnalysisRequest, question: Question) -> Message | None:
        cause = str(question.asked_by) if question.asked_by else None
        async with (
            self._exchanges() as exchange,
            exchange.expect(ANALYZE_RESPONSES, request.correlation_id) as expected,
        ):
            sent = await exchange.publish_event(request, context=Context(causation_id=cause))
            if sent is Delivery.PUT_ASIDE:
                raise UnavailableError(
                    f"the question did not reach {topic_of(request)}", hint="See: omninode dlq list"
                )
            return await expected.message(self._timeout_s)


class ServiceFirst:
    """The service where it `is_there` and answers, else the sources in this process."""

    def __init__(
        self, service: AskedService, local: Intelligence, is_there: Callable[[], bool]
    ) -> None:
        self._service = service
        self._local = local
        self._is_there = is_there

    def gather(self, question: Question) -> Evidence:
        """Never raises: at worst there is no evidence, and the reasons."""
        started = time.perf_counter()
        try:
            if not self._is_there():
                return self._local.gather(question)
            return self._service.gather(question)
        except BridgeError as error:
            reason = error.message
        except Exception as error:  # the service is no reason to fail
            LOGGER.exception("The intelligence service could not be asked")
            reason = f"{type(error).__name__}: {error}"
        took_ms = (time.perf_counter() - started) * 1000
        return without_service(self._local.gather(question), reason, took_ms)
