-- All generations together: one row, or none before the first generation.
select * exclude (grouping_key)
from lake.measures('all')
