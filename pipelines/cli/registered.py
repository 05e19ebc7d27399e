"""One registered node in lines for people."""

from collections.abc import Iterator, Mapping

from omninode_bridge.registry.records import NodeVersion


def node_lines(node: NodeVersion) -> Iterator[str]:
    yield f"{node.name} · {node.node_type} · {node.version} (revision {node.revision})"
    if node.description:
        yield f"  {node.description}"
    yield f"  quality    {node.quality_score:.2f}"
    yield from (f"  {each['outcome']:10} {each['name']}" for each in node.checks)
    yield "  requirements"
    yield from map(_requirement, node.requirements)
    yield f"  domain     {node.domain or 'not said'}"
    yield f"  made by    {node.provenance['strategy']}"
    yield f"  request    {node.correlation_id}"
    yield f"  registered {node.registered_at:%F %T}"
    yield f"  BLAKE3     {node.digest}"
    yield f"  files      {node.path}"


def _requirement(requirement: Mapping[str, object]) -> str:
    said = requirement["how"] or f"{requirement['reason']} {requirement['question']}".rstrip()
    return f"    {requirement['id']} {requirement['state']}: {said}"
