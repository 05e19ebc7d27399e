"""An effect node answers through its base class, with its embedded adapters on a state folder."""

import asyncio
import importlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from omnibase_core.enums.enum_effect_types import EnumEffectType
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.models.effect.model_effect_input import ModelEffectInput
from omnibase_core.nodes import NodeEffect

from resources.toolchain.inside.answers import NotAsked, Question, decode, rejection, validated
from resources.toolchain.inside.layout import Layout, LayoutError, model_named, node_class

STATE_ROOT: Final = "ONEX_STATE_ROOT"
# Beside the tests: files that a state folder must hold for the sample request to have an answer.
SAMPLE_STATE: Final = Path("tests", "sample_state")
EPOCH: Final = datetime(2024, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Route:
    """An entry of `handler_routing.handlers`."""

    operation: str
    input_model: str
    handler: str


async def answer(layout: Layout, question: Question) -> str:
    route = _route(layout, question.operation)
    with _state(question.state):
        return await _through_base_class(layout, route, question.data)


def both_answers(layout: Layout, sample: str) -> list[str]:
    """Of the base class and of the handler itself, each on a fresh state, at one and the same time.

    Identifiers and times come from the package's ports, which are pinned for this.
    """
    route = _route(layout, _default(layout))
    data = decode(sample.encode())
    found = []
    with sample_state(layout) as state, _pinned(layout, state):
        found.append(asyncio.run(_through_base_class(layout, route, data)))
    with sample_state(layout) as state, _pinned(layout, state):
        found.append(_asked_handler(route, data))
    return found


@contextmanager
def sample_state(layout: Layout) -> Iterator[Path]:
    """A folder with what the sample request needs, also for who reads the environment."""
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder, "state")
        state.mkdir()
        for file in sorted(layout.folder.joinpath(SAMPLE_STATE).glob("*")):
            # Only the content: modes and times may not be set in a job.
            state.joinpath(file.name).write_bytes(file.read_bytes())
        with _state(state):
            yield state


def _asked_handler(route: Route, data: dict[str, object]) -> str:
    module, _, name = route.handler.rpartition(".")
    handler = getattr(importlib.import_module(module), name)()
    value = validated(model_named(route.input_model), data)
    try:
        result = handler.handle(value).model_dump(mode="json")
    except ModelOnexError as error:
        raise rejection(error) from error
    return _text(result)


async def _through_base_class(layout: Layout, route: Route, data: dict[str, object]) -> str:
    validated(model_named(route.input_model), data)
    node = node_class(layout, (NodeEffect,))(ModelONEXContainer())
    asked = ModelEffectInput(
        effect_type=EnumEffectType.DATABASE_OPERATION,
        operation_data={"operation": route.operation, "request": data},
    )
    try:
        await node.initialize()
        output = await node.process(asked)
    except ModelOnexError as error:
        raise rejection(error) from error
    return _text(output.result)


def _text(result: object) -> str:
    return json.dumps(result, ensure_ascii=False)


def _routes(layout: Layout) -> dict[str, Route]:
    routing = layout.contract.get("handler_routing")
    entries = routing.get("handlers", ()) if isinstance(routing, dict) else ()
    found = {}
    for entry in entries:
        try:
            model, handler = entry["event_model"], entry["handler"]
            route = Route(
                str(entry["operation"]),
                f"{model['module']}.{model['name']}",
                f"{handler['module']}.{handler['name']}",
            )
        except (KeyError, TypeError) as error:
            raise LayoutError(f"an entry of handler_routing.handlers lacks {error}") from error
        found[route.operation] = route
    if not found:
        raise LayoutError("handler_routing names no operation")
    return found


def _route(layout: Layout, operation: str | None) -> Route:
    known = _routes(layout)
    if operation is None and len(known) == 1:
        return next(iter(known.values()))
    if operation not in known:
        raise NotAsked(f"which operation? There are: {', '.join(known)}")
    return known[operation]


def _default(layout: Layout) -> str:
    """The operation of the default handler."""
    routing = layout.contract.get("handler_routing")
    default = str(routing.get("default_handler", "")) if isinstance(routing, dict) else ""
    name = default.rpartition(":")[2]
    known = _routes(layout)
    return next(
        (route.operation for route in known.values() if route.handler.endswith(f".{name}")),
        next(iter(known)),
    )


@contextmanager
def _state(folder: Path | None) -> Iterator[None]:
    """For the time of one question; without a folder, an empty one."""
    with tempfile.TemporaryDirectory() as empty:
        before = os.environ.get(STATE_ROOT)
        os.environ[STATE_ROOT] = empty if folder is None else str(folder)
        try:
            yield
        finally:
            os.environ.pop(STATE_ROOT)
            if before is not None:
                os.environ[STATE_ROOT] = before


@dataclass(slots=True)
class _Clock:
    """A second passes with each look."""

    at: datetime = field(default=EPOCH)

    def now(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    def pause(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass(slots=True)
class _Identifiers:
    number: int = 0

    def new(self) -> UUID:
        self.number += 1
        return UUID(int=self.number)


def _pinned(layout: Layout, state: Path) -> AbstractContextManager[None]:
    bindings = importlib.import_module(f"{layout.module.partition('.')[0]}.bindings")
    ports = replace(bindings.embedded(state), clock=_Clock(), identifiers=_Identifiers())
    bound: AbstractContextManager[None] = bindings.bound(ports)
    return bound
