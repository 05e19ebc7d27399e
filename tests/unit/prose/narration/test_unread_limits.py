"""Figures are not made where a sentence takes something out of them that nobody understands."""

import pytest

from omninode_bridge.generation.generate import generate_package
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.reading import read_prd

HEAD = """# Orchard scale

## Data model
### Delivery
| field | type | constraints |
| --- | --- | --- |
| slip | uuid | unique |
| sort | string | length 1..20 |
| kilos | decimal | >= 0 |
| spoiled | bool | |

## Requirements
- Count the deliveries per sort.
- Sum the kilos per sort.
"""


def codes_of(*more: str) -> list[str]:
    document = read_prd(HEAD + "".join(f"- {line}\n" for line in more)).document
    understood = understand(document, NodeType.REDUCER)
    generated = generate_package(understood.document, node_type=NodeType.REDUCER)
    return [found.code for found in generated.diagnostics if found.severity == "error"]


def test_what_is_declared_is_summed() -> None:
    document = understand(read_prd(HEAD).document, NodeType.REDUCER).document
    assert [(one.function, one.field, one.of) for one in document.aggregations] == [
        ("count", None, "Delivery"),
        ("sum", "kilos", "Delivery"),
    ]


@pytest.mark.parametrize(
    "limit",
    [
        "Fruit from the hail storm is ignored.",
        "The foreman's own crates must never be counted.",
        "Deliveries that were weighed wet are rejected.",
    ],
)
def test_a_limit_that_is_not_understood_is_said(limit: str) -> None:
    assert codes_of(limit) == ["PRD517"]


@pytest.mark.parametrize(
    "limit",
    [
        "Whatever came in mouldy does not go into the sum of the kilos.",
        "Only crates with a green lid are included in the sum.",
        "Everything except windfall goes into the sum.",
    ],
)
def test_a_limit_of_one_figure_that_is_not_understood_leaves_the_others(limit: str) -> None:
    document = understand(read_prd(f"{HEAD}- {limit}\n").document, NodeType.REDUCER).document
    assert [one.function for one in document.aggregations] == ["count"]
    assert codes_of(limit) == []
    (lost,) = (one for one in document.requirements if limit in one.unread)
    assert lost.text == "Sum the kilos per sort."
    assert not lost.pattern


@pytest.mark.parametrize(
    ("limit", "where"),
    [
        (
            "Whatever came in spoiled does not go into the sum of the kilos.",
            (None, "not (spoiled)"),
        ),
        (
            "Spoiled deliveries are not counted in the number of deliveries.",
            ("not (spoiled)", None),
        ),
        ("Spoiled deliveries are left out everywhere.", ("not (spoiled)", "not (spoiled)")),
        ("Deliveries of more than 500 kilos are not believed and are left out everywhere.", None),
    ],
)
def test_what_is_left_out_of_some_figures_or_of_all(
    limit: str, where: tuple[str | None, str | None] | None
) -> None:
    document = understand(read_prd(f"{HEAD}- {limit}\n").document, NodeType.REDUCER).document
    found = {one.function: one.where and one.where.text for one in document.aggregations}
    first, second = where or ("not (kilos > 500)", "not (kilos > 500)")
    assert found == {"count": first, "sum": second}


@pytest.mark.parametrize(
    "harmless",
    [
        "Spoiled deliveries are left out of the sum of kilos.",
        "The answer takes at most 50 ms.",
        "The foreman can look at the sums in the evening.",
        "A slip that is sent twice counts once.",
    ],
)
def test_what_is_understood_or_limits_nothing_is_no_obstacle(harmless: str) -> None:
    assert codes_of(harmless) == []
