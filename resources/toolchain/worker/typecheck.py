"""mypy kept warm: loaded once from a shared cache, then a fork per package.

Each fork takes packages as additions to a program that already holds omnibase-core, and nothing of
one package is there for the next.
"""

import gc
import hashlib
import json
import os
import selectors
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
import traceback
from collections.abc import Iterator, Sequence
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Final

from resources.toolchain.worker.packages import PackageChecker, hold_still

SETTINGS: Final = """[mypy]
strict = true
python_version = {python}
plugins = pydantic.mypy
explicit_package_bases = true
namespace_packages = true
show_error_codes = true
show_column_numbers = true
local_partial_types = true

[pydantic-mypy]
init_forbid_extra = true
init_typed = true
"""
# What generated packages import: with it in memory, a package costs only its own modules.
SEED: Final = """import asyncio
import collections.abc
import datetime
import decimal
import enum
import fcntl
import graphlib
import hashlib
import json
import math
import re
import typing
import uuid

import pydantic
import pytest
from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.models.compute.model_compute_input import ModelComputeInput
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.models.errors.model_onex_error import ModelOnexError
from omnibase_core.nodes import NodeCompute
"""
FIRST: Final = "seed.py"
SECOND: Final = "second.py"
KEPT_S: Final = 30 * 86_400
# Memory for time: what is taken off is freed now and then.
COLLECT_EVERY: Final = 10


def cache_folder(cache: Path) -> Path:
    """Its name says what it was made from: what else is installed may be imported by omnibase-core.

    mypy ends with an error of its own where a module that was missing has come.
    """
    made_from = [sys.version, sys.prefix, SETTINGS, SEED, *installed()]
    return (
        cache / f"mypy-{hashlib.blake2b('|'.join(made_from).encode(), digest_size=8).hexdigest()}"
    )


def installed() -> list[str]:
    """Names and versions, as the folders of their metadata are called."""
    found = Path(sysconfig.get_path("purelib")).glob("*.dist-info")
    return sorted(folder.name for folder in found)


def build_cache(folder: Path) -> None:
    """Half a minute, once for each set of versions; others wait for it."""
    folder.mkdir(parents=True, exist_ok=True)
    with Path(folder, "lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if Path(folder, "complete").exists():
            return
        shutil.rmtree(folder / "cache", ignore_errors=True)
        python = f"{sys.version_info.major}.{sys.version_info.minor}"
        Path(folder, "mypy.ini").write_text(SETTINGS.format(python=python), encoding="utf-8")
        for name in (FIRST, SECOND):
            Path(folder, name).write_text(SEED, encoding="utf-8")
        command = [sys.executable, "-m", "mypy", *arguments(folder)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - ours
        if done.returncode != 0:
            raise RuntimeError(f"mypy cannot check its own seed: {done.stdout}{done.stderr}")
        Path(folder, "complete").touch()


def arguments(folder: Path) -> list[str]:
    settings = ["--config-file", str(folder / "mypy.ini"), "--cache-dir", str(folder / "cache")]
    return [*settings, "--cache-fine-grained", str(folder / FIRST)]


class WarmChecker:
    """mypy's daemon, without its process: the object that answers `dmypy check`."""

    def __init__(self, folder: Path) -> None:
        # mypy's modules are compiled and large; importing them here keeps them out of the server.
        from mypy.dmypy_server import Server  # noqa: PLC0415
        from mypy.find_sources import create_source_list  # noqa: PLC0415
        from mypy.main import process_options  # noqa: PLC0415

        sources, options = process_options(
            ["-i", *arguments(folder)], require_targets=True, server_options=True
        )
        options.fine_grained_incremental = True
        options.use_fine_grained_cache = True
        options.local_partial_types = True
        self._server = Server(options, str(folder / "unused-status.json"))
        self._server.check(sources, export_types=False, is_tty=False, terminal_width=80)
        # From the cache come the signatures alone. What a module that imports them needs beyond is
        # read when there is one: this one is there before the forks, so that they all have it.
        sources = create_source_list([str(folder / FIRST), str(folder / SECOND)], options)
        self._server.check(sources, export_types=False, is_tty=False, terminal_width=80)
        hold_still(self._server)

    def packages(self) -> PackageChecker:
        """For a fork: it changes what is in memory."""
        return PackageChecker(self._server)


def warm_checker(folder: Path) -> WarmChecker:
    """From the cache; one that mypy cannot read is built once more."""
    build_cache(folder)
    Path(folder, "complete").touch()
    forget_unused(folder)
    try:
        return WarmChecker(folder)
    except Exception:  # noqa: BLE001 - whatever mypy fails with: it is not ours
        traceback.print_exc()
        Path(folder, "complete").unlink(missing_ok=True)
        build_cache(folder)
        return WarmChecker(folder)


def forget_unused(folder: Path) -> None:
    """Caches of what has been installed once are a hundred megabytes each."""
    oldest = Path(folder, "complete").stat().st_mtime - KEPT_S
    for mark in folder.parent.glob("mypy-*/complete"):
        if mark.stat().st_mtime < oldest:
            shutil.rmtree(mark.parent, ignore_errors=True)


def main(argv: Sequence[str]) -> None:
    """One JSON line in (`packages`, `seconds` for each), one JSON line out (`answers`)."""
    checker = warm_checker(cache_folder(Path(argv[1])))
    # Else each fork's collector walks, and thereby copies, all that is loaded. Not collected first:
    # that takes as long as a third of the loading, and finds next to nothing.
    gc.freeze()
    print(json.dumps({"ready": True}), flush=True)  # noqa: T201 - the protocol
    for line in sys.stdin:
        request = json.loads(line)
        packages, seconds = [Path(name) for name in request["packages"]], float(request["seconds"])
        answers = checked(checker, packages, seconds)
        print(json.dumps({"answers": answers}), flush=True)  # noqa: T201 - the protocol


def checked(
    checker: WarmChecker, packages: Sequence[Path], seconds: float
) -> list[dict[str, object]]:
    """In one fork for all; for one that crashes or is late, the rest goes on in another fork."""
    answers: list[dict[str, object]] = []
    while len(answers) < len(packages):
        answers += _in_a_fork(checker, packages[len(answers) :], seconds)
    return answers


def _in_a_fork(
    checker: WarmChecker, packages: Sequence[Path], seconds: float
) -> list[dict[str, object]]:
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(read_end)
            _be_the_fork(checker.packages(), packages, write_end)
            status = 0
        finally:
            os._exit(status)
    os.close(write_end)
    answers = list(_answers_of(child, read_end, seconds))
    os.waitpid(child, 0)
    if len(answers) < len(packages):
        answers.append({"error": f"mypy did not answer within {seconds:g} s or crashed"})
    return answers


def _be_the_fork(packages: PackageChecker, paths: Sequence[Path], write_end: int) -> None:
    gc.disable()  # it lives for a second or two for each ten packages
    with os.fdopen(write_end, "w") as out:
        for number, path in enumerate(paths, start=1):
            started = time.monotonic()
            answer = packages.check(path)
            answer["ms"] = (time.monotonic() - started) * 1000
            out.write(json.dumps(answer) + "\n")
            out.flush()
            if number % COLLECT_EVERY == 0 and number < len(paths):
                gc.collect()


def _answers_of(child: int, read_end: int, seconds: float) -> Iterator[dict[str, object]]:
    """One line each; a package that takes longer than `seconds` ends the fork."""
    data, deadline = bytearray(), time.monotonic() + seconds
    with os.fdopen(read_end, "rb", buffering=0) as pipe, selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while (left := deadline - time.monotonic()) > 0:
            if not selector.select(left):
                continue
            chunk = pipe.read(1 << 16)
            if not chunk:
                return
            data += chunk
            while b"\n" in data:
                line, _, rest = bytes(data).partition(b"\n")
                data = bytearray(rest)
                deadline = time.monotonic() + seconds
                answer: dict[str, object] = json.loads(line)
                yield answer
        os.kill(child, signal.SIGKILL)


if __name__ == "__main__":
    main(sys.argv)
