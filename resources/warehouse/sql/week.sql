-- One row per week (UTC, by its Monday) in which a generation ended.
select
    grouping_key as week,
    * exclude (grouping_key)
from lake.measures(cast(date_trunc('week', occurred_utc) as date))
order by week
