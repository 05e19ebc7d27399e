"""The proven node: files and registry row, together or not at all."""

from collections.abc import Mapping
from pathlib import PurePosixPath

import dagster as dg
from dagster import ResourceParam

from assets import markdown
from assets.recording import summary
from assets.requirements import NODES
from omninode_bridge.ports import Registrar, Workspace
from omninode_bridge.stages.endings import completed_result
from omninode_bridge.stages.recorder import Recorder
from omninode_bridge.stages.registered_node import REPORT_MARKDOWN, extra_files, version_of
from omninode_bridge.stages.values import Judged, Published, Stage


@dg.asset(partitions_def=NODES, group_name="generation", kinds={"postgres"})
def registered_node(
    context: dg.AssetExecutionContext,
    quality_report: Judged,
    workspace: ResourceParam[Workspace],
    registrar: ResourceParam[Registrar],
    recorder: ResourceParam[Recorder],
) -> dg.MaterializeResult[Published]:
    """The version that is registered: where it lies, and whether it is new."""
    request = quality_report.submission.request
    started_at = recorder.enter(request, Stage.REGISTERED_NODE, context.run.run_id)
    staged = workspace.stage(quality_report.built.package, extra_files(quality_report))
    # Known to the record first: a crash after the registration is finished, not repeated.
    recorder.promise(request, completed_result(quality_report, staged.final_path))
    registered = registrar.register_package(staged, version_of(quality_report, now=started_at))
    value = Published(quality_report, registered.version, registered.new, registered.number)
    recorder.leave(request, started_at, value)
    recorder.complete(request.correlation_id)
    return dg.MaterializeResult(
        value=value,
        data_version=dg.DataVersion(registered.version.digest),
        metadata={
            **summary(value),
            "score": registered.version.quality_score,
            "node": registered.version.name,
            "version": registered.version.version,
            "requirements": dg.MetadataValue.md(
                markdown.bindings(quality_report.built.package.bindings)
            ),
            **_links(registered.version.path),
        },
    )


def _links(folder: str) -> Mapping[str, dg.MetadataValue]:
    return {
        "folder": dg.MetadataValue.path(folder),
        "report_file": dg.MetadataValue.path(str(PurePosixPath(folder, REPORT_MARKDOWN))),
        "readme_file": dg.MetadataValue.path(str(PurePosixPath(folder, "README.md"))),
    }
