"""Database URLs as people write them, as libraries want them, and as logs may show them."""

from typing import Final

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from omninode_bridge.errors import InvalidRequestError

_HINT: Final = (
    "Set DATABASE_URL to postgresql://user:password@host:5432/database, "
    "or to postgresql://user@/database?host=/folder/of/the/socket."
)
_ESCAPED: Final = (
    "In user and password write @ as %40, / as %2F, : as %3A, # as %23, ? as %3F and % as %25."
)
_SECRET: Final = frozenset({"password", "sslpassword"})
_SCHEMES: Final = frozenset({"postgres", "postgresql"})


def engine_url(text: str) -> URL:
    """Name psycopg2 as the driver: SQLAlchemy 2.1 takes psycopg 3 for a bare `postgresql`."""
    try:
        url = make_url(text.strip())
    except (ArgumentError, ValueError):
        # The text may hold a password, and so may the cause's message: neither is shown.
        raise InvalidRequestError("The database URL cannot be read", hint=_HINT) from None
    scheme = url.drivername.partition("+")[0]
    if scheme not in _SCHEMES:
        raise InvalidRequestError(f"Not a PostgreSQL URL: its scheme is {scheme}", hint=_HINT)
    if not url.database:
        raise InvalidRequestError("The database URL names no database", hint=_HINT)
    if "@" in f"{url.host}{url.database}":
        raise InvalidRequestError("The database URL cannot be read", hint=_ESCAPED)
    return url.set(drivername="postgresql+psycopg2")


def shown(url: URL) -> str:
    """Where the database is, and nothing that is secret."""
    host = url.query.get("host") or url.host or "localhost"
    host = host if isinstance(host, str) else ",".join(host)
    return f"{host}{f':{url.port}' if url.port else ''}/{url.database}"


def conninfo(url: URL, *, secrets: bool = True) -> str:
    """The URL as libpq's keyword/value string."""
    parts: dict[str, str] = {
        key: value if isinstance(value, str) else ",".join(value)
        for key, value in url.query.items()
    }
    known = {
        "host": url.host,
        "port": url.port,
        "user": url.username,
        "password": url.password,
        "dbname": url.database,
    }
    parts |= {key: str(value) for key, value in known.items() if value}
    return " ".join(
        f"{key}={_quoted(value)}"
        for key, value in sorted(parts.items())
        if secrets or key not in _SECRET
    )


def secrets_of(url: URL) -> list[str]:
    """Every text in the URL that no message may repeat."""
    found = [str(url.password or ""), *(str(url.query.get(key, "")) for key in sorted(_SECRET))]
    return [text for text in found if text]


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
