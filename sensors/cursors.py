"""Cursors that hold a moment."""

from datetime import UTC, datetime
from typing import Final

LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)


def moment(cursor: str | None) -> datetime:
    """What is no moment, or one without a time zone, counts as long ago."""
    try:
        found = datetime.fromisoformat(cursor or "")
    except ValueError:
        return LONG_AGO
    return found if found.tzinfo else LONG_AGO
