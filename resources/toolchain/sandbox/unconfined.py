"""What stands in for a sandbox where there is none: nothing, or a refusal."""

import os
import signal
import subprocess
from collections.abc import Sequence
from typing import IO

from omninode_bridge.confinement import NOTHING, Grant, Isolation, Sandbox, SandboxLimits
from omninode_bridge.errors import UnavailableError
from resources.toolchain.sandbox.confined import SandlockSandbox

ALLOW_HINT = (
    "On a machine of your own, OMNINODE_ALLOW_UNSANDBOXED=1 lets generated code run freely."
)


class UnconfinedSandbox:
    """Runs programs as they are, in a clean environment. Only where a person asked for it."""

    def __init__(self, why: str) -> None:
        self._why = why

    def isolation(self) -> Isolation:
        return Isolation(
            available=True,
            sentence=f"NOT sandboxed (OMNINODE_ALLOW_UNSANDBOXED=1): generated code had the "
            f"network and every file of this user. {self._why}",
        )

    def start(
        self,
        command: Sequence[str],
        *,
        readable: Sequence[str],  # noqa: ARG002 - the port's; nothing here could enforce it
        writable: str,
        limits: SandboxLimits,  # noqa: ARG002 - as above
        grant: Grant = NOTHING,  # noqa: ARG002 - as above
    ) -> "PlainProcess":
        environment = {"HOME": writable, "TMPDIR": writable, "LANG": "C.UTF-8", "PATH": os.defpath}
        return PlainProcess(
            subprocess.Popen(  # noqa: S603 - our own interpreter and program
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                bufsize=0,
                cwd=writable,
                env=environment,
                start_new_session=True,
            )
        )


class PlainProcess:
    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        if process.stdin is None or process.stdout is None:
            raise UnavailableError("the program has no pipes")
        self._process = process
        self.stdin: IO[bytes] = process.stdin
        self.stdout: IO[bytes] = process.stdout

    def kill(self) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self.stdin.close()
        self.stdout.close()


class RefusingSandbox:
    def __init__(self, why: str) -> None:
        self._why = why

    def isolation(self) -> Isolation:
        return Isolation(available=False, sentence=f"{self._why} {ALLOW_HINT}")

    def start(
        self,
        command: Sequence[str],  # noqa: ARG002 - the port's signature
        *,
        readable: Sequence[str],  # noqa: ARG002
        writable: str,  # noqa: ARG002
        limits: SandboxLimits,  # noqa: ARG002
        grant: Grant = NOTHING,  # noqa: ARG002
    ) -> PlainProcess:
        raise UnavailableError(self._why, hint=ALLOW_HINT)


def choose_sandbox(sandbox: SandlockSandbox, *, allow_unsandboxed: bool) -> Sandbox:
    """Isolation where the machine has it; otherwise what the person decided."""
    isolation = sandbox.isolation()
    if isolation.available:
        return sandbox
    if allow_unsandboxed:
        return UnconfinedSandbox(isolation.sentence)
    return RefusingSandbox(isolation.sentence)
