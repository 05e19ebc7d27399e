"""Which strategies were tried for a generation, and what became of each."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.execute("""
    create table omninode.strategy_attempts (
        correlation_id uuid not null references omninode.workflow_executions (correlation_id),
        number integer not null,
        strategy text not null,
        result text not null,
        reason text not null,
        score double precision,
        bound integer,
        unbound integer,
        consulted jsonb,
        primary key (correlation_id, number)
    )
    """)
