"""Which node is to be built, and the package that came of it."""

from collections.abc import Iterator

import dagster as dg
from dagster import ResourceParam

from assets import markdown
from assets.recording import recorded_failure, summary, version_by
from assets.requirements import NODES
from omninode_bridge.generation.package import BindingState
from omninode_bridge.stages.node_spec import specify
from omninode_bridge.stages.recorder import Recorder
from omninode_bridge.stages.strategies import Writing, build_first
from omninode_bridge.stages.values import Built, Failure, Informed, Specified, Stage
from resources.workspace.digest import package_digest


@dg.asset(
    partitions_def=NODES,
    group_name="generation",
    kinds={"python"},
    check_specs=[
        dg.AssetCheckSpec(
            "type_is_undisputed",
            asset="node_spec",
            description="The document, its author and the requester agree about the node's type.",
        )
    ],
)
def node_spec(
    context: dg.AssetExecutionContext,
    intelligence: Informed,
    recorder: ResourceParam[Recorder],
) -> Iterator[dg.MaterializeResult[Specified]]:
    """The node's type with all that speaks for it, and its domain."""
    request = intelligence.submission.request
    started_at = recorder.enter(request, Stage.NODE_SPEC, context.run.run_id)
    value = specify(intelligence)
    recorder.leave(request, started_at, value)
    found = value.detection
    yield dg.MaterializeResult(
        value=value,
        data_version=version_by(value.node_type.value, value.domain, found),
        metadata={
            **summary(value),
            "node_type": value.node_type.value,
            "domain": value.domain,
            "why": dg.MetadataValue.md(markdown.detection(found)),
        },
        check_results=[
            dg.AssetCheckResult(
                check_name="type_is_undisputed",
                passed=not found.diagnostics,
                severity=dg.AssetCheckSeverity.WARN,
                metadata={"findings": dg.MetadataValue.md(markdown.diagnostics(found.diagnostics))},
            )
        ],
    )


@dg.asset(
    partitions_def=NODES,
    group_name="generation",
    kinds={"python"},
    check_specs=[
        dg.AssetCheckSpec(
            "every_requirement_is_bound",
            asset="generated_node",
            description="Each functional requirement is realised by something in the package.",
        )
    ],
)
def generated_node(
    context: dg.AssetExecutionContext,
    node_spec: Specified,
    writing: ResourceParam[Writing],
    recorder: ResourceParam[Recorder],
) -> Iterator[dg.MaterializeResult[Built]]:
    """The package: contract, models, handler, node class, tests. Not yet proven."""
    request = node_spec.submission.request
    started_at = recorder.enter(request, Stage.GENERATED_NODE, context.run.run_id)
    value = build_first(node_spec, writing)
    if isinstance(value, Failure):
        raise recorded_failure(recorder, request, started_at, value)
    recorder.leave(request, started_at, value)
    yield dg.MaterializeResult(
        value=value,
        data_version=dg.DataVersion(package_digest(value.package.files)),
        metadata={
            **summary(value),
            "bindings": dg.MetadataValue.md(markdown.bindings(value.package.bindings)),
            "findings": dg.MetadataValue.md(markdown.diagnostics(value.diagnostics)),
            "files_list": dg.MetadataValue.md(
                markdown.table(
                    ("file", "bytes"),
                    ((path, len(text)) for path, text in value.package.files.items()),
                )
            ),
        },
        check_results=[_coverage(value)],
    )


def _coverage(value: Built) -> dg.AssetCheckResult:
    unbound = [b for b in value.package.bindings if b.state is BindingState.UNBOUND]
    return dg.AssetCheckResult(
        check_name="every_requirement_is_bound",
        passed=not unbound,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"unbound": dg.MetadataValue.md(markdown.bindings(unbound))},
    )
