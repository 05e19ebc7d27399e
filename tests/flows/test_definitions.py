"""What the code location offers, as a snapshot: `UPDATE_GOLDEN=1` rewrites it, the diff is read."""

import json
import os
from pathlib import Path
from typing import Final

import dagster as dg
import pytest

from omninode_bridge.stages.values import Stage
from pipelines.definitions import defs

GOLDEN: Final = Path(__file__).parent.parent / "golden" / "definitions.json"


def _asset(spec: dg.AssetSpec) -> dict[str, object]:
    return {
        "group": spec.group_name,
        "kinds": sorted(spec.kinds),
        "needs": sorted(dep.asset_key.to_user_string() for dep in spec.deps),
        "partitions": spec.partitions_def.name
        if isinstance(spec.partitions_def, dg.DynamicPartitionsDefinition)
        else None,
        "says": (spec.description or "").strip().splitlines()[0],
    }


def snapshot() -> dict[str, object]:
    graph = defs.resolve_asset_graph()
    repository = defs.get_repository_def()
    checks = graph.asset_check_keys
    return {
        "assets": {
            spec.key.to_user_string(): _asset(spec)
            for spec in sorted(defs.resolve_all_asset_specs(), key=lambda each: each.key)
        },
        "checks": {
            f"{key.asset_key.to_user_string()}: {key.name}": "blocking"
            if graph.get_check_spec(key).blocking
            else "not blocking"
            for key in sorted(checks, key=str)
        },
        "jobs": sorted(name for name in repository.job_names if not name.startswith("__")),
        "sensors": {
            sensor.name: sensor.minimum_interval_seconds
            for sensor in sorted(repository.sensor_defs, key=lambda each: each.name)
        },
        "resources": sorted(repository.get_top_level_resources()),
    }


def test_the_code_location_is_as_reviewed() -> None:
    text = json.dumps(snapshot(), indent=2) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_the_code_location_loads() -> None:
    dg.Definitions.validate_loadable(defs)


def test_assets_are_named_like_the_stages() -> None:
    partitioned = [
        spec.key.to_user_string()
        for spec in defs.resolve_all_asset_specs()
        if spec.group_name == "generation"
    ]
    assert set(partitioned) == {stage.value for stage in Stage}


@pytest.mark.parametrize("job", ["generate_node", "refresh_metrics", "submit_prd", "analyze"])
def test_every_job_runs_in_one_process(job: str) -> None:
    assert defs.resolve_job_def(job).executor_def is dg.in_process_executor
