"""The tables of the system of record, in a schema of their own beside Dagster's."""

from typing import Final, override

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR

from resources.postgres.version import SCHEMA

metadata: Final = sa.MetaData(schema=SCHEMA)


class HalfVector(sa.types.UserDefinedType[str]):
    """A type of pgvector's, which SQLAlchemy does not know."""

    cache_ok = True

    def __init__(self, dimensions: int | str) -> None:
        self.dimensions = int(dimensions)

    @override
    def get_col_spec(self, **options: object) -> str:
        return f"halfvec({self.dimensions})"


node_versions: Final = sa.Table(
    "generated_nodes_registry",
    metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("node_type", sa.Text, nullable=False),
    sa.Column("domain", sa.Text, nullable=False),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("version_key", sa.ARRAY(sa.Integer), nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("quality_score", sa.Double, nullable=False),
    sa.Column("description", sa.Text, nullable=False),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("contract", JSONB, nullable=False),
    sa.Column("checks", JSONB, nullable=False),
    sa.Column("requirements", JSONB, nullable=False),
    sa.Column("prd", sa.Text, nullable=False),
    sa.Column("provenance", JSONB, nullable=False),
    sa.Column("correlation_id", sa.Uuid, nullable=False, unique=True),
    sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
    # Of all versions of a node, the one that its bare name means.
    sa.Column("latest", sa.Boolean, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("search", TSVECTOR, sa.Computed("to_tsvector('english', words)", persisted=True)),
    sa.UniqueConstraint("name", "version", "revision"),
    sa.Index(
        "one_latest_version_per_name", "name", unique=True, postgresql_where=sa.text("latest")
    ),
    sa.Index("best_nodes", sa.desc("quality_score"), "name", postgresql_where=sa.text("latest")),
    sa.Index("node_versions_search", "search", postgresql_using="gin"),
    sa.Index("node_versions_digest", "digest"),
)

executions: Final = sa.Table(
    "workflow_executions",
    metadata,
    sa.Column("correlation_id", sa.Uuid, primary_key=True),
    sa.Column("session_id", sa.Uuid, nullable=False),
    sa.Column("node_name", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("run_id", sa.Text),
    sa.Column("error_code", sa.Text),
    sa.Column("error_message", sa.Text),
    sa.Column("request", JSONB(none_as_null=True)),
    sa.Column("result", JSONB(none_as_null=True)),
    # Which call stored the row: a call whose commit was not acknowledged knows its own row again.
    sa.Column("begun_by", sa.Uuid, nullable=False),
    sa.Index("executions_started_at", sa.desc("started_at")),
    sa.Index(
        "executions_unfinished",
        "started_at",
        postgresql_where=sa.text("state not in ('completed', 'failed', 'cancelled')"),
    ),
)

_EXECUTION: Final = f"{SCHEMA}.workflow_executions.correlation_id"

transitions: Final = sa.Table(
    "fsm_workflow_states",
    metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    sa.Column("correlation_id", sa.Uuid, sa.ForeignKey(_EXECUTION), nullable=False),
    sa.Column("before", sa.Text, nullable=False),
    sa.Column("after", sa.Text, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Index("transitions_of_execution", "correlation_id"),
)

steps: Final = sa.Table(
    "steps",
    metadata,
    sa.Column("correlation_id", sa.Uuid, sa.ForeignKey(_EXECUTION), primary_key=True),
    sa.Column("order", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("duration_ms", sa.Double, nullable=False),
    sa.Column("detail", JSONB, nullable=False),
)

# Of the last run of an execution; `number` counts from 1.
strategy_attempts: Final = sa.Table(
    "strategy_attempts",
    metadata,
    sa.Column("correlation_id", sa.Uuid, sa.ForeignKey(_EXECUTION), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("strategy", sa.Text, nullable=False),
    sa.Column("result", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("score", sa.Double),
    sa.Column("bound", sa.Integer),
    sa.Column("unbound", sa.Integer),
    sa.Column("consulted", JSONB(none_as_null=True)),
)

inbox: Final = sa.Table(
    "inbox",
    metadata,
    sa.Column("consumer", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("accepted_by", sa.Uuid, nullable=False),
)

# `number` is the order of writing: one execution's rows are written one after the other.
outbox: Final = sa.Table(
    "outbox",
    metadata,
    sa.Column("number", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    sa.Column("id", sa.Uuid, nullable=False, unique=True),
    sa.Column("lane", sa.Uuid, nullable=False),
    sa.Column("topic", sa.Text, nullable=False),
    sa.Column("key", sa.LargeBinary),
    sa.Column("value", sa.LargeBinary, nullable=False),
    # Pairs of a name and its bytes in Base64, in their order.
    sa.Column("headers", JSONB, nullable=False),
    sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("sent_at", sa.DateTime(timezone=True)),
    sa.Column("refused", sa.Text),
    sa.Index("outbox_waiting", "number", postgresql_where=sa.text("sent_at is null")),
    sa.Index("outbox_sent", "sent_at"),
)

breaker_changes: Final = sa.Table(
    "breaker_changes",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("before", sa.Text, nullable=False),
    sa.Column("after", sa.Text, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("process", sa.Uuid, nullable=False),
    sa.Column("place", sa.Text, nullable=False),
    sa.Index("breaker_changes_at", sa.desc("at")),
    sa.Index("breaker_changes_latest", "name", "process", sa.desc("at")),
)

breaker_orders: Final = sa.Table(
    "breaker_orders",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("id", sa.Uuid, nullable=False),
    # None: they are to begin anew.
    sa.Column("state", sa.Text),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
)

figures: Final = sa.Table(
    "figures",
    metadata,
    sa.Column("teller", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Double, nullable=False),
    sa.Column("is_count", sa.Boolean, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
)

knowledge_documents: Final = sa.Table(
    "knowledge_documents",
    metadata,
    sa.Column("id", sa.Integer, sa.Identity(always=True), primary_key=True),
    sa.Column("origin", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("node_type", sa.Text, nullable=False),
    sa.Column("description", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("quality", sa.Double),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("choices", JSONB, nullable=False),
    sa.Column("terms", sa.ARRAY(sa.Integer), nullable=False),
    sa.Column("length", sa.Integer, nullable=False),
    sa.UniqueConstraint("origin", "key"),
    sa.Index("knowledge_of_kind", "kind", postgresql_include=["length"]),
)

knowledge_terms: Final = sa.Table(
    "knowledge_terms",
    metadata,
    sa.Column("id", sa.Integer, sa.Identity(always=True), primary_key=True),
    sa.Column("term", sa.Text, nullable=False, unique=True),
    # In how many documents it stands.
    sa.Column("documents", sa.Integer, nullable=False),
)

knowledge_postings: Final = sa.Table(
    "knowledge_postings",
    metadata,
    sa.Column("term_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("document_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("times", sa.Integer, nullable=False),
    sa.Column("length", sa.Integer, nullable=False),
)


def _of_document() -> sa.Column[int]:
    known = sa.ForeignKey(f"{SCHEMA}.knowledge_documents.id", ondelete="CASCADE")
    return sa.Column("document_id", sa.Integer, known, primary_key=True)


knowledge_vectors: Final = sa.Table(
    "knowledge_vectors",
    metadata,
    _of_document(),
    sa.Column("embedding", sa.LargeBinary, nullable=False),
    # Only where the database has pgvector.
    sa.Column("vector", HalfVector(384)),
)

knowledge_relations: Final = sa.Table(
    "knowledge_relations",
    metadata,
    _of_document(),
    sa.Column("relation", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Index("knowledge_relations_to", "name", "kind"),
)
