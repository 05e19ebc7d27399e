"""Sentences about figures of one thing become aggregations, or nothing that is wrong."""

import pytest

from omninode_bridge.prose.narration.figures import told_figures
from omninode_bridge.prose.narration.story import Told, lines_of
from omninode_bridge.requirements.reading import read_prd

_MODEL = """
## Data model
### Visit
- ticket: uuid - unique
- country_code: string
- exhibition: string
- visitors: int (> 0)
- paid: money
- stay_minutes: int
- guided: bool
- entered_at: datetime
"""


def told(*sentences: str, model: str = _MODEL) -> Told:
    listed = "\n".join(f"- R{number}: {one}" for number, one in enumerate(sentences, 1))
    document = read_prd(f"# Museum\n{model}\n## Requirements\n{listed}\n").document
    return told_figures(document, lines_of(document))


def figures(found: Told) -> list[str]:
    """Such as `avg paid by exhibition per 3600 where guided`."""
    shown = []
    for one in found.document.aggregations:
        parts = [one.function, one.field or ""]
        parts += ["by", *one.group_by] if one.group_by else []
        parts += ["per", f"{one.window}"] if one.window else []
        parts += ["where", one.where.text] if one.where else []
        shown.append(" ".join(part for part in parts if part))
    return shown


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Count visits per exhibition.", "count by exhibition"),
        ("The number of visits for each exhibition must be known.", "count by exhibition"),
        ("Show how many visits there are per exhibition.", "count by exhibition"),
        ("As a director, I want to know how many visits came in per hour.", "count per 3600"),
        ("Visits shall be counted by exhibition and day.", "count by exhibition per 86400"),
        ("Report the daily number of visits.", "count per 86400"),
        ("Count the guided visits.", "count where guided"),
        ("The number of guided visits per exhibition.", "count by exhibition where guided"),
        ("Group visits (ten or more visitors) are counted.", "count where visitors >= 10"),
        ("Sum the visitors by exhibition and day.", "sum visitors by exhibition per 86400"),
        ("The revenue is the total of what was paid, per day.", "sum paid per 86400"),
        ("Show the total paid per exhibition.", "sum paid by exhibition"),
        ("The visitors are summed up per exhibition.", "sum visitors by exhibition"),
        ("Total visitors of guided visits per day.", "sum visitors per 86400 where guided"),
        ("The average stay in minutes for each exhibition.", "avg stay_minutes by exhibition"),
        ("The mean stay by exhibition shall be shown.", "avg stay_minutes by exhibition"),
        ("The longest stay of each exhibition must be known.", "max stay_minutes by exhibition"),
        ("Show the shortest stay.", "min stay_minutes"),
        ("Show the 95th percentile of the stay.", "p95 stay_minutes"),
        ("The median stay per exhibition.", "p50 stay_minutes by exhibition"),
        ("Show the last exhibition of every ticket.", "last exhibition by ticket"),
        ("Show the three most visited exhibitions.", "top-3 exhibition"),
        ("Show the five exhibitions with the most visits.", "top-5 exhibition"),
        ("For each exhibition, the number of visits is counted.", "count by exhibition"),
        ("The director sees the total paid per day.", "sum paid per 86400"),
        ("What guided visits paid is no figure.", ""),
        ("The average stay shall be reported by exhibition.", "avg stay_minutes by exhibition"),
        ("How many different tickets entered each exhibition?", "distinct ticket by exhibition"),
        ("The ten busiest exhibitions are listed.", "top-10 exhibition"),
        ("Show how many different countries there are.", ""),
        ("Count the different countries per exhibition.", "distinct country_code by exhibition"),
        ("Show how many different exhibitions a ticket has seen.", "distinct exhibition by ticket"),
    ],
)  # fmt: skip
def test_figures(sentence: str, wanted: str) -> None:
    found = told(sentence)
    assert figures(found) == ([wanted] if wanted else [])
    assert ("R1" in found.shown) == bool(wanted)


def test_two_figures_of_one_sentence() -> None:
    found = told("Show the minimum and maximum stay per exhibition.")
    assert figures(found) == ["min stay_minutes by exhibition", "max stay_minutes by exhibition"]


def test_what_is_left_out() -> None:
    found = told("Show the average stay.", "Guided visits are left out of the average stay.")
    assert figures(found) == ["avg stay_minutes where not (guided)"]
    assert found.shown.keys() == {"R1", "R2"}


@pytest.mark.parametrize(
    "sentence",
    [
        "A ticket that is read twice counts only once.",
        "Visits that were delivered twice are ignored.",
        "Ignore visits that were sent twice.",
        "Every ticket counts only once.",
        "Duplicate visits are ignored.",
    ],
)
def test_what_comes_twice_counts_once_where_there_is_a_key(sentence: str) -> None:
    count = "Count visits per exhibition."
    assert "R2" in told(count, sentence).shown
    without_key = _MODEL.replace(" - unique", "")
    assert "R2" not in told(count, sentence, model=without_key).shown


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Count visits per town.", "no field"),
        ("Show the average mood per exhibition.", "no field"),
        ("Show the average exhibition.", "no number"),
        ("Count the happy visits.", "not what is counted"),
        ("Count the tickets that were not used.", "not what is counted"),
        ("Count visits except those of children.", "not what is counted"),
        ("Show the three most loved exhibitions.", "said of no visit"),
        (
            "Small visits (two or fewer children) are counted separately.",
            "nothing that is declared",
        ),
        ("Happy visits are left out of the average stay.", "not said"),
        ("Guided visits are left out of the average mood.", "no field"),
    ],
)
def test_what_is_not_declared_is_told_and_nothing_is_taken(sentence: str, reason: str) -> None:
    found = told("Count visits per exhibition.", sentence)
    assert "R2" not in found.shown
    assert figures(found) == ["count by exhibition"]
    assert any(reason in note.message for note in found.notes), [one.message for one in found.notes]


@pytest.mark.parametrize(
    "sentence",
    [
        "Figures are kept for five years.",
        "The heating should be green.",
        "Do not count visits per exhibition.",
        "Visits are approved by the director.",
        "The stay per exhibition is nobody's business.",
        "Visits must not be counted twice per day.",
        "Show the stay per exhibition.",
        "Show the last three visits per exhibition.",
        "Only guided visits are counted.",
    ],
)
def test_other_sentences_tell_no_figure(sentence: str) -> None:
    found = told("Count visits per exhibition.", sentence)
    assert "R2" not in found.shown
    assert figures(found) == ["count by exhibition"]


def test_a_window_needs_a_time() -> None:
    found = told("Count visits per day.", model=_MODEL.replace("- entered_at: datetime\n", ""))
    assert not found.shown


def test_of_two_things_none_is_meant() -> None:
    found = told("Count visits per exhibition.", model=f"{_MODEL}\n### Guide\n- name: string\n")
    assert not found.shown


def test_an_assumed_sum_is_asked_for() -> None:
    found = told(
        "Show the energy per street.",
        model="## Data model\n### Reading\n- street: string\n- energy: decimal\n",
    )
    assert figures(found) == ["sum energy by street"]
    assert any("adds up `energy`" in note.message for note in found.notes)
