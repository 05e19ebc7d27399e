"""Which steps can be under way at the same time, when nothing is skipped."""

from graphlib import TopologicalSorter

from omninode_bridge.generation.orchestrator.flow import Flow


def waves(flow: Flow) -> tuple[tuple[str, ...], ...]:
    """Each wave in the order of the document; what it needs stands in the waves before."""
    position = {name: at for at, name in enumerate(flow.steps)}
    sorter = TopologicalSorter({name: found.needs for name, found in flow.steps.items()})
    sorter.prepare()
    found: list[tuple[str, ...]] = []
    while sorter.is_active():
        ready = tuple(sorted(sorter.get_ready(), key=position.__getitem__))
        found.append(ready)
        sorter.done(*ready)
    return tuple(found)
