-- One row per size of the document: simple up to 5 functional requirements, moderate up to 15,
-- complex above; unknown where a generation ended before they were counted.
select
    grouping_key as complexity,
    * exclude (grouping_key)
from lake.measures(
    case
        when bound + unbound = 0 then 'unknown'
        when bound + unbound <= 5 then 'simple'
        when bound + unbound <= 15 then 'moderate'
        else 'complex'
    end
)
order by array_position(['simple', 'moderate', 'complex', 'unknown'], complexity)
