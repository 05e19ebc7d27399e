"""Limits for services over HTTP: 429 with the time to wait."""

import math
from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Final

from fastapi import HTTPException, Request

from omninode_bridge.reliability.limits import UNKNOWN, Asked
from omninode_bridge.reliability.limits_text import as_text
from resources.limits.limiter import Limiter

USER: Final = "X-User-Id"
LONGEST: Final = 200


def _now() -> datetime:
    return datetime.now(UTC)


def limited_by(limiter: Limiter, clock: Callable[[], datetime] = _now) -> Callable[[Request], None]:
    """A dependency for routes; an endpoint is called by the path of its route.

    The user is whom the header `X-User-Id` names, else the address that asks.
    """

    def admit(request: Request) -> None:
        asked = Asked(request.scope["route"].path, _user(request))
        verdict = limiter.admit(asked, at=clock())
        if verdict.allowed:
            return
        wait_s = math.ceil(verdict.wait_s)
        limit = as_text(verdict.limit) if verdict.limit else "none"
        raise HTTPException(
            HTTPStatus.TOO_MANY_REQUESTS,
            f"{limit} is the limit; there is room again in {wait_s} s",
            headers={"Retry-After": str(wait_s)},
        )

    return admit


def _user(request: Request) -> str:
    address = request.client.host if request.client else UNKNOWN
    return (request.headers.get(USER, "").strip() or address)[:LONGEST]
