"""An orchestrator answers through the function that its contract routes to.

The base class cannot give the answer: it executes whole workflows. So its order of execution is
compared with the one that the answers lead to.
"""

import asyncio
import importlib
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final
from uuid import UUID

from omnibase_core.enums.enum_workflow_execution import EnumExecutionMode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.models.orchestrator.model_orchestrator_input import ModelOrchestratorInput
from omnibase_core.nodes import NodeOrchestrator
from pydantic import BaseModel

from resources.toolchain.inside.answers import Question, Rejected, decode, rejection, validated
from resources.toolchain.inside.events import Finding, finding
from resources.toolchain.inside.layout import (
    CONTRACT,
    Layout,
    LayoutError,
    model_class,
    node_class,
)

MAX_ROUNDS: Final = 2_000
NOT_IMPLEMENTED: Final = "METHOD_NOT_IMPLEMENTED"
"""How a node says that it decides no further."""

WORKFLOW_ID: Final = UUID(int=0)

type Dispatch = Callable[[NodeOrchestrator, BaseModel], BaseModel]


async def answer(layout: Layout, question: Question) -> str:
    value = validated(model_class(layout, "input_model"), question.data)
    node = node_class(layout, (NodeOrchestrator,))(ModelONEXContainer())
    try:
        await node.initialize()
        result = dispatcher(layout)(node, value)
    except ModelOnexError as error:
        raise rejection(error) from error
    expected = model_class(layout, "output_model")
    if not isinstance(result, expected):
        raise LayoutError(f"the node answered {type(result).__name__}, not {expected.__name__}")
    return str(result.model_dump_json(by_alias=True))


def dispatcher(layout: Layout) -> Dispatch:
    """The callable of the contract's only entry in `handler_routing`."""
    routing = layout.contract.get("handler_routing")
    handlers = routing.get("handlers") if isinstance(routing, dict) else None
    named = str(handlers[0].get("callable", "")) if handlers else ""
    module, _, name = named.partition(":")
    found = getattr(importlib.import_module(module), name, None) if module else None
    if not callable(found):
        raise LayoutError(f"handler_routing: {named!r} is no function", layout.folder / CONTRACT)
    return found  # type: ignore[no-any-return]  # the contract's word, checked by its answer


def agreement(layout: Layout, sample: str) -> Iterable[Finding]:
    """R1: the base class executes the steps in the order in which the answers start them."""
    order, executed = asyncio.run(_orders(layout, sample))
    if order == executed:
        return []
    message = f"the base class executes {', '.join(executed)}, the answers start {', '.join(order)}"
    return [finding("R1", message, layout.folder / "handler.py")]


async def _orders(layout: Layout, sample: str) -> tuple[list[str], list[str]]:
    node = node_class(layout, (NodeOrchestrator,))(ModelONEXContainer())
    await node.initialize()
    order, skipped = _order_of_answers(layout, node, sample)
    return order, await _order_of_base_class(layout, node, skipped)


def _order_of_answers(
    layout: Layout, node: NodeOrchestrator, sample: str
) -> tuple[list[str], list[str]]:
    """Every step that is started when all succeed, in order; and those that never are."""
    request = decode(sample.encode())
    request["history"] = []
    order: list[str] = []
    for _ in range(MAX_ROUNDS):
        try:
            answered = _asked(layout, node, request)
        except Rejected as rejected:
            if rejected.code != NOT_IMPLEMENTED or not order:
                raise
            break
        if answered["status"] != "running":
            break
        for start in answered["start"]:
            order.append(start["step"])
            line = {"step": start["step"], "outcome": "completed", "attempt": start["attempt"]}
            request["history"].append(line)
        if not answered["start"]:
            break
    return order, [name for name in _step_names(layout) if name not in order]


def _asked(
    layout: Layout,
    node: NodeOrchestrator,
    request: dict[str, Any],  # reason: JSON, read by key below
) -> dict[str, Any]:  # reason: as above
    value = validated(model_class(layout, "input_model"), request)
    try:
        result = dispatcher(layout)(node, value)
    except ModelOnexError as error:
        raise rejection(error) from error
    answered: dict[str, Any] = json.loads(result.model_dump_json(by_alias=True))
    return answered


def _step_names(layout: Layout) -> Iterator[str]:
    steps = importlib.import_module(f"{layout.module}.handler").workflow_steps()
    return (step.step_name for step in steps)


async def _order_of_base_class(
    layout: Layout, node: NodeOrchestrator, skipped: list[str]
) -> list[str]:
    entry = importlib.import_module(f"{layout.module}.handler")
    node.workflow_definition = entry.workflow_definition()
    steps = entry.workflow_steps(skipped)
    names = {str(step.step_id): step.step_name for step in steps}
    question = ModelOrchestratorInput(
        workflow_id=WORKFLOW_ID, steps=steps, execution_mode=EnumExecutionMode.PARALLEL
    )
    output = await node.process(question)
    return [names[step_id] for step_id in output.completed_steps]
