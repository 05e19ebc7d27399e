-- Add the facts (a statement: see `batch_*.sql`) whose correlation id is new, in their order. A
-- completion is new also where the generation had failed or was cancelled before: it was executed
-- again.
insert into lake.generation_metrics by name
with batch as (
    $batch
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
