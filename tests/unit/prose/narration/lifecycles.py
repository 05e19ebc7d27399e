"""Documents that tell a life cycle, and the rows that they tell."""

from omninode_bridge.prose.narration.lifecycle import told_lifecycle
from omninode_bridge.prose.narration.story import Told, lines_of
from omninode_bridge.requirements.reading import read_prd


def told(*sentences: str) -> Told:
    listed = "\n".join(f"- R{number}: {one}" for number, one in enumerate(sentences, 1))
    document = read_prd(f"# A thing\n\n## Requirements\n{listed}\n").document
    return told_lifecycle(document, lines_of(document))


def rows(found: Told) -> set[str]:
    """Such as `open --close [n < 2]--> closed`."""
    machine = found.document.states
    if machine is None:
        return set()
    return {
        f"{one.source} --{one.event}{f' [{one.guard.text}]' if one.guard else ''}--> {one.target}"
        + "".join(f" / {each.text}" for each in one.actions)
        for one in machine.transitions
    }
