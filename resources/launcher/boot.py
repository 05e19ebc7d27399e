"""What a launcher's server is started with."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class Boot:
    """Which code is kept warm: `origin` (serialized by Dagster) or else `module` in `directory`.

    `instance` is a serialized reference; empty means the instance of DAGSTER_HOME. The descriptors
    are those of a server that has replaced its own program after a code change.
    """

    socket: Path
    directory: str
    origin: str = ""
    module: str = ""
    instance: str = ""
    max_concurrent_runs: int = 4
    kill_after_s: float = 10.0
    listener: int = -1
    lock: int = -1

    @property
    def is_replacement(self) -> bool:
        return self.listener >= 0

    def beside(self, suffix: str) -> Path:
        """A file that belongs to this server: beside the socket."""
        return self.socket.with_name(f"{self.socket.name}.{suffix}")

    def inheriting(self, listener: int, lock: int) -> "Boot":
        return replace(self, listener=listener, lock=lock)

    def to_json(self) -> bytes:
        return _ADAPTER.dump_json(self)

    @classmethod
    def from_json(cls, text: bytes) -> "Boot":
        return _ADAPTER.validate_json(text)


_ADAPTER: Final = TypeAdapter(Boot)
