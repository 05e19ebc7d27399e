"""How many defects `omninode check` finds, and how many of its findings are defects.

Each base document is clean; `seeded.toml` puts one defect into a copy of it, `harmless.toml` one
edit that only looks like a defect. A finding is right if its class and line are the defect's.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Final

from omninode_bridge.requirements.defects.classes import DefectClass, class_of
from omninode_bridge.stages.check import check_text

FOLDER: Final = Path(__file__).parent
PRECISION, RECALL = 0.9, 0.8


@dataclass(frozen=True, slots=True)
class Variant:
    """A document with one defect at one of `lines`, or with none."""

    name: str
    text: str
    defect: DefectClass | None = None
    lines: frozenset[int] = frozenset()


@dataclass(slots=True)
class Tally:
    """Findings and defects by class; `missed` and `wrong` say which."""

    right: Counter[DefectClass] = field(default_factory=Counter)
    cried: Counter[DefectClass] = field(default_factory=Counter)
    found: Counter[DefectClass] = field(default_factory=Counter)
    seeded: Counter[DefectClass] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def count(self, variant: Variant) -> None:
        hit = False
        for found in check_text(variant.text):
            its_class = class_of(found.code)
            if its_class is None:
                continue
            if its_class is variant.defect and found.place.line in variant.lines:
                self.right[its_class] += 1
                hit = True
            else:
                self.cried[its_class] += 1
                self.wrong.append(f"{variant.name}: {found.code} line {found.place.line}")
        if variant.defect is not None:
            self.seeded[variant.defect] += 1
            self.found[variant.defect] += hit
            if not hit:
                self.missed.append(f"{variant.name}: {variant.defect}")


def bases() -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.md"))}


def variants() -> Iterator[Variant]:
    """The seeded documents, then the clean ones: harmless edits and the bases."""
    yield from _changed("seeded.toml", "harmless.toml")
    for name, text in bases().items():
        yield Variant(name, text)


def unseen() -> Iterator[Variant]:
    """Edits for which the searchers were not mended."""
    yield from _changed("unseen.toml", "unseen_harmless.toml")


def _changed(*names: str) -> Iterator[Variant]:
    documents = bases()
    for edit in chain.from_iterable(map(_edits, names)):
        text, lines = _edited(documents[str(edit["base"])], edit)
        if "class" in edit:
            yield Variant(str(edit["name"]), text, DefectClass(str(edit["class"])), lines)
        else:
            yield Variant(str(edit["name"]), text)


def _edits(name: str) -> list[dict[str, object]]:
    edits: list[dict[str, object]] = tomllib.loads((FOLDER / name).read_text("utf-8"))["edit"]
    return edits


def _edited(text: str, edit: dict[str, object]) -> tuple[str, frozenset[int]]:
    """The changed document, and the lines at which the defect may be reported."""
    anchor = str(edit.get("find") or edit["below"])
    if text.count(anchor) != 1:
        message = f"{edit['name']}: its anchor occurs {text.count(anchor)} times"
        raise ValueError(message)
    new = str(edit["replace"]) if "find" in edit else f"{anchor}\n{edit['insert']}"
    changed = text.replace(anchor, new)
    marks = edit.get("at")
    if isinstance(marks, list):
        rows = enumerate(changed.split("\n"), 1)
        return changed, frozenset(at for at, row in rows if any(mark in row for mark in marks))
    start = text.index(anchor) + (0 if "find" in edit else len(anchor) + 1)
    return changed, frozenset({changed.count("\n", 0, start) + 1})


def main(*, details: bool = False) -> None:
    _measure("requirement defects", variants(), details=details)
    _measure("requirement defects, written after the searchers", unseen(), details=details)


def _measure(title: str, chosen: Iterable[Variant], *, details: bool) -> None:
    tally, clean = Tally(), 0
    for variant in chosen:
        tally.count(variant)
        clean += variant.defect is None
    print(f"{title}: {tally.seeded.total()} seeded, {clean} clean documents")
    for each in DefectClass:
        _report(each.value, tally, [each])
    _report("all", tally, list(DefectClass))
    if details:
        print("".join(f"  missed {each}\n" for each in tally.missed), end="")
        print("".join(f"  wrong  {each}\n" for each in tally.wrong), end="")


def _report(title: str, tally: Tally, classes: list[DefectClass]) -> None:
    right, cried = (sum(each[one] for one in classes) for each in (tally.right, tally.cried))
    found, seeded = (sum(each[one] for one in classes) for each in (tally.found, tally.seeded))
    precision = right / (right + cried) if right + cried else 0.0
    print(
        f"  {title:14} precision {precision:.2f} ({right} of {right + cried})"
        f"  recall {found / seeded:.2f} ({found} of {seeded})"
        f"  targets {PRECISION:.2f}, {RECALL:.2f}"
    )
