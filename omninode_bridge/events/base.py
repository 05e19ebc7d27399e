"""What all events share: they are immutable, exact about types, and tolerant of newer producers."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is UTC:
        return moment
    # Earlier producers sent UTC without saying so.
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


UtcDatetime = Annotated[datetime, AfterValidator(_in_utc)]
Fraction = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0)]


class Wire(BaseModel):
    """Unknown fields are skipped when read, hence never sent."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore", allow_inf_nan=False)


class Event(Wire):
    """`timestamp` is set when the event is sent; a producer that leaves it out is tolerated."""

    timestamp: UtcDatetime | None = None
    # A breaking change gets a topic of its own, so this topic's events are all 1.x.
    schema_version: Annotated[str, Field(pattern=r"^1\.\d+(\.\d+)?$")] = "1.0"


class CorrelatedEvent(Event):
    correlation_id: UUID
    session_id: UUID
