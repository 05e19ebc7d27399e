"""What is asked of the tools about one package, alone or as one of many."""

import json
from collections.abc import Sequence
from concurrent.futures import Executor, Future

from omninode_bridge.ports import ProofRequest
from omninode_bridge.quality.own_checks import own_checks
from omninode_bridge.quality.report import CheckResult
from resources.toolchain.checks import RULES
from resources.toolchain.interpretation import Reply, rule_results
from resources.toolchain.job_folder import JobFolder
from resources.toolchain.mutation import mutation_checks
from resources.toolchain.testing import Job, tested


class Proof:
    """Its jobs are begun at once; the rules of our own run here, meanwhile."""

    def __init__(
        self, request: ProofRequest, folder: JobFolder, job: Job, threads: Executor
    ) -> None:
        self._request, self._job = request, job
        self.folder = folder
        self._has_sample = request.package.sample_request is not None
        self._rules: Future[Reply] = threads.submit(_rules, request, folder, job)
        self._tests = threads.submit(tested, folder, job, request.timeout_s)
        self._own = own_checks(request.package)

    def results(self, types: CheckResult, ruff: Sequence[CheckResult]) -> list[CheckResult]:
        """In the order of the report; waits for the jobs."""
        checks = [
            *rule_results(self._rules.result(), has_sample=self._has_sample),
            types,
            *ruff,
            self._tests.result(),
            *self._own,
        ]
        return [*checks, *mutation_checks(self._request, self.folder, self._job, checks)]


def _rules(request: ProofRequest, folder: JobFolder, job: Job) -> Reply:
    scratch, sample = folder.scratch(RULES), request.package.sample_request
    extra = {
        "scratch": str(scratch),
        "view": str(folder.view(scratch)),
        "sample": None if sample is None else json.dumps(sample, default=str),
    }
    return job(RULES, folder, request.timeout_s, extra)
