"""Putting aside what a sensor cannot read."""

from dataclasses import dataclass
from datetime import datetime

from omninode_bridge.errors import LimitExceededError
from omninode_bridge.events.dead_letters import dead_letter
from omninode_bridge.events.decoding import Unreadable
from omninode_bridge.events.delivery import Outgoing
from omninode_bridge.ports import Documents, EventLog, Message


@dataclass(frozen=True, slots=True)
class DeadLetters:
    """`consumer` is the name of the sensor."""

    event_log: EventLog
    documents: Documents
    consumer: str

    def put(self, message: Message, problem: Unreadable, now: datetime) -> None:
        """Raises `BridgeError` where the message must be tried again later."""
        letter = dead_letter(message, problem, now=now, consumer=self.consumer)
        try:
            self._send(letter)
        except LimitExceededError:
            # The broker allows more than our topics do.
            digest = self.documents.put(message.value)
            self._send(
                dead_letter(message, problem, now=now, consumer=self.consumer, digest=digest)
            )

    def _send(self, letter: Outgoing) -> None:
        self.event_log.publish(letter.topic, letter.value, key=letter.key, headers=letter.headers)
