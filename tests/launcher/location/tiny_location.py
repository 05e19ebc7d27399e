"""The code location that the launcher's tests run."""

import subprocess
import time
from importlib import import_module

import dagster as dg

# The module that a test changes; it is found only where the tests have copied it.
VERSION: str = import_module("tiny_version").VERSION


class Nap(dg.Config):
    seconds: float = 60.0


@dg.op
def nap(context: dg.OpExecutionContext, config: Nap) -> None:
    context.log.info("this is version %s", VERSION)
    end = time.monotonic() + config.seconds
    while time.monotonic() < end:
        time.sleep(0.1)


@dg.op
def stubborn(context: dg.OpExecutionContext) -> None:
    """Ends for no interrupt, once it has said so."""
    end = time.monotonic() + 60
    said = False
    while time.monotonic() < end:
        try:
            if not said:
                context.log.info("ready to be interrupted")
                said = True
            time.sleep(1)
        except BaseException:  # noqa: BLE001 - that is what it is for
            continue


@dg.op
def with_child(context: dg.OpExecutionContext) -> None:
    with subprocess.Popen(["sleep", "777"]) as child:
        context.log.info("child %d", child.pid)


@dg.job(executor_def=dg.in_process_executor)
def slow() -> None:
    nap()


@dg.job(executor_def=dg.in_process_executor)
def unstoppable() -> None:
    stubborn()


@dg.job(executor_def=dg.in_process_executor)
def family() -> None:
    with_child()


@dg.asset
def first() -> dg.MaterializeResult[None]:
    return dg.MaterializeResult(metadata={"n": 1})


@dg.asset(deps=[first])
def second() -> dg.MaterializeResult[None]:
    return dg.MaterializeResult(metadata={"n": 2})


@dg.asset_check(asset=second)
def small() -> dg.AssetCheckResult:
    return dg.AssetCheckResult(passed=True)


assets = dg.define_asset_job(
    "assets", selection=["first", "second"], executor_def=dg.in_process_executor
)

defs = dg.Definitions(
    assets=[first, second], asset_checks=[small], jobs=[slow, unstoppable, family, assets]
)
