"""The knowledge base: documents, the terms that they say, their vectors, their relations."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

TABLES = (
    """
    create table omninode.knowledge_documents (
        id integer generated always as identity primary key,
        origin text not null,
        key text not null,
        digest text not null,
        kind text not null,
        name text not null,
        node_type text not null,
        description text not null,
        text text not null,
        version text not null,
        quality double precision,
        path text not null,
        choices jsonb not null,
        terms integer[] not null,
        length integer not null,
        unique (origin, key)
    )
    """,
    "create index knowledge_of_kind on omninode.knowledge_documents (kind) include (length)",
    """
    create table omninode.knowledge_terms (
        id integer generated always as identity primary key,
        term text not null unique,
        documents integer not null
    )
    """,
    # Without a foreign key: to check it for each of a million rows takes longer than to write them.
    """
    create table omninode.knowledge_postings (
        term_id integer not null,
        document_id integer not null,
        times integer not null,
        length integer not null,
        primary key (term_id, document_id)
    )
    """,
    """
    create table omninode.knowledge_vectors (
        document_id integer primary key
            references omninode.knowledge_documents (id) on delete cascade,
        embedding bytea not null
    )
    """,
    """
    create table omninode.knowledge_relations (
        document_id integer not null
            references omninode.knowledge_documents (id) on delete cascade,
        relation text not null,
        kind text not null,
        name text not null,
        primary key (document_id, relation, kind, name)
    )
    """,
    "create index knowledge_relations_to on omninode.knowledge_relations (name, kind)",
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
    connection = op.get_bind()
    query = "select count(*) from pg_available_extensions where name = 'vector'"
    if not connection.scalar(sa.text(query)):
        return
    try:
        with connection.begin_nested():
            op.execute("create extension if not exists vector")
            op.execute("alter table omninode.knowledge_vectors add column vector vector(512)")
    except sa.exc.ProgrammingError:
        # Who may not create extensions searches the embeddings without one.
        return
