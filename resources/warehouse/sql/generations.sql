-- One row per generation, newest first.
select * exclude (occurred_utc)
from lake.generations
order by occurred_at desc, correlation_id
