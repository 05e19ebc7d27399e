"""The jobs. All run in one process: a step costs milliseconds, a process for it seconds."""

from typing import Final

import dagster as dg

from assets import analysis, submissions

generate_node: Final = dg.define_asset_job(
    "generate_node",
    selection=dg.AssetSelection.groups("generation"),
    executor_def=dg.in_process_executor,
    description="From a document to a proven, registered node. One partition per node name.",
)

refresh_metrics: Final = dg.define_asset_job(
    "refresh_metrics",
    selection=dg.AssetSelection.groups("metrics"),
    executor_def=dg.in_process_executor,
    description="All aggregates of the facts.",
)


@dg.job(executor_def=dg.in_process_executor)
def submit_prd() -> None:
    """Paste a PRD, or name a file below the workspace: the run of its node starts by itself."""
    submissions.submit_document.alias("submit_prd")()


@dg.job(executor_def=dg.in_process_executor)
def analyze() -> None:
    """Answers a request for an analysis; no node is generated."""
    analysis.answer_analysis.alias("analyze")()
