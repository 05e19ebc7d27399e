import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.reliability.limits import ALL, EVERY, Asked, Limit, RateLimits, Shape
from omninode_bridge.reliability.limits_text import PERIODS_S, as_text, parse_limits

LIMITS = parse_limits(
    "generate=10/minute, generate@alice=60/minute burst 5, generate@all=100/minute,"
    " *=600/minute, *@robot=1/second leaky, validate=unlimited"
)


def limit_of(endpoint: str, user: str) -> str:
    found = LIMITS.user_limit(Asked(endpoint, user))
    return as_text(found) if found else "none"


@pytest.mark.requirement("R224", "R225")
@pytest.mark.parametrize(
    ("endpoint", "user", "limit"),
    [
        ("generate", "bob", "10/minute"),
        ("generate", "alice", "60/minute burst 5"),
        ("generate", "robot", "10/minute"),
        ("pattern", "bob", "600/minute"),
        ("pattern", "robot", "1/second leaky"),
        ("validate", "bob", "none"),
        ("validate", "robot", "none"),
        pytest.param("generate", "all", "10/minute", id="a user who is called all"),
    ],
)
def test_the_limit_of_a_user_at_an_endpoint(endpoint: str, user: str, limit: str) -> None:
    assert limit_of(endpoint, user) == limit


@pytest.mark.requirement("R225")
def test_all_users_together_have_a_limit_beside_their_own() -> None:
    keys = [charge.key for charge in LIMITS.charges(Asked("generate", "bob"))]
    assert keys == ["generate@all", "generate:bob"]
    assert [charge.key for charge in LIMITS.charges(Asked("pattern", "bob"))] == ["pattern:bob"]
    assert LIMITS.charges(Asked("validate", "bob")) == ()


def test_nothing_is_counted_without_limits() -> None:
    assert parse_limits(" Off ") == RateLimits()
    assert parse_limits("off").charges(Asked("generate", "bob")) == ()
    assert parse_limits("").of == {}


def test_a_leaky_bucket_lets_one_at_a_time_through_unless_told() -> None:
    found = parse_limits("a=5/second leaky, b=5/second leaky burst 2, c=5/second")
    assert [each and (each.shape, each.burst) for each in found.of.values()] == [
        *((Shape.LEAKY, 1), (Shape.LEAKY, 2), (Shape.TOKEN, 5)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        *("ten a minute", "generate", "generate=", "generate=0/minute", "generate=10/fortnight"),
        *("generate=-1/minute", "generate=10/minute burst 0", "a=1/second, a=2/second"),
        *("generate=off", "=1/second", "a=1/second leaky leaky", "a=9999999/day", "a@=1/second"),
    ],
)
def test_what_is_no_limit_is_refused_with_the_form(text: str) -> None:
    with pytest.raises(InvalidRequestError) as raised:
        parse_limits(text)
    assert "COUNT/PERIOD" in raised.value.hint


@given(
    count=st.integers(1, 10_000),
    period=st.sampled_from(sorted(PERIODS_S)),
    burst=st.integers(1, 10_000),
    shape=st.sampled_from(Shape),
    user=st.text(string.ascii_letters + "@.- ", min_size=1).map(str.strip).filter(bool),
)
def test_a_limit_survives_its_text(
    count: int, period: str, burst: int, shape: Shape, user: str
) -> None:
    limit = Limit(count, PERIODS_S[period], burst, shape)
    assert parse_limits(f"generate@{user} = {as_text(limit)}").of == {("generate", user): limit}
    assert limit.spacing_s * count == pytest.approx(limit.period_s)


def test_the_words_of_the_port_are_what_the_text_means() -> None:
    assert set(parse_limits("*=1/second, *@all=2/second").of) == {(EVERY, EVERY), (EVERY, ALL)}
