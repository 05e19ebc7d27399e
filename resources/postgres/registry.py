"""The registry of nodes in PostgreSQL."""

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace
from typing import Any, Final  # Any: SQLAlchemy's rows

import sqlalchemy as sa

from omninode_bridge.node_type import NodeType
from omninode_bridge.registry.records import NodeQuery, NodeVersion, Registered
from omninode_bridge.registry.versioning import next_revision, version_key
from resources.postgres.database import Database
from resources.postgres.tables import node_versions as nodes

_FIELDS: Final = tuple(field.name for field in fields(NodeVersion))
_COLUMNS: Final = tuple(nodes.c[name] for name in _FIELDS)
# The advisory lock that registrations share, and that a recovery holds alone.
_REGISTERING: Final = 7_146_301_553
# PostgreSQL refuses to index texts whose lexemes exceed 1 MiB; a person's search needs less.
_WORDS_LIMIT: Final = 100_000


class PostgresRegistry:
    def __init__(self, database: Database) -> None:
        self.database = database

    def register(self, version: NodeVersion) -> Registered:
        return self.register_with(version, publish=lambda _: None)

    def register_with(
        self, version: NodeVersion, *, publish: Callable[[Registered], None]
    ) -> Registered:
        """Register, and call `publish` when all but the commit is done.

        The row is seen by others only if `publish` returns; if it raises there is no row.
        """

        def work(connection: sa.Connection) -> Registered:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock_shared(_REGISTERING)))
            _lock_name(connection, version.name)
            registered = _register(connection, version)
            publish(registered)
            return registered

        return self.database.run(work)

    def find(self, name: str, version: str | None = None) -> NodeVersion | None:
        wanted = sa.select(*_COLUMNS).where(nodes.c.name == name).limit(1)
        if version is None:
            wanted = wanted.where(nodes.c.latest)
        else:
            wanted = wanted.where(nodes.c.version == version).order_by(nodes.c.revision.desc())
        rows = self._read(wanted)
        return rows[0] if rows else None

    def versions(self, name: str) -> Sequence[NodeVersion]:
        return self._read(
            sa.select(*_COLUMNS)
            .where(nodes.c.name == name)
            .order_by(nodes.c.version_key.desc(), nodes.c.revision.desc())
        )

    def search(self, query: NodeQuery) -> Sequence[NodeVersion]:
        wanted, text = _wanted(query), query.text.strip()
        if not text:
            return self._read(wanted)
        # Nodes that hold only parts of the words rank last: with enough others nobody sees them.
        found = self._read(_by_words(wanted, text))
        return found if len(found) == query.limit else self._read(_by_parts(wanted, text))

    def while_quiet[T](self, work: Callable[[frozenset[str]], T]) -> T:
        """Call `work` with the paths of all registered versions while nobody registers."""

        def alone(connection: sa.Connection) -> T:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_REGISTERING)))
            return work(frozenset(connection.scalars(sa.select(nodes.c.path).distinct())))

        return self.database.run(alone)

    @contextmanager
    def node_lock(self, name: str, *, wait_s: float = 600.0) -> Generator[None]:
        """Keep other generations of the same node out, across processes and machines."""
        with self.database.advisory_lock(f"omninode generation {name}", wait_s=wait_s):
            yield

    def _read(self, wanted: sa.Select[Any]) -> list[NodeVersion]:
        return self.database.run(
            lambda connection: [_version(row) for row in connection.execute(wanted).mappings()]
        )


def _lock_name(connection: sa.Connection, name: str) -> None:
    key = sa.func.hashtextextended(f"omninode registration {name}", 0)
    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(key)))


def _register(connection: sa.Connection, version: NodeVersion) -> Registered:
    same_name = nodes.c.name == version.name
    known = sa.select(*_COLUMNS)
    # The same request again, after a crash or a commit that nobody acknowledged.
    again = known.where(nodes.c.correlation_id == version.correlation_id)
    if (row := connection.execute(again).mappings().first()) is not None:
        return _registered(connection, _version(row), new=True)
    of_version = known.where(same_name, nodes.c.version == version.version)
    row = connection.execute(of_version.order_by(nodes.c.revision.desc())).mappings().first()
    current = _version(row) if row is not None else None
    revision = next_revision(current, version.digest)
    if current is not None and revision is None:
        return _registered(connection, current, new=False)
    added = replace(version, revision=revision or 1)
    key = list(version_key(version.version))
    lower = sa.update(nodes).where(same_name, nodes.c.latest, nodes.c.version_key <= key)
    connection.execute(lower.values(latest=False))
    higher = connection.execute(sa.select(nodes.c.id).where(same_name, nodes.c.latest)).first()
    connection.execute(sa.insert(nodes).values(_values(added, latest=higher is None)))
    return _registered(connection, added, new=True)


def _registered(connection: sa.Connection, version: NodeVersion, *, new: bool) -> Registered:
    own = sa.select(nodes.c.id).where(nodes.c.correlation_id == version.correlation_id)
    up_to = sa.and_(nodes.c.name == version.name, nodes.c.id <= own.scalar_subquery())
    number = connection.scalar(sa.select(sa.func.count()).where(up_to))
    return Registered(version, new=new, number=number or 1)


def _values(version: NodeVersion, *, latest: bool) -> dict[str, object]:
    values: dict[str, object] = {name: getattr(version, name) for name in _FIELDS}
    values |= {name: dict(getattr(version, name)) for name in ("contract", "provenance")}
    values |= {
        name: [dict(each) for each in getattr(version, name)] for name in ("checks", "requirements")
    }
    return values | {
        "node_type": version.node_type.value,
        "version_key": list(version_key(version.version)),
        "latest": latest,
        "words": _words(version)[:_WORDS_LIMIT],
    }


def _words(version: NodeVersion) -> str:
    requirements = (str(each.get("text", "")) for each in version.requirements)
    spaced = version.name.replace("_", " ")
    text = " ".join((version.name, spaced, version.description, version.domain, *requirements))
    # Lower case here: comparing without regard to case costs PostgreSQL ten times as much.
    return text.lower()


def _version(row: Mapping[Any, Any]) -> NodeVersion:
    values = {str(name): value for name, value in row.items()}
    return NodeVersion(
        **values
        | {
            "node_type": NodeType(values["node_type"]),
            "checks": tuple(values["checks"]),
            "requirements": tuple(values["requirements"]),
        }
    )


def _wanted(query: NodeQuery) -> sa.Select[Any]:
    conditions = [nodes.c.latest, nodes.c.quality_score >= query.minimum_score]
    if query.node_type is not None:
        conditions.append(nodes.c.node_type == query.node_type.value)
    if query.domain is not None:
        conditions.append(nodes.c.domain == query.domain)
    best_first = (nodes.c.quality_score.desc(), nodes.c.name)
    return sa.select(*_COLUMNS).where(*conditions).order_by(*best_first).limit(query.limit)


def _by_words(wanted: sa.Select[Any], text: str) -> sa.Select[Any]:
    """Whole words and their inflections, through the index."""
    asked = sa.func.websearch_to_tsquery("english", text)
    return _ranked(wanted.where(nodes.c.search.op("@@")(asked)), text)


def _by_parts(wanted: sa.Select[Any], text: str) -> sa.Select[Any]:
    """Whole words, and also parts of words: reads every row."""
    asked = sa.func.websearch_to_tsquery("english", text)
    parts = (nodes.c.words.contains(part, autoescape=True) for part in text.lower().split())
    return _ranked(wanted.where(sa.or_(nodes.c.search.op("@@")(asked), sa.and_(*parts))), text)


def _ranked(wanted: sa.Select[Any], text: str) -> sa.Select[Any]:
    asked = sa.func.websearch_to_tsquery("english", text)
    return wanted.order_by(None).order_by(
        (nodes.c.name == text.lower()).desc(),
        sa.func.ts_rank(nodes.c.search, asked).desc(),
        nodes.c.quality_score.desc(),
        nodes.c.name,
    )
