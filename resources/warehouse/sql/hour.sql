-- One row per hour (UTC) in which a generation ended.
select
    grouping_key as hour,
    * exclude (grouping_key)
from lake.measures(date_trunc('hour', occurred_utc))
order by hour
