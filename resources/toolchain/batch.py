"""Many packages at once: one mypy and one ruff for all of them, and each tested on its own."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Final

from omninode_bridge.ports import ProofRequest
from omninode_bridge.quality.report import CheckResult
from resources.toolchain.job_folder import JobFolder
from resources.toolchain.proof import Proof
from resources.toolchain.ruff import ruff_results_of
from resources.toolchain.testing import Job

# So many jobs wait in the worker at once; the others wait here.
JOBS_AT_ONCE: Final = 16
# mypy is asked about so many at a time: it works while the next ones are still being written.
TYPES_AT_ONCE: Final = 10

type Types = Callable[[Sequence[JobFolder], float], Sequence[CheckResult]]


def prove_many(
    requests: Iterable[ProofRequest], root: Path, job: Job, types: Types
) -> list[list[CheckResult]]:
    """In the order of the requests; the next one is fetched while the last ones run."""
    with (
        ThreadPoolExecutor(max_workers=JOBS_AT_ONCE) as threads,
        ThreadPoolExecutor(max_workers=1) as checking,
    ):
        begun = _Begun(checking, types)
        for number, request in enumerate(requests):
            folder = JobFolder(root / str(number), request.package.files)
            begun.add(Proof(request, folder, job, threads), request.timeout_s)
        begun.ask_types()
        packages = [proof.folder.package for proof in begun.proofs]
        ruff = ruff_results_of(packages, begun.seconds)
        typed = begun.typed()
        return [
            proof.results(checked, linted)
            for proof, checked, linted in zip(begun.proofs, typed, ruff, strict=True)
        ]


class _Begun:
    """The proofs so far; mypy gets them in groups."""

    def __init__(self, checking: Executor, types: Types) -> None:
        self.proofs: list[Proof] = []
        self.seconds = 0.0
        self._checking = checking
        self._types = types
        self._waiting: list[JobFolder] = []
        self._asked: list[Future[Sequence[CheckResult]]] = []

    def add(self, proof: Proof, seconds: float) -> None:
        self.proofs.append(proof)
        self.seconds = max(self.seconds, seconds)
        self._waiting.append(proof.folder)
        if len(self._waiting) >= TYPES_AT_ONCE:
            self.ask_types()

    def ask_types(self) -> None:
        if self._waiting:
            self._asked.append(self._checking.submit(self._types, self._waiting, self.seconds))
            self._waiting = []

    def typed(self) -> list[CheckResult]:
        return [checked for asked in self._asked for checked in asked.result()]
