"""Ruff with settings of ours: neither the package's settings nor its comments switch rules off."""

import json
import subprocess
from pathlib import Path
from typing import Final

from ruff.__main__ import find_ruff_bin  # type: ignore[import-untyped]  # it has no stubs

from omninode_bridge.quality.report import CheckResult, Finding, Part
from resources.toolchain.checks import RUFF, Check

COMMON: Final = ("--isolated", "--no-cache", "--target-version", "py312")
SETTINGS: Final = ("--config", "line-length=100", "--config", 'src=["src"]')
# P5 of the compliance rules is T20, E722, BLE and S110; the rest is the platform's own selection.
GATE: Final = "E,F,I,UP,B,ANN,SIM,RUF,ASYNC,PT,T20,BLE,S102,S110,S112,S307,S301,S608"
WIDER: Final = "C4,PIE,RET,PERF,N,PLE,PLW,FLY,FURB,TRY,RSE,ISC,G,DTZ,Q,W,PGH,YTT,EXE,ICN"
# Long names of models make long lines; TRY003 and ISC001 are matters of taste and of the formatter.
IGNORED: Final = "E501,TRY003,ISC001,RUF022,RUF001,RUF002,RUF003"

CHECK: Final = Check("ruff", Part.CODE, RUFF)
FORMAT: Final = Check("ruff format", Part.CODE, RUFF)
WIDE: Final = Check("ruff, wider set", Part.CODE, RUFF, gate=False)


def ruff_results(package: Path, timeout_s: float) -> list[CheckResult]:
    return [
        _lint(CHECK, GATE, package, timeout_s),
        _format(package, timeout_s),
        _lint(WIDE, WIDER, package, timeout_s),
    ]


def _lint(check: Check, selected: str, package: Path, timeout_s: float) -> CheckResult:
    options = ("--select", selected, "--ignore", IGNORED, "--ignore-noqa")
    command = ["check", *COMMON, *SETTINGS, *options, "--output-format", "json", "."]
    done = _run(command, package, timeout_s)
    if isinstance(done, str):
        return check.not_run(done)
    if done.returncode > 1:
        return check.not_run(f"ruff failed: {done.stderr.strip()[-300:]}")
    return check.result(
        tuple(
            Finding(
                one["code"] or "syntax",
                one["message"],
                Path(one["filename"]).relative_to(package).as_posix(),
                one["location"]["row"],
            )
            for one in json.loads(done.stdout)
        )
    )


def _format(package: Path, timeout_s: float) -> CheckResult:
    command = ["format", "--check", *COMMON, *SETTINGS, "."]
    done = _run(command, package, timeout_s)
    if isinstance(done, str):
        return FORMAT.not_run(done)
    prefix = "Would reformat: "
    files = [
        line.removeprefix(prefix) for line in done.stdout.splitlines() if line.startswith(prefix)
    ]
    findings = [Finding("format", "is not formatted", file) for file in files]
    if done.returncode != 0 and not findings:
        findings = [Finding("format", done.stderr.strip()[-300:])]
    return FORMAT.result(tuple(findings))


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
