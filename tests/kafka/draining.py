"""All messages of a topic: one read may return less."""

from collections.abc import Mapping

from omninode_bridge.ports import EventLog, Message

PATIENCE_S = 60.0


def drain(log: EventLog, topic: str, since: Mapping[int, int]) -> list[Message]:
    found: list[Message] = []
    end = log.end(topic)
    while any(since.get(number, 0) < at for number, at in end.items()):
        batch = log.read(topic, since=since, limit=1000, wait_s=PATIENCE_S)
        assert batch.messages, "the log did not deliver what it has"
        found += batch.messages
        since = batch.position
    return found
