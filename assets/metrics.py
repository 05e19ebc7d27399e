"""The aggregates of the facts, as tables that analysts read."""

from typing import Final

import dagster as dg
from dagster import ResourceParam

from assets import markdown
from assets.recording import version_by
from omninode_bridge.ports import Warehouse

AGGREGATES: Final = {
    "summary": "Nodes generated, success rate, mean quality and time, use of intelligence.",
    "type": "The same figures by node type.",
    "domain": "The same figures by domain.",
    "quality": "Generations by quality bucket: low below 0.6, medium below 0.8, high.",
    "hour": "The same figures by hour.",
    "day": "The same figures by day.",
}


def _aggregate(by: str, description: str) -> dg.AssetsDefinition:
    @dg.asset(
        name=by if by == "summary" else f"by_{by}",
        key_prefix="metrics",
        group_name="metrics",
        kinds={"duckdb"},
        description=description,
    )
    def aggregate(warehouse: ResourceParam[Warehouse]) -> dg.MaterializeResult[None]:
        found = warehouse.aggregate(by)
        return dg.MaterializeResult(
            data_version=version_by(found.columns, found.rows),
            metadata={
                "dagster/row_count": len(found.rows),
                "preview": dg.MetadataValue.md(markdown.table(found.columns, found.rows)),
            },
        )

    return aggregate


@dg.asset(key_prefix="metrics", group_name="metrics", kinds={"duckdb"})
def compaction(warehouse: ResourceParam[Warehouse]) -> dg.MaterializeResult[None]:
    """Small appends merged into larger Parquet files; no figure changes."""
    warehouse.compact()
    return dg.MaterializeResult()


METRICS: Final = (compaction, *(_aggregate(by, about) for by, about in AGGREGATES.items()))
