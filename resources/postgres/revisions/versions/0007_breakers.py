"""What became of breakers."""

from alembic import op

revision = "0007"
down_revision = "0006"

STATEMENTS = (
    """
    create table omninode.breaker_changes (
        id uuid primary key,
        name text not null,
        before text not null,
        after text not null,
        at timestamptz not null
    )
    """,
    "create index breaker_changes_at on omninode.breaker_changes (at desc)",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
