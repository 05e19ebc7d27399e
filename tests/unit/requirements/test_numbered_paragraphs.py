"""Numbers of sections in front of sentences count and say nothing, in documents of all types."""

import pytest

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.markdown.numbering import number_end
from omninode_bridge.requirements.reading import read_prd


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("2.1 ", "A lamp is lit."),
        ("2.1. ", "the lamp is lit."),
        ("2.1: ", "the lamp is lit."),
        ("2.10.3 ", "The lamp is lit."),
        ("2.3 ", "`light` makes a lamp lit."),
        ("2.3 ", "the lamp is lit."),
        ("2.3 \u2013 ", "The lamp is lit."),
        ("**2.3** ", "The lamp is lit."),
        ("\u00a7 3 ", "The lamp is lit."),
        ("\u00a7 3.1: ", "the lamp is lit."),
        ("Section 4: ", "the lamp is lit."),
        ("Art. 4 - ", "The lamp is lit."),
        ("(a) ", "the lamp is lit."),
        ("(iv) ", "the lamp is lit."),
        ("(2) ", "The lamp is lit."),
        ("b) ", "the lamp is lit."),
    ],
)
def test_a_number_is_no_part_of_the_sentence(number: str, text: str) -> None:
    assert number_end(number + text) == len(number)


@pytest.mark.parametrize(
    "text",
    [
        *("2.5 kg of sand", "1.50 EUR for a lamp", "2.5 Litres of oil", "1.5 * width", "2.1"),
        *("(optional) a note", "(a) + b", "R2.6: the lamp is lit", "**2.1 The lamp** is lit"),
        *("Section 4 is left out.", "(c) 2026", "A) lamp", "2.5 times the fee"),
    ],
)
def test_what_is_measured_or_named_stays(text: str) -> None:
    assert number_end(text) == 0


_LIFE = (
    "A lamp starts as dark.",
    "When a keeper lights a dark lamp, it becomes lit.",
    "A wind below 3 is refused.",
    "When the wind douses a lit lamp, it becomes dark.",
    "Broken lamps are final.",
    "The keeper may break the lamp while it is dark; it is then broken.",
)


def life(lines: list[str], between: str) -> tuple[set[tuple[str, str | None, str]], set[str]]:
    text = "---\ntype: reducer\n---\n# Lamp\n\n## 2 Life cycle\n\n" + between.join(lines) + "\n"
    document = understand(read_prd(text).document, NodeType.REDUCER).document
    rows = document.states.transitions if document.states is not None else ()
    return {(one.source, one.event, one.target) for one in rows}, {
        one.text for one in document.requirements
    }


@pytest.mark.parametrize("between", ["\n", "\n\n", "\n- "])
@pytest.mark.parametrize("form", ["2.{}", "2.{}.", "2.{}:", "\u00a7 {}", "({})", "R2.{}:"])
def test_numbers_change_nothing(form: str, between: str) -> None:
    lines = [f"{form.format(at)} {one}" for at, one in enumerate(_LIFE, start=1)]
    first = "- " if between.endswith("- ") else ""
    plain = life([first + _LIFE[0], *_LIFE[1:]], between)

    assert plain[0]
    assert life([first + lines[0], *lines[1:]], between) == plain


def test_the_place_is_that_of_the_sentence() -> None:
    text = "# Lamp\n\n## Requirements\n\n- 2.1 The lamp shall be lit.\n"
    (found,) = read_prd(text).document.requirements

    assert (found.text, found.place.line, found.place.column) == ("The lamp shall be lit.", 5, 7)
