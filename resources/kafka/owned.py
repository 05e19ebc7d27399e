"""Tasks that a client of the library began, so that they can be ended where it does not do so."""

import asyncio
from collections.abc import Coroutine
from contextvars import ContextVar, copy_context
from typing import Final

OWNER: Final[ContextVar[object]] = ContextVar("the client whose tasks these are")


class Owned:
    """A context for a client: whatever begins in it, and in what that begins, is known by it."""

    def __init__(self) -> None:
        self._context = copy_context()
        self._context.run(OWNER.set, self)

    def begin[T](self, work: Coroutine[object, object, T]) -> asyncio.Task[T]:
        return asyncio.get_running_loop().create_task(work, context=self._context)

    async def end(self) -> None:
        """Break off what still runs."""
        tasks = [task for task in asyncio.all_tasks() if task.get_context().get(OWNER) is self]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
