-- Add the facts (a JSON array) whose correlation id is new, in their order. A completion is new
-- also where the generation had failed or was cancelled before: it was executed again.
insert into lake.generation_metrics by name
with batch as (
    select
        unnest(
            from_json(
                $facts,
                '[{
                    "position": "BIGINT",
                    "correlation_id": "UUID",
                    "occurred_at": "TIMESTAMPTZ",
                    "state": "VARCHAR",
                    "node_name": "VARCHAR",
                    "node_type": "VARCHAR",
                    "domain": "VARCHAR",
                    "quality_score": "DOUBLE",
                    "duration_ms": "BIGINT",
                    "bound": "INTEGER",
                    "unbound": "INTEGER",
                    "used_intelligence": "BOOLEAN",
                    "sources": ["VARCHAR"],
                    "strategy": "VARCHAR",
                    "error_code": "VARCHAR"
                }]'
            ),
            recursive := true
        )
),

numbered as (
    select
        *,
        row_number() over (partition by correlation_id order by position) as nth,
        row_number() over (
            partition by correlation_id, state = 'completed' order by position
        ) as nth_such
    from batch
)

select * exclude (position, nth, nth_such)
from numbered
where
    (
        nth = 1
        and correlation_id not in (select correlation_id from lake.generation_metrics)
    )
    or (
        state = 'completed'
        and nth_such = 1
        and correlation_id not in (
            select correlation_id from lake.generation_metrics where state = 'completed'
        )
    )
order by position
