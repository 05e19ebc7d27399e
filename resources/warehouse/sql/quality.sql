-- One row per quality bucket: low < 0.6, medium < 0.8, high; unknown when not scored.
select
    grouping_key as quality,
    * exclude (grouping_key)
from lake.measures(quality_bucket)
order by array_position(['low', 'medium', 'high', 'unknown'], quality)
