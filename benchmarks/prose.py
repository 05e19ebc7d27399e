"""Which pattern a requirement asks for and which it is bound to: precision, recall, proven nodes.

Recognised is what a person is told of a sentence that is not bound; bound is what is built. A
sentence labelled `none` counts against the precision of both. Of a sentence that becomes several
patterns, such as a write and an event, the one of the label has to be among them.

    python -m benchmarks.prose --data documents.jsonl [--half tuning] [--errors] [--generate]
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from benchmarks.labels import (
    ADDED,
    HELD,
    NONE,
    TUNING,
    Labelled,
    digest_of,
    is_held,
    labelled_texts,
    rows_of,
    second_opinion,
)
from omninode_bridge.errors import BridgeError
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.catalogue import patterns_of
from omninode_bridge.prose.parsing import parse_sentence
from omninode_bridge.prose.recognition.recognising import recognise
from omninode_bridge.prose.several import match_each


@dataclass(frozen=True, slots=True)
class Judged:
    """One labelled sentence, and what is found in it: recognised or bound."""

    sentence: Labelled
    found: str

    @property
    def is_right(self) -> bool:
        return self.sentence.label in self.found.split("+")


def main(data: Path | None) -> None:
    """Both halves and every document; without `data` there is nothing to measure on."""
    if data is None:
        print("patterns: not measured, for that needs --data")
        return
    report_halves(data, (TUNING, ADDED, HELD), errors=False)
    outcomes(rows_of(data))


def command() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--half", choices=[TUNING, ADDED, HELD], action="append")
    parser.add_argument("--errors", action="store_true", help="print those that are not held back")
    parser.add_argument("--generate", action="store_true", help="generate each document, too")
    options = parser.parse_args()
    report_halves(options.data, options.half or (TUNING, ADDED, HELD), errors=options.errors)
    if options.generate:
        outcomes(rows_of(options.data))


def report_halves(data: Path, halves: Sequence[str], *, errors: bool) -> None:
    for half in halves:
        sentences = list(labelled_texts(data, half))
        report(f"{half}, recognised", [Judged(one, recognised(one.text)) for one in sentences])
        bound = [Judged(one, pattern_for(one.text, one.kind)) for one in sentences]
        report(f"{half}, bound", bound)
        if half == HELD:
            second = second_opinion()
            told = [Judged(one, second.get(digest_of(one.text), NONE)) for one in sentences]
            report("held, as a second person labels it", told)
        if errors and half != HELD:
            show_errors([Judged(one, recognised(one.text)) for one in sentences])


def recognised(text: str) -> str:
    found = recognise(text)
    return NONE if found is None else found.pattern


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
            found = match_each(sentence, patterns).matches
            if found:
                return "+".join(dict.fromkeys(one.pattern.name for one in found))
    return NONE


def report(title: str, judged: Sequence[Judged]) -> None:
    taken = [one for one in judged if one.found != NONE]
    wanted = [one for one in judged if one.sentence.label != NONE]
    right = [one for one in taken if one.is_right]
    same = sum(one.is_right for one in judged)
    precision = len(right) / len(taken) if taken else 0.0
    recall = len(right) / len(wanted) if wanted else 0.0
    print(
        f"{title}: {len(judged)} sentences, {len(wanted)} with a pattern, {len(taken)} named, "
        f"{len(right)} rightly: precision {precision:.3f} (wanted 0.90), recall {recall:.3f} "
        f"(wanted 0.60); pattern or none right for {same} of {len(judged)}"
    )


def show_errors(judged: Sequence[Judged]) -> None:
    for one in judged:
        if not one.is_right:
            print(f"  {one.sentence.label:22} taken for {one.found:22} | {one.sentence.text[:150]}")


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
                    text = "(held back)" if is_held(one.text) else one.text[:60]
                    print(f"    {one.requirement_id}: {one.how[:110]} | {text}")
            if failure:
                print(f"    {failure.message[:150]}")
        print(f"  {row['kind']:12} {row['id'][:50]:50} {ended}")
        counts[row["kind"], ended] += 1
    for (kind, ended), count in sorted(counts.items()):
        print(f"{kind:12} {ended:24} {count}")


if __name__ == "__main__":
    command()
