"""Whether a database has the tables of this version: services that run on and on ask first."""

import sqlalchemy as sa

from omninode_bridge.errors import UnavailableError
from resources.postgres.database import Database
from resources.postgres.url import shown
from resources.postgres.version import SCHEMA, newest

_REVISION = sa.text(f"select version_num from {SCHEMA}.alembic_version")  # noqa: S608 - ours


def check_current(database: Database) -> None:
    """Raises `UnavailableError` where it does not answer, or was made by another version."""
    found = database.run(lambda connection: connection.scalar(_REVISION))
    if found == newest():
        return
    where = f"The database {shown(database.url)} is of"
    if found is not None and str(found) > newest():
        raise UnavailableError(
            f"{where} a newer version ({found}; this one knows {newest()})",
            hint="Use the version that `omninode up` was called with.",
        )
    raise UnavailableError(
        f"{where} an older version ({found}; this one needs {newest()})",
        hint="Bring it up to date: omninode up.",
    )
