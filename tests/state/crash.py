"""Lets a child process die by SIGKILL at the n-th boundary of a piece of work."""

import os
import signal
import warnings
from collections.abc import Callable

type Step = Callable[[str], None]


def boundaries(work: Callable[[Step], object]) -> list[str]:
    """The boundaries that the work passes, by running it once."""
    passed: list[str] = []
    work(passed.append)
    return passed


def killed_at(number: int, work: Callable[[Step], object]) -> bool:
    """Run the work in a child that kills itself at its boundary `number`; true if it did."""
    with warnings.catch_warnings():
        # Python warns that other threads stop in the child: it uses what it makes itself.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        passed = 0

        def step(_: str) -> None:
            nonlocal passed
            passed += 1
            if passed > number:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            work(step)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
