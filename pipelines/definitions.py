"""The code location: the one place where the parts are put together."""

import dagster as dg

from assets import generation, intelligence, metrics, quality, registry, requirements
from pipelines import jobs, resources
from sensors import facts, failures, lag, recovery, requests, submissions, told

defs = dg.Definitions(
    assets=[
        requirements.prd,
        intelligence.intelligence,
        generation.node_spec,
        generation.generated_node,
        quality.quality_report,
        registry.registered_node,
        *metrics.METRICS,
        lag.request_lag,
    ],
    asset_checks=[lag.requests_are_taken],
    jobs=[jobs.generate_node, jobs.refresh_metrics, jobs.submit_prd, jobs.analyze],
    sensors=[
        requests.requests_sensor(jobs.generate_node, jobs.analyze),
        submissions.submissions_sensor(jobs.generate_node),
        facts.facts_sensor(jobs.refresh_metrics),
        told.status_events_sensor(jobs.refresh_metrics),
        failures.failed_runs,
        failures.cancelled_runs,
        recovery.recovery,
        lag.lag_sensor,
    ],
    resources=resources.of_environment(),
    executor=dg.in_process_executor,
)
