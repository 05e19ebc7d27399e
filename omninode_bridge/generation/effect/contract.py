"""The keys of contract.yaml that only effect nodes have."""

import math
from collections.abc import Iterator, Sequence
from typing import Final

from omninode_bridge.generation.contract import kebab
from omninode_bridge.generation.effect.naming import EffectNames, default_plan
from omninode_bridge.generation.effect.plan import CHANGING, OperationPlan
from omninode_bridge.generation.names import ClassRef

DISPATCH: Final = "dispatch_operation"
IO_TYPES: Final = {
    "create": "db_insert",
    "read": "db_query",
    "update": "db_update",
    "upsert": "db_upsert",
    "restore": "db_update",
    "delete": "db_delete",
    "list": "db_query",
    "query": "db_query",
    "call": "api_call",
    "publish": "event_publish",
    "notify": "event_publish",
    "write file": "file_write",
    "read file": "file_read",
    "delete file": "file_delete",
}
VERSION: Final = {"major": 1, "minor": 0, "patch": 0}
DEFAULT_SECONDS: Final = 30


def effect_contract(
    plans: Sequence[OperationPlan], names: EffectNames, node: str
) -> dict[str, object]:
    operations = [one for plan in plans for one in _io(plan)]
    # Nothing that a called service does can be undone here.
    atomic = any(one["atomic"] for one in operations)
    return {
        "io_operations": operations,
        **({} if atomic else {"transaction_management": {"enabled": False}}),
        "idempotent_operations": all(is_idempotent(plan) for plan in plans),
        "handler_routing": _routing(plans, names),
        **_topics(plans, names, node),
    }


def is_idempotent(plan: OperationPlan) -> bool:
    """Asking again changes nothing more."""
    changes = plan.kind in CHANGING or plan.publishes or plan.http is not None
    return plan.idempotent or not (changes or plan.events)


def _io(plan: OperationPlan) -> Iterator[dict[str, object]]:
    limit = plan.operation.timeout_ms
    seconds = DEFAULT_SECONDS if limit is None else max(1, math.ceil(limit / 1000))
    for kind in plan.operation.kinds:
        yield {
            "operation_type": IO_TYPES[kind],
            "atomic": kind != "call",
            "timeout_seconds": seconds,
        }


def _key(names: EffectNames, handler: ClassRef) -> str:
    return f"{names.common.node_package}.handler:{handler.name}"


def _routing(plans: Sequence[OperationPlan], names: EffectNames) -> dict[str, object]:
    """The base class only ever calls the default handler's callable: the dispatcher, for all."""
    entries = []
    for plan in plans:
        own = names.operations[plan.name]
        entries.append(
            {
                "handler": {"name": own.handler.name, "module": own.handler.module},
                "operation": plan.name,
                "event_model": {"name": own.input.name, "module": own.input.module},
                "handler_key": _key(names, own.handler),
                "callable": f"{names.common.node_package}.handler:{DISPATCH}",
            }
        )
    return {
        "version": dict(VERSION),
        "routing_strategy": "operation_match",
        "handlers": entries,
        "default_handler": _key(names, names.operations[default_plan(plans).name].handler),
    }


def event_topic(names: EffectNames, event: str) -> str:
    producer = kebab(names.common.support_package)
    return f"onex.evt.{producer}.{kebab(event.lower())}.v1"


def _topics(plans: Sequence[OperationPlan], names: EffectNames, node: str) -> dict[str, object]:
    producer = kebab(names.common.support_package)
    command = f"onex.cmd.{producer}.{kebab(node)}-requested.v1"
    done = event_topic(names, f"{node}_completed")
    emitted = [event_topic(names, event) for event in emitted_events(plans)]
    published = list(dict.fromkeys([done, *emitted]))
    return {
        "event_bus": {
            "version": dict(VERSION),
            "subscribe_topics": [command],
            "publish_topics": published,
        },
        "golden_path": [f"publish {command}", f"receive {done}"],
    }


def emitted_events(plans: Sequence[OperationPlan]) -> tuple[str, ...]:
    """Names of all events, each once, in document order."""
    found: dict[str, None] = {}
    for plan in plans:
        found.update(dict.fromkeys(plan.events))
    return tuple(found)
