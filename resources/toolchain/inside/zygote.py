"""The warm process inside a sandbox: imports once, then forks for each job.

One JSON line in, one JSON line out. A job runs in a fork that gives up what is left to give up,
and tells its results as JSON lines on a pipe of its own.
"""

import ctypes
import faulthandler
import gc
import json
import logging
import os
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from resources.toolchain.inside.confinement import JobLimits, Kept, give_up
from resources.toolchain.inside.supervision import EVENTS, STDERR, STDOUT, watch

PR_SET_CHILD_SUBREAPER = 36

type Tell = Callable[[dict[str, object]], None]
type Job = Callable[[dict[str, object], Tell], None]


def main(settings: dict[str, object]) -> None:
    requests, replies = _take_over_stdio()
    gc.disable()  # what is imported stays, and would be walked again and again meanwhile
    jobs = _import_jobs()
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    gc.freeze()
    gc.enable()
    _say(replies, {"ready": True})
    with os.fdopen(requests, "rb") as lines:
        for line in lines:
            reply = _run(json.loads(line), jobs, settings, (requests, replies))
            _say(replies, reply)
            if reply["leftover"]:
                return  # A process outlived its job: the sandbox around us ends it with us.


def _take_over_stdio() -> tuple[int, int]:
    """Keep the protocol's pipes to ourselves: what an import prints must not get into them."""
    requests, replies = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(2, 1)
    os.close(null)
    return requests, replies


def _import_jobs() -> dict[str, Job]:
    sys.dont_write_bytecode = True
    logging.disable(logging.CRITICAL)
    from resources.toolchain.inside.jobs import JOBS, warm_up  # noqa: PLC0415 - slow: one second

    warm_up()
    return JOBS


def _say(replies: int, message: dict[str, object]) -> None:
    data = json.dumps(message).encode() + b"\n"
    while data:
        data = data[os.write(replies, data) :]


def _run(
    request: dict[str, object],
    jobs: dict[str, Job],
    settings: dict[str, object],
    private: tuple[int, int],
) -> dict[str, object]:
    started = time.monotonic()
    limits = _limits(request)
    pipes = {name: os.pipe() for name in (EVENTS, STDOUT, STDERR)}
    child = os.fork()
    if child == 0:
        _be_the_job(request, jobs, settings, private, pipes)
    for _, write_end in pipes.values():
        os.close(write_end)
    read_ends = {name: read_end for name, (read_end, _) in pipes.items()}
    watched = watch(child, read_ends, _writable(request), limits)
    return watched.as_reply() | {"seconds": time.monotonic() - started}


def _be_the_job(
    request: dict[str, object],
    jobs: dict[str, Job],
    settings: dict[str, object],
    private: tuple[int, int],
    pipes: dict[str, tuple[int, int]],
) -> None:
    status = 1
    try:
        os.setsid()
        events = pipes[EVENTS][1]
        os.dup2(pipes[STDOUT][1], 1)
        os.dup2(pipes[STDERR][1], 2)
        for end in (*private, *(end for pair in pipes.values() for end in pair if end != events)):
            os.close(end)
        give_up(_kept(request, settings), _limits(request), confine=bool(settings["confine"]))
        os.chdir(str(request["package"]))
        # Shortly before its time is up a job says where it is.
        faulthandler.dump_traceback_later(_limits(request).seconds * 0.9)
        jobs[str(request["kind"])](request, lambda event: _say(events, event))
        sys.stdout.flush()
        sys.stderr.flush()
        status = 0
    except BaseException:  # noqa: BLE001 - the outermost edge of a process that must not return
        os.write(2, traceback.format_exc().encode())
    finally:
        os._exit(status)


def _limits(request: dict[str, object]) -> JobLimits:
    return JobLimits(**request["limits"])  # type: ignore[arg-type]  # our own client wrote it


def _kept(request: dict[str, object], settings: dict[str, object]) -> Kept:
    variables = request.get("variables")
    return Kept(
        [
            *_strings(settings["readable"]),
            str(request["package"]),
            *_strings(request.get("files")),
        ],
        _writable(request),
        {str(k): str(v) for k, v in variables.items()} if isinstance(variables, dict) else {},
        connects=bool(request.get("hosts")),
    )


def _writable(request: dict[str, object]) -> list[str]:
    """The job's own folder, then the state that it was granted."""
    state = request.get("state")
    return [str(request["scratch"]), *([str(state)] if state else [])]


def _strings(values: object) -> list[str]:
    return [str(Path(value)) for value in values] if isinstance(values, list) else []
