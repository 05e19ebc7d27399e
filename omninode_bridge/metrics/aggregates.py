"""By what the facts are grouped. Each name is a statement of its own in the warehouse."""

from typing import Final

TIME_WINDOWS: Final = ("hour", "day", "week", "month")
AGGREGATES: Final = (
    *("summary", "type", "domain", "quality", "complexity", "node"),
    *TIME_WINDOWS,
)
