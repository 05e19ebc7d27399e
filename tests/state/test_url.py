"""URLs in, drivers' texts out, secrets nowhere."""

import psycopg2.extensions
import pytest

from omninode_bridge.errors import InvalidRequestError
from resources.postgres.url import conninfo, engine_url, shown


@pytest.mark.parametrize(
    ("text", "rendered"),
    [
        ("postgresql://me:pw@db:5433/nodes", "postgresql+psycopg2://me:pw@db:5433/nodes"),
        ("postgres://me@db/nodes", "postgresql+psycopg2://me@db/nodes"),
        (" postgresql+psycopg2://db/nodes\n", "postgresql+psycopg2://db/nodes"),
        ("postgresql+asyncpg://db/nodes", "postgresql+psycopg2://db/nodes"),
        (
            "postgresql://me@/nodes?host=/run/pg",
            "postgresql+psycopg2://me@/nodes?host=%2Frun%2Fpg",
        ),
    ],
)
def test_the_driver_is_named(text: str, rendered: str) -> None:
    assert engine_url(text).render_as_string(hide_password=False) == rendered


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "mysql://me:geheim@db/nodes",
        "postgresql://me:geheim@db",
        "postgresql://:p:x@/",
    ],
)
def test_other_texts_are_refused_without_repeating_them(text: str) -> None:
    with pytest.raises(InvalidRequestError) as raised:
        engine_url(text)
    assert "geheim" not in str(raised.value)
    assert "DATABASE_URL" in raised.value.hint


def test_no_password_is_shown() -> None:
    url = engine_url("postgresql://me:geheim@db:5433/nodes?password=geheim")
    assert shown(url) == "db:5433/nodes"


@pytest.mark.parametrize("password", ["geheim", "with space", "quo'te", "back\\slash", "@:/?#%"])
def test_libpq_reads_what_we_wrote(password: str) -> None:
    url = engine_url("postgresql://me@/nodes?host=/run/pg folder").set(password=password)
    assert psycopg2.extensions.parse_dsn(conninfo(url)) == {
        "user": "me",
        "dbname": "nodes",
        "host": "/run/pg folder",
        "password": password,
    }
