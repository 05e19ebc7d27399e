"""Nodes and their versions, executions with their history and steps, the inbox."""

from alembic import op

revision = "0001"
down_revision = None

STATEMENTS = (
    """
    create table omninode.node_versions (
        id bigint generated always as identity primary key,
        name text not null,
        node_type text not null,
        domain text not null,
        version text not null,
        version_key integer[] not null,
        revision integer not null,
        digest text not null,
        quality_score double precision not null,
        description text not null,
        path text not null,
        contract jsonb not null,
        checks jsonb not null,
        requirements jsonb not null,
        prd text not null,
        provenance jsonb not null,
        correlation_id uuid not null unique,
        registered_at timestamptz not null,
        latest boolean not null,
        words text not null,
        search tsvector generated always as (to_tsvector('english', words)) stored,
        unique (name, version, revision)
    )
    """,
    """
    create unique index one_latest_version_per_name
        on omninode.node_versions (name) where latest
    """,
    """
    create index best_nodes on omninode.node_versions (quality_score desc, name) where latest
    """,
    "create index node_versions_search on omninode.node_versions using gin (search)",
    "create index node_versions_digest on omninode.node_versions (digest)",
    """
    create table omninode.executions (
        correlation_id uuid primary key,
        session_id uuid not null,
        node_name text not null,
        state text not null,
        started_at timestamptz not null,
        updated_at timestamptz not null,
        run_id text,
        error_code text,
        error_message text,
        request jsonb,
        result jsonb,
        begun_by uuid not null
    )
    """,
    "create index executions_started_at on omninode.executions (started_at desc)",
    """
    create index executions_unfinished on omninode.executions (started_at)
        where state not in ('completed', 'failed', 'cancelled')
    """,
    """
    create table omninode.transitions (
        id bigint generated always as identity primary key,
        correlation_id uuid not null references omninode.executions (correlation_id),
        before text not null,
        after text not null,
        at timestamptz not null,
        reason text not null
    )
    """,
    "create index transitions_of_execution on omninode.transitions (correlation_id)",
    """
    create table omninode.steps (
        correlation_id uuid not null references omninode.executions (correlation_id),
        "order" integer not null,
        name text not null,
        status text not null,
        started_at timestamptz not null,
        duration_ms double precision not null,
        detail jsonb not null,
        primary key (correlation_id, "order", name)
    )
    """,
    """
    create table omninode.inbox (
        consumer text not null,
        key text not null,
        accepted_at timestamptz not null,
        accepted_by uuid not null,
        primary key (consumer, key)
    )
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
