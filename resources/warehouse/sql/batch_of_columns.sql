-- Facts as columns, registered as `facts`.
select
    "position",
    correlation_id::uuid as correlation_id,
    occurred_at::timestamptz as occurred_at,
    state,
    node_name,
    node_type,
    domain,
    quality_score,
    duration_ms,
    bound::integer as bound,
    unbound::integer as unbound,
    used_intelligence,
    from_json(sources, '["VARCHAR"]') as sources,
    strategy,
    error_code
from facts
