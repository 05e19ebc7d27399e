"""Ruff's rules about security and speed, run on sources that somebody sent."""

import json
import subprocess
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer
from typing import Any, Final

from ruff.__main__ import find_ruff_bin

from omninode_bridge.advice.review import is_test
from omninode_bridge.advice.values import Kind, Remark
from resources.toolchain.ruff import COMMON

SELECTED: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.SECURITY: ("S",),
    Kind.PERFORMANCE: ("PERF", "C4"),
    Kind.QUALITY: ("F", "B", "BLE", "PLE", "ASYNC", "RET", "SIM"),
}
# What ruff may print. A line of it is a finding, so that the beginning is as good as the whole.
PRINTED: Final = 4 * 1024 * 1024
# A test asserts.
ASSERT: Final = "S101"


def ruff_version() -> str:
    return version("ruff")


def linted(
    files: Mapping[str, str], kinds: frozenset[Kind], seconds: float
) -> tuple[list[Remark], str]:
    """The remarks, and why there are not all of them: empty where there are."""
    kind_of = {rules: kind for kind in SELECTED if kind in kinds for rules in SELECTED[kind]}
    if not kind_of:
        return [], ""
    # Under names of ours: a path that was sent leads nowhere.
    named = {f"f{number}.py": path for number, path in enumerate(files)}
    with TemporaryDirectory(prefix="omninode-lint-") as folder:
        for name, path in named.items():
            content = files[path].encode(errors="replace")
            Path(folder, name).write_bytes(content)
        try:
            printed, problem = _run(folder, [*named], ",".join(kind_of), seconds)
        except OSError as error:
            return [], f"ruff did not run: {error.strerror or error}"
    return list(_remarks(printed, kind_of, named)), problem


def _run(folder: str, names: list[str], selected: str, seconds: float) -> tuple[str, str]:
    """What it printed within the limits, and which of them it reached."""
    rules = ("--select", selected, "--ignore-noqa", "--output-format", "json-lines")
    with subprocess.Popen(  # noqa: S603 - ruff itself, on a folder of ours
        [find_ruff_bin(), "check", *COMMON, *rules, *names],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        timer = Timer(seconds, process.kill)
        timer.start()
        try:
            printed = process.stdout.read(PRINTED) if process.stdout else b""
            is_whole = len(printed) < PRINTED
            if not is_whole:
                process.kill()
            code = process.wait()
        finally:
            timer.cancel()
            process.kill()
    text = printed.decode(errors="replace")
    if not is_whole:
        return text, "ruff finds more than can be told"
    if code < 0:
        return text, f"ruff did not end within {seconds:g} s, or crashed"
    return text, "" if code in {0, 1} else "ruff failed"


def _remarks(
    printed: str, kind_of: Mapping[str, Kind], named: Mapping[str, str]
) -> Iterator[Remark]:
    for line in printed.splitlines():
        try:
            found: dict[str, Any] = json.loads(line)  # reason for Any: read field by field
        except ValueError:
            continue  # the line in which the limit was reached
        code, path = found["code"] or "", named[Path(found["filename"]).name]
        # The longest: SIM105 is one of SIM, not of S. A mistake of syntax our own rules name.
        rules = max((each for each in kind_of if code.startswith(each)), key=len, default="")
        if rules and not (code == ASSERT and is_test(path)):
            yield Remark(kind_of[rules], code, found["message"], path, found["location"]["row"])
