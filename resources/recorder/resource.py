"""The recorder as Dagster sees it: state and events in, recorder out."""

from datetime import UTC, datetime

import dagster as dg

from omninode_bridge.ports import EventLog, Executions
from omninode_bridge.stages.recorder import Recorder


def now() -> datetime:
    return datetime.now(UTC)


@dg.resource(required_resource_keys={"executions", "event_log", "node_turn"})
def recorder(context: dg.InitResourceContext) -> Recorder:
    """Keeps the record of each generation, and publishes its events.

    Whoever records a generation has its node's turn: two requests for one node are worked on one
    after the other.
    """
    executions: Executions = context.resources.executions
    event_log: EventLog = context.resources.event_log
    return Recorder(executions, event_log, now)
