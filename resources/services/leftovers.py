"""Ends what an installation left behind: services whose supervisor was killed."""

import signal
from typing import Final

from resources.installation.home import Home
from resources.installation.state import InstallationState
from resources.services import tool_worker

# The database last: it is the one that loses time when it is killed.
GRACE_S: Final = {"postgres": 30.0, "launcher": 25.0}
SIGNALS: Final = {"postgres": signal.SIGINT}


def stop(home: Home, state: InstallationState) -> list[str]:
    """Stop each recorded process that still lives, the last first; their names."""
    alive = [s for s in reversed(state.services) if s.process and s.process.is_alive()]
    for service in alive:
        assert service.process is not None  # noqa: S101 - filtered above
        number = SIGNALS.get(service.name, signal.SIGTERM)
        service.process.stop(number, GRACE_S.get(service.name, 10.0))
    tool_worker.stop(home.toolchain)
    return [service.name for service in alive]
