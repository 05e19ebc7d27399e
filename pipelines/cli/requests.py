"""`omninode requests` and `omninode cancel`: nobody loses a request."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final
from uuid import UUID

import click

from omninode_bridge.errors import InvalidRequestError, UnavailableError
from omninode_bridge.ports import Table
from omninode_bridge.registry.lifecycle import FINAL
from omninode_bridge.registry.records import Execution, State, StepRecord, Transition
from omninode_bridge.stages.attempts import can_be_repeated, waits_for_run
from omninode_bridge.stages.waiting import NOT_BEFORE, not_before, requester
from pipelines.cli import connections
from pipelines.cli.edge import ExitCode
from pipelines.cli.summary import summary_lines
from pipelines.cli.tables import FORMATS, print_json, print_table

COLUMNS: Final = ("request", "node", "state", "started", "seconds", "error")
TAG: Final = "omninode/correlation_id"


@click.group()
def requests() -> None:
    """Look up generation requests, also those that nobody waits for any more."""


def _table(found: Sequence[Execution], form: str) -> Table:
    """For programs with the time before which it does not begin; people read it as the state."""
    for_people = form == "text"
    return Table(
        COLUMNS if for_people else (*COLUMNS, NOT_BEFORE),
        tuple(
            (
                str(each.correlation_id),
                each.node_name,
                f"waits until {at:%T}" if for_people and at else each.state.value,
                each.started_at,
                round((each.updated_at - each.started_at).total_seconds(), 1),
                each.error_code,
                *(() if for_people else (at,)),
            )
            for each in found
            for at in [not_before(each) if waits_for_run(each) else None]
        ),
    )


@requests.command("list")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000))
@click.option("--format", "form", type=FORMATS, default="text", show_default=True)
def list_requests(limit: int, form: str) -> None:
    """The latest requests, newest first."""
    with connections.executions() as executions:
        found = executions.recent(limit)
    print_table(_table(found, form), form, nothing="Nothing was requested yet.")


@requests.command()
@click.argument("request_id", type=click.UUID)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def show(request_id: UUID, form: str) -> None:
    """State, history, steps and result of one request."""
    with connections.executions() as executions:
        execution = _existing(executions.find(request_id), request_id)
        history, steps = executions.history(request_id), executions.steps(request_id)
    if form == "json":
        print_json(_as_json(execution, history, steps))
        return
    click.echo(
        f"{execution.node_name}  {execution.state.value}  since {execution.started_at:%F %T}"
    )
    if waits_for_run(execution) and (at := not_before(execution)):
        click.echo(f"  above the limit of {requester(execution)}: begins at {at:%T} UTC or later")
    for change in history:
        click.echo(f"  {change.at:%T}  {change.before} -> {change.after}  {change.reason}".rstrip())
    for step in steps:
        click.echo(f"  {step.name:16} {step.status:10} {step.duration_ms / 1000:6.2f} s")
    if execution.result is not None:
        click.echo("\n".join(summary_lines(execution.result)))
    elif execution.error_message:
        click.echo(f"  {execution.error_code}: {execution.error_message}")


@requests.command()
@click.argument("request_id", type=click.UUID)
@click.option("--timeout", type=click.FloatRange(min=1), default=300.0, help="Seconds.")
@click.option(
    "--output-dir",
    type=click.Path(path_type=Path, file_okay=False),
    help="Copy the package to node_<name>_<type>/ below it.",
)
@click.pass_context
def follow(
    context: click.Context, request_id: UUID, timeout: float, output_dir: Path | None
) -> None:
    """Watch a request until it ends, or see at once how it ended."""
    from pipelines.cli.delivery import copied  # noqa: PLC0415 - not for --help
    from pipelines.cli.progress import Progress  # noqa: PLC0415 - not for --help
    from pipelines.cli.session import Session  # noqa: PLC0415 - as above

    with connections.executions() as executions:
        known = executions.find(request_id)
        if known is None or known.state not in FINAL:
            with connections.event_log() as log:
                # One that is executed again has told of an end already.
                since = known.updated_at if known else None
                session = Session(log, correlation_id=request_id, from_beginning=True, since=since)
                session.follow(timeout, Progress().status)
        execution = _existing(executions.find(request_id), request_id)
    if execution.state not in FINAL:
        raise UnavailableError(
            f"Request {request_id} is still {execution.state} after {timeout:.0f} s",
            hint="It goes on; follow it again, or end it with: omninode cancel",
        )
    result = execution.result or _bare(execution)
    if output_dir is not None:
        result = copied(result, output_dir)
    click.echo("\n".join(summary_lines(result)))
    context.exit(ExitCode.OK if execution.state is State.COMPLETED else ExitCode.FAILED)


@requests.command()
@click.argument("request_id", type=click.UUID)
def retry(request_id: UUID) -> None:
    """Execute a request again that failed or was cancelled. Its id stays the same.

    What the installation did wrong is tried again by itself, up to three times in all.
    """
    from datetime import UTC, datetime  # noqa: PLC0415 - not for --help

    from omninode_bridge.registry.lifecycle import attempt_of  # noqa: PLC0415 - as above
    from omninode_bridge.stages.attempts import ASKED, is_due  # noqa: PLC0415 - as above

    now = datetime.now(UTC)
    with connections.executions() as executions:
        execution = _existing(executions.find(request_id), request_id)
        if not waits_for_run(execution):
            _check_repeatable(execution)
            execution = executions.restart(execution, at=now, reason=ASKED)
        history = executions.history(request_id)
    begins = "within seconds" if is_due(execution, history, now) else "within a minute"
    if (late := not_before(execution)) and late > now:
        begins = f"at {late:%T} UTC or later"
    click.echo(f"Attempt {attempt_of(history)} at {execution.node_name} begins {begins}.")
    click.echo(f"  follow it  omninode requests follow {request_id} --output-dir DIR")


def _check_repeatable(execution: Execution) -> None:
    request_id = execution.correlation_id
    if execution.state is State.COMPLETED:
        raise InvalidRequestError(
            f"Request {request_id} has completed",
            hint="A changed document is a new request: omninode generate",
        )
    if execution.state not in FINAL:
        raise InvalidRequestError(
            f"Request {request_id} is still at work: {execution.state}",
            hint=f"Follow it: omninode requests follow {request_id}",
        )
    if not can_be_repeated(execution):
        raise InvalidRequestError(
            f"The document of request {request_id} is not on record",
            hint="Send it again: omninode generate",
        )


def _bare(execution: Execution) -> dict[str, object]:
    return {
        "status": execution.state.value,
        "node_name": execution.node_name,
        "correlation_id": str(execution.correlation_id),
        "error": {"code": execution.error_code, "message": execution.error_message},
    }


@click.command()
@click.argument("request_id", type=click.UUID)
def cancel(request_id: UUID) -> None:
    """End a request that is still at work. Its state becomes `cancelled`."""
    from resources.launcher.webserver import Webserver  # noqa: PLC0415 - httpx is slow to import

    with connections.executions() as executions:
        execution = executions.find(request_id)
    if execution is not None and execution.state in FINAL:
        raise InvalidRequestError(
            f"Request {request_id} has ended already: {execution.state}",
            hint=f"See it with: omninode requests show {request_id}",
        )
    withdrawn = execution is not None and waits_for_run(execution)
    if withdrawn:
        _withdraw(request_id)
        click.echo("It waited for its run, and is cancelled.")
    # Also then: the run may have begun meanwhile.
    webserver = Webserver(connections.ui_url())
    running = [run for run in webserver.runs_tagged(TAG, str(request_id)) if not run.finished]
    if not running and not withdrawn:
        raise InvalidRequestError(
            f"No run works on request {request_id}",
            hint="A request that was just sent starts within a second; list them with: "
            "omninode requests list",
        )
    for run in running:
        webserver.terminate(run)
        click.echo(f"Asked run {run.run_id} to end.")


def _withdraw(request_id: UUID) -> None:
    from omninode_bridge.registry.results import ErrorDetail  # noqa: PLC0415 - not for --help

    error = ErrorDetail(
        "cancelled",
        "The request was cancelled before its run began",
        f"Execute it again: omninode requests retry {request_id}",
    )
    with connections.recorder() as recorder:
        recorder.stop(request_id, State.CANCELLED, error)


def _existing(execution: Execution | None, request_id: UUID) -> Execution:
    if execution is None:
        raise InvalidRequestError(
            f"No request has the id {request_id}", hint="List them with: omninode requests list"
        )
    return execution


def _as_json(
    execution: Execution, history: Sequence[Transition], steps: Sequence[StepRecord]
) -> dict[str, object]:
    return {
        "correlation_id": execution.correlation_id,
        "session_id": execution.session_id,
        "run_id": execution.run_id,
        "node_name": execution.node_name,
        "state": execution.state,
        "started_at": execution.started_at,
        "updated_at": execution.updated_at,
        "history": [
            {"at": each.at, "from": each.before, "to": each.after, "reason": each.reason}
            for each in history
        ],
        "steps": [
            {"name": each.name, "status": each.status, "duration_ms": each.duration_ms}
            for each in steps
        ],
        "result": execution.result,
        "error": {"code": execution.error_code, "message": execution.error_message}
        if execution.error_code
        else None,
    }
