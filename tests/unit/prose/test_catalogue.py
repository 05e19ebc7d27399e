"""Every pattern keeps what its file promises. A file that is wrong fails only its own tests."""

from functools import cache
from pathlib import Path

import pytest

from omninode_bridge.diagnostics import Severity
from omninode_bridge.errors import InvalidPatternError
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose import catalogue
from omninode_bridge.prose.filling import Known
from omninode_bridge.prose.matching import NOTHING, Matching, match
from omninode_bridge.prose.parsing import parse_sentence
from omninode_bridge.prose.pattern import Pattern, check_fragment, parse_pattern
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.reading import read_prd

ROOT = Path(catalogue.__file__).parent / "catalogue"
FILES = sorted(ROOT.glob("*/*.md"))
NAMES = [path.stem for path in FILES]
each_file = pytest.mark.parametrize("path", FILES, ids=NAMES)


@cache
def pattern_in(path: Path) -> Pattern:
    return parse_pattern(path.read_text(encoding="utf-8"), path.name)


@cache
def patterns_beside(path: Path) -> tuple[Pattern, ...]:
    """Those of the same type that can be read; a wrong one fails its own test."""
    found = []
    for other in sorted(path.parent.glob("*.md")):
        try:
            found.append(pattern_in(other))
        except InvalidPatternError:
            continue
    return tuple(found)


def matching(path: Path, sentence: str) -> Matching:
    """As in a document: what refines is asked after what stands alone, and knows some steps."""
    pattern = pattern_in(path)
    beside = [one for one in patterns_beside(path) if one.refines == pattern.refines]
    return match(parse_sentence(sentence), beside, known_of(path))


@cache
def known_of(path: Path) -> Known:
    """A pattern that refines is asked about what its golden document holds."""
    pattern = pattern_in(path)
    if not pattern.refines:
        return NOTHING
    document = understand(read_prd(pattern.golden).document, pattern.node_type).document
    entities = {entity.name: entity for entity in document.entities}
    first = document.requirements[0].id
    steps = document.workflow.steps if document.workflow else ()
    named = tuple(step.name for step in steps if first in step.requirement_ids)
    return Known(entities, named, operations=document.operations)


def sentences(kind: str) -> list[object]:
    found: list[object] = []
    for path in FILES:
        try:
            said = getattr(pattern_in(path), kind)
        except InvalidPatternError:
            continue
        found += [pytest.param(path, text, id=f"{path.stem}-{n}") for n, text in enumerate(said)]
    return found


@each_file
def test_the_file_is_read_and_named_after_its_pattern(path: Path) -> None:
    pattern = pattern_in(path)
    check_fragment(pattern)
    assert (pattern.name, pattern.node_type.value) == (path.stem, path.parent.name)


@pytest.mark.parametrize(("path", "sentence"), sentences("matches"))
def test_a_sentence_that_matches_fits_this_pattern_and_no_other_as_well(
    path: Path, sentence: str
) -> None:
    found = matching(path, sentence)
    assert not found.tied
    assert [one.pattern.name for one in found.matches] == [path.stem], found


@pytest.mark.parametrize(("path", "sentence"), sentences("rejects"))
def test_a_sentence_that_is_rejected_does_not_fit(path: Path, sentence: str) -> None:
    found = matching(path, sentence)
    assert path.stem not in {one.pattern.name for one in found.matches}


@each_file
def test_the_golden_document_is_understood_without_a_fault(path: Path) -> None:
    pattern = pattern_in(path)
    reading = read_prd(pattern.golden)
    understood = understand(reading.document, pattern.node_type)

    found = [one for one in reading.diagnostics if one not in understood.obsolete]
    found += understood.diagnostics
    assert [one for one in found if one.severity is not Severity.NOTE] == []
    assert pattern.name in {one.pattern for one in understood.provenance}
    stated = {one.id for one in understood.document.requirements}
    assert {one.requirement_id for one in understood.provenance} == stated


def test_every_type_has_patterns() -> None:
    assert {path.parent.name for path in FILES} == {each.value for each in NodeType}
