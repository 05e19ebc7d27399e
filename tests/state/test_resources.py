"""Each resource gives Dagster a client that works."""

from pathlib import Path

import dagster as dg
import pytest
from dagster import ResourceParam

from omninode_bridge.ports import (
    Documents,
    Executions,
    Registrar,
    Registry,
    Warehouse,
    Workspace,
)
from resources.postgres.resource import ExecutionsResource, InboxResource, RegistryResource
from resources.warehouse.resource import WarehouseResource
from resources.workspace.resource import DocumentsResource, RegistrarResource, WorkspaceResource
from tests.state.records import a_fact, a_package, a_version, an_execution

pytest_plugins = ["tests.postgres"]
pytestmark = pytest.mark.slow


@dg.asset
def registered(
    workspace: ResourceParam[Workspace],
    registrar: ResourceParam[Registrar],
    registry: ResourceParam[Registry],
) -> dg.MaterializeResult[str]:
    staged = workspace.stage(a_package(), {})
    registrar.register_package(staged, a_version())
    found = registry.find("price_quote")
    return dg.MaterializeResult(value=found.digest if found else "")


@dg.asset
def recorded(
    executions: ResourceParam[Executions],
    warehouse: ResourceParam[Warehouse],
    documents: ResourceParam[Documents],
) -> dg.MaterializeResult[list[object]]:
    begun = executions.begin(an_execution())
    added = warehouse.append([a_fact()])
    return dg.MaterializeResult(value=[begun, added, documents.get(documents.put(b"# PRD"))])


def test_assets_receive_clients(database_url: str, tmp_path: Path) -> None:
    url, nodes = database_url, str(tmp_path / "nodes")
    result = dg.materialize(
        [registered, recorded],
        resources={
            "registry": RegistryResource(database_url=url),
            "executions": ExecutionsResource(database_url=url),
            "inbox": InboxResource(database_url=url),
            "workspace": WorkspaceResource(root=nodes),
            "registrar": RegistrarResource(root=nodes, database_url=url),
            "documents": DocumentsResource(root=str(tmp_path / "documents")),
            "warehouse": WarehouseResource(
                database_url=url, data_path=str(tmp_path / "lake"), wait_s=5
            ),
        },
    )
    assert len(result.output_for_node("registered")) == 64
    assert result.output_for_node("recorded") == [True, 1, b"# PRD"]
