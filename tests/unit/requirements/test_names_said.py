"""Names and types of fields that are told in words follow one rule, whoever tells of them."""

import pytest

from omninode_bridge.requirements.parts.spoken_items import item_of
from omninode_bridge.requirements.reading import read_prd


@pytest.mark.parametrize(
    ("said", "name", "kind"),
    [
        ("the distance in km", "distance_km", "decimal"),
        ("its speed in km/h", "speed_km_h", "decimal"),
        ("the sugar in g per dl", "sugar_g_per_dl", "decimal"),
        ("the share of broken tiles in percent", "share_of_broken_tiles_percent", "decimal"),
        ("the humidity in %", "humidity_percent", "decimal"),
        ("the tenant's age in years", "age_years", "int"),
        ("the delay in minutes", "delay_minutes", "int"),
        ("the flour in grams used by the baker", "flour_grams", "decimal"),
        ("a deposit in euros", "deposit", "money"),
        ("the monthly rent in pounds", "monthly_rent", "money"),
        ("the number of guests", "number_of_guests", "int"),
        ("the number of leaks in the past 6 months", "number_of_leaks", "int"),
        ("the count of errors", "count_of_errors", "int"),
        ("the days since the last service", "days_since_last_service", "int"),
        ("the weeks until the delivery", "weeks_until_delivery", "int"),
        ("the hours parked", "hours_parked", "decimal"),
        ("the waiting minutes", "waiting_minutes", "int"),
        ("an hourly wage", "hourly_wage", "money"),
        ("the water used so far", "water_used", ""),
        ("the place where it was left", "place", ""),
        ("a flag called express", "express", "bool"),
        ('a switch named "night mode"', "night_mode", "bool"),
        ("a colour named shade", "shade", ""),
        ("the number of lanes (lanes)", "lanes", "int"),
        ("its depth in metres (depth)", "depth", "decimal"),
        ("whether it carries a heavy load (heavy)", "heavy", "bool"),
        ("the birth date (date)", "birth_date", "date"),
        ("the level in cm (decimals allowed)", "level_cm", "decimal"),
    ],
)
def test_a_field_is_called_after_its_words_and_its_unit(said: str, name: str, kind: str) -> None:
    item = item_of(said)

    assert (item.full_name, item.type) == (name, kind) if item else not name


def test_a_unit_behind_two_that_belong_together_is_that_of_both() -> None:
    text = "# T\n\nInputs are the depth and the height in cm (both decimal), a name (text).\n"

    found = read_prd(text).document.inputs or ()

    assert [one.name for one in found] == ["depth_cm", "height_cm", "name"]


@pytest.mark.parametrize(
    ("remark", "name"),
    [
        ("Weeks is a whole number.", "weeks"),
        ("The number of weeks is a whole number.", "number_of_weeks"),
        ("A week is a long time.", "number_of_weeks"),
    ],
)
def test_a_number_is_called_as_another_sentence_calls_it(remark: str, name: str) -> None:
    text = f"# T\n\nA lease has a title, a number of weeks and a price. {remark}\n"

    (entity,) = read_prd(text).document.entities

    assert [one.name for one in entity.fields] == ["title", name, "price"]


@pytest.mark.parametrize(
    ("remark", "name"),
    [
        ("The volume has to be positive.", "volume"),
        ("The volume must be at least 5.", "volume"),
        ("A volume above 9 litres is rare.", "volume_litres"),
        ("Whoever drinks the volume is thirsty.", "volume_litres"),
    ],
)
def test_a_measure_is_called_as_a_sentence_about_it_calls_it(remark: str, name: str) -> None:
    said = f"It is given a title and a volume in litres. {remark}"

    inputs = read_prd(f"---\ntype: orchestrator\n---\n# T\n\n{said}\n").document.inputs or ()

    assert [one.name for one in inputs] == ["title", name]
