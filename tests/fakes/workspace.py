"""Packages in dictionaries."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import uuid4

from blake3 import blake3

from omninode_bridge.errors import InvalidRequestError, WriteFailedError
from omninode_bridge.generation.package import NodePackage
from omninode_bridge.ports import Staged
from omninode_bridge.registry.records import NodeVersion, Registered
from tests.fakes.registry import FakeRegistry


class FakeWorkspace:
    """`staged` and `visible` map paths to files; `abandon` is what a crash does."""

    def __init__(self, *, full: bool = False) -> None:
        self.full = full
        self.staged: dict[str, dict[str, bytes]] = {}
        self.visible: dict[str, dict[str, bytes]] = {}
        self._abandoned: set[str] = set()

    def stage(self, package: NodePackage, extra: Mapping[str, bytes]) -> Staged:
        if package.files.keys() & extra.keys():
            raise InvalidRequestError("Two files have one path")
        if any(".." in path.split("/") or path.startswith("/") for path in package.files):
            raise InvalidRequestError("Not a path inside a package")
        if self.full:
            raise WriteFailedError("Could not write: no space left on device")
        digest = blake3(repr(sorted(package.files.items())).encode()).hexdigest()
        staged = Staged(
            path=f"/staging/{uuid4().hex}/{package.folder}",
            final_path=f"/versions/{digest}/{package.folder}",
            digest=digest,
        )
        self.staged[staged.path] = {**package.files, **extra}
        return staged

    def commit(self, staged: Staged) -> str:
        files = self.staged.pop(staged.path, None)
        if staged.final_path not in self.visible:
            if files is None:
                raise WriteFailedError("The staged package is gone")
            self.visible[staged.final_path] = files
        return staged.final_path

    def discard(self, staged: Staged) -> None:
        self.staged.pop(staged.path, None)

    def abandon(self, staged: Staged) -> None:
        self._abandoned.add(staged.path)

    def sweep(self) -> int:
        left = self._abandoned & self.staged.keys()
        for path in left:
            del self.staged[path]
        return len(left)


class FakeRegistrar:
    def __init__(self, workspace: FakeWorkspace, registry: FakeRegistry) -> None:
        self._workspace = workspace
        self._registry = registry

    def register_package(self, staged: Staged, version: NodeVersion) -> Registered:
        path = self._workspace.commit(staged)
        return self._registry.register(replace(version, digest=staged.digest, path=path))

    def recover(self) -> int:
        return self._workspace.sweep()
