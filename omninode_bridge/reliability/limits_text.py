"""Limits as people write them: `generate=10/minute, generate@all=100/minute burst 20`."""

import re
from typing import Final

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.reliability.limits import EVERY, Limit, RateLimits, Shape

OFF: Final = "off"
UNLIMITED: Final = "unlimited"
PERIODS_S: Final = {"second": 1.0, "minute": 60.0, "hour": 3600.0, "day": 86_400.0}
MOST: Final = 1_000_000

_ITEM: Final = re.compile(r"(?P<endpoint>[^\s@=]+)(@(?P<user>[^=]+?))?\s*=\s*(?P<limit>.+)")
_LIMIT: Final = re.compile(
    rf"(?P<count>\d+)\s*/\s*(?P<period>{'|'.join(PERIODS_S)})"
    r"(?P<leaky>\s+leaky)?(\s+burst\s+(?P<burst>\d+))?"
)
_FORM: Final = (
    "Write ENDPOINT=COUNT/PERIOD, ENDPOINT@USER=... or ENDPOINT@all=..., with commas between; "
    "* is any endpoint, PERIOD is second, minute, hour or day, `burst N` and `leaky` may follow, "
    "`unlimited` lifts a limit, and `off` alone lifts all."
)


def parse_limits(text: str) -> RateLimits:
    """Raises `InvalidRequestError` for what is no limit, or is told twice."""
    if text.strip().lower() == OFF:
        return RateLimits()
    found: dict[tuple[str, str], Limit | None] = {}
    for item in filter(None, (part.strip() for part in text.split(","))):
        matched = _ITEM.fullmatch(item)
        if matched is None:
            raise _mistake(item)
        about = matched["endpoint"], (matched["user"] or EVERY).strip()
        if about in found:
            raise InvalidRequestError(f"Two limits for {item.partition('=')[0]}", hint=_FORM)
        found[about] = _limit(matched["limit"].strip())
    return RateLimits(found)


def _limit(text: str) -> Limit | None:
    if text.lower() == UNLIMITED:
        return None
    matched = _LIMIT.fullmatch(text)
    if matched is None:
        raise _mistake(text)
    shape = Shape.LEAKY if matched["leaky"] else Shape.TOKEN
    count = int(matched["count"])
    burst = int(matched["burst"] or (1 if shape is Shape.LEAKY else count))
    if not (0 < count <= MOST and 0 < burst <= MOST):
        raise _mistake(text)
    return Limit(count, PERIODS_S[matched["period"]], burst, shape)


def as_text(limit: Limit) -> str:
    """What `parse_limits` reads as that limit."""
    period = next(name for name, seconds in PERIODS_S.items() if seconds == limit.period_s)
    leaky = limit.shape is Shape.LEAKY
    usual = 1 if leaky else limit.count
    more = "" if limit.burst == usual else f" burst {limit.burst}"
    return f"{limit.count}/{period}{' leaky' if leaky else ''}{more}"


def _mistake(text: str) -> InvalidRequestError:
    return InvalidRequestError(f"{text!r} is no limit", hint=_FORM)
