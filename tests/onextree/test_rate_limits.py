"""How often a user may ask over HTTP."""

import httpx
import pytest

from omninode_bridge.advice import wire
from omninode_bridge.reliability.limits_text import parse_limits
from resources.limits.limiter import Limiter
from resources.onextree.service import create_app

QUESTION = {"code": "A = 1\n"}


@pytest.mark.requirement("R225")
async def test_whoever_asks_too_often_over_http_is_told_how_long_to_wait() -> None:
    app = create_app(limiter=Limiter(parse_limits(f"{wire.ANALYZE}=2/minute leaky burst 2")))
    within = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=within, base_url="http://onextree") as client:
        answers = [await client.post(wire.ANALYZE, json=QUESTION) for _ in range(3)]
        alice = {"X-User-Id": "alice"}
        other = await client.post(wire.ANALYZE, json=QUESTION, headers=alice)
        health = await client.get(wire.HEALTH)
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert 0 < int(answers[2].headers["Retry-After"]) <= 30
    assert answers[2].json()["error"].startswith("2/minute leaky burst 2 is the limit")
    assert (other.status_code, health.status_code) == (200, 200)
