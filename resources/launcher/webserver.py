"""What the command line asks of Dagster: which runs a request has, and to end them."""

from dataclasses import dataclass
from typing import Final

import httpx
from pydantic import BaseModel, Field, ValidationError

from omninode_bridge.errors import UnavailableError

TIMEOUT_S: Final = 30.0
RUNS: Final = """
query Runs($tags: [ExecutionTag!]) {
  answer: runsOrError(filter: {tags: $tags}) {
    ... on Runs { runs: results { run_id: runId status } }
    ... on PythonError { message }
  }
}"""
TERMINATE: Final = """
mutation Terminate($runId: String!, $policy: TerminateRunPolicy!) {
  answer: terminateRun(runId: $runId, terminatePolicy: $policy) {
    __typename
    ... on TerminateRunFailure { message }
    ... on RunNotFoundError { message }
    ... on UnauthorizedError { message }
    ... on PythonError { message }
  }
}"""


@dataclass(frozen=True, slots=True)
class RunStatus:
    """`status` is Dagster's own word: QUEUED, STARTED, SUCCESS, FAILURE, CANCELED, ..."""

    run_id: str
    status: str

    @property
    def waiting(self) -> bool:
        return self.status in {"NOT_STARTED", "QUEUED", "STARTING"}

    @property
    def finished(self) -> bool:
        return self.status in {"SUCCESS", "FAILURE", "CANCELED"}


class _Answer(BaseModel):
    runs: list[RunStatus] = Field(default_factory=list)
    message: str = ""


class _Data(BaseModel):
    answer: _Answer


class _Reply(BaseModel):
    data: _Data


class Webserver:
    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")

    def runs_tagged(self, key: str, value: str) -> list[RunStatus]:
        """Newest first."""
        return self._ask(RUNS, {"tags": [{"key": key, "value": value}]}).runs

    def terminate(self, run: RunStatus) -> None:
        """Ask the run to end; raises `UnavailableError` when it cannot be asked.

        Nobody works yet on a run that waits: it is marked, and its worker then passes it over.
        """
        policy = "MARK_AS_CANCELED_IMMEDIATELY" if run.waiting else "SAFE_TERMINATE"
        if message := self._ask(TERMINATE, {"runId": run.run_id, "policy": policy}).message:
            raise UnavailableError(
                f"Run {run.run_id} was not terminated: {message}",
                hint=f"Look at it: {self._url}/runs/{run.run_id}",
            )

    def _ask(self, query: str, variables: dict[str, object]) -> _Answer:
        body = {"query": query, "variables": variables}
        try:
            reply = httpx.post(f"{self._url}/graphql", json=body, timeout=TIMEOUT_S)
            return _Reply.model_validate_json(reply.raise_for_status().content).data.answer
        except (httpx.HTTPError, ValidationError) as error:
            raise UnavailableError(
                f"Dagster's webserver at {self._url} gave no usable answer: {error}",
                hint="Look at the services: omninode status",
            ) from error
