"""A document in other words is the same document, and shows its author's words and places."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omninode_bridge.diagnostics import Place
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.markdown.span import Span, Swap
from omninode_bridge.requirements.markdown.wording import in_common_words
from omninode_bridge.requirements.reading import read_prd

JARS = """---
type: effect
---
# Jam cellar

## What we keep

A jar has a label, a fruit, a weight in kg (decimal, at least 2 and at most 9) and a status. The
weight is 4 unless told otherwise. Every new jar starts with the status "full".

## What we do

- The cook registers a jar with label, fruit and weight.
- No two jars have the same label.
- A jar can be looked up by its label.
- The cook opens a full jar; it is then "open".
- The weight must be at most 9.
"""


def test_a_requirement_shows_what_its_author_wrote() -> None:
    text = "# X\n\n## Requirements\n\n- The jar must hold no\n  more than 5 spoons.\n"
    (found,) = read_prd(text).document.requirements
    (other,) = read_prd(text.replace("no\n  more than", "at\n  most")).document.requirements

    assert found.shown == "The jar must hold no more than 5 spoons."
    assert found.text == other.text == other.shown == "The jar must hold at most 5 spoons."
    assert found.id != other.id


@pytest.mark.parametrize(
    ("common", "written"),
    [
        ("at least 2", "a minimum of 2"),
        ("at most 9", "a maximum of 9"),
        ("at most 9", "no more than 9"),
        ("a fruit, a weight in kg (decimal, at least 2 and at most 9) and a status",
         "a fruit, a weight in kg (decimal, at least 2 and at most 9) as well as a status"),
        ("unless", "except when"),
        ("No two jars", "No 2 jars"),
        ('"full"', "'full'"),
        ('"full"', "\u2018full\u2019"),
    ],
)  # fmt: skip
def test_a_document_in_other_words_is_the_same(common: str, written: str) -> None:
    first, second = (_understood(text) for text in (JARS, JARS.replace(common, written)))

    assert JARS.replace(common, written) != JARS
    assert all(one.pattern for one in first.requirements)
    assert [one.pattern for one in second.requirements] == [
        one.pattern for one in first.requirements
    ]
    assert _names(second) == _names(first)


def _understood(text: str) -> Document:
    return understand(read_prd(text).document, NodeType.EFFECT).document


def _names(document: Document) -> object:
    nowhere = Place(1, 1, 2)
    return [[replace(field, place=nowhere) for field in one.fields] for one in document.entities], [
        one.name for one in document.operations
    ]


LINES = st.lists(st.text("ab ", min_size=1, max_size=12), min_size=1, max_size=3)


@st.composite
def swapped(draw: st.DrawFn) -> tuple[Span, list[Swap]]:
    span = Span.joined([Span.on(text, line, 4) for line, text in enumerate(draw(LINES), 2)])
    bounds = draw(st.sets(st.integers(0, len(span.text)), max_size=6))
    cuts = sorted(bounds)
    swaps = [
        (start, end, draw(st.sampled_from(["", "x", "xyz"])))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    return span, swaps


@given(swapped())
def test_a_span_in_other_words_knows_the_old_ones_and_their_places(
    case: tuple[Span, list[Swap]],
) -> None:
    span, swaps = case
    other = span.swapped(swaps)

    assert other.written == span.text
    shift = start = 0
    for at, end, said in [*swaps, (len(span.text), len(span.text), "")]:
        for offset in range(start, at):
            assert other.text[offset + shift] == span.text[offset]
            assert _start(other, offset + shift) == _start(span, offset)
        shift += len(said) - (end - at)
        start = end


def _start(span: Span, offset: int) -> tuple[int, int]:
    place = span.place(offset, offset + 1)
    return place.line, place.column


@given(st.lists(st.sampled_from(["no", "more", "than", "5", "jars", "as well as"]), max_size=12))
def test_lines_break_wherever_they_like(words: list[str]) -> None:
    text = " ".join(words)
    whole = Span.joined(tuple(in_common_words((Span.on(text, 1),))))
    lines = [Span.on(word, at) for at, word in enumerate(text.split(), 1)]
    parts = Span.joined(tuple(in_common_words(lines)))

    assert " ".join(parts.text.split()) == " ".join(whole.text.split())
    assert parts.written == whole.written == text
