"""What is known that resembles the document."""

import dagster as dg
from dagster import ResourceParam

from assets import markdown
from assets.recording import summary, version_by
from assets.requirements import NODES
from omninode_bridge.ports import Intelligence
from omninode_bridge.stages.node_spec import inform
from omninode_bridge.stages.recorder import Recorder
from omninode_bridge.stages.values import Informed, Stage, Submission


@dg.asset(partitions_def=NODES, group_name="generation", kinds={"python"})
def intelligence(
    context: dg.AssetExecutionContext,
    prd: Submission,
    knowledge: ResourceParam[Intelligence],
    recorder: ResourceParam[Recorder],
) -> dg.MaterializeResult[Informed]:
    """Similar nodes, each with its source. A source that is absent is less evidence."""
    started_at = recorder.enter(prd.request, Stage.INTELLIGENCE, context.run.run_id)
    value = inform(prd, knowledge)
    recorder.leave(prd.request, started_at, value)
    return dg.MaterializeResult(
        value=value,
        data_version=version_by(value.evidence.similar),
        metadata={
            **summary(value),
            "evidence": dg.MetadataValue.md(markdown.evidence(value.evidence)),
        },
    )
