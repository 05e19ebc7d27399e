-- One row per node name, over all its generations.
select
    grouping_key as node_name,
    * exclude (grouping_key)
from lake.measures(node_name)
order by node_name
