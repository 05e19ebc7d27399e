"""The keys of contract.yaml that only orchestrators have."""

from omninode_bridge.generation.orchestrator.flow import Flow

MAX_BRANCHES = 100


def coordination(flow: Flow) -> dict[str, object]:
    """How wide the workflow can become: no more steps can be ready at once than it has."""
    return {
        "workflow_coordination": {
            "execution_mode": "parallel",
            "max_parallel_branches": min(len(flow.steps), MAX_BRANCHES),
            "checkpoint_enabled": False,
            "state_persistence_enabled": False,
            "rollback_enabled": bool(flow.undos),
        }
    }
