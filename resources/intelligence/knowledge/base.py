"""The knowledge base in PostgreSQL: what is written, and by whom it is written at a time."""

import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import sqlalchemy as sa
from psycopg2.extras import Json, execute_values

from omninode_bridge.intelligence.knowledge import Change, Entry, difference
from resources.intelligence.knowledge.preparing import Half, Prepared, prepared_ahead
from resources.postgres.database import Database

# The advisory lock of those who write.
_WRITING: Final = 7_146_301_554

MANY: Final = 100
"""After so many changes PostgreSQL looks at the tables: unlooked-at, it reads them whole."""

TABLES: Final = tuple(
    f"omninode.knowledge_{each}"
    for each in ("documents", "terms", "postings", "vectors", "relations")
)

_DOCUMENTS: Final = """
insert into omninode.knowledge_documents
    (origin, key, digest, kind, name, node_type, description, text, version, quality, path,
     choices, terms, length)
values %s returning id
"""


class KnowledgeBase:
    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, origin: str, entries: Iterable[Entry], *, whole: bool) -> Change:
        """Write what is new or has changed; with `whole`, remove what is not among them."""
        offered = list(entries)

        def work(connection: sa.Connection) -> Change:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_WRITING)))
            found = difference(_held(connection, origin), offered, whole=whole)
            _remove(connection, origin, found.remove)
            for batch in prepared_ahead(found.write):
                _write(connection, batch)
            if len(found.write) + len(found.remove) >= MANY:
                connection.execute(sa.text(f"analyze {', '.join(TABLES)}"))
            return found.change

        return self._database.run(work)

    def held(self, origin: str) -> Mapping[str, str]:
        """The digests of an origin's documents, by key."""
        return self._database.run(lambda connection: _held(connection, origin))

    def counts(self) -> Sequence[tuple[str, str, int]]:
        """How many documents of each kind there are, by origin and kind."""
        query = """
            select origin, kind, count(*) from omninode.knowledge_documents
            group by origin, kind order by origin, kind
        """
        return self._database.run(
            lambda connection: [
                (str(row[0]), str(row[1]), int(row[2]))
                for row in connection.execute(sa.text(query))
            ]
        )


def _held(connection: sa.Connection, origin: str) -> dict[str, str]:
    query = "select key, digest from omninode.knowledge_documents where origin = :origin"
    rows = connection.execute(sa.text(query), {"origin": origin})
    return {str(key): str(digest) for key, digest in rows}


def _remove(connection: sa.Connection, origin: str, keys: Sequence[str]) -> None:
    if not keys:
        return
    query = """
        select id, unnest(terms) as term_id from omninode.knowledge_documents
        where origin = :origin and key = any(:keys)
    """
    for statement in (
        f"""
        with gone as ({query}), fewer as (select term_id, count(*) as times from gone group by 1)
        update omninode.knowledge_terms t set documents = t.documents - fewer.times
        from fewer where t.id = fewer.term_id
        """,  # noqa: S608  a constant
        f"""
        with gone as ({query}) delete from omninode.knowledge_postings p using gone
        where p.term_id = gone.term_id and p.document_id = gone.id
        """,  # noqa: S608  a constant
        "delete from omninode.knowledge_documents where origin = :origin and key = any(:keys)",
    ):
        connection.execute(sa.text(statement), {"origin": origin, "keys": list(keys)})


def _write(connection: sa.Connection, documents: Sequence[Prepared]) -> None:
    number = _terms(connection, [each.said for each in documents])
    cursor = connection.connection.cursor()
    rows = [_row(each, [number[term] for term in each.said]) for each in documents]
    ids = [int(row[0]) for row in execute_values(cursor, _DOCUMENTS, rows, fetch=True)]
    postings = (
        f"{number[term]}\t{key}\t{count}\t{length}\n"
        for key, each in zip(ids, documents, strict=True)
        for length in (each.said.total(),)
        for term, count in each.said.items()
    )
    columns = ("term_id", "document_id", "times", "length")
    table = "copy omninode.knowledge_postings ({}) from stdin".format(", ".join(columns))
    cursor.copy_expert(table, io.StringIO("".join(postings)))
    _vectors(connection, cursor, ids, [each.vector for each in documents])
    related = [
        (key, each.relation, each.kind, each.name)
        for key, prepared in zip(ids, documents, strict=True)
        for each in prepared.document.relations
    ]
    if related:
        execute_values(
            cursor,
            "insert into omninode.knowledge_relations (document_id, relation, kind, name)"
            " values %s on conflict do nothing",
            related,
        )


def _row(prepared: Prepared, terms: Sequence[int]) -> tuple[object, ...]:
    document = prepared.document
    return (
        document.origin,
        document.key,
        prepared.digest,
        document.kind.value,
        document.name,
        document.node_type.value,
        document.description,
        document.text,
        document.version,
        document.quality,
        document.path,
        Json(list(document.choices)),
        list(terms),
        prepared.said.total(),
    )


def _terms(connection: sa.Connection, said: Sequence[Counter[str]]) -> Mapping[str, int]:
    """The number of each term, after counting in how many more documents it stands."""
    more = Counter(term for times in said for term in times)
    if not more:
        return {}
    query = """
        insert into omninode.knowledge_terms as known (term, documents)
        select * from unnest(cast(:terms as text[]), cast(:more as integer[]))
        on conflict (term) do update set documents = known.documents + excluded.documents
        returning id, term
    """
    values = {"terms": list(more), "more": list(more.values())}
    return {str(term): int(key) for key, term in connection.execute(sa.text(query), values)}


def _vectors(
    connection: sa.Connection, cursor: object, ids: Sequence[int], found: Sequence[Half]
) -> None:
    into = "insert into omninode.knowledge_vectors (document_id, embedding{}) values %s"
    pairs = list(zip(ids, found, strict=True))
    if has_vectors(connection):
        rows = [(key, vector.tobytes(), shown(vector)) for key, vector in pairs]
        execute_values(cursor, into.format(", vector"), rows)
    else:
        execute_values(cursor, into.format(""), [(key, each.tobytes()) for key, each in pairs])


def has_vectors(connection: sa.Connection) -> bool:
    """Whether pgvector holds the vectors, too."""
    query = """
        select count(*) from pg_attribute
        where attrelid = to_regclass('omninode.knowledge_vectors') and attname = 'vector'
    """
    return bool(connection.scalar(sa.text(query)))


def shown(vector: Half) -> str:
    """As pgvector reads it."""
    return "[" + ",".join(f"{value:.4g}" for value in vector.tolist()) + "]"
