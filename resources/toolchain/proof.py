"""What is asked of the tools about one package, alone or as one of many."""

import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future

from omninode_bridge.ports import ProofRequest
from omninode_bridge.quality.own_checks import own_checks
from omninode_bridge.quality.report import CheckResult
from resources.toolchain.checks import IMPORT, READ, READ_CHECKS, TESTS
from resources.toolchain.interpretation import Reply, check_results, import_results, test_result
from resources.toolchain.job_folder import JobFolder
from resources.toolchain.mutation import mutation_checks

type Job = Callable[[str, JobFolder, float, Mapping[str, object]], Reply]
"""Kind, folder, seconds, and what else the worker is told."""


class Proof:
    """Its jobs are begun at once; the rules of our own run here, meanwhile."""

    def __init__(
        self, request: ProofRequest, folder: JobFolder, job: Job, threads: Executor
    ) -> None:
        self._request, self._job = request, job
        seconds, sample = request.timeout_s, request.package.sample_request
        self.folder = folder
        self._has_sample = sample is not None
        self._read: Future[Reply] = threads.submit(_read, job, folder, seconds)
        self._tests = threads.submit(job, TESTS, folder, seconds, {})
        text = None if sample is None else json.dumps(sample, default=str)
        self._imports = threads.submit(job, IMPORT, folder, seconds, {"sample": text})
        self._own = own_checks(request.package)

    def results(self, types: CheckResult, ruff: Sequence[CheckResult]) -> list[CheckResult]:
        """In the order of the report; waits for the jobs."""
        checks = [
            *check_results(self._read.result(), READ_CHECKS),
            *import_results(self._imports.result(), has_sample=self._has_sample),
            types,
            *ruff,
            test_result(self._tests.result()),
            *self._own,
        ]
        return [*checks, *mutation_checks(self._request, self.folder, self._job, checks)]


def _read(job: Job, folder: JobFolder, seconds: float) -> Reply:
    scratch = folder.scratch(READ)
    extra = {"scratch": str(scratch), "view": str(folder.view(scratch))}
    return job(READ, folder, seconds, extra)
