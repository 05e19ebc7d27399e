"""Where the knowledge base comes from: the registry, the patterns, folders of ONEX nodes."""

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from omninode_bridge.errors import UnavailableError
from omninode_bridge.intelligence.documents import (
    PATTERNS,
    REGISTRY,
    of_folder,
    of_pattern,
    of_version,
)
from omninode_bridge.intelligence.knowledge import Change, entry
from omninode_bridge.intelligence.mixins import ORIGIN as MIXINS
from omninode_bridge.intelligence.mixins import of_mixin_file
from omninode_bridge.prose.catalogue import load_catalogue
from resources.intelligence.folders import onex_folders
from resources.intelligence.knowledge.base import KnowledgeBase
from resources.postgres.database import Database
from resources.postgres.registry import PostgresRegistry

OF_CORE: Final = "omnibase_core"
AT_ONCE: Final = 200


class Filling:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._base = KnowledgeBase(database)

    def from_patterns(self) -> Change:
        return self._base.put(PATTERNS, map(entry, map(of_pattern, load_catalogue())), whole=True)

    def from_folder(self, folder: Path, origin: str | None = None) -> Change:
        """`origin` is the name under which the folder is known; by default its own path."""
        name = origin or str(folder.resolve())
        found = (of_folder(name, each) for each in onex_folders(folder))
        return self._base.put(name, chain.from_iterable(found), whole=True)

    def from_installed_core(self) -> Change:
        """The nodes that ship with omnibase-core; they are read, never imported."""
        return self.from_folder(core_folder() / "nodes", OF_CORE)

    def from_installed_mixins(self) -> Change:
        found = (
            of_mixin_file(f"{OF_CORE}.mixins.{path.stem}", path.read_text(encoding="utf-8"))
            for path in sorted((core_folder() / "mixins").glob("mixin_*.py"))
        )
        return self._base.put(MIXINS, chain.from_iterable(found), whole=True)

    def all_of_ours(self) -> Mapping[str, Callable[[], Change]]:
        """What is there without naming a folder, by origin."""
        return {
            REGISTRY: self.from_registry,
            PATTERNS: self.from_patterns,
            OF_CORE: self.from_installed_core,
            MIXINS: self.from_installed_mixins,
        }

    def from_registry(self) -> Change:
        """Nodes whose latest version is not known yet, and those that it replaced."""
        total = Change()
        while names := self._unknown():
            registry = PostgresRegistry(self._database)
            nodes = [node for name in names if (node := registry.find(name)) is not None]
            change = self._base.put(REGISTRY, map(entry, map(of_version, nodes)), whole=False)
            total = Change(total.added + change.added, total.changed + change.changed)
            if change.is_nothing:
                break
        return total

    def _unknown(self) -> list[str]:
        return self._database.run(
            lambda connection: [
                str(name) for name in connection.scalars(sa.text(_UNKNOWN), {"limit": AT_ONCE})
            ]
        )


def core_folder() -> Path:
    spec = find_spec(OF_CORE)
    if spec is None or not spec.submodule_search_locations:
        raise UnavailableError(
            "omnibase-core is not installed", hint="Install it: pip install omnibase-core"
        )
    return Path(spec.submodule_search_locations[0])


_UNKNOWN: Final = f"""
select n.name from omninode.generated_nodes_registry n
left join omninode.knowledge_documents d on d.origin = '{REGISTRY}' and d.key = n.name
where n.latest and (d.version, d.path) is distinct from (n.version, n.path)
order by n.name limit :limit
"""  # noqa: S608  a constant
