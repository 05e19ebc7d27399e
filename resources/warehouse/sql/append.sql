-- Add the facts (a JSON array) whose correlation id is new; of twins in one batch, the first.
insert into lake.generation_events by name
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
)

select * exclude (position)
from batch
where correlation_id not in (select correlation_id from lake.generation_events)
qualify row_number() over (partition by correlation_id order by position) = 1
