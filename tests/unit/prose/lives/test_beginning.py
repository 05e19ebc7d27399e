"""How a life begins: with an event that creates it, and with values that begin."""

import pytest

from tests.unit.prose.lives.told import carried, rows, told, values

GOES_ON = (
    "When the clerk stamps a filed request, it becomes stamped.",
    "The clerk may burn a stamped request; it is then burnt.",
    "Burnt requests are final.",
)


@pytest.mark.parametrize(
    "sentence",
    [
        "`file` with the number of sheets (sheets) creates a filed request.",
        "`file` comes with the number of sheets (sheets) and creates a filed request.",
        "When a citizen files a request with the number of sheets (sheets), it becomes filed.",
    ],
)
def test_the_first_event_begins_it(sentence: str) -> None:
    found = told(sentence, "The request remembers the sheets.", *GOES_ON, title="Request")

    assert "[*] --file--> filed / sheets = sheets" in rows(found)
    assert found.document.states is not None
    assert found.document.states.initial is None
    assert carried(found, "file") == {"sheets": "int"}
    assert {"R1", "R2", "R3", "R4", "R5"} <= {*found.shown}


def test_what_is_there_already_is_not_created() -> None:
    begun = "A request starts as open."
    found = told(begun, "`file` creates a filed request.", *GOES_ON, title="Request")

    assert "R2" not in found.shown


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The fine points (fine_points, whole number) shall start at 0.", "int"),
        ("The fine points (fine_points, decimal) start at 0.", "decimal"),
    ],
)
def test_what_begins_may_say_its_type(sentence: str, kind: str) -> None:
    found = told(
        "A pass starts as valid.",
        sentence,
        "Each fault carries a weight (whole number).",
        "A fault adds the weight to the fine points of a valid pass.",
        "The office may void a valid pass; it is then void.",
        title="Pass",
    )

    assert values(found) == {"fine_points": kind}
    assert carried(found, "fault") == {"weight": "int"}
    assert "R2" in found.shown


@pytest.mark.parametrize(
    "sentence",
    [
        "`stop` puts a running pump on hold, at most three times.",
        "`stop` puts a running pump on hold.",
        "`stop` with the cause puts a running pump on hold.",
    ],
)
def test_where_something_is_put_is_no_place(sentence: str) -> None:
    both = f"{sentence.removesuffix('.')}; `resume` makes it running again."
    found = told("A pump starts as running.", both, title="Pump")

    assert any(one.startswith("running --stop") and "--> on_hold" in one for one in rows(found))
    assert "on_hold --resume--> running" in rows(found)


@pytest.mark.parametrize(
    "sentence",
    [
        "A sale adds the apples to the fruit and the leeks to the greens of an open stall.",
        "A sale increases the fruit by the apples and the greens by the leeks.",
        "A sale adds the apples to the fruit and adds the leeks to the greens.",
    ],
)
def test_one_verb_changes_two_values(sentence: str) -> None:
    found = told(
        "A stall starts as open.",
        "The fruit starts at 0, and the greens start at 0.",
        "Each sale carries a number of apples (apples) and a number of leeks (leeks).",
        sentence,
        "The owner may close an open stall; it is then closed.",
        title="Stall",
    )

    sold = [one for one in rows(found) if "--sale" in one and one.startswith("open")]
    assert any("fruit = fruit + apples; greens = greens + leeks" in one for one in sold)


@pytest.mark.parametrize("name", ["`seed_count`", "seed count"])
def test_a_name_written_as_code_is_words_too(name: str) -> None:
    found = told(
        "A tray starts as bare.",
        "When the gardener sows a bare tray with the seeds (seed_count, int), it becomes sown.",
        f"A {name} below 1 or above 90 is refused.",
        "The gardener may clear a sown tray; it is then bare.",
        title="Tray",
    )

    assert carried(found, "sow") == {"seed_count": "int >= 1 <= 90"}
    assert "R3" in found.shown
