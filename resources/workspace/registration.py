"""Registers a package as a unit: files and row appear together or not at all.

The files become visible inside the row's transaction, just before its commit. So a row never
lacks its files; a crash in between leaves complete files without a row. They were announced, so
`recover` finds and removes them.
"""

from dataclasses import replace

from omninode_bridge.ports import Staged
from omninode_bridge.registry.records import NodeVersion, Registered
from resources.postgres.registry import PostgresRegistry
from resources.workspace.client import FolderWorkspace
from resources.workspace.tree import Step, no_step


class Registration:
    def __init__(
        self, workspace: FolderWorkspace, registry: PostgresRegistry, *, step: Step = no_step
    ) -> None:
        self._workspace = workspace
        self._registry = registry
        self._step = step

    def register_package(self, staged: Staged, version: NodeVersion) -> Registered:
        described = replace(version, digest=staged.digest, path=staged.final_path)

        def publish(_: Registered) -> None:
            self._step("row inserted")
            self._workspace.announce(staged)
            self._step("announced")
            self._workspace.commit(staged)
            self._step("files visible")

        try:
            registered = self._registry.register_with(described, publish=publish)
        except BaseException:
            self._workspace.discard(staged)
            raise
        self._step("row visible")
        self._workspace.confirm(staged)
        return registered

    def recover(self) -> int:
        left = self._registry.while_quiet(self._workspace.remove_unregistered)
        return left + self._workspace.sweep()
