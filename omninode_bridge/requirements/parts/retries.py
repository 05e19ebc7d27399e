"""Retries and time limits in tables: `3 x 200ms`, `5s`."""

import re
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.requirements.notebook import Notebook, shown
from omninode_bridge.requirements.parts.durations import milliseconds

RETRY: Final = re.compile(
    r"(\d{1,4})(?:\s*(?:times?|retries))?(?:\s*(?:[xX*\u00d7@,]|every|after)\s*(.+))?"
)
BLANK: Final = ("", "-", "\u2013", "\u2014", "none", "no", "0")


def read_retry(text: str, place: Place, notebook: Notebook) -> tuple[int, int]:
    """Number of retries and the first delay in milliseconds."""
    written = text.strip()
    if written.lower() in BLANK:
        return 0, 0
    match = RETRY.fullmatch(written)
    delay = milliseconds(match.group(2)) if match and match.group(2) else 0
    if match is None or delay is None:
        notebook.add("PRD045", place, f'the retry "{shown(written)}" is not as in `3 x 200ms`')
        return 0, 0
    return int(match.group(1)), delay


def read_timeout(text: str, place: Place, notebook: Notebook) -> int | None:
    """Milliseconds, or None without a limit."""
    written = text.strip()
    if written.lower() in BLANK:
        return None
    value = milliseconds(written)
    if value is None or value <= 0:
        notebook.add("PRD046", place, f'the timeout "{shown(written)}" is no duration such as 5s')
        return None
    return value
