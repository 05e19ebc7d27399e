"""The installation that the environment names, and the tool chain that belongs to it."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipelines.environment import (
    OMNINODE_ALLOW_UNSANDBOXED,
    OMNINODE_HOME,
    OMNINODE_LLM_KEY,
    OMNINODE_LLM_MODEL,
    OMNINODE_LLM_URL,
    OMNINODE_ONEXTREE_URL,
    OMNINODE_RATE_LIMIT_LOAD,
    OMNINODE_RATE_LIMITS,
    OMNINODE_REDIS_URL,
)
from resources.installation.home import Home, locate

if TYPE_CHECKING:
    from resources.limits.limiter import Limiter
    from resources.limits.redis import RedisBuckets
    from resources.llm.client import OpenAiClient
    from resources.onextree.client import OnexTreeClient
    from resources.reliability.guard import Guards
    from resources.toolchain.client import ProcessToolchain


# Long enough for a person who tries one request after another.
COMMAND_KEEPS_S: Final = 60.0


def current_home() -> Home:
    return locate(os.environ.get(OMNINODE_HOME.name), Path.cwd())


def allows_unsandboxed() -> bool:
    return os.environ.get(OMNINODE_ALLOW_UNSANDBOXED.name) == "1"


def current_toolchain(*, keep_s: float | None = None) -> "ProcessToolchain":
    """The tools stay warm for `keep_s` after this, unless somebody wants them for longer."""
    from resources.toolchain.client import KEEP_S, ProcessToolchain  # noqa: PLC0415 - not for --help

    home = current_home()
    return ProcessToolchain(
        home.toolchain,
        home.tool_cache,
        allow_unsandboxed=allows_unsandboxed(),
        keep_s=KEEP_S if keep_s is None else keep_s,
    )


def toolchain_of_command() -> "ProcessToolchain":
    """For one command: the next one soon after finds the tools warm, and then they are gone."""
    return current_toolchain(keep_s=COMMAND_KEEPS_S)


def current_limiter(guards: "Guards | None" = None) -> "Limiter":
    """Raises `InvalidRequestError` for limits that cannot be read."""
    from resources.limits.settings import limiter_of  # noqa: PLC0415 - not for --help
    from resources.reliability.guard import Guard  # noqa: PLC0415 - not for --help

    named = (OMNINODE_RATE_LIMITS, OMNINODE_RATE_LIMIT_LOAD, OMNINODE_REDIS_URL)
    given = (os.environ.get(each.name, "") for each in named)
    return limiter_of(*given, guards=guards or Guard)


def current_redis() -> "RedisBuckets | None":
    """Only where the environment names one; raises `InvalidRequestError` for what is none."""
    url = os.environ.get(OMNINODE_REDIS_URL.name)
    if not url:
        return None
    from resources.limits.redis import RedisBuckets  # noqa: PLC0415 - not for --help

    return RedisBuckets(url)


def current_language_model() -> "OpenAiClient | None":
    """Only where the environment names one."""
    url = os.environ.get(OMNINODE_LLM_URL.name)
    if not url:
        return None
    from resources.llm.client import OpenAiClient  # noqa: PLC0415 - not for --help

    model = os.environ.get(OMNINODE_LLM_MODEL.name) or OMNINODE_LLM_MODEL.default
    return OpenAiClient(url, model, key=os.environ.get(OMNINODE_LLM_KEY.name, ""))


def current_analyzer(guards: "Guards | None" = None) -> "OnexTreeClient | None":
    """Only where the environment names one."""
    url = os.environ.get(OMNINODE_ONEXTREE_URL.name)
    if not url:
        return None
    from resources.onextree.client import OnexTreeClient  # noqa: PLC0415 - not for --help
    from resources.reliability.guard import Guard  # noqa: PLC0415 - as above

    return OnexTreeClient(url, guards=guards or Guard)
