-- Facts as a JSON array.
select
    unnest(
        from_json(
            $facts,
            '[{
                "position": "BIGINT",
                "correlation_id": "UUID",
                "occurred_at": "TIMESTAMPTZ",
                "state": "VARCHAR",
                "node_name": "VARCHAR",
                "node_type": "VARCHAR",
                "domain": "VARCHAR",
                "quality_score": "DOUBLE",
                "duration_ms": "BIGINT",
                "bound": "INTEGER",
                "unbound": "INTEGER",
                "used_intelligence": "BOOLEAN",
                "sources": ["VARCHAR"],
                "strategy": "VARCHAR",
                "error_code": "VARCHAR"
            }]'
        ),
        recursive := true
    )
