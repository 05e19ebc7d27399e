"""The recorder as Dagster sees it: state and events in, recorder out."""

from datetime import UTC, datetime

import dagster as dg

from omninode_bridge.events.outbox import Outbox
from omninode_bridge.ports import Executions
from omninode_bridge.stages.recorder import Recorder


def now() -> datetime:
    return datetime.now(UTC)


@dg.resource(required_resource_keys={"executions", "node_turn", "outbox"})
def recorder(context: dg.InitResourceContext) -> Recorder:
    """Keeps the record of each generation, and what there is to tell of it.

    Whoever records a generation has its node's turn: two requests for one node are worked on one
    after the other.
    """
    executions: Executions = context.resources.executions
    outbox: Outbox = context.resources.outbox
    return Recorder(executions, outbox, now)
