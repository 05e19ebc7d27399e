"""Tasks and connections that a client of the library began, to be ended where it does not do so."""

import asyncio
import inspect
from collections.abc import Coroutine
from contextvars import ContextVar, copy_context
from typing import Final
from weakref import ref

from aiokafka.conn import AIOKafkaConnection

OWNER: Final[ContextVar[object]] = ContextVar("the client whose tasks these are")


class Owned:
    """A context for a client: whatever begins in it, and in what that begins, is known by it."""

    def __init__(self) -> None:
        self._context = copy_context()
        self._context.run(OWNER.set, self)

    def begin[T](self, work: Coroutine[object, object, T]) -> asyncio.Task[T]:
        return asyncio.get_running_loop().create_task(work, context=self._context)

    async def run[T](self, work: Coroutine[object, object, T]) -> T:
        """Who is cancelled meanwhile leaves the work to `end`, which closes what it has opened."""
        return await asyncio.shield(self.begin(work))

    async def end(self) -> None:
        """Break off what still runs."""
        tasks = [task for task in asyncio.all_tasks() if task.get_context().get(OWNER) is self]
        for task in tasks:
            _close_connection(task)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _close_connection(task: asyncio.Task[object]) -> None:
    """Of which it is the reader. A client that is cancelled while it asks its first broker forgets
    that connection, and leaves it open.
    """
    work = task.get_coro()
    held = inspect.getcoroutinelocals(work).get("self_ref") if inspect.iscoroutine(work) else None
    connection = held() if isinstance(held, ref) else None
    if isinstance(connection, AIOKafkaConnection):
        connection.close()
