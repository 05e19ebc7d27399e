"""How a finished node is asked for the first time."""

from collections.abc import Mapping
from pathlib import Path

import yaml

from omninode_bridge.node_type import NodeType


def trial(package: str, node_type: object) -> str:
    """The command to type; an effect is asked for the operation that an empty folder answers."""
    command = f"omninode run {package}"
    if node_type == NodeType.EFFECT.value:
        command += f" --operation {_operation(Path(package))} --state STATE_FOLDER"
    return f"{command} --input REQUEST.json"


def _operation(package: Path) -> str:
    """The default of the contract; of a package on another machine only the place to fill."""
    for path in package.glob("src/*/nodes/*/contract.yaml"):
        contract: object = yaml.safe_load(path.read_text(encoding="utf-8"))
        routing = contract.get("handler_routing") if isinstance(contract, Mapping) else None
        if isinstance(routing, Mapping):
            return _default(routing)
    return "OPERATION"


def _default(routing: Mapping[str, object]) -> str:
    entries = routing.get("handlers")
    for each in entries if isinstance(entries, list) else []:
        if isinstance(each, Mapping) and each.get("handler_key") == routing.get("default_handler"):
            return str(each["operation"])
    return "OPERATION"
