"""The workspace as Dagster sees it: folders in, clients out."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
from pydantic import Field

from resources.postgres.registry import PostgresRegistry
from resources.postgres.resource import shared_database
from resources.workspace.client import FolderWorkspace
from resources.workspace.documents import FolderDocuments
from resources.workspace.registration import Registration


class WorkspaceResource(dg.ConfigurableResource[FolderWorkspace]):
    """Where generated packages lie."""

    root: str = Field(description="Folder of the generated packages.")

    def create_resource(self, context: dg.InitResourceContext) -> FolderWorkspace:
        del context
        return FolderWorkspace(Path(self.root))


class DocumentsResource(dg.ConfigurableResource[FolderDocuments]):
    """PRDs as they arrived."""

    root: str = Field(description="Folder of the documents, each under its digest.")

    def create_resource(self, context: dg.InitResourceContext) -> FolderDocuments:
        del context
        return FolderDocuments(Path(self.root))


class RegistrarResource(dg.ConfigurableResource[Registration]):
    """Registers packages as a unit: files and row together."""

    root: str = Field(description="Folder of the generated packages.")
    database_url: str = Field(description="postgresql://user:password@host:port/database")
    wait_s: float = Field(
        default=60.0, ge=0, description="How long a run waits for a database that does not answer."
    )

    @contextmanager
    def yield_for_execution(
        self, context: dg.InitResourceContext
    ) -> Generator[Registration, None, None]:
        del context
        with shared_database(self.database_url, self.wait_s) as database:
            yield Registration(FolderWorkspace(Path(self.root)), PostgresRegistry(database))
