"""One evaluation of a sensor, typed."""

from collections.abc import Callable, Mapping

import dagster as dg


def tick(
    sensor: dg.SensorDefinition | Callable[..., object],
    instance: dg.DagsterInstance,
    resources: Mapping[str, object],
    *,
    cursor: str | None = None,
) -> tuple[dg.SensorResult | dg.SkipReason, str | None]:
    """What it says, and the cursor afterwards."""
    assert isinstance(sensor, dg.SensorDefinition)
    context = dg.build_sensor_context(instance=instance, cursor=cursor)
    wanted = {name: resources[name] for name in sensor.required_resource_keys}
    said = sensor(context, **wanted)
    assert isinstance(said, dg.SensorResult | dg.SkipReason)
    later = said.cursor if isinstance(said, dg.SensorResult) else None
    return said, later or context.cursor
