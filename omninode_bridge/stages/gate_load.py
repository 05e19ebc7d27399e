"""The load that limits follow, from what is on record."""

from datetime import datetime, timedelta
from typing import Final

from omninode_bridge.reliability.load import Durations, Load, p95
from omninode_bridge.stages.values import Stage

MEASURED: Final = 50
RECENT: Final = timedelta(minutes=10)
"""The time in the gate counts of so many generations, and of what is not longer ago."""


def load_of(record: Durations, backlog: int, now: datetime) -> Load:
    gate_ms = record.durations(Stage.QUALITY_REPORT.value, now - RECENT, MEASURED)
    return Load(backlog, p95(gate_ms) / 1000)
