"""What a client and the launcher's server say to each other: one packet of JSON each way."""

import socket
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

NO_SERVER: Final = (FileNotFoundError, ConnectionRefusedError)
PACKET_BYTES: Final = 1 << 16


class Operation(StrEnum):
    LAUNCH = "launch"
    HEALTH = "health"
    TERMINATE = "terminate"
    STATUS = "status"
    STOP = "stop"


class RunState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    UNKNOWN = "unknown"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Request:
    operation: Operation
    run_id: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """`state` as it was before the operation; `running` is run ids by worker pid."""

    state: RunState
    reason: str = ""
    pid: int = 0
    queue: tuple[str, ...] = ()
    running: dict[int, str] = field(default_factory=dict)


_REQUEST: Final = TypeAdapter(Request)
_ANSWER: Final = TypeAdapter(Answer)


def call(path: Path, request: Request, *, timeout_s: float = 20.0) -> Answer:
    """Raises `OSError`: one of `NO_SERVER`, or `TimeoutError` while the server imports code.

    After a `TimeoutError` nobody knows whether the server has acted on the request.
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as client:
        client.settimeout(timeout_s)
        client.connect(str(path))
        client.send(_REQUEST.dump_json(request))
        data = client.recv(PACKET_BYTES)
    if not data:
        raise ConnectionResetError("the server ended without an answer")
    return _ANSWER.validate_json(data)


def parse_request(data: bytes) -> Request | None:
    """None when it is none of ours."""
    try:
        return _REQUEST.validate_json(data)
    except ValidationError:
        return None


def pack(answer: Answer) -> bytes:
    return _ANSWER.dump_json(answer)
