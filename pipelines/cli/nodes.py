"""`omninode nodes`: what the registry knows."""

from collections.abc import Sequence
from dataclasses import asdict

import click

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.node_type import NodeType
from omninode_bridge.ports import Table
from omninode_bridge.registry.records import NodeQuery, NodeVersion
from pipelines.cli import connections
from pipelines.cli.registered import node_lines
from pipelines.cli.tables import FORMATS, print_json, print_table

COLUMNS = ("name", "type", "version", "rev", "quality", "domain", "registered", "description")


@click.group()
def nodes() -> None:
    """Look up registered nodes."""


def _table(versions: Sequence[NodeVersion]) -> Table:
    return Table(
        COLUMNS,
        tuple(
            (
                found.name,
                found.node_type.value,
                found.version,
                found.revision,
                found.quality_score,
                found.domain,
                found.registered_at,
                found.description,
            )
            for found in versions
        ),
    )


@nodes.command("list")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 1000))
@click.option("--format", "form", type=FORMATS, default="text", show_default=True)
def list_nodes(limit: int, form: str) -> None:
    """All nodes, the latest version of each."""
    with connections.registry() as registry:
        found = registry.search(NodeQuery(limit=limit))
    print_table(_table(found), form, nothing="No node is registered yet.")


@nodes.command()
@click.argument("text", required=False, default="")
@click.option("--node-type", type=click.Choice(NodeType, case_sensitive=False))
@click.option("--domain")
@click.option("--min-score", default=0.0, type=click.FloatRange(0, 1))
@click.option("--format", "form", type=FORMATS, default="text", show_default=True)
def search(
    text: str, node_type: NodeType | None, domain: str | None, min_score: float, form: str
) -> None:
    """Nodes whose name, description or requirements speak of TEXT, best first."""
    with connections.registry() as registry:
        found = registry.search(NodeQuery(text, node_type, domain, min_score))
    print_table(_table(found), form, nothing="No node matches.")


@nodes.command()
@click.argument("name")
@click.option("--version", help="As X.Y.Z; the latest one unless told.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def show(name: str, version: str | None, form: str) -> None:
    """All that is registered of the node NAME: checks, requirements, origin, files.

    As JSON also its contract and its PRD.
    """
    with connections.registry() as registry:
        found = registry.find(name, version)
    if found is None:
        raise _no_node(name if version is None else f"{name} with the version {version}")
    if form == "json":
        print_json(asdict(found))
    else:
        click.echo("\n".join(node_lines(found)))


@nodes.command()
@click.argument("name")
@click.option("--format", "form", type=FORMATS, default="text", show_default=True)
def versions(name: str, form: str) -> None:
    """Every version of the node NAME, newest first."""
    with connections.registry() as registry:
        found = registry.versions(name)
    if not found:
        raise _no_node(name)
    print_table(_table(found), form, nothing="")


def _no_node(name: str) -> InvalidRequestError:
    return InvalidRequestError(
        f"No node is called {name}", hint="See the names with: omninode nodes list"
    )
