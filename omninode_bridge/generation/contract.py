"""The typed contract that omnibase-core's strict gate accepts."""

from collections.abc import Mapping
from typing import Final

import yaml

from omninode_bridge.generation.literals import one_line
from omninode_bridge.generation.names import ClassRef
from omninode_bridge.generation.spec import NodeSpec
from omninode_bridge.requirements.structures import Target

DEFAULT_MAX_MS: Final = 1000
"""The performance promise of a node whose document states none."""

_MILLISECONDS: Final = {"ms": 1, "s": 1000, "sec": 1000, "seconds": 1000}


def dispatch_name(spec: NodeSpec) -> str:
    """The function that the base class calls."""
    return spec.names.handler.module.rpartition(".")[2].replace("handler_", "dispatch_", 1)


def contract_yaml(spec: NodeSpec, of_type: Mapping[str, object], header: str) -> str:
    """`of_type` holds the keys that only this type of node has."""
    body = yaml.safe_dump(
        contract(spec, of_type), sort_keys=False, allow_unicode=False, width=1_000_000, indent=2
    )
    return f"{header}\n---\n{body}"


def contract(spec: NodeSpec, of_type: Mapping[str, object]) -> dict[str, object]:
    version = dict(zip(("major", "minor", "patch"), spec.version, strict=True))
    names = spec.names
    common: dict[str, object] = {
        "name": f"node_{spec.name}_{spec.node_type.value}",
        "contract_version": dict(version),
        "node_version": dict(version),
        "node_type": f"{spec.node_type.name}_GENERIC",
        "description": one_line(spec.description or spec.title),
        "input_model": _dotted(names.input_model),
        "output_model": _dotted(names.output_model),
        "performance": {"single_operation_max_ms": max_ms(spec.targets)},
        **of_type,
        "handler_routing": _routing(spec),
        **_topics(spec),
        "tags": [kebab(spec.domain), spec.node_type.value],
    }
    # What the type says itself takes the place of what is common, where that stands.
    return common | dict(of_type)


def max_ms(targets: tuple[Target, ...]) -> int:
    """The strictest latency that the document states, in whole milliseconds."""
    stated = [
        int(target.value * _MILLISECONDS[target.unit])
        for target in targets
        if target.value is not None and target.unit in _MILLISECONDS
    ]
    return min((limit for limit in stated if limit > 0), default=DEFAULT_MAX_MS)


def _dotted(ref: ClassRef) -> str:
    return f"{ref.module}.{ref.name}"


def _routing(spec: NodeSpec) -> dict[str, object]:
    """One value serves base class, RuntimeLocal and scan: `module:Class`, importable."""
    entry = f"{spec.names.node_package}.handler"
    key = f"{entry}:{spec.names.handler.name}"
    handler = spec.names.handler
    event = spec.names.input_model
    return {
        "version": {"major": 1, "minor": 0, "patch": 0},
        "routing_strategy": "payload_type_match",
        "handlers": [
            {
                "handler": {"name": handler.name, "module": handler.module},
                "event_model": {"name": event.name, "module": event.module},
                "handler_key": key,
                "callable": f"{entry}:{dispatch_name(spec)}",
            }
        ],
        "default_handler": key,
    }


def kebab(text: str) -> str:
    return "-".join(part for part in text.split("_") if part)


def _topics(spec: NodeSpec) -> dict[str, object]:
    producer, name = kebab(spec.names.support_package), kebab(spec.name)
    command = f"onex.cmd.{producer}.{name}-requested.v1"
    event = f"onex.evt.{producer}.{name}-completed.v1"
    return {
        "event_bus": {
            "version": {"major": 1, "minor": 0, "patch": 0},
            "subscribe_topics": [command],
            "publish_topics": [event],
        },
        "golden_path": [f"publish {command}", f"receive {event}"],
    }
