"""The task that warms up the tools of the gate, so that the first request does not wait for them.

Run as a program with a JSON object on standard input. The tools' worker outlives this task.
"""

import json
import logging
import sys
from pathlib import Path
from typing import Final

from omninode_bridge.errors import BridgeError
from resources.installation.home import Home
from resources.toolchain.client import ProcessToolchain

LOGGER: Final = logging.getLogger(__name__)


def main() -> None:
    """Ends well in any case: without warm tools a request waits, and then says what is wrong."""
    logging.basicConfig(level=logging.INFO)
    told = json.load(sys.stdin)
    home = Home(Path(told["home"]))
    tools = ProcessToolchain(
        home.toolchain, home.tool_cache, allow_unsandboxed=bool(told["allow_unsandboxed"])
    )
    try:
        LOGGER.info("%s", tools.isolation())
    except BridgeError as error:
        LOGGER.warning("%s", error)


if __name__ == "__main__":
    main()
