"""Moments are values of dates, datetimes and durations, and of nothing else."""

from decimal import Decimal

import pytest

from omninode_bridge.generation.cases.moments import moments
from omninode_bridge.requirements.types import Kind

COUNTED = frozenset({"days_between", "year", "month", "day", "add_days"})


@pytest.mark.parametrize("kind", list(Kind))
def test_only_types_of_time_have_moments(kind: Kind) -> None:
    found = list(moments(kind, (), (Decimal(28),), COUNTED))
    assert bool(found) is (kind in (Kind.DATE, Kind.DATETIME, Kind.DURATION))
