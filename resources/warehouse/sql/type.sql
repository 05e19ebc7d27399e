-- One row per node type; unknown where a generation ended before its type was.
select
    grouping_key as node_type,
    * exclude (grouping_key)
from lake.measures(coalesce(node_type, 'unknown'))
order by node_type
