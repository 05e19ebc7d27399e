"""Cursors that hold a moment."""

from datetime import UTC, datetime


def moment(cursor: str | None) -> datetime:
    """What is no moment counts as long ago."""
    try:
        return datetime.fromisoformat(cursor or "")
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
