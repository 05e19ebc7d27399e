-- One row per domain; unknown where a generation ended before its domain was.
select
    grouping_key as domain,
    * exclude (grouping_key)
from lake.measures(coalesce(domain, 'unknown'))
order by domain
