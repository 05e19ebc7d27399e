"""Figures of records that sentences declare, and of records that nothing declares."""

import pytest

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.narration.story import lines_of
from omninode_bridge.prose.streams.stream import told_stream
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.reading import read_prd
from tests.unit.prose.streams.test_stream import figures, limits

MEAL = (
    "A meal has a slip number (string, unique), a canteen (string), a meal kind (soup or roast),"
    " the water used in litres (water_l, decimal), a weight in grams (weight_g, decimal),"
    " a waiting time in seconds (waiting_seconds, int), spoiled (bool),"
    " a mark (int, may be missing) and a time (eaten_at, datetime)."
)


def only(*sentences: str) -> dict[str, str]:
    listed = "\n".join(f"- R{number}: {one}" for number, one in enumerate(sentences, 1))
    text = f"---\ntype: reducer\n---\n# Meals\n\n{MEAL}\n\n## Requirements\n{listed}\n"
    document = read_prd(text).document
    found = told_stream(document, lines_of(document, in_order=False))
    unread = {f"R{number}" for number in range(1, len(sentences) + 1)} - {*found.shown}
    return {"not understood": ", ".join(sorted(unread))} if unread else figures(found)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The total water used per canteen (water).", "sum(water_l) by canteen"),
        ("The heaviest meal of each canteen.", "max(weight_g) by canteen"),
        ("How many spoiled meals each canteen had.", "count() by canteen where spoiled"),
        ("The number of soups per canteen.", 'count() by canteen where meal_kind = "soup"'),
        ("The mean waiting time per canteen.", "avg(waiting_seconds) by canteen"),
        (
            "The mean water of meals with a mark over 3.",
            "avg(water_l) where (mark != none and mark > 3)",
        ),
        ("The number of meals with a mark above 3.", "count() where (mark != none and mark > 3)"),
        ("The points of each canteen, added up, as points.", ""),
        ("The water of each canteen, added up, as sum.", "sum(water_l) by canteen"),
    ],
)
def test_fields_are_meant_by_what_is_said_of_them(sentence: str, expected: str) -> None:
    found = only(sentence)

    assert [*found.values()] == [expected or "R1"]


def test_a_definition_and_its_figure_may_be_one_requirement() -> None:
    found = only(
        "A heavy meal is one with a weight of 900 g or more. heavy counts the heavy meals."
    )

    assert found == {"heavy": "count() where weight_g >= 900"}


def test_a_figure_may_be_called_as_a_field() -> None:
    found = only("The number of spoiled meals per canteen, called spoiled.")

    assert found == {"spoiled": "count() by canteen where spoiled"}


@pytest.mark.parametrize(
    ("sentence", "limit"),
    [
        ("No meal may be over 3000 g.", "<= 3000"),
        ("No meal has a weight of more than 3000 g.", "<= 3000"),
        ("A weight over 3000 g is impossible and therefore refused.", "<= 3000"),
    ],
)
def test_what_none_may_be_is_a_limit(sentence: str, limit: str) -> None:
    text = f"# Meals\n\n{MEAL}\n\n## Requirements\n- R1: The number of meals.\n- R2: {sentence}\n"
    document = read_prd(f"---\ntype: reducer\n---\n{text}").document
    found = told_stream(document, lines_of(document, in_order=False))

    assert "R2" in found.shown
    assert limits(found, "weight_g") == limit


def test_where_nothing_declares_the_records_the_first_figure_says_what_is_missing() -> None:
    text = (
        "# Gate figures\n\n## Requirements\n- R1: The number of tickets per gate and day.\n"
        "- R2: The number of different guards per gate.\n"
    )

    found = understand(read_prd(text).document, NodeType.REDUCER)

    [note] = [one for one in found.diagnostics if "not declared" in one.message]
    assert note.place.line == 4
    assert (
        '"A ticket has a number (string, unique), a gate (string) and a time (datetime)."'
        in note.fix
    )


def test_where_records_are_declared_a_figure_says_what_it_lacks() -> None:
    text = f"# Meals\n\n{MEAL}\n\n## Requirements\n- R1: The average price per canteen.\n"

    found = understand(read_prd(text).document, NodeType.REDUCER)

    assert any("no figure of meal" in one.message for one in found.diagnostics)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Per canteen, we need the number of meals (meals).", {"meals": "count() by canteen"}),
        ("The busiest two canteens (busiest).", {"busiest": "top-2(canteen)"}),
        ("The two canteens delivered most often (often).", {"often": "top-2(canteen)"}),
        ("How many of them were spoiled (bad).", {"bad": "count() where spoiled"}),
        ("How many meals every canteen had per day (meals).", {"meals": "count() by canteen"}),
        ("The weight of the heaviest meal (heaviest).", {"heaviest": "max(weight_g)"}),
        ("The mark of the heaviest meal (mark).", {"not understood": "R1"}),
        ("Mean mark, spoiled meals excluded (avg).", {"avg": "avg(mark) where not (spoiled)"}),
        ("Weight per canteen and day, summed up (weight).", {"weight": "sum(weight_g) by canteen"}),
        ("Spoiled meals per canteen (bad).", {"bad": "count() by canteen where spoiled"}),
        ("The average mark for soups (soup).", {"soup": 'avg(mark) where meal_kind = "soup"'}),
        ("The average weight for pies (pies).", {"not understood": "R1"}),
        ("The mean waiting time, rounded to minutes (wait).", {"not understood": "R1"}),
        ("The slowest meal (slowest).", {"slowest": "max(waiting_seconds)"}),
    ],
)  # fmt: skip
def test_turns_of_asking(sentence: str, expected: dict[str, str]) -> None:
    assert only(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("No soup has a weight below 100 g.", '(meal_kind = "soup") and (weight_g < 100)'),
        ("No pie has a weight below 100 g.", ""),
    ],
)
def test_what_none_of_a_kind_may_be_is_a_rule(sentence: str, rule: str) -> None:
    text = f"# Meals\n\n{MEAL}\n\n## Requirements\n- R1: The number of meals.\n- R2: {sentence}\n"
    document = read_prd(f"---\ntype: reducer\n---\n{text}").document
    found = told_stream(document, lines_of(document, in_order=False))

    assert ("R2" in found.shown) is bool(rule)
    assert [one.text.partition(": ")[0] for one in found.document.rules] == (
        [f"reject when {rule}"] if rule else []
    )


def test_nothing_over_a_limit_is_a_record() -> None:
    text = (
        f"# Meals\n\n{MEAL}\n\n## Requirements\n- R1: The number of meals.\n"
        "- R2: Nothing over 3000 g is a real meal; refuse it.\n"
    )
    document = read_prd(f"---\ntype: reducer\n---\n{text}").document
    found = told_stream(document, lines_of(document, in_order=False))

    assert "R2" in found.shown
    assert limits(found, "weight_g") == "<= 3000"


def answered(*sentences: str) -> tuple[set[str], bool]:
    """The figures that are left, and whether all are held by what is not understood."""
    listed = "\n".join(f"- R{number}: {one}" for number, one in enumerate(sentences, 1))
    text = f"---\ntype: reducer\n---\n# Meals\n\n{MEAL}\n\n## Requirements\n{listed}\n"
    made = understand(read_prd(text).document, NodeType.REDUCER).document
    return {one.metric for one in made.aggregations}, bool(made.unread)


@pytest.mark.parametrize(
    ("sentence", "left", "is_held"),
    [
        ("Cold meals are left out of the total weight.", {"many"}, False),
        ("Cold meals are left out of the heavy sum and of the pale sum.", {"many"}, False),
        ("The mean mark per cook, cold meals excluded (mean).", {"many", "heavy_sum"}, False),
        ("Cold meals are not counted.", {"many", "heavy_sum"}, True),
    ],
)  # fmt: skip
def test_what_is_not_understood_holds_the_figures_that_it_names(
    sentence: str, left: set[str], *, is_held: bool
) -> None:
    asked = ("The number of meals (many).", "The total weight (heavy_sum).")

    assert answered(*asked, sentence) == (left, is_held)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Average weight per canteen: mean_weight", {"mean_weight": "avg(weight_g) by canteen"}),
        ("Highest and lowest mark: best and worst", {"best": "max(mark)", "worst": "min(mark)"}),
        ("The heaviest meal of each canteen is called most.", {"most": "max(weight_g) by canteen"}),
    ],
)
def test_a_name_may_stand_behind_a_colon(sentence: str, expected: dict[str, str]) -> None:
    assert only(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    ["Spoiled meals count for none of these figures.", "Spoiled meals count for nothing."],
)
def test_what_counts_for_nothing_is_left_out(sentence: str) -> None:
    assert only("The number of meals (many).", sentence) == {"many": "count() where not (spoiled)"}


def test_what_counts_otherwise_holds_the_figures() -> None:
    assert answered("The number of meals (many).", "Cold meals count for nothing.")[1]
    assert answered("The number of meals (many).", "Soups count double.")[1]
