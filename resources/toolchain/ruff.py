"""Ruff with settings of ours: neither the package's settings nor its comments switch rules off."""

import json
import os
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from ruff.__main__ import find_ruff_bin

from omninode_bridge.quality.report import CheckResult, Finding, Part
from resources.toolchain.checks import RUFF, Check

COMMON: Final = ("--isolated", "--no-cache", "--target-version", "py312")
SETTINGS: Final = ("--config", "line-length=100")
# P5 of the compliance rules is T20, E722, BLE and S110; the rest is the platform's own selection.
GATE: Final = "E,F,I,UP,B,ANN,SIM,RUF,ASYNC,PT,T20,BLE,S102,S110,S112,S307,S301,S608"
WIDER: Final = "C4,PIE,RET,PERF,N,PLE,PLW,FLY,FURB,TRY,RSE,ISC,G,DTZ,Q,W,PGH,YTT,EXE,ICN"
# Long names of models make long lines; TRY003 and ISC001 are matters of taste and of the formatter;
# PLW3301 would have `max(max(xs), y)` written so that an empty list does not fail any more.
IGNORED: Final = "E501,TRY003,ISC001,PLW3301,RUF022,RUF001,RUF002,RUF003"

AS_JSON: Final = ("--output-format", "json")

CHECK: Final = Check("ruff", Part.CODE, RUFF)
FORMAT: Final = Check("ruff format", Part.CODE, RUFF)
WIDE: Final = Check("ruff, wider set", Part.CODE, RUFF, gate=False)


def ruff_results(package: Path, timeout_s: float) -> list[CheckResult]:
    commands = _commands('src=["src"]', ["."])
    return [_result(check, command, package, timeout_s) for check, command in commands]


def ruff_results_of(packages: Sequence[Path], timeout_s: float) -> list[list[CheckResult]]:
    """Of each package, from one run of each command over all; each on its own where that fails."""
    if not packages:
        return []
    top = Path(os.path.commonpath(packages))
    named = [str(package.relative_to(top)) for package in packages]
    results: list[list[CheckResult]] = [[] for _ in packages]
    for check, command in _commands(f"src={json.dumps([f'{name}/src' for name in named])}", named):
        started = time.monotonic()
        found = _findings(_run(command, top, timeout_s))
        if isinstance(found, str):
            return [ruff_results(package, timeout_s) for package in packages]
        share_ms = (time.monotonic() - started) * 1000 / len(packages)
        for package, its_results in zip(packages, results, strict=True):
            its_own = [one for one in found if Path(one["filename"]).is_relative_to(package)]
            its_results.append(check.result(_placed(its_own, package), share_ms))
    return results


def _commands(sources: str, paths: Sequence[str]) -> list[tuple[Check, list[str]]]:
    settings = [*COMMON, *SETTINGS, "--config", sources, *AS_JSON, *paths]

    def lint(selected: str) -> list[str]:
        rules = ("--select", selected, "--ignore", IGNORED, "--ignore-noqa")
        return ["check", *rules, *settings]

    return [
        (CHECK, lint(GATE)),
        (FORMAT, ["format", "--check", *settings]),
        (WIDE, lint(WIDER)),
    ]


def _result(check: Check, command: list[str], package: Path, timeout_s: float) -> CheckResult:
    started = time.monotonic()
    found = _findings(_run(command, package, timeout_s))
    if isinstance(found, str):
        return check.not_run(found)
    return check.result(_placed(found, package), (time.monotonic() - started) * 1000)


# reason for Any: decoded JSON of ruff, read field by field
def _findings(done: subprocess.CompletedProcess[str] | str) -> list[dict[str, Any]] | str:
    """What it found, or why it did not run."""
    if isinstance(done, str):
        return done
    try:
        found: list[dict[str, Any]] = json.loads(done.stdout)
    except ValueError:
        return f"ruff failed: {done.stderr.strip()[-300:]}"
    return found


# reason for Any: as above
def _placed(found: Sequence[dict[str, Any]], package: Path) -> tuple[Finding, ...]:
    return tuple(_finding(one, package) for one in found)


# reason for Any: decoded JSON of ruff, read field by field
def _finding(found: dict[str, Any], package: Path) -> Finding:
    file = Path(found["filename"])
    name = file.relative_to(package).as_posix() if file.is_relative_to(package) else file.name
    return Finding(found["code"] or "syntax", found["message"], name, found["location"]["row"])


def _run(
    arguments: list[str], package: Path, timeout_s: float
) -> subprocess.CompletedProcess[str] | str:
    """What it answered, or why it did not run."""
    try:
        return subprocess.run(  # noqa: S603 - ruff itself, on a folder of ours
            [find_ruff_bin(), *arguments],
            cwd=package,
            check=False,
            capture_output=True,
            text=True,
            timeout=timeout_s,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"ruff did not run: {error}"
