"""Figures of records that are told with what the records must be."""

import pytest

from omninode_bridge.prose.narration.story import Told, lines_of
from omninode_bridge.prose.streams.stream import told_stream
from omninode_bridge.requirements.reading import read_prd

DATA = """
## Data model
### Ferry ride
| field | type |
| --- | --- |
| captain | string |
| length_km | decimal |
| fare | money |
| night | bool |
| ticket | enum(single, shared, cancelled) |
| boat_id | string |
"""


def told(*sentences: str, data: str = DATA) -> Told:
    listed = "\n".join(f"- R{number}: {one}" for number, one in enumerate(sentences, 1))
    document = read_prd(f"# Ferry rides\n{data}\n## Requirements\n{listed}\n").document
    return told_stream(document, lines_of(document, in_order=False))


def figures(found: Told) -> dict[str, str]:
    """Such as `total_fares: sum(fare) by captain where night`."""
    return {
        one.metric: f"{one.function}({one.field or ''})"
        + (f" by {', '.join(one.group_by)}" if one.group_by else "")
        + (f" where {one.where.text}" if one.where else "")
        for one in found.document.aggregations
    }


def limits(found: Told, name: str) -> str:
    (field,) = [one for one in found.document.entities[0].fields if one.name == name]
    own = field.constraints
    least = f"{'>=' if own.minimum.inclusive else '>'} {own.minimum.value}" if own.minimum else ""
    most = f"{'<=' if own.maximum.inclusive else '<'} {own.maximum.value}" if own.maximum else ""
    length = f"length {own.min_length}" if own.min_length else ""
    return " ".join(one for one in (least, most, length) if one)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "We want the ride count, the total fares and the highest fare.",
            {"ride_count": "count()", "total_fares": "sum(fare)", "highest_fare": "max(fare)"},
        ),
        (
            "It reports the total revenue and the average fare.",
            {"total_revenue": "sum(fare)", "average_fare": "avg(fare)"},
        ),
        ("We also want the average fare, rounded to the cent.", {"average_fare": "avg(fare)"}),
        ("The log must show the total fares over all captains.", {"total_fares": "sum(fare)"}),
        ("For all accepted rides we want the number of rides.", {"number_of_rides": "count()"}),
        (
            "For each captain there shall be the number of rides and the sum of the fares.",
            {
                "number_of_rides_by_captain": "count() by captain",
                "sum_of_fares_by_captain": "sum(fare) by captain",
            },
        ),
        (
            "I want the number of rides and how many were single, shared and cancelled.",
            {
                "number_of_rides": "count()",
                "single_rides": 'count() where ticket = "single"',
                "shared_rides": 'count() where ticket = "shared"',
                "cancelled_rides": 'count() where ticket = "cancelled"',
            },
        ),
        ("We want to know how many different boats came.", {"boats": "distinct(boat_id)"}),
        ("It shall show the longest ride in km.", {"longest_ride": "max(length_km)"}),
        ("It shall show the shortest ride in km.", {"shortest_ride": "min(length_km)"}),
        (
            "It must show the number of short trips: rides with less than 2 km.",
            {"number_of_short_trips": "count() where length_km < 2"},
        ),
        (
            "It must show the number of tours, which are rides of 30 km or more.",
            {"number_of_tours": "count() where length_km >= 30"},
        ),
        (
            "We want the income, which is the sum of the fares of rides that are not cancelled.",
            {},
        ),
        (
            "We want the total income: the sum of the fares of all rides that are not cancelled.",
            {"total_income": 'sum(fare) where not (ticket = "cancelled")'},
        ),
        (
            "For every captain we want how many rides that captain shared.",
            {"rides_that_captain_shared_by_captain": 'count() by captain where ticket = "shared"'},
        ),
    ],
)  # fmt: skip
def test_figures_are_called_as_the_document_calls_them(
    sentence: str, expected: dict[str, str]
) -> None:
    assert figures(told(sentence)) == expected


def test_words_that_are_defined_restrict_figures() -> None:
    found = told(
        "We want the number of long rides.",
        "A ride is long if the length is over 20 km, no matter what the fare was.",
        "We want the number of long night rides.",
    )

    assert figures(found) == {"number_of_long_rides": "count() where length_km > 20"}
    assert "R3" not in found.shown


@pytest.mark.parametrize(
    ("sentence", "field", "limit"),
    [
        ("A ride with a negative fare is refused.", "fare", ">= 0"),
        ("A negative fare is refused.", "fare", ">= 0"),
        ("A fare below 2 is rejected.", "fare", ">= 2"),
        ("A fare of more than 900 euros must be a typing error and is rejected.", "fare", "<= 900"),
        ("A ride with a negative fare or a negative length is refused.", "length_km", ">= 0"),
        ("The length must lie between 0 and 300 km.", "length_km", ">= 0 <= 300"),
        ("A ride must have a captain, and its length must be at most 80 km.", "length_km", "<= 80"),
        ("A ride must have a captain.", "captain", "length 1"),
        ("A ride without a captain or without a boat is refused.", "captain", "length 1"),
        ("A ride with no captain is refused.", "captain", "length 1"),
        ("A ride with another ticket than these three is refused.", "fare", ""),
    ],
)
def test_records_have_limits(sentence: str, field: str, limit: str) -> None:
    found = told("We want the total fares.", sentence)

    assert "R2" in found.shown
    assert limits(found, field) == limit


def test_other_conditions_are_rules() -> None:
    found = told("We want the total fares.", 'A cancelled ride must have a fare of 0, "see below".')

    assert "R2" not in found.shown
    found = told("We want the total fares.", "A cancelled ride must have a fare of 0.")
    assert [one.text for one in found.document.rules] == [
        'reject when ticket = "cancelled" and fare != 0: "A cancelled ride must have a fare of 0"'
    ]
    found = told("We want the total fares.", "A ride with a shared ticket is refused.")
    assert [one.text.partition(":")[0] for one in found.document.rules] in (
        [],
        ['reject when ticket = "shared"'],
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "The rides arrive one after another.",
        "Rides must be taken in the order in which they come.",
        "Rejected rides do not count anywhere.",
        "Refused rides are not counted.",
        "A refused ride is left out of all figures.",
        "Each refusal says why, and a refused ride is left out of all figures.",
        "Everything else is refused.",
        "A fare of 0 is fine (children travel free of charge).",
    ],
)
def test_what_holds_anyway_is_read(sentence: str) -> None:
    found = told("We want the total fares.", sentence)

    assert set(found.shown) >= {"R1"}
    assert "R2" in found.shown or "R2" not in {one.id for one in found.document.requirements}


@pytest.mark.parametrize(
    "sentence",
    [
        "We want the total feathers.",
        "A ride without a feather is refused.",
        "A ride with a red feather is refused.",
        "A ride with another feather than these is refused.",
        "A ride must have a feather, and its length must be at most 80 km.",
        "A red ride must have a captain.",
        "A night ride must have a captain.",
        "The moon must be at least 5.",
        "Rides after noon are refused.",
        "A bird must have a captain.",
    ],
)
def test_what_is_not_understood_is_not_read(sentence: str) -> None:
    found = told("We want the total fares.", sentence)

    assert "R2" not in found.shown
    assert limits(found, "length_km") == ""


def test_two_figures_do_not_share_a_name() -> None:
    found = told(
        "We want the total fares.",
        "For each captain we want the total fares.",
        "We want the total fares, which is the sum of the fares of all rides that were shared.",
    )

    assert figures(found) == {
        "total_fares": "sum(fare)",
        "total_fares_by_captain": "sum(fare) by captain",
        "total_fares_again": 'sum(fare) where ticket = "shared"',
    }


def test_nothing_is_told_of_no_records() -> None:
    assert told("We want the total fares.", data="").document.aggregations == ()
    assert told("The ferry is white.").document.aggregations == ()


def test_of_a_requirement_of_several_sentences_each_is_read() -> None:
    assert "R1" not in told("We want the total fares. The ferry sings a song.").shown
