"""The product's code location with faults in it: a run may die, wait or fail at a boundary.

The node's name says where and how, for example `dies_at_row_inserted`; each fault happens once.
"""

import os
import signal
import time
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, override

import dagster as dg

from omninode_bridge.events.outbox import Outbox
from omninode_bridge.ports import Executions
from omninode_bridge.registry.records import Execution
from omninode_bridge.stages.recorder import Origin, Recorder
from omninode_bridge.stages.summaries import summary_of
from omninode_bridge.stages.values import Request, StageValue
from pipelines import definitions  # its `defs` by that name would be a second one here
from pipelines.installation import current_home
from pipelines.resources import of_environment
from resources.postgres.database import Database
from resources.postgres.registry import PostgresRegistry
from resources.workspace.client import FolderWorkspace
from resources.workspace.registration import Registration

HOLD_S: Final = 240.0


class Fault:
    """`reached` is the mark of a fault that has happened, `go` lets a run that waits go on."""

    def __init__(self, node: str, folder: Path) -> None:
        how, _, self._boundary = node.partition("_at_")
        self._act = {"dies": _die, "holds": self._hold, "fails": _fail}.get(how)
        self._reached = folder / f"{node}.reached"
        self._go = folder / f"{node}.go"

    def at(self, boundary: str) -> None:
        if self._act is None or boundary.replace(" ", "_") != self._boundary:
            return
        self._reached.parent.mkdir(exist_ok=True)
        try:
            self._reached.touch(exist_ok=False)
        except FileExistsError:
            return
        self._act()

    def _hold(self) -> None:
        deadline = time.monotonic() + HOLD_S
        while not self._go.exists() and time.monotonic() < deadline:
            time.sleep(0.05)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _fail() -> None:
    raise ValueError("our own mistake")


class FaultyRecorder(Recorder):
    """Every stage is a boundary by its name, just after it was recorded and told."""

    def __init__(
        self,
        executions: Executions,
        outbox: Outbox,
        clock: Callable[[], datetime],
        fault: Fault,
    ) -> None:
        super().__init__(executions, outbox, clock)
        self._fault = fault

    @override
    def begin(self, request: Request, origin: Origin, said: str = "") -> Execution:
        self._fault.at("begin")
        return super().begin(request, origin, said)

    @override
    def leave(self, request: Request, started_at: datetime, value: StageValue) -> None:
        super().leave(request, started_at, value)
        self._fault.at(summary_of(value).stage.value)


def _fault(context: dg.InitResourceContext) -> Fault:
    node = context.run.tags.get("dagster/partition", "") if context.run else ""
    return Fault(node, current_home().root / "faults")


@dg.resource(required_resource_keys={"executions", "node_turn", "outbox"})
def recorder(context: dg.InitResourceContext) -> Recorder:
    resources = context.resources
    return FaultyRecorder(
        resources.executions, resources.outbox, lambda: datetime.now(UTC), _fault(context)
    )


@dg.resource
@contextmanager
def registrar(context: dg.InitResourceContext) -> Generator[Registration, None, None]:
    with closing(Database(os.environ["DATABASE_URL"], wait_s=60)) as database:
        yield Registration(
            FolderWorkspace(current_home().workspace),
            PostgresRegistry(database),
            step=_fault(context).at,
        )


defs: Final = dg.Definitions(
    assets=definitions.defs.assets,
    jobs=definitions.defs.jobs,
    sensors=definitions.defs.sensors,
    resources={**of_environment(), "recorder": recorder, "registrar": registrar},
    executor=dg.in_process_executor,
)
