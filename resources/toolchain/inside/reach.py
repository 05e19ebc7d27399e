"""Which functions of the package are entered, until somebody takes the answer."""

import sys
from pathlib import Path
from types import CodeType
from typing import Self

TOOL = sys.monitoring.PROFILER_ID


class Reach:
    """Counts while it is entered; a function is its file below the package and its name there."""

    def __init__(self, package: Path) -> None:
        self._below = f"{package}/"
        self._found: set[tuple[str, str]] = set()

    def __enter__(self) -> Self:
        sys.monitoring.use_tool_id(TOOL, "reach")
        sys.monitoring.register_callback(TOOL, sys.monitoring.events.PY_START, self._entered)
        sys.monitoring.set_events(TOOL, sys.monitoring.events.PY_START)
        return self

    def __exit__(self, *_: object) -> None:
        sys.monitoring.set_events(TOOL, sys.monitoring.events.NO_EVENTS)
        sys.monitoring.free_tool_id(TOOL)

    def taken(self) -> set[tuple[str, str]]:
        """What was entered since this was last asked."""
        found, self._found = self._found, set()
        sys.monitoring.restart_events()
        return found

    def _entered(self, code: CodeType, _offset: int) -> object:
        if code.co_filename.startswith(self._below):
            name = code.co_qualname.partition(".<locals>")[0]
            self._found.add((code.co_filename.removeprefix(self._below), name))
        return sys.monitoring.DISABLE
