"""A reducer answers through the handler that its contract routes to.

The base class runs the state machine and nothing else, so its part is to agree: for every event
of a request, `NodeReducer.process` must go where the handler goes.
"""

import asyncio
import importlib
from collections.abc import Callable, Iterable
from typing import Protocol, cast

from omnibase_core.enums.enum_reducer_types import EnumReductionType
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.common.model_reducer_metadata import ModelReducerMetadata
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.models.contracts.model_contract_reducer import ModelContractReducer
from omnibase_core.models.fsm import ModelFSMStateSnapshot
from omnibase_core.models.reducer.model_reducer_input import ModelReducerInput
from omnibase_core.nodes import NodeReducer
from omnibase_core.validation.validator_fsm_analysis import analyze_fsm
from pydantic import BaseModel, ValidationError

from resources.toolchain.inside.answers import Question, decode, rejection, validated
from resources.toolchain.inside.events import Finding, finding
from resources.toolchain.inside.layout import (
    CONTRACT,
    Layout,
    LayoutError,
    model_class,
    node_class,
)

type Reduce = Callable[[object, ModelReducerInput[BaseModel]], list[BaseModel]]


class Step(Protocol):
    """One event as the handler saw it; see the package's `steps.py`."""

    event: str | None
    before: str | None
    after: str | None
    reason: str
    guards: dict[str, bool]


async def answer(layout: Layout, question: Question) -> str:
    value = validated(model_class(layout, "input_model"), question.data)
    node = node_class(layout, (NodeReducer,))(ModelONEXContainer())
    try:
        await node.initialize()
        results = _reduce(layout)(node, _input([value], ModelReducerMetadata()))
    except ModelOnexError as error:
        raise rejection(error) from error
    expected = model_class(layout, "output_model")
    if len(results) != 1 or not isinstance(results[0], expected):
        raise LayoutError(f"the node answered {results!r:.80}, not one {expected.__name__}")
    return str(results[0].model_dump_json(by_alias=True))


def agreement(layout: Layout, sample: str) -> Iterable[Finding]:
    """R1: the base class goes through the sample's events as the handler does."""
    request = validated(model_class(layout, "input_model"), decode(sample.encode()))
    trail = getattr(importlib.import_module(f"{layout.module}.handler"), "trail", None)
    if not callable(trail):
        yield finding("R1", "handler.py has no `trail` to compare", layout.folder / "handler.py")
        return
    for message in asyncio.run(_differences(layout, trail(request))):
        yield finding("R1", message, layout.folder / CONTRACT)


def analysis(layout: Layout) -> Iterable[Finding]:
    """C10: no unreachable, ambiguous or dead states."""
    path = layout.folder / CONTRACT
    try:
        machine = ModelContractReducer.model_validate(layout.contract).state_machine
    except (ValidationError, ModelOnexError) as error:
        yield finding("C10", f"the contract cannot be read: {error}", path)
        return
    if machine is None:
        yield finding("C10", "a reducer needs a state machine", path)
        return
    yield from (finding("C10", error, path) for error in analyze_fsm(machine).errors)


async def _differences(layout: Layout, steps: list[Step]) -> list[str]:
    node = node_class(layout, (NodeReducer,))(ModelONEXContainer())
    await node.initialize()
    found = []
    for number, step in enumerate(steps):
        if not _is_for_the_machine(step):
            continue
        expected = step.after if not step.reason else step.reason
        actual = await _processed(node, step)
        if actual != expected:
            found.append(
                f"event {number} ({step.event}) in {step.before}: the handler ends with "
                f"{expected}, the base class with {actual}"
            )
    return found


def _is_for_the_machine(step: Step) -> bool:
    """Events that break a type, repeat a key or fail in an action never reach it."""
    if step.event is None or step.reason in ("unknown_event", "duplicate"):
        return False
    if step.reason.startswith("invalid:"):
        return False
    return step.reason != "guard" or (bool(step.guards) and not any(step.guards.values()))


async def _processed(node: NodeReducer[BaseModel, list[BaseModel]], step: Step) -> str:
    """The state that the base class reaches, or the reason why it stays."""
    machine = node.fsm_contract
    if machine is None:
        raise LayoutError("the base class has no state machine")
    before = machine.initial_state if step.before is None else step.before
    snapshot = ModelFSMStateSnapshot(current_state=before, context={}, history=[])
    node.restore_state(snapshot, validate=False)
    guards = {name: outcome for name, outcome in step.guards.items() if name}
    metadata = ModelReducerMetadata.model_validate({"trigger": step.event, **guards})
    try:
        output = await node.process(_input([], metadata))
    except ModelOnexError as error:
        return "no_transition" if error.message.startswith("No transition") else error.message
    done = output.fsm_metadata
    if done is None:
        return "nothing"
    return done.fsm_state if done.fsm_transition_success else "guard"


def _input(data: list[BaseModel], metadata: ModelReducerMetadata) -> ModelReducerInput[BaseModel]:
    return ModelReducerInput(
        data=data, reduction_type=EnumReductionType.AGGREGATE, metadata=metadata
    )


def _reduce(layout: Layout) -> Reduce:
    """What the contract's first route calls."""
    routing = layout.contract.get("handler_routing")
    handlers = routing.get("handlers") if isinstance(routing, dict) else None
    named = handlers[0].get("callable") if isinstance(handlers, list) and handlers else None
    module, _, name = str(named).partition(":")
    found = getattr(importlib.import_module(module), name, None) if name else None
    if not callable(found):
        raise LayoutError(f"handler_routing calls nothing: {named!r}")
    return cast("Reduce", found)  # reason: what a package's function takes is known by contract
