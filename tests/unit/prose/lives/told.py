"""Documents that tell a life with values, and what they tell."""

from omninode_bridge.prose.lives.life import told_life
from omninode_bridge.prose.narration.story import Told, lines_of
from omninode_bridge.requirements.reading import read_prd

KILN = (
    "The kiln is cold at first.",
    "When the potter lights it, the kiln is hot.",
    "A hot kiln can be cooled, and it is then cold again.",
)
"""A life with two states, which other sentences may go on about."""


def told(*sentences: str, title: str = "Pottery kiln") -> Told:
    listed = "\n".join(f"- R{number}: {one}" for number, one in enumerate(sentences, 1))
    document = read_prd(f"# {title}\n\n## Requirements\n{listed}\n").document
    return told_life(document, lines_of(document, in_order=False))


def rows(found: Told) -> set[str]:
    """Such as `cold --light [n < 2]--> hot / n = n + 1`."""
    machine = found.document.states
    return {
        f"{one.source} --{one.event}{f' [{one.guard.text}]' if one.guard else ''}--> {one.target}"
        + ("" if not one.actions else " / " + "; ".join(each.text for each in one.actions))
        for one in (machine.transitions if machine else ())
    }


def values(found: Told) -> dict[str, str]:
    """The remembered values with their types."""
    return {one.name: str(one.type) for one in found.document.context or ()}


def carried(found: Told, event: str) -> dict[str, str]:
    """The fields of an event with their types and limits."""
    (meant,) = [one for one in found.document.events if one.name == event]
    shown = {}
    for one in meant.fields:
        low, high = one.constraints.minimum, one.constraints.maximum
        least = f" {'>=' if low.inclusive else '>'} {low.value}" if low else ""
        most = f" {'<=' if high.inclusive else '<'} {high.value}" if high else ""
        shown[one.name] = f"{one.type}{least}{most}"
    return shown
