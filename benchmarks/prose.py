"""Which requirements the catalogue's patterns realise: precision, recall, and proven documents.

Labels hold a sentence's digest (SHA-256 of its stripped text) and the pattern that a person says is
right, or `none`. One half of them was used for tuning, the other was held back.

    python -m benchmarks.prose --data documents.jsonl [--half tuning] [--generate]
"""

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from omninode_bridge.errors import BridgeError
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.catalogue import patterns_of
from omninode_bridge.prose.matching import match
from omninode_bridge.prose.parsing import parse_sentence
from omninode_bridge.requirements.detection.detect import detect_type
from omninode_bridge.requirements.reading import read_prd

LABELS = Path(__file__).parent / "pattern_labels.json"
NONE = "none"


@dataclass(frozen=True, slots=True)
class Judged:
    """One labelled sentence, and what the catalogue says of it."""

    text: str
    label: str
    found: str
    half: str


def main(data: Path | None) -> None:
    """Both halves and every document; without `data` there is nothing to measure on."""
    if data is None:
        print("patterns: not measured, for that needs --data")
        return
    rows = rows_of(data)
    report_halves(rows, ("tuning", "held"), errors=False)
    outcomes(rows)


def command() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--half", choices=["tuning", "held"], action="append")
    parser.add_argument("--errors", action="store_true", help="print what was matched wrongly")
    parser.add_argument("--generate", action="store_true", help="generate each document, too")
    options = parser.parse_args()
    rows = rows_of(options.data)
    report_halves(rows, options.half or ("tuning", "held"), errors=options.errors)
    if options.generate:
        outcomes(rows)


def rows_of(data: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in data.read_text().splitlines()]


def report_halves(rows: Sequence[dict[str, str]], halves: Sequence[str], *, errors: bool) -> None:
    judged = list(labelled([row["text"] for row in rows]))
    for half in halves:
        report(half, [one for one in judged if one.half == half], errors=errors)


def labelled(texts: Sequence[str]) -> Iterator[Judged]:
    """Each labelled sentence once, as it stands in its first document."""
    labels = {one["digest"]: one for one in json.loads(LABELS.read_text())}
    for text in texts:
        document = read_prd(text).document
        kind = detect_type(document).node_type
        for requirement in document.requirements:
            said = requirement.text.strip()
            label = labels.pop(hashlib.sha256(said.encode()).hexdigest(), None)
            if label is not None:
                yield Judged(said, label["pattern"], pattern_for(said, kind), label["half"])
    if labels:
        print(f"  {len(labels)} labels belong to no sentence of the data")


def pattern_for(text: str, kind: NodeType) -> str:
    """The pattern of the document's type, else of any; names joined by `+` where it is several."""
    sentence = parse_sentence(text)
    order = sorted(NodeType, key=lambda one: (one is not kind, one.value))
    for each in order:
        for refines in (False, True):
            patterns = [
                one
                for one in patterns_of(each)
                if one.refines == refines and (each is kind or not one.whole)
            ]
            found = match(sentence, patterns).matches
            if found:
                return "+".join(dict.fromkeys(one.pattern.name for one in found))
    return NONE


def report(half: str, judged: Sequence[Judged], *, errors: bool) -> None:
    taken = [one for one in judged if one.found != NONE]
    wanted = [one for one in judged if one.label != NONE]
    right = [one for one in taken if one.found == one.label]
    precision = len(right) / len(taken) if taken else 0.0
    recall = len(right) / len(wanted) if wanted else 0.0
    print(
        f"{half}: {len(judged)} sentences, {len(wanted)} with a pattern, {len(taken)} matched, "
        f"{len(right)} rightly: precision {precision:.3f} (wanted 0.90), "
        f"recall {recall:.3f} (wanted 0.60)"
    )
    for one in judged if errors else ():
        if one.found != one.label:
            print(f"  {one.label:22} taken for {one.found:22} | {one.text[:150]}")


def outcomes(rows: Sequence[dict[str, str]]) -> None:
    from omninode_bridge.stages.local import Ids, Tools, run_locally  # noqa: PLC0415 - slow
    from omninode_bridge.stages.values import GenerationOptions  # noqa: PLC0415 - slow
    from pipelines.installation import toolchain_of_command  # noqa: PLC0415 - slow
    from resources.toolchain.formatting import RuffFormatter  # noqa: PLC0415 - slow

    tools = Tools(toolchain_of_command(), RuffFormatter(), lambda: datetime.now(UTC))
    options = GenerationOptions(enable_intelligence=False)
    counts = Counter[tuple[str, str]]()
    for row in rows:
        ids = Ids(uuid4(), uuid4())
        try:
            outcome = run_locally(row["text"].encode(), options, tools, ids, lambda *_: None)
        except BridgeError as error:
            ended = f"failed {error.code}"
        else:
            failure, judged = outcome.failure, outcome.judged
            ended = f"failed {failure.code}" if failure else "proven"
            bound = judged.built.package.bindings if judged else ()
            for one in bound:
                if one.state.value == "bound":
                    print(f"    {one.requirement_id}: {one.how[:110]} | {one.text[:60]}")
            if failure:
                print(f"    {failure.message[:150]}")
        print(f"  {row['kind']:12} {row['id'][:50]:50} {ended}")
        counts[row["kind"], ended] += 1
    for (kind, ended), count in sorted(counts.items()):
        print(f"{kind:12} {ended:24} {count}")


if __name__ == "__main__":
    command()
