"""The four archetypes of ONEX."""

from enum import StrEnum


class NodeType(StrEnum):
    EFFECT = "effect"
    COMPUTE = "compute"
    REDUCER = "reducer"
    ORCHESTRATOR = "orchestrator"
