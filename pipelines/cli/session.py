"""One request over Kafka, from publishing it to its end. Works on any `EventLog`."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from omninode_bridge.errors import UnavailableError
from omninode_bridge.events.encoding import encode, key_of, topic_of
from omninode_bridge.events.enumerations import SessionStatus
from omninode_bridge.events.schemas import (
    CodegenAnalysisRequest,
    CodegenAnalysisResponse,
    CodegenStatusEvent,
    JsonObject,
)
from omninode_bridge.ports import EventLog
from resources.kafka.following import Follower, Wanted

FINAL: Final = {SessionStatus.COMPLETED, SessionStatus.FAILED, SessionStatus.CANCELLED}
POLL_S: Final = 0.5
# Longer than a tick of the sensor and a cold start of the launcher take together.
AGAIN_AFTER_S: Final = 20.0
ANSWER_WITHIN_S: Final = 5.0

type Watch = Callable[[CodegenStatusEvent], None]


@dataclass(frozen=True, slots=True)
class Ended:
    """`result` is the JSON object of the command line, None where no answer came with it."""

    status: CodegenStatusEvent
    result: JsonObject | None


class Session:
    """Made before anything is published, so that no event is missed."""

    def __init__(
        self,
        log: EventLog,
        *,
        correlation_id: UUID,
        session_id: UUID | None = None,
        from_beginning: bool = False,
        since: datetime | None = None,
    ) -> None:
        """An end that was told before `since` is not the end."""
        wanted = Wanted(correlation_id, session_id)
        self._log = log
        self._states = Follower(log, CodegenStatusEvent, wanted, from_beginning=from_beginning)
        self._answers = Follower(
            log, CodegenAnalysisResponse, wanted, from_beginning=from_beginning
        )
        self._since = since
        self._request: tuple[CodegenAnalysisRequest, bytes] | None = None

    def publish(self, request: CodegenAnalysisRequest, *, event_id: UUID, now: datetime) -> None:
        """Send the request, and again whenever it seems to be lost: it starts one run only."""
        self._request = (request, encode(request, event_id=event_id, now=now))
        self._send()

    def _send(self) -> None:
        if self._request is not None:
            request, value = self._request
            self._log.publish(topic_of(request), value, key=key_of(request))

    def follow(self, timeout_s: float, watch: Watch) -> Ended | None:
        """Until the final status event; None when that does not come in time."""
        deadline = time.monotonic() + timeout_s
        again = time.monotonic() + AGAIN_AFTER_S
        heard = False
        while (now := time.monotonic()) < deadline:
            try:
                news = self._states.news(min(POLL_S, deadline - now))
            except UnavailableError:
                time.sleep(POLL_S)  # the broker restarts; the request is not lost by that
                continue
            for received in news.events:
                heard = True
                watch(received.event)
                if self._is_end(received.event):
                    return Ended(received.event, self._answer())
            if news.restarted or (not heard and time.monotonic() > again):
                again = time.monotonic() + AGAIN_AFTER_S
                self._send()
        return None

    def _is_end(self, event: CodegenStatusEvent) -> bool:
        told_before = self._since and event.timestamp and event.timestamp < self._since
        return event.status in FINAL and not told_before

    def _answer(self) -> JsonObject | None:
        deadline = time.monotonic() + ANSWER_WITHIN_S
        while (left := deadline - time.monotonic()) > 0:
            for received in self._answers.news(min(POLL_S, left)).events:
                return received.event.analysis_result
        return None
