-- One row per month (UTC, by its first day) in which a generation ended.
select
    grouping_key as month,
    * exclude (grouping_key)
from lake.measures(cast(date_trunc('month', occurred_utc) as date))
order by month
