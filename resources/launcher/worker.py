"""The Dagster half of the server: warm code before the fork, and what the forked children do.

Uses what `dagster api execute_run` itself consists of, which is not public: an upgrade of Dagster
that moves it fails here, at import.
"""

import gc
import logging
import signal
import sys
import time
import traceback
from typing import Final

from dagster import DagsterInstance
from dagster._cli.api import _execute_run_command_body
from dagster._core.code_pointer import CodePointer
from dagster._core.instance import InstanceRef
from dagster._core.origin import RepositoryPythonOrigin
from dagster._core.storage.dagster_run import DagsterRunStatus
from dagster._core.workspace.autodiscovery import loadable_targets_from_python_module
from dagster._serdes import deserialize_value
from dagster._utils.hosted_user_process import recon_repository_from_origin
from dagster._utils.interrupts import capture_interrupts

from resources.launcher import code
from resources.launcher.boot import Boot
from resources.launcher.processes import INTERRUPTS
from resources.launcher.storage import ask_ahead, engines, limit_statements
from resources.postgres.breakers import settle_all

LOGGER: Final = logging.getLogger(__name__)
UNFINISHED: Final = 4


def warm_up(boot: Boot) -> tuple[DagsterInstance, dict[str, int]]:
    """Import the code; the instance, and the files to watch.

    Code that does not import leaves the server cold: each run then fails with that error in its
    own log, and mending the file warms the server up.
    """
    began = time.time_ns()
    instance = (
        DagsterInstance.from_ref(deserialize_value(boot.instance, InstanceRef))
        if boot.instance
        else DagsterInstance.get()
    )
    ask_ahead(instance)
    culprits: frozenset[str] = frozenset()
    try:
        repository = recon_repository_from_origin(_origin(boot))
        repository.get_definition().get_all_jobs()
    except Exception as error:
        LOGGER.exception("the code does not import: staying cold")
        frames = traceback.extract_tb(error.__traceback__)
        where = getattr(error, "filename", None) or boot.directory
        culprits = frozenset({frame.filename for frame in frames} | {str(where)})
    sys.path.insert(0, boot.directory)  # for imports while a run executes
    files = code.snapshot(began, culprits)
    for engine in engines():
        engine.dispose()  # this process keeps no connection that its children would share
    gc.collect()
    gc.freeze()  # else the collector touches, and thereby copies, all pages in every child
    return instance, files


def execute(instance: DagsterInstance, run_id: str) -> int:
    """What `dagster api execute_run` does, in this process."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with capture_interrupts():  # interrupts wait until Dagster can handle them
        signal.pthread_sigmask(signal.SIG_UNBLOCK, INTERRUPTS)
        limit_statements()
        run = instance.get_run_by_id(run_id)
        if run is not None and run.is_finished:
            return 0  # the UI can mark a run that waits in the queue as canceled
        _execute_run_command_body(run_id, instance, lambda _: None, set_exit_code_on_failure=False)
        settle_all()  # this process will end without telling anybody
        run = instance.get_run_by_id(run_id)
    return 0 if run is None or run.is_finished else UNFINISHED


def report(instance: DagsterInstance, run_id: str, reason: str) -> int:
    """Write the end of a run whose worker could not do so itself."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, INTERRUPTS)
    run = instance.get_run_by_id(run_id)
    if run is None or run.is_finished:
        return 0
    if run.status is DagsterRunStatus.CANCELING:
        instance.report_run_canceled(run, reason)
    else:
        instance.report_run_failed(run, reason)
    return 0


def _origin(boot: Boot) -> RepositoryPythonOrigin:
    if boot.origin:
        return deserialize_value(boot.origin, RepositoryPythonOrigin)
    [target] = loadable_targets_from_python_module(boot.module, boot.directory or None)
    pointer = CodePointer.from_module(boot.module, target.attribute, boot.directory or None)
    return RepositoryPythonOrigin(sys.executable, pointer)
