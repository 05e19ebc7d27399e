"""Retries and time limits in tables: `3 x 200ms`, `3 x 200ms constant`, `5s`."""

import re
from dataclasses import dataclass
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.requirements.notebook import Notebook, shown
from omninode_bridge.requirements.parts.durations import milliseconds

RETRY: Final = re.compile(
    r"(?P<times>\d{1,4})(?:\s*(?:times?|retries))?"
    r"(?:\s*(?P<joint>[xX*\u00d7@,]|every|after)\s*(?P<delay>.+?)"
    r"(?:[\s,]+\(?(?P<growth>constant|fixed|doubling|exponential)\)?)?)?"
)
CONSTANT: Final = frozenset({"constant", "fixed"})
BLANK: Final = ("", "-", "\u2013", "\u2014", "none", "no", "0")


@dataclass(frozen=True, slots=True)
class Retry:
    """The first wait is `delay_ms`; the further ones grow twofold unless it `is_constant`."""

    times: int = 0
    delay_ms: int = 0
    is_constant: bool = False


def read_retry(text: str, place: Place, notebook: Notebook) -> Retry:
    """Nothing is tried again where the cell is empty, or is not read."""
    written = text.strip()
    if written.lower() in BLANK:
        return Retry()
    match = RETRY.fullmatch(written)
    delay = milliseconds(match["delay"]) if match and match["delay"] else 0
    if match is None or delay is None:
        notebook.add("PRD045", place, f'the retry "{shown(written)}" is not as in `3 x 200ms`')
        return Retry()
    is_every = match["joint"] == "every" and match["growth"] is None
    is_constant = bool(delay) and (is_every or match["growth"] in CONSTANT)
    return Retry(int(match["times"]), delay, is_constant)


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
