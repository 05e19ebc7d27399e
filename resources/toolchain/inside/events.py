"""What a job says while it works: which check began, what it found, how each test went."""

import re
import time
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path

type Tell = Callable[[dict[str, object]], None]
type Finding = dict[str, object]
type Check = Callable[[], Iterable[Finding]]

_PLACE = re.compile(
    r"(?P<file>[^\s:'\"(\[]+\.(?:py|yaml|toml|md))(?::(?P<line>\d+))?(?::\d+)?:?\s*"
)


def finding(rule: str, message: str, file: str | Path = "", line: int | None = None) -> Finding:
    name = relative(str(file)) if file else ""
    return {"rule": rule, "message": message.strip(), "file": name, "line": line}


def relative(file: str) -> str:
    path = Path(file)
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.as_posix()


def run_check(tell: Tell, name: str, check: Check) -> None:
    """A check that raises has failed: the generated code made it, or the tool cannot read it."""
    tell({"check": name, "state": "started"})
    started = time.monotonic()
    try:
        findings = list(check())
    except (Exception, SystemExit) as error:  # noqa: BLE001 - generated code may raise anything
        findings = [from_exception(name, error)]
    tell(
        {
            "check": name,
            "state": "done",
            "findings": findings,
            "ms": (time.monotonic() - started) * 1000,
        }
    )


def from_exception(rule: str, error: BaseException) -> Finding:
    """Placed at the last frame within the package, unless the error knows its file."""
    here = str(Path.cwd())
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.startswith(here)]
    if isinstance(error, SyntaxError) and error.filename and error.filename.startswith(here):
        return finding(rule, f"SyntaxError: {error.msg}", error.filename, error.lineno)
    message = f"{type(error).__name__}: {error}"
    if file := getattr(error, "file", ""):
        return finding(rule, message, file)
    if frames:
        return finding(rule, message, frames[-1].filename, frames[-1].lineno)
    return finding(rule, message)


def from_text(rule: str, text: str) -> list[Finding]:
    """Findings of a tool that prints `file:line: message`, one a line."""
    found = []
    for line in text.splitlines():
        match = _PLACE.search(line)
        if match:
            number = match["line"]
            message = line[match.end() :] or line
            found.append(finding(rule, message, match["file"], int(number) if number else None))
    return found or [finding(rule, text.strip()[-500:] or "failed without a message")]
