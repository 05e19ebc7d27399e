"""Which user a server runs as that refuses to be root."""

import os
import pwd
from dataclasses import dataclass
from typing import Final

from omninode_bridge.errors import UnavailableError

# The first that exists. Nothing is created: accounts are the administrator's affair.
CANDIDATES: Final = ("omninode", "nobody")


@dataclass(frozen=True, slots=True)
class Account:
    name: str
    uid: int
    gid: int


def unprivileged() -> Account | None:
    """The account to change to when we are root; None when we are not."""
    if os.geteuid() != 0:
        return None
    for name in CANDIDATES:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, found.pw_uid, found.pw_gid)
    raise UnavailableError(
        "PostgreSQL refuses to run as root, and there is no other account to run it",
        hint="Create one (useradd --system omninode), or set DATABASE_URL.",
    )
