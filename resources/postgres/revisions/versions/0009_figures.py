"""Figures of those that live too shortly to be asked."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.execute(
        """
        create table omninode.figures (
            teller text not null,
            name text not null,
            value double precision not null,
            is_count boolean not null,
            at timestamptz not null,
            primary key (teller, name)
        )
        """
    )
