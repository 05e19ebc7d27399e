-- The lake: the events as they came, one row per generation, and the measures of any grouping.
alter table if exists lake.generation_events rename to generation_metrics;

create table if not exists lake.generation_metrics (
    correlation_id    uuid,
    occurred_at       timestamptz,
    state             varchar,
    node_name         varchar,
    node_type         varchar,
    domain            varchar,
    quality_score     double,
    duration_ms       bigint,
    bound             integer,
    unbound           integer,
    used_intelligence boolean,
    sources           varchar[],
    strategy          varchar,
    error_code        varchar
);

alter table lake.generation_metrics set partitioned by (year(occurred_at), month(occurred_at));

-- Each generation once, also should two writers ever overlap (DuckLake has no keys). A completion
-- takes the place of an earlier failure of the same generation, which was then executed again.
create or replace view lake.generations as
select
    *,
    occurred_at at time zone 'UTC' as occurred_utc,
    case
        when quality_score is null then 'unknown'
        when quality_score < 0.6 then 'low'
        when quality_score < 0.8 then 'medium'
        else 'high'
    end as quality_bucket
from lake.generation_metrics
qualify row_number() over (
    partition by correlation_id
    order by (state = 'completed') desc, occurred_at, state, node_name, duration_ms
) = 1;

-- Failed generations count in every group. A cancelled one was stopped by a person: it is neither
-- a success nor a failure. Scores count wherever there is one; times are those of completed nodes.
create or replace macro lake.measures(grouping_key) as table
select
    grouping_key as grouping_key,
    count(*) as generations,
    count(*) filter (state = 'completed') as total_nodes_generated,
    count(*) filter (state = 'failed') as failures,
    count(*) filter (state = 'cancelled') as cancellations,
    count(*) filter (state = 'completed')
    / nullif(count(*) filter (state in ('completed', 'failed')), 0) as success_rate,
    avg(quality_score) as average_quality_score,
    avg(duration_ms) filter (state = 'completed') as average_generation_time_ms,
    avg(used_intelligence::integer) as intelligence_usage_rate,
    coalesce(
        histogram(coalesce(node_type, 'unknown')) filter (state = 'completed'), map {}
    ) as nodes_by_type
from lake.generations
group by grouping_key;
