"""The limiter of an installation. In one process there is one for the same settings."""

from functools import lru_cache

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.reliability.endpoints import ON_KAFKA
from omninode_bridge.reliability.limits import EVERY, RateLimits
from omninode_bridge.reliability.limits_text import OFF, parse_limits
from omninode_bridge.reliability.load import Comfort
from resources.limits.limiter import Limiter
from resources.limits.redis import RedisBuckets
from resources.reliability.guard import Guard, Guards

DEFAULT_LIMITS = "*=600/minute"
"""More than one machine generates, so that only a runaway sender is held back."""


@lru_cache(maxsize=8)
def limiter_of(
    limits: str = "", comfort: str = "", redis_url: str = "", guards: Guards = Guard
) -> Limiter:
    """From the texts of the environment, empty where they are not set.

    What was counted lives as long as the process, however often this is called. Raises
    `InvalidRequestError` for what cannot be read.
    """
    return Limiter(
        limits_of(limits or DEFAULT_LIMITS),
        RedisBuckets(redis_url) if redis_url else None,
        comfort_of(comfort),
        guards,
    )


def limits_of(text: str) -> RateLimits:
    """Raises `InvalidRequestError` for what cannot be read, and for what nobody would ever ask."""
    found = parse_limits(text)
    for endpoint, _ in found.of:
        if endpoint not in (EVERY, *ON_KAFKA) and not endpoint.startswith("/"):
            raise InvalidRequestError(
                f"{endpoint!r} is no endpoint",
                hint=f"Name one of {', '.join(ON_KAFKA)}, a path such as /analyze/code, or *.",
            )
    return found


def comfort_of(text: str) -> Comfort | None:
    """`BACKLOG/SECONDS`, for example 200/30; None for off."""
    if text.strip().lower() == OFF:
        return None
    if not text.strip():
        return Comfort()
    backlog, _, seconds = text.partition("/")
    try:
        found = Comfort(int(backlog), float(seconds))
    except ValueError:
        found = Comfort(0, 0)
    if found.backlog < 1 or not 0 < found.gate_p95_s < float("inf"):
        raise InvalidRequestError(
            f"{text!r} is no load that limits could follow",
            hint="Write BACKLOG/SECONDS, for example 200/30, or off.",
        )
    return found
