"""What similar nodes are worth to the slots that a document leaves open.

    python -m benchmarks.slots [--data documents.jsonl]

Every document that patterns understand stands in the knowledge base with what it chose, as a
registered node would, and is asked about without itself. First: what fills the open slots, with
evidence and without. Then what a document does say is hidden, and the evidence and the pattern's
default are asked for it: right is what the author wrote. Documents are our examples and the golden
documents of the catalogue, and those of `--data`.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from benchmarks.labels import rows_of
from benchmarks.own_postgres import own_database
from omninode_bridge.diagnostics import has_errors
from omninode_bridge.intelligence.evidence import Kind, Question, SimilarNode
from omninode_bridge.intelligence.knowledge import KnownDocument, entry
from omninode_bridge.intelligence.words import question_about
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.catalogue import load_catalogue, pattern_named
from omninode_bridge.prose.choices import Choice, choices_of
from omninode_bridge.prose.pattern import Slot
from omninode_bridge.prose.slots import Origin
from omninode_bridge.prose.understanding import Understood, understand
from omninode_bridge.requirements.detection.detect import detect_type
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.reading import read_prd
from resources.intelligence.client import ParallelIntelligence
from resources.intelligence.knowledge.base import KnowledgeBase
from resources.intelligence.knowledge.sources import FullText, Graph, Vectors

EXAMPLES: Final = Path(__file__).parent.parent / "examples"
ORIGIN: Final = "benchmark"
PATIENT_S: Final = 60.0


@dataclass(frozen=True, slots=True)
class Read:
    """`whose` document it is: ours or of the data."""

    whose: str
    document: Document
    node_type: NodeType
    alone: Understood
    similar: Sequence[SimilarNode] = ()


def main(data: Path | None = None) -> None:
    known = [each for each in _documents(data) if each.alone.provenance]
    print(f"slots: {len(known)} documents that patterns understand")
    asked = _with_evidence(known)
    for whose in dict.fromkeys(each.whose for each in asked):
        own = [each for each in asked if each.whose == whose]
        informed = sum(bool(each.similar) for each in own)
        print(f"  {whose}: {len(own)} documents, {informed} with evidence")
        _filled(own)
        _hidden(own)


def _documents(data: Path | None) -> Iterator[Read]:
    for path in sorted(EXAMPLES.glob("*.md")):
        yield from _read("examples", path.read_text(encoding="utf-8"))
    for pattern in load_catalogue():
        yield from _read("golden documents", pattern.golden, pattern.node_type)
    for row in rows_of(data) if data else ():
        yield from _read("data", row["text"])


def _read(whose: str, text: str, node_type: NodeType | None = None) -> Iterator[Read]:
    reading = read_prd(text)
    if has_errors(reading.diagnostics):
        return
    found = node_type or detect_type(reading.document).node_type
    yield Read(whose, reading.document, found, understand(reading.document, found))


def _with_evidence(known: Sequence[Read]) -> list[Read]:
    with own_database() as (database, _):
        entries = [entry(_registered(str(at), each)) for at, each in enumerate(known)]
        KnowledgeBase(database).put(ORIGIN, entries, whole=True)
        sources = (FullText(database), Vectors(database), Graph(database))
        knowledge = ParallelIntelligence(sources, timeout_s=PATIENT_S)
        return [
            replace(each, similar=_others(knowledge, each, str(at)))
            for at, each in enumerate(known)
        ]


def _registered(key: str, read: Read) -> KnownDocument:
    question = question_about(read.document)
    return KnownDocument(
        ORIGIN,
        key,
        Kind.NODE,
        f"{read.document.name}_{key}",
        read.node_type,
        read.document.description,
        question.text,
        choices=tuple(each.shown for each in read.alone.provenance),
    )


def _others(knowledge: ParallelIntelligence, read: Read, key: str) -> list[SimilarNode]:
    """Without the document itself."""
    name, text = f"{read.document.name}_{key}", question_about(read.document).text
    return list(knowledge.gather(Question(name, text)).similar)


def _filled(documents: Sequence[Read]) -> None:
    without, with_it = Counter[str](), Counter[str]()
    for each in documents:
        without += _origins(each.alone)
        with_it += _origins(understand(each.document, each.node_type, each.similar))
    for title, counts in (("without evidence", without), ("with evidence", with_it)):
        origins = ", ".join(f"{counts[origin.value]} {origin.value}" for origin in Origin)
        print(f"    {title:18} {counts['sentences']} sentences bound; slots: {origins}")


def _origins(found: Understood) -> Counter[str]:
    counts = Counter(one.origin.value for each in found.provenance for one in each.slots)
    counts["sentences"] = len({each.requirement_id for each in found.provenance})
    return counts


def _hidden(documents: Sequence[Read]) -> None:
    counts = Counter[str]()
    for each in documents:
        for slot, said, proposed in _said_slots(each):
            counts["open"] += 1
            default = _default_of(slot)
            guess = proposed or default
            counts["default right"] += default == said
            counts["evidence"] += bool(proposed)
            counts["evidence right"] += proposed == said
            counts["default there"] += bool(proposed) and default == said
            counts["both right"] += guess == said
    print(
        f"    {counts['open']} slots that are said were hidden: the default is right for"
        f" {counts['default right']}, evidence and else the default for {counts['both right']};"
        f" evidence says something for {counts['evidence']}, rightly for {counts['evidence right']}"
        f" (there the default for {counts['default there']})"
    )


def _said_slots(read: Read) -> Iterator[tuple[Slot, tuple[str, ...], tuple[str, ...]]]:
    """Slots that need not be said and are: what was said, and what similar nodes chose."""
    similar = choices_of(read.similar)
    for each in read.alone.provenance:
        if not each.pattern:
            continue
        slots: Mapping[str, Slot] = pattern_named(each.pattern).slots
        subject = each.slots[0].shown if each.slots else ""
        for one in each.slots[1:]:
            if one.origin is not Origin.DEFAULT and not slots[one.slot].is_required:
                chosen = similar.get(Choice(each.pattern, subject, one.slot))
                values = chosen.values if chosen else ()
                yield slots[one.slot], tuple(one.shown.split(", ")), values


def _default_of(slot: Slot) -> tuple[str, ...]:
    default = slot.default
    return default if isinstance(default, tuple) else (str(default),)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main(arguments().data)
