"""The tables get the names by which the requirements speak of them."""

from alembic import op

revision = "0002"
down_revision = "0001"

NAMES = {
    "node_versions": "generated_nodes_registry",
    "executions": "workflow_executions",
    "transitions": "fsm_workflow_states",
}


def upgrade() -> None:
    for before, after in NAMES.items():
        op.rename_table(before, after, schema="omninode")
