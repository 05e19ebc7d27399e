"""The registry in a list."""

from collections.abc import Sequence
from dataclasses import replace

from omninode_bridge.registry.records import NodeQuery, NodeVersion, Registered
from omninode_bridge.registry.versioning import latest, next_revision, version_key


class FakeRegistry:
    def __init__(self) -> None:
        self._rows: list[NodeVersion] = []

    def register(self, version: NodeVersion) -> Registered:
        version_key(version.version)
        for row in self._rows:
            if row.correlation_id == version.correlation_id:
                return Registered(row, new=True, number=self._number(row))
        current = self.find(version.name, version.version)
        revision = next_revision(current, version.digest)
        if current is not None and revision is None:
            return Registered(current, new=False, number=self._number(current))
        row = replace(version, revision=revision or 1)
        self._rows.append(row)
        return Registered(row, new=True, number=self._number(row))

    def _number(self, version: NodeVersion) -> int:
        return [row for row in self._rows if row.name == version.name].index(version) + 1

    def find(self, name: str, version: str | None = None) -> NodeVersion | None:
        return latest(row for row in self.versions(name) if version in (None, row.version))

    def versions(self, name: str) -> Sequence[NodeVersion]:
        rows = [row for row in self._rows if row.name == name]
        return sorted(rows, key=lambda row: (version_key(row.version), row.revision), reverse=True)

    def search(self, query: NodeQuery) -> Sequence[NodeVersion]:
        names = {row.name for row in self._rows}
        nodes = [row for name in names if (row := self.find(name)) and _matches(row, query)]
        text = query.text.strip().lower()
        nodes.sort(key=lambda row: (row.name != text, -row.quality_score, row.name))
        return nodes[: query.limit]


def _matches(row: NodeVersion, query: NodeQuery) -> bool:
    requirements = (str(each.get("text", "")) for each in row.requirements)
    text = " ".join((row.name, row.description, row.domain, *requirements)).lower()
    return (
        all(word in text for word in query.text.lower().split())
        and query.node_type in (None, row.node_type)
        and query.domain in (None, row.domain)
        and row.quality_score >= query.minimum_score
    )
