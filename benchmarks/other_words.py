"""Is a document in other words the same document?

    python -m benchmarks.other_words [--part after_hints] [--details]

Each document of a part of `prose_documents/` that is read without an error is said in other words,
one exchange of `other_words.toml` at a time, wherever it stands in running text; what stands in
code, tables, headings and front matter is left alone. It is the same where `omninode check` tells
the same of what its sentences became, and finds nothing more that is wrong.
"""

import argparse
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.answers import DOCUMENTS, PARTS
from omninode_bridge.diagnostics import Severity, has_errors
from omninode_bridge.stages.check import check_document
from omninode_bridge.stages.planned import as_read

EXCHANGES: Final = Path(__file__).with_suffix(".toml")
_LEFT: Final = re.compile(
    r"\A---\n.*?\n---\n|^```.*?^```|^(?:#|\||    ).*?$|`[^`\n]*`|^[- ]*[A-Z]\w*: [^\n]* = [^\n]*$",
    re.DOTALL | re.MULTILINE,
)
_OWN_ID: Final = re.compile(r"R-[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Read:
    """What sentences became, and how often each code was found that is no note."""

    becomes: Counter[str]
    found: Counter[str]
    is_sound: bool


def main(part: str = "after_hints", *, details: bool = False) -> None:
    same, all_ = Counter[str](), Counter[str]()
    for document in sorted((DOCUMENTS / part / "prds").glob("*.md")):
        text = document.read_text(encoding="utf-8")
        before = read(text)
        for name, other in exchanged(text) if before.is_sound else ():
            after = read(other)
            is_same = not (before.becomes - after.becomes or after.found - before.found)
            all_[name] += 1
            same[name] += is_same
            if details and not is_same:
                lost = sum((before.becomes - after.becomes).values())
                print(f"  {name}: {document.stem}, {lost} lost", flush=True)
    for name in sorted(all_, key=lambda one: same[one] / all_[one]):
        if same[name] < all_[name]:
            print(f"  {name:30} the same in {same[name]} of {all_[name]} documents")
    print(f"documents in other words, {part}: {same.total()} of {all_.total()} are read the same")


def exchanged(text: str) -> Iterator[tuple[str, str]]:
    """The document in other words, once for each exchange that changes it."""
    for name, (pattern, instead) in exchanges().items():
        other = _outside(text, re.compile(pattern), instead)
        if other != text:
            yield name, other


def exchanges() -> Mapping[str, Sequence[str]]:
    words: dict[str, list[str]] = tomllib.loads(EXCHANGES.read_text(encoding="utf-8"))["words"]
    return words


def _outside(text: str, pattern: re.Pattern[str], instead: str) -> str:
    parts: list[str] = []
    start = 0
    for left in _LEFT.finditer(text):
        parts += [pattern.sub(instead, text[start : left.start()]), left[0]]
        start = left.end()
    return "".join((*parts, pattern.sub(instead, text[start:])))


def read(text: str) -> Read:
    checked = check_document(text)
    return Read(
        Counter(_OWN_ID.sub("R", one.how) for one in as_read(checked.document)),
        Counter(one.code for one in checked.findings if one.severity is not Severity.NOTE),
        not has_errors(checked.findings),
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=PARTS, default="after_hints")
    parser.add_argument("--details", action="store_true")
    chosen = parser.parse_args()
    main(chosen.part, details=chosen.details)
