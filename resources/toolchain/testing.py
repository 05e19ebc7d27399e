"""The package's own tests: run without explanations, and explained where some fail."""

from collections.abc import Callable, Mapping

from omninode_bridge.quality.report import CheckResult
from resources.toolchain.checks import TESTS
from resources.toolchain.interpretation import Reply, has_failures, result_of_tests
from resources.toolchain.job_folder import JobFolder

type Job = Callable[[str, JobFolder, float, Mapping[str, object]], Reply]
"""Kind, folder, seconds, and what else the worker is told."""


def tested(folder: JobFolder, job: Job, seconds: float) -> CheckResult:
    """What failed is asked again for its reasons; that it failed stays, whatever comes then."""
    reply = job(TESTS, folder, seconds, {})
    if not has_failures(reply):
        return result_of_tests(reply)
    again = {"explained": True, "scratch": str(folder.scratch(f"{TESTS} explained"))}
    return result_of_tests(reply, job(TESTS, folder, seconds, again))
