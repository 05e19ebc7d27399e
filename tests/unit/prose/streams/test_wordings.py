"""Figures in words of many people: names, groups, conditions, exclusions and repetitions."""

import pytest

from omninode_bridge.prose.narration.story import Told, lines_of
from omninode_bridge.prose.streams.stream import told_stream
from omninode_bridge.requirements.reading import read_prd
from tests.unit.prose.streams.test_stream import figures, limits

DATA = """
## Data model
### Dive
| field | type | constraints |
| --- | --- | --- |
| dive_no | string | {unique} |
| diver | string | |
| site | string | |
| depth_m | decimal | |
| waiting_seconds | int | |
| price | money | |
| night | bool | |
| leak_found | bool | |
| kind | enum(reef, wreck, cave) | |
| score | int | required: no |
| guide | string | required: no |
| started_at | datetime | |
"""


def told(*sentences: str, unique: str = "unique") -> Told:
    listed = "\n".join(f"- R{number}: {one}" for number, one in enumerate(sentences, 1))
    data = DATA.replace("{unique}", unique).replace("| required: no |", "| default none |")
    data = data.replace("| score | int | default none |", "| score | int? | |")
    data = data.replace("| guide | string | default none |", "| guide | string? | |")
    document = read_prd(f"# Dives\n{data}\n## Requirements\n{listed}\n").document
    return told_stream(document, lines_of(document, in_order=False))


def only(*sentences: str) -> dict[str, str]:
    """The figures where all sentences are understood; nothing else."""
    found = told(*sentences)
    unread = {f"R{number}" for number in range(1, len(sentences) + 1)} - {*found.shown}
    return figures(found) if not unread else {"not understood": ", ".join(sorted(unread))}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The number of dives per site (visits).", {"visits": "count() by site"}),
        ("Count of dives by site, called visits.", {"visits": "count() by site"}),
        ("visits: the number of dives of each site", {"visits": "count() by site"}),
        ("deepest is the maximum depth per diver.", {"deepest": "max(depth_m) by diver"}),
        ("visits counts the dives per site.", {"visits": "count() by site"}),
        ("The total price per site is kept (takings).", {"takings": "sum(price) by site"}),
        ("The price in total for each site (takings)", {"takings": "sum(price) by site"}),
        ("The price of each site, added up, called sums.", {"sums": "sum(price) by site"}),
        (
            "The least and the greatest depth by diver, called shallow and deep.",
            {"shallow": "min(depth_m) by diver", "deep": "max(depth_m) by diver"},
        ),
        (
            "For each site, we want the number of dives (dives) and the mean depth (mean).",
            {"dives": "count() by site", "mean": "avg(depth_m) by site"},
        ),
        ("The largest depth, called one and two.", {"not understood": "R1"}),
    ],
)  # fmt: skip
def test_a_figure_is_called_as_its_author_says(sentence: str, expected: dict[str, str]) -> None:
    assert only(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("How many dives each diver made.", "count() by diver"),
        ("How many different sites each diver saw.", "distinct(site) by diver"),
        ("The greatest depth that each diver reached.", "max(depth_m) by diver"),
        ("The number of sites per diver (each one counted once).", "distinct(site) by diver"),
        ("Count the dives per kind.", "count() by kind"),
        ("Dives are counted per site as well.", "count() by site"),
        ("We count the night dives for each site.", "count() by site where night"),
        ("Wreck dives are counted by diver.", 'count() by diver where kind = "wreck"'),
        ("Dives per site.", "count() by site"),
        ("The dearest dive of each site.", "max(price) by site"),
        ("The best score of every diver.", "max(score) by diver"),
        ("The longest waiting time per site.", "max(waiting_seconds) by site"),
        ("The three most frequent sites.", "top-3(site)"),
        ("The 90th percentile of the depth per site.", "p90(depth_m) by site"),
        ("Mean depth per site, without night dives.", "avg(depth_m) by site where not (night)"),
        ("Mean depth per site (night dives excluded).", "avg(depth_m) by site where not (night)"),
        ("How many dives for which a leak was found per site.", "count() by site where leak_found"),
        ("Dives with a score below 3.", "nothing"),
        ("How many dives with a score below 3.", "count() where (score != none and score < 3)"),
        ("The number of dives without a guide per site.", "count() by site where guide = none"),
        ("The number of dives whose kind is cave.", 'count() where kind = "cave"'),
        ("The average score of dives with a guide.", "avg(score) where guide != none"),
        ("The mean depth of cold dives.", "nothing"),
        ("The number of dives per boat.", "nothing"),
        ("The number of dives with a torch per site.", "nothing"),
    ],
)  # fmt: skip
def test_groups_and_conditions_are_read_one_by_one(sentence: str, expected: str) -> None:
    assert list(only(sentence).values()) == [expected] or expected == "nothing"
    assert expected != "nothing" or not figures(told(sentence))


def test_what_is_wanted_per_one_and_also_per_another_is_two_figures() -> None:
    found = only("The total price shall be kept per site and day, and also per diver.")

    assert [*found.values()] == ["sum(price) by site", "sum(price) by diver"]


@pytest.mark.parametrize(
    "sentence",
    [
        "A dive is deep if the depth is over 30 m.",
        "A dive counts as deep when its depth is more than 30 m.",
        "A deep dive is one with a depth of more than 30 m.",
        "Deep dives are those whose depth is above 30 m.",
        "If the depth is over 30 m, the dive is called deep.",
    ],
)
def test_words_of_ones_own_are_defined_in_many_ways(sentence: str) -> None:
    found = only("The number of deep dives per diver (deep_dives).", sentence)

    assert found == {"deep_dives": "count() by diver where depth_m > 30"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Night dives are left out of the mean depth.",
        "Night dives are not part of the mean depth.",
        "Night dives do not count for the mean depth.",
        "Night dives are not taken into account in the average depth.",
        "The mean depth leaves out night dives.",
        "The mean depth does not include night dives.",
        "The mean depth is calculated without night dives.",
        "For the mean depth, night dives are ignored.",
        "Night dives are left out of mean_depth.",
        "Dives at night are excluded from the depth.",
    ],
)
def test_what_is_left_out_of_one_figure_stays_in_the_others(sentence: str) -> None:
    asked = ("The mean depth per site (mean_depth).", "The total price (takings).")

    found = only(*asked, sentence)

    assert found == {
        "takings": "sum(price)",
        "mean_depth": "avg(depth_m) by site where not (night)",
    }


def test_what_counts_alone() -> None:
    found = only("The mean depth (mean_depth).", "Only night dives count for the mean depth.")

    assert found == {"mean_depth": "avg(depth_m) where night"}


def test_an_exclusion_of_no_figure_is_of_those_of_its_requirement() -> None:
    asked = "The mean score (mean_score). Dives without a score are left out."

    found = only("The number of dives (dives).", asked)

    assert found == {"dives": "count()", "mean_score": "avg(score) where not (score = none)"}


@pytest.mark.parametrize(
    "sentence",
    [
        "A dive whose number has already been seen changes nothing.",
        "A dive number counts once, however often the computer sends it.",
        "If a dive is reported again, the second report is ignored.",
        "If a dive is entered once more, that entry has no effect.",
        "A dive with a dive number that was there before is not counted again.",
        "A dive that comes a second time is skipped.",
        "The same dive_no twice counts once.",
        "Dives that were already received are dropped.",
        "A dive which is sent twice must be ignored the second time.",
        "Duplicated dive numbers are ignored.",
    ],
)
def test_what_comes_again_counts_once(sentence: str) -> None:
    found = told("The number of dives (dives).", sentence)

    assert "R2" in found.shown


@pytest.mark.parametrize(
    ("sentence", "is_key"),
    [
        ("A dive number that comes a second time is skipped.", True),
        ("The same dive_no twice counts once.", True),
        ("A night dive that was found leaking is ignored.", False),
        ("A diver who comes twice is counted once.", False),
    ],
)
def test_what_is_known_again_by_a_number_makes_it_the_key(sentence: str, *, is_key: bool) -> None:
    found = told("The number of dives (dives).", sentence, unique="")

    [key] = [one for one in found.document.entities[0].fields if one.name == "dive_no"]
    assert key.constraints.unique is is_key


@pytest.mark.parametrize(
    ("sentence", "field", "limit"),
    [
        ("A depth may not exceed 90 m.", "depth_m", "<= 90"),
        ("The depth never goes below 0 m.", "depth_m", ">= 0"),
        ("The price must not be negative.", "price", ">= 0"),
        ("Every dive needs a diver and a site.", "site", "length 1"),
        ("A site must be given.", "site", "length 1"),
        ("No dive without a diver is accepted.", "diver", "length 1"),
        ("If the depth is above 90 m, the dive is refused.", "depth_m", "<= 90"),
        ("A dive is rejected when its depth is above 90 m.", "depth_m", "<= 90"),
        ("A waiting time of more than 2 hours is refused.", "waiting_seconds", "<= 7200"),
        ("A dive with a waiting time of over 2 minutes is refused.", "waiting_seconds", "<= 120"),
    ],
)  # fmt: skip
def test_limits_are_said_in_many_ways(sentence: str, field: str, limit: str) -> None:
    found = told("The number of dives (dives).", sentence)

    assert "R2" in found.shown
    assert limits(found, field) == limit


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("A cave dive must have a guide.", 'reject when (kind = "cave") and guide = none'),
        ("A night dive without a guide is refused.", ""),
        ("A depth of more than 2 hours is refused.", ""),
    ],
)
def test_limits_of_some_are_rules_or_not_understood(sentence: str, rule: str) -> None:
    found = told("The number of dives (dives).", sentence)

    assert [one.text.partition(": ")[0] for one in found.document.rules] == ([rule] if rule else [])
    assert ("R2" in found.shown) is bool(rule)


def test_the_day_of_the_only_time_needs_no_words() -> None:
    found = only("The number of dives per day (dives).", "The day is that of the start, in UTC.")

    assert found in ({"dives": "count()"}, {"not understood": "R2"})
