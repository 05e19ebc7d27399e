"""The tool chain as Dagster sees it: settings in, client out."""

from pathlib import Path

import dagster as dg
from pydantic import Field

from resources.toolchain.client import ProcessToolchain


class ToolchainResource(dg.ConfigurableResource[ProcessToolchain]):
    """Its worker is shared by all runs of an installation and outlives them."""

    folder: str = Field(description="Where the worker's socket, lock and log lie.")
    cache: str = Field(
        description="What mypy knows about omnibase-core; survives upgrades of ours."
    )
    allow_unsandboxed: bool = Field(
        default=False, description="Run generated code without isolation where there is none."
    )

    def create_resource(self, context: dg.InitResourceContext) -> ProcessToolchain:  # noqa: ARG002 - Dagster's signature
        return ProcessToolchain(
            Path(self.folder), Path(self.cache), allow_unsandboxed=self.allow_unsandboxed
        )
