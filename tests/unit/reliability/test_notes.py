"""Changes of breakers wait for a record that may be the one that is broken."""

import pytest

from omninode_bridge.errors import UnavailableError
from omninode_bridge.reliability.breaker import Breaker, BreakerState
from resources.reliability.guard import Guard
from resources.reliability.notes import KEPT, Notes
from tests.fakes.breakers import FakeBreakerLog


def test_every_change_is_stored_once_the_record_answers_again() -> None:
    notes, log, now = Notes(), FakeBreakerLog(), [0.0]
    guard = Guard(
        "PostgreSQL", Breaker(threshold=1, trials=1), clock=lambda: now[0], on_change=notes.note
    )
    log.down = True
    with pytest.raises(UnavailableError), guard.attempt():
        log.recent(1)
    with pytest.raises(UnavailableError):
        notes.store(log)
    now[0], log.down = 60.0, False
    with guard.attempt():
        notes.store(log)
    notes.store(log)
    notes.store(log)

    assert [(each.name, each.after) for each in reversed(log.recent(10))] == [
        ("PostgreSQL", BreakerState.OPEN),
        ("PostgreSQL", BreakerState.HALF_OPEN),
        ("PostgreSQL", BreakerState.CLOSED),
    ]


def test_only_the_latest_are_kept_while_the_record_is_silent() -> None:
    notes, log = Notes(), FakeBreakerLog()
    for number in range(KEPT + 5):
        notes.note(str(number), BreakerState.CLOSED, BreakerState.OPEN)
    notes.store(log)
    assert {each.name for each in log.recent(2 * KEPT)} == {str(n) for n in range(5, KEPT + 5)}
