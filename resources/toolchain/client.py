"""The real tools behind the port `Toolchain`: omnibase-core, mypy, ruff, pytest, the sandbox."""

import json
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from omninode_bridge.confinement import NOTHING, Grant
from omninode_bridge.errors import UnavailableError
from omninode_bridge.ports import ProofRequest, RunAnswer
from omninode_bridge.quality.mutation.result import MutationResult
from omninode_bridge.quality.report import CheckResult
from resources.toolchain.batch import prove_many
from resources.toolchain.interpretation import Reply
from resources.toolchain.job_folder import (
    JobFolder,
    job_folder,
    job_folders,
    read_package,
    state_folder,
)
from resources.toolchain.mutation import mutated
from resources.toolchain.mypy import type_result
from resources.toolchain.proof import Proof
from resources.toolchain.ruff import ruff_results
from resources.toolchain.testing import tested
from resources.toolchain.worker.connection import WorkerConnection

# How long a job may wait for a free sandbox, beyond its own time.
QUEUE_S: Final = 120.0
# The first mypy run of an installation builds its cache.
COLD_MYPY_S: Final = 180.0
# What an installation has warmed up stays warm between two requests.
KEEP_S: Final = 30 * 60.0


class ProcessToolchain:
    """`folder` holds the worker's socket and log, `cache` what mypy knows about omnibase-core.

    The worker stays for `keep_s` after the last request, or for what a more patient caller said.
    """

    def __init__(
        self, folder: Path, cache: Path, *, allow_unsandboxed: bool = False, keep_s: float = KEEP_S
    ) -> None:
        self._keep_s = keep_s
        self._worker = WorkerConnection(folder, cache, allow_unsandboxed=allow_unsandboxed)

    def isolation(self) -> str:
        return str(self._hello()["isolation"])

    def prove(self, request: ProofRequest) -> Sequence[CheckResult]:
        seconds = request.timeout_s
        with (
            job_folder(str(self._hello()["jobs"]), request.package.files) as folder,
            ThreadPoolExecutor(max_workers=5) as threads,
        ):
            types = threads.submit(self._types, [folder], seconds)
            ruff = threads.submit(ruff_results, folder.package, seconds)
            proof = Proof(request, folder, self._job, threads)
            return proof.results(types.result()[0], ruff.result())

    def prove_all(self, requests: Iterable[ProofRequest]) -> Sequence[Sequence[CheckResult]]:
        with job_folders(str(self._hello()["jobs"])) as root:
            return prove_many(requests, root, self._job, self._types)

    def run_tests(self, package_path: str, *, timeout_s: float = 60.0) -> CheckResult:
        files = read_package(package_path)
        with job_folder(str(self._hello()["jobs"]), files) as folder:
            return tested(folder, self._job, timeout_s)

    def mutate(self, package_path: str, *, timeout_s: float = 600.0) -> MutationResult:
        files = read_package(package_path)
        with job_folder(str(self._hello()["jobs"]), files) as folder:
            return mutated(files, folder, self._job, timeout_s)

    def execute(
        self,
        package_path: str,
        request: bytes,
        *,
        operation: str | None,
        timeout_s: float,
        grant: Grant = NOTHING,
    ) -> RunAnswer:
        files = read_package(package_path)
        state = state_folder(grant, package_path)
        hello = self._hello()
        if not hello["available"]:
            raise UnavailableError(str(hello["isolation"]))
        with job_folder(str(hello["jobs"]), files) as folder:
            scratch = folder.scratch("execute")
            Path(scratch, "request.json").write_bytes(request)
            extra = {
                "operation": operation,
                "scratch": str(scratch),
                "state": state,
                "hosts": grant.hosts,
                "files": grant.files,
                "variables": dict(grant.variables),
            }
            return _answer(self._job("execute", folder, timeout_s, extra))

    def _hello(self) -> Reply:
        greeting = {"do": "hello", "keep_s": self._keep_s}
        try:
            return self._worker.ask(greeting, QUEUE_S)
        except UnavailableError:
            # One that is being killed still listens for a moment; the next is started anew.
            return self._worker.ask(greeting, QUEUE_S)

    def _types(self, folders: Sequence[JobFolder], seconds: float) -> list[CheckResult]:
        """In the order of the folders; `seconds` is for each."""
        packages = [str(folder.package) for folder in folders]
        question = {"do": "types", "packages": packages, "seconds": seconds}
        reply = self._ask(question, seconds * len(folders) + COLD_MYPY_S)
        answers = reply.get("answers") or [reply] * len(folders)
        return [type_result(answer) for answer in answers]

    def _job(
        self,
        kind: str,
        folder: JobFolder,
        seconds: float,
        extra: Mapping[str, object],
    ) -> Reply:
        question = {
            "do": "job",
            "kind": kind,
            "package": str(folder.package),
            "limits": {"seconds": seconds},
            **extra,
        }
        if "scratch" not in question:
            question["scratch"] = str(folder.scratch(kind))
        return self._ask(question, seconds + QUEUE_S)

    def _ask(self, question: Mapping[str, object], seconds: float) -> Reply:
        """A worker that dies is asked again by the next call; this one did not run."""
        try:
            return self._worker.ask(question, seconds)
        except UnavailableError as error:
            return {"error": error.message}


def _answer(reply: Reply) -> RunAnswer:
    if "error" in reply:
        raise UnavailableError(f"the node did not run: {reply['error']}")
    for event in reply["events"]:
        if "exit_code" in event:
            stderr = str(event.get("stderr", "")) or str(reply["stderr"])
            return RunAnswer(str(event["stdout"]), stderr, int(event["exit_code"]))
    return _broken(reply)


def _broken(reply: Reply) -> RunAnswer:
    """The node itself failed: out of time, out of bounds, or crashed."""
    detail = str(reply["detail"]) or str(reply["stderr"]).strip().rpartition("\n")[2]
    code = "TIMEOUT_ERROR" if reply["ending"] == "time" else "OPERATION_FAILED"
    error = {"error": {"code": code, "message": f"the node failed: {detail}"}}
    return RunAnswer(json.dumps(error), str(reply["stderr"]), 1)
