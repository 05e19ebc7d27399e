"""Events that wait to be sent, written in the transactions of what they tell."""

from alembic import op

revision = "0006"
down_revision = "0005"

STATEMENTS = (
    """
    create table omninode.outbox (
        number bigint generated always as identity primary key,
        id uuid not null unique,
        lane uuid not null,
        topic text not null,
        key bytea,
        value bytea not null,
        headers jsonb not null,
        written_at timestamptz not null,
        sent_at timestamptz,
        refused text
    )
    """,
    "create index outbox_waiting on omninode.outbox (number) where sent_at is null",
    "create index outbox_sent on omninode.outbox (sent_at)",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
