"""Three attempts with a growing pause, unless told otherwise; the last error is what one sees."""

import pytest
from stamina.instrumentation import set_on_retry_hooks

from omninode_bridge.errors import UnavailableError
from resources.reliability.retries import Retries, tell_each_cause_once


class PassingError(Exception):
    pass


class Vain:
    """Work that always fails; `pauses` are the shortest ones that were to follow."""

    def __init__(self, error: type[Exception] = PassingError) -> None:
        self.pauses: list[float] = []
        self._error = error

    async def under(self, retries: Retries, timeout_s: float | None = None) -> None:
        async for attempt in retries.within(timeout_s, lambda e: isinstance(e, PassingError)):
            with attempt:
                self.pauses.append(attempt.next_wait)
                raise self._error(len(self.pauses))


@pytest.mark.requirement("R047")
async def test_each_pause_is_twice_the_one_before() -> None:
    assert Retries() == Retries(attempts=3, base_s=1.0)
    work = Vain()
    with pytest.raises(PassingError, match="4"):
        await work.under(Retries(attempts=4, base_s=0.001))
    assert work.pauses == [0.001, 0.002, 0.004, 0.008]


async def test_a_short_time_limit_shortens_the_pauses() -> None:
    work = Vain()
    with pytest.raises(PassingError):
        await work.under(Retries(attempts=2), timeout_s=0.02)
    assert work.pauses[0] == pytest.approx(0.004)


async def test_what_does_not_pass_is_tried_once() -> None:
    work = Vain(ZeroDivisionError)
    with pytest.raises(ZeroDivisionError):
        await work.under(Retries())
    assert len(work.pauses) == 1


async def tried(error: Exception) -> None:
    async for attempt in Retries(base_s=0.001).within(None, lambda _: True):
        with attempt:
            raise error


async def test_what_is_tried_again_is_told_when_its_cause_changes(
    caplog: pytest.LogCaptureFixture,
) -> None:
    tell_each_cause_once()
    try:
        for error in (PassingError("one"), UnavailableError("two"), UnavailableError("two")):
            with pytest.raises(type(error)):
                await tried(error)
    finally:
        set_on_retry_hooks(None)
    assert [record.getMessage().partition("up: ")[2] for record in caplog.records] == [
        "PassingError('one')",
        "two",
    ]
