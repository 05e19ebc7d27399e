"""The installation that the environment names, and the tool chain that belongs to it."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.environment import OMNINODE_ALLOW_UNSANDBOXED, OMNINODE_HOME
from resources.installation.home import Home, locate

if TYPE_CHECKING:
    from resources.toolchain.client import ProcessToolchain


def current_home() -> Home:
    return locate(os.environ.get(OMNINODE_HOME.name), Path.cwd())


def allows_unsandboxed() -> bool:
    return os.environ.get(OMNINODE_ALLOW_UNSANDBOXED.name) == "1"


def current_toolchain() -> "ProcessToolchain":
    from resources.toolchain.client import ProcessToolchain  # noqa: PLC0415 - not for --help

    home = current_home()
    return ProcessToolchain(home.toolchain, home.tool_cache, allow_unsandboxed=allows_unsandboxed())
