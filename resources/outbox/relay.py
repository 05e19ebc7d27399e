"""Sends what waits in the outbox, and marks it as sent: at least once, each lane in its order."""

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from omninode_bridge.errors import InvalidRequestError, LimitExceededError, UnavailableError
from omninode_bridge.events.outbox import Entry, Outbox
from omninode_bridge.ports import EventLog

LOGGER: Final = logging.getLogger(__name__)
PAGE: Final = 500
AT_ONCE: Final = 8


@dataclass(slots=True)
class Pass:
    """What came of looking once. `problem` is why something still waits."""

    sent: list[UUID] = field(default_factory=list)
    refused: dict[UUID, str] = field(default_factory=dict)
    problem: UnavailableError | None = None
    is_full: bool = False


class Relay:
    """A message is marked only after the cluster has it: who dies in between sends it again.

    Whoever sends an entry has seen those before it in its lane acknowledged. So also where two
    relays are at work, and after a crash, receivers that drop what they have seen before (by
    `event_id`) see each lane in its order.
    """

    def __init__(self, outbox: Outbox, event_log: EventLog) -> None:
        self._outbox = outbox
        self._event_log = event_log

    def run_once(self) -> Pass:
        entries = self._outbox.waiting(PAGE)
        lanes = dict[UUID, list[Entry]]()
        for entry in entries:
            lanes.setdefault(entry.lane, []).append(entry)
        done = Pass(is_full=len(entries) == PAGE)
        if lanes:
            with ThreadPoolExecutor(min(AT_ONCE, len(lanes)), "outbox-relay") as threads:
                for found in threads.map(self._send, lanes.values()):
                    done.sent += found.sent
                    done.refused |= found.refused
                    done.problem = done.problem or found.problem
        self._mark(done)
        return done

    def _send(self, lane: Sequence[Entry]) -> Pass:
        done = Pass()
        for entry in lane:
            message = entry.message
            try:
                self._event_log.publish(
                    message.topic, message.value, key=message.key, headers=message.headers
                )
            except UnavailableError as error:
                done.problem = error
                break
            except (InvalidRequestError, LimitExceededError) as error:
                done.refused[entry.id] = error.message
            else:
                done.sent.append(entry.id)
        return done

    def _mark(self, done: Pass) -> None:
        if done.sent:
            self._outbox.mark_sent(done.sent)
        for entry_id, reason in done.refused.items():
            LOGGER.error("Event %s can never be sent: %s", entry_id, reason)
            self._outbox.refuse(entry_id, reason)
