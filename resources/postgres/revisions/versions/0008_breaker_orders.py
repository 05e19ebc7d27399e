"""Whose breakers changed, and what people want of them."""

from alembic import op

revision = "0008"
down_revision = "0007"

STATEMENTS = (
    """
    alter table omninode.breaker_changes
        add column process uuid not null default '00000000-0000-0000-0000-000000000000',
        add column place text not null default 'the relay'
    """,
    """
    alter table omninode.breaker_changes
        alter column process drop default,
        alter column place drop default
    """,
    """
    create index breaker_changes_latest on omninode.breaker_changes (name, process, at desc)
    """,
    """
    create table omninode.breaker_orders (
        name text primary key,
        id uuid not null,
        state text,
        at timestamptz not null
    )
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
