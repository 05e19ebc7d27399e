"""Warm sandboxes: each holds one zygote and does one job at a time."""

import contextlib
import json
import queue
import sys
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import resources
from omninode_bridge.confinement import NOTHING, ConfinedProcess, Grant, Sandbox, SandboxLimits
from omninode_bridge.errors import UnavailableError

BOOT: Final = """
import json, sys, types
settings = json.loads(sys.argv[1])
# Only our tool chain is readable in here, so its parent packages are named instead of found.
for name in ("resources", "resources.toolchain"):
    package = types.ModuleType(name)
    package.__path__ = [settings["packages"] + "/" + name.replace(".", "/")]
    sys.modules[name] = package
from resources.toolchain.inside.zygote import main
main(settings)
"""
# A zygote ends its job itself; this is how long we then wait for what it says about it.
PATIENCE_S: Final = 10.0
PACKAGES: Final = Path(next(iter(resources.__path__))).parent


class JobLostError(Exception):
    """The sandbox died under the job."""


class Zygote:
    def __init__(self, sandbox: Sandbox, folder: str, *, confine: bool, grant: Grant) -> None:
        tool_chain = str(PACKAGES / "resources" / "toolchain")
        system = ["/usr", "/lib", "/lib64", "/dev/urandom"]
        readable = [*system, sys.prefix, sys.base_prefix, tool_chain]
        settings = {
            "packages": str(PACKAGES),
            "confine": confine,
            "readable": [path for path in readable if Path(path).exists()],
        }
        command = [sys.executable, "-I", "-c", BOOT, json.dumps(settings)]
        self._process: ConfinedProcess = sandbox.start(
            command, readable=[tool_chain], writable=folder, limits=SandboxLimits(), grant=grant
        )
        self._replies = self._process.stdout

    def wait_until_ready(self) -> None:
        if not self._read_line():
            raise JobLostError("the sandboxed worker died while it imported its tools")

    def run(self, request: Mapping[str, object], seconds: float) -> dict[str, object]:
        watchdog = threading.Timer(seconds + PATIENCE_S, self.kill)
        watchdog.daemon = True
        watchdog.start()
        try:
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            line = self._read_line()
        except (OSError, ValueError) as error:
            raise JobLostError("the sandboxed worker died") from error
        finally:
            watchdog.cancel()
        if not line:
            raise JobLostError("the sandboxed worker died before it answered")
        reply: dict[str, object] = json.loads(line)
        return reply

    def kill(self) -> None:
        with contextlib.suppress(OSError, RuntimeError):
            self._process.kill()

    def _read_line(self) -> bytes:
        line = bytearray()
        while not line.endswith(b"\n"):
            chunk = self._replies.read(1 << 16)
            if not chunk:
                return b""
            line += chunk
        return bytes(line)


class Pool:
    """`size` sandboxes, started when first needed or by `warm`; a dead one is replaced."""

    def __init__(
        self, sandbox: Sandbox, folder: str, size: int, *, confine: bool, grant: Grant = NOTHING
    ) -> None:
        self._grant = grant
        self._sandbox = sandbox
        self._folder = folder
        self._confine = confine
        self._closed = False
        # A sandbox dies with the thread that started it, so one thread starts all and stays.
        self._starter = ThreadPoolExecutor(max_workers=1)
        self._free: queue.LifoQueue[Zygote | None] = queue.LifoQueue()
        for _ in range(size):
            self._free.put(None)

    def warm(self) -> None:
        """Start every sandbox; errors show when a job needs one."""
        slots = [self._free.get() for _ in range(self._free.qsize())]
        for slot in slots:
            zygote = slot
            with contextlib.suppress(UnavailableError, JobLostError):
                zygote = slot or self._starter.submit(self._start).result()
            self._free.put(zygote)

    def run(self, request: Mapping[str, object], seconds: float) -> dict[str, object]:
        slot = self._free.get()
        kept: Zygote | None = None
        try:
            zygote = slot or self._starter.submit(self._start).result()
            try:
                reply = zygote.run(request, seconds)
            except JobLostError:
                zygote.kill()
                raise
            if reply.get("leftover"):
                zygote.kill()
            else:
                kept = zygote
            return reply
        finally:
            self._put_back(kept)

    def close(self) -> None:
        self._closed = True
        with contextlib.suppress(queue.Empty):
            while True:
                slot = self._free.get_nowait()
                if slot:
                    slot.kill()
        self._starter.shutdown(wait=False)

    def _put_back(self, zygote: Zygote | None) -> None:
        if zygote and self._closed:
            zygote.kill()
            zygote = None
        self._free.put(zygote)

    def _start(self) -> Zygote:
        zygote = Zygote(self._sandbox, self._folder, confine=self._confine, grant=self._grant)
        try:
            zygote.wait_until_ready()
        except JobLostError:
            zygote.kill()
            raise
        return zygote
