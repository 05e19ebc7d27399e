"""The run launcher that dagster.yaml names: it hands runs to the warm server on its socket."""

import logging
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Self, override

from dagster import BoolSource, DagsterRun, DefaultRunLauncher, Field, IntSource, StringSource
from dagster._core.launcher.base import CheckRunHealthResult, LaunchRunContext, WorkerStatus
from dagster._core.storage.tags import GRPC_INFO_TAG
from dagster._serdes import ConfigurableClassData, serialize_value

from omninode_bridge.errors import UnavailableError
from resources.launcher.boot import Boot
from resources.launcher.protocol import NO_SERVER, Answer, Operation, Request, RunState, call
from resources.launcher.server import OTHER_SERVER

LOGGER: Final = logging.getLogger(__name__)
RETRY_S: Final = 0.05
ASK_TIMEOUT_S: Final = 20.0
SERVER_STARTS: Final = 2
HEALTH: Final = {
    RunState.QUEUED: WorkerStatus.RUNNING,
    RunState.RUNNING: WorkerStatus.RUNNING,
    RunState.SUCCEEDED: WorkerStatus.SUCCESS,
    RunState.FAILED: WorkerStatus.FAILED,
    RunState.UNKNOWN: WorkerStatus.NOT_FOUND,
}


class WarmRunLauncher(DefaultRunLauncher):
    """Runs with a gRPC tag were launched by the fall-back, and stay with the default launcher.

    Resuming is not supported on purpose: the in-process executor would begin with the first step
    again, which is a new run and should look like one.
    """

    def __init__(self, inst_data: ConfigurableClassData | None, config: Mapping[str, Any]) -> None:
        super().__init__(inst_data)
        self._config = config
        self._server: subprocess.Popen[bytes] | None = None

    @classmethod
    @override
    def config_type(cls) -> dict[str, Any]:  # any kind of field, says Dagster
        return {
            "socket": Field(
                StringSource, description="Absolute, or relative to the instance's directory."
            ),
            "max_concurrent_runs": Field(IntSource, is_required=False, default_value=4),
            "kill_after_seconds": Field(
                IntSource,
                is_required=False,
                default_value=10,
                description="How long a run may take to end after Terminate, before it is killed.",
            ),
            "start_timeout_seconds": Field(IntSource, is_required=False, default_value=60),
            "start_server": Field(
                BoolSource,
                is_required=False,
                default_value=True,
                description="Start the server when there is none; false where another does so.",
            ),
            "fallback": Field(
                BoolSource,
                is_required=False,
                default_value=True,
                description="Use Dagster's default launcher when no server can be had.",
            ),
        }

    @classmethod
    @override
    def from_config_value(
        cls,
        inst_data: ConfigurableClassData,
        config_value: Mapping[str, Any],
    ) -> Self:
        return cls(inst_data, config_value)

    @property
    def socket(self) -> Path:
        return Path(self._instance.root_directory) / str(self._config["socket"])

    @override
    def launch_run(self, context: LaunchRunContext) -> None:
        """A time-out is raised: the server may have taken the run, which must not run twice."""
        try:
            self._submit(context.dagster_run)
        except UnavailableError as error:
            if not self._config["fallback"]:
                raise
            message = f"{error.message} Using Dagster's default launcher, which starts slowly."
            LOGGER.warning(message)
            self._instance.report_engine_event(message, context.dagster_run, cls=type(self))
            super().launch_run(context)

    @override
    def terminate(self, run_id: str) -> bool:
        run = self._instance.get_run_by_id(run_id) if self.has_instance else None
        if run is None or run.is_finished:
            return False
        if GRPC_INFO_TAG in run.tags:
            return bool(super().terminate(run_id))  # type: ignore[no-untyped-call]  # Dagster's
        self._instance.report_run_canceling(run)
        answer = self._ask(Operation.TERMINATE, run_id)
        if answer.state is not RunState.RUNNING:
            self._report_canceled(run_id, answer)
        return True

    def _report_canceled(self, run_id: str, answer: Answer) -> None:
        """Nobody is at work who could do it."""
        run = self._instance.get_run_by_id(run_id)
        if run is not None and not run.is_finished:
            waited = answer.state is RunState.QUEUED
            how = "while it waited" if waited else f"without a worker ({answer.reason})"
            self._instance.report_run_canceled(run, f"Canceled {how}.")

    @property
    @override
    def supports_check_run_worker_health(self) -> bool:
        return True

    @override
    def check_run_worker_health(self, run: DagsterRun) -> CheckRunHealthResult:
        """A server that does not answer raises `TimeoutError`: monitoring leaves the run alone."""
        if GRPC_INFO_TAG in run.tags:
            return CheckRunHealthResult(WorkerStatus.RUNNING, "Launched by the fall-back.")
        answer = self._ask(Operation.HEALTH, run.run_id)
        return CheckRunHealthResult(HEALTH[answer.state], answer.reason)

    def _ask(self, operation: Operation, run_id: str) -> Answer:
        """Waits for a server that somebody else is about to start: it knows the runs' ends."""
        deadline = time.monotonic() + ASK_TIMEOUT_S
        while True:
            try:
                return call(self.socket, Request(operation, run_id), timeout_s=ASK_TIMEOUT_S)
            except NO_SERVER as error:
                if self._config["start_server"]:
                    return Answer(RunState.UNKNOWN, "No launcher is running.")
                if time.monotonic() > deadline:
                    raise TimeoutError(f"no launcher serves {self.socket}") from error
            time.sleep(RETRY_S)

    def _submit(self, run: DagsterRun) -> None:
        deadline = time.monotonic() + self._config["start_timeout_seconds"]
        starts, problem = 0, "there is none"
        while starts <= SERVER_STARTS and (left := deadline - time.monotonic()) > 0:
            try:
                answer = call(self.socket, Request(Operation.LAUNCH, run.run_id), timeout_s=left)
                if answer.state is not RunState.REFUSED:
                    return
                problem = answer.reason
            except NO_SERVER:
                if self._config["start_server"]:
                    starts += self._start_server(run)
            except ConnectionError as error:
                problem = str(error)  # and its children with it: asking again runs nothing twice
            except TimeoutError:
                raise  # nobody knows whether the run was taken
            except OSError as error:
                raise UnavailableError(f"No launcher at {self.socket}: {error}.") from error
            time.sleep(RETRY_S)
        raise UnavailableError(
            f"No launcher serves {self.socket}: {problem}.", hint="Start it: omninode up"
        )

    def _start_server(self, run: DagsterRun) -> int:
        """Returns 1 when a server of ours answers, 0 when another one is about to."""
        boot = self._boot(run)
        try:
            boot.socket.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            process = self._server = self._spawn(boot, run)
        except OSError as error:
            raise UnavailableError(f"The launcher cannot be started: {error}.") from error
        while process.poll() is None:
            if _answers(boot.socket):
                return 1
            time.sleep(RETRY_S)
        if process.returncode == OTHER_SERVER:
            return 0
        raise UnavailableError(
            f"The launcher ended with code {process.returncode}; see {boot.beside('log')}."
        )

    def _spawn(self, boot: Boot, run: DagsterRun) -> subprocess.Popen[bytes]:
        origin = run.job_code_origin
        python = origin.repository_origin.executable_path if origin else sys.executable
        with boot.beside("log").open("ab") as log:
            process = subprocess.Popen(  # noqa: S603 - our own command
                [python or sys.executable, "-m", "resources.launcher.server", "serve"],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        assert process.stdin is not None  # noqa: S101 - for the type checker
        process.stdin.write(boot.to_json())
        process.stdin.close()
        return process

    def _boot(self, run: DagsterRun) -> Boot:
        if run.job_code_origin is None:
            raise UnavailableError(f"Run {run.run_id} does not say where its code is.")
        origin = run.job_code_origin.repository_origin
        folder = getattr(origin.code_pointer, "working_directory", None)
        return Boot(
            socket=self.socket,
            directory=folder or str(Path.cwd()),
            origin=serialize_value(origin),
            instance=serialize_value(self._instance.get_ref()),
            max_concurrent_runs=self._config["max_concurrent_runs"],
            kill_after_s=self._config["kill_after_seconds"],
        )


def _answers(path: Path) -> bool:
    try:
        call(path, Request(Operation.STATUS))
    except OSError:
        return False
    return True
