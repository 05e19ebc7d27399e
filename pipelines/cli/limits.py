"""`omninode limits`: who may ask how often, and who waits because of it."""

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

import click

from omninode_bridge.ports import Table
from omninode_bridge.registry.records import Execution
from pipelines import environment
from pipelines.cli import connections
from pipelines.cli.tables import print_json, print_table


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def limits(form: str) -> None:
    """Who may ask how often, how much of that the load allows, and who waits.

    The limits are those of this command's environment; services have that of `omninode up`.
    """
    from omninode_bridge.reliability.load import bearable  # noqa: PLC0415 - not for --help
    from omninode_bridge.stages.gate_load import load_of  # noqa: PLC0415 - as above
    from resources.limits.settings import comfort_of  # noqa: PLC0415 - as above

    comfort = comfort_of(os.environ.get(environment.OMNINODE_RATE_LIMIT_LOAD.name, ""))
    rows = _limits()
    with connections.executions() as executions:
        unfinished = executions.unfinished()
        waiting = _waiting(unfinished)
        begun = len(unfinished) - sum(len(times) for times in waiting.values())
        load = load_of(executions, begun, datetime.now(UTC))
    share = bearable(load, comfort) if comfort else 1.0
    line = Table(
        ("user", "waiting", "first_begins", "last_begins"),
        tuple((user, len(times), min(times), max(times)) for user, times in waiting.items()),
    )
    if form == "json":
        print_json(
            {
                "limits": [dict(zip(rows.columns, row, strict=True)) for row in rows.rows],
                "load": {"backlog": load.backlog, "gate_p95_s": load.gate_p95_s, "share": share},
                "waiting": [dict(zip(line.columns, row, strict=True)) for row in line.rows],
            }
        )
        return
    print_table(rows, form, nothing="Nothing is limited.")
    click.echo(
        f"\n{load.backlog} under way, gate p95 {load.gate_p95_s:.1f} s: "
        f"{share:.0%} of each limit is given out.\n"
    )
    print_table(line, form, nothing="Nobody waits.")


def _limits() -> Table:
    from omninode_bridge.reliability.limits import ALL, EVERY  # noqa: PLC0415 - not for --help
    from omninode_bridge.reliability.limits_text import (  # noqa: PLC0415 - as above
        UNLIMITED,
        as_text,
    )
    from resources.limits.settings import DEFAULT_LIMITS, limits_of  # noqa: PLC0415 - as above

    text = os.environ.get(environment.OMNINODE_RATE_LIMITS.name) or DEFAULT_LIMITS
    whose = {ALL: "all together", EVERY: "each"}
    return Table(
        ("endpoint", "user", "limit"),
        tuple(
            (endpoint, whose.get(user, user), as_text(limit) if limit else UNLIMITED)
            for (endpoint, user), limit in limits_of(text).of.items()
        ),
    )


def _waiting(unfinished: Iterable[Execution]) -> Mapping[str, list[datetime]]:
    """When the runs of those may begin that came above a limit, by user."""
    from omninode_bridge.stages.attempts import waits_for_run  # noqa: PLC0415 - not for --help
    from omninode_bridge.stages.waiting import not_before, requester  # noqa: PLC0415 - as above

    found: dict[str, list[datetime]] = defaultdict(list)
    for each in unfinished:
        if waits_for_run(each) and (at := not_before(each)):
            found[requester(each)].append(at)
    return found
