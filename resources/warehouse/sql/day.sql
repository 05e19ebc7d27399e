-- One row per day (UTC) on which a generation ended.
select
    grouping_key as day,
    * exclude (grouping_key)
from lake.measures(cast(occurred_utc as date))
order by day
