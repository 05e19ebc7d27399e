"""How long the pipeline waits for the intelligence service."""

import pytest

from omninode_bridge.errors import InvalidRequestError
from pipelines.environment import OMNINODE_INTELLIGENCE_TIMEOUT
from pipelines.resources import patience


def test_it_is_five_seconds_or_what_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(OMNINODE_INTELLIGENCE_TIMEOUT.name, raising=False)
    assert patience() == 5.0
    monkeypatch.setenv(OMNINODE_INTELLIGENCE_TIMEOUT.name, "0.5")
    assert patience() == 0.5


@pytest.mark.parametrize("given", ["soon", "0", "-1", "inf", "nan"])
def test_what_is_no_number_of_seconds_is_refused(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(OMNINODE_INTELLIGENCE_TIMEOUT.name, given)
    with pytest.raises(InvalidRequestError, match="not a number of seconds"):
        patience()
