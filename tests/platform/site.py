"""A whole installation for tests: real services, a code location of the tests' own, GraphQL."""

import json
import shutil
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from resources.installation import state as states
from resources.installation.home import Home, neutral_folder
from resources.installation.state import ServiceState
from resources.launcher.protocol import Answer, Operation, Request, call
from resources.services import control
from resources.services.account import unprivileged
from resources.services.settings import Settings

LOCATION = Path(__file__).parents[1] / "launcher" / "location"
UP_TIMEOUT_S = 170
LAUNCH = """mutation($p: ExecutionParams!) {launchRun(executionParams: $p) {__typename
  ... on LaunchRunSuccess {run {runId}} ... on PythonError {message}}}"""
STATUS = "query($r: ID!) {runOrError(runId: $r) {... on Run {status}}}"
EVENTS = """query($r: ID!) {logsForRun(runId: $r) {... on EventConnection {
  events {__typename ... on MessageEvent {message} ... on ErrorEvent {error {message}}}}}}"""
AGAIN = """mutation($p: ReexecutionParams!) {launchRunReexecution(reexecutionParams: $p) {__typename
  ... on LaunchRunSuccess {run {runId}} ... on PythonError {message}}}"""
STEPS = "query($r: ID!) {runOrError(runId: $r) {... on Run {stepStats {stepKey status}}}}"
TERMINATE = """mutation($r: String!, $p: TerminateRunPolicy) {
  terminateRun(runId: $r, terminatePolicy: $p) {__typename}}"""
DONE = ("SUCCESS", "FAILURE", "CANCELED")


@dataclass(frozen=True)
class Site:
    settings: Settings

    @property
    def home(self) -> Home:
        return Home(self.settings.home)

    def up(self) -> None:
        control.up(self.settings, lambda _: None, UP_TIMEOUT_S)

    def down(self) -> list[str]:
        return control.down(self.home)

    def remove(self) -> None:
        """Also what lies outside the home, where root's database is."""
        self.down()
        if unprivileged():
            shutil.rmtree(neutral_folder(self.home), ignore_errors=True)

    def left_over(self) -> list[str]:
        """Command lines of all processes that still have to do with this installation."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                environment = (folder / "environ").read_bytes()
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            if f"OMNINODE_HOME={self.home.root}\0".encode() in environment or (
                str(self.home.root) in command
            ):
                found.append(command)
        return found

    def service(self, name: str) -> ServiceState:
        state = states.read(self.home)
        assert state is not None
        return next(service for service in state.services if service.name == name)

    def pid(self, name: str) -> int:
        process = self.service(name).process
        assert process is not None, f"{name} does not run"
        return process.pid

    def healthy(self) -> bool:
        return all(row.healthy for row in control.status(self.home))

    def launcher(self) -> Answer:
        return call(self.home.launcher_socket, Request(Operation.STATUS))

    def worker_of(self, run_id: str) -> int | None:
        running = self.launcher().running
        return next((pid for pid, other in running.items() if other == run_id), None)

    def launch(self, job: str, **ops: object) -> str:
        selector = {
            "repositoryName": "__repository__",
            "repositoryLocationName": "omninode_bridge",
            "jobName": job,
        }
        config = {"ops": {name: {"config": value} for name, value in ops.items()}}
        answer = self.ask(LAUNCH, p={"selector": selector, "runConfigData": config})["launchRun"]
        assert answer["__typename"] == "LaunchRunSuccess", answer
        return str(answer["run"]["runId"])

    def launch_from_failure(self, run_id: str) -> str:
        """As the button beside a failed run does."""
        answer = self.ask(AGAIN, p={"parentRunId": run_id, "strategy": "FROM_FAILURE"})
        launched = answer["launchRunReexecution"]
        assert launched["__typename"] == "LaunchRunSuccess", launched
        return str(launched["run"]["runId"])

    def steps(self, run_id: str) -> dict[str, str]:
        """How each step ended that was executed."""
        found = self.ask(STEPS, r=run_id)["runOrError"]["stepStats"]
        return {str(step["stepKey"]): str(step["status"]) for step in found}

    def status(self, run_id: str) -> str:
        return str(self.ask(STATUS, r=run_id)["runOrError"]["status"])

    def wait(self, run_id: str, *wanted: str, timeout_s: float = 40) -> str:
        """Until the run has one of these states; fails at once when it has ended in another."""
        wait_until(lambda: self.status(run_id) in (*wanted, *DONE), timeout_s)
        status = self.status(run_id)
        assert status in wanted, (status, self.messages(run_id))
        return status

    def terminate(self, run_id: str, *, force: bool = False) -> str:
        policy = "MARK_AS_CANCELED_IMMEDIATELY" if force else "SAFE_TERMINATE"
        return str(self.ask(TERMINATE, r=run_id, p=policy)["terminateRun"]["__typename"])

    def messages(self, run_id: str) -> list[str]:
        events = self.ask(EVENTS, r=run_id)["logsForRun"]["events"]
        return [
            f"{event['__typename']}: {event.get('message')} {event.get('error') or ''}"
            for event in events
        ]

    def ask(self, query: str, **variables: object) -> dict[str, Any]:  # GraphQL's answers
        state = states.running(self.home)
        request = urllib.request.Request(
            f"{state.endpoints.ui_url}/graphql",
            json.dumps({"query": query, "variables": variables}).encode(),
            {"content-type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            content = json.load(answer)
        assert "errors" not in content, content
        data: dict[str, Any] = content["data"]  # as above
        return data


def wait_until(
    condition: Callable[[], bool],
    timeout_s: float = 40,
    problem: str = "it did not happen in time",
) -> None:
    """What takes long is looked at less often: each look costs those that are waited for time."""
    begun = time.monotonic()
    while not condition():
        waited = time.monotonic() - begun
        assert waited < timeout_s, problem
        time.sleep(min(0.1 + waited / 50, 0.5))


def make_site(folder: Path, location: Path) -> Site:
    """Everything below `folder`; the location is copied, so that a test may change its code."""
    code = folder / "code"
    shutil.copytree(location, code)
    home = folder / "home"
    home.mkdir(mode=0o700)
    return Site(
        Settings(
            home.resolve(),
            module="tiny_location",
            directory=str(code.resolve()),
            max_concurrent_runs=3,
            kill_after_s=2,
            monitoring_poll_s=2,
        )
    )
