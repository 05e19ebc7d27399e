"""Patterns add nothing to a data model that it has under another name."""

import pytest

from omninode_bridge.requirements.document import Default, Operation
from tests.unit.prose.effects_told import EffectsTold

HEAD = """# Repair desk
## Ticket
- id: uuid (primary key)
- kind: enum(repair, burst_pipe, visit), default repair
- tenant_phone: string
- house_size: int
- opened_at: datetime
## Requirements
- Create tickets with kind.
"""

TOLD = EffectsTold(HEAD)
understood = TOLD.understood


def operations(*sentences: str) -> list[str]:
    return [one.name for one in understood(*sentences).document.operations]


@pytest.mark.parametrize(
    "sentence",
    [
        "Burst pipes may be repaired.",
        "Delete urgent repairs.",
        "Register a visit.",
        "Archive all visits by day.",
    ],
)
def test_a_value_of_the_data_model_makes_no_entity(sentence: str) -> None:
    found = understood(sentence)
    assert [one.name for one in found.document.entities] == ["Ticket"]
    assert found.document.requirements[-1].pattern == ""
    assert [one.name for one in found.document.operations] == ["create_ticket"]


def test_the_finding_says_whose_value_it_is() -> None:
    messages = [one.message for one in understood("Delete urgent repairs.").diagnostics]
    assert any("`repair` is a value of Ticket.kind, and no entity" in one for one in messages)


def test_other_nouns_make_no_entities_beside_a_data_model() -> None:
    found = understood("Notes may be deleted.")
    assert "delete_note" not in [one.name for one in found.document.operations]
    messages = [one.message for one in found.diagnostics]
    assert any("the data model has no Note; it has Ticket" in one for one in messages)


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("Burst pipes may be deleted.", 'reject when stored.kind != "burst_pipe"'),
        ("A caretaker may delete visits.", 'reject when stored.kind != "visit"'),
    ],
)
def test_a_value_of_the_data_model_says_which_are_meant(sentence: str, rule: str) -> None:
    [found] = [one for one in understood(sentence).document.operations if "delete" in one.kinds]
    assert [one.text.partition(":")[0] for one in found.rules] == [rule]


@pytest.mark.parametrize("sentence", ["A caretaker can see all visits.", "List all visits."])
def test_a_list_of_a_value_is_of_those_that_have_it(sentence: str) -> None:
    [found] = [one for one in understood(sentence).document.operations if "list" in one.kinds]
    [kind] = [one.field for one in found.inputs if one.names == ("kind",)]
    assert found.name == "list_visit_tickets"
    assert kind is not None
    assert kind.default == Default("visit")


def created(*sentences: str) -> Operation:
    found = understood(*sentences).document.operations
    return next(one for one in found if one.name == "create_ticket")


@pytest.mark.parametrize(
    "sentence",
    ["A caretaker can see all tickets of a tenant.", "List tickets by tenant."],
)
def test_the_one_field_that_tells_whose_it_is_filters(sentence: str) -> None:
    found = understood(sentence).document
    assert "filtered by tenant_phone" in found.requirements[-1].pattern
    assert created(sentence) == created()


@pytest.mark.parametrize(
    "sentence",
    ["List tickets by house.", "List tickets by size.", "Find tickets by phone."],
)
def test_a_part_of_a_field_s_name_is_no_field_beside_it(sentence: str) -> None:
    found = understood(sentence)
    assert [one.name for one in found.document.entities[0].fields] == [
        *("id", "kind", "tenant_phone", "house_size", "opened_at"),
    ]
    assert found.document.requirements[-1].pattern == ""
    assert created(sentence) == created()


def test_a_field_that_the_data_model_does_not_have_is_asked_for() -> None:
    found = understood("List tickets by colour.")
    assert found.document.requirements[-1].pattern == ""
    assert any("Ticket has no `colour`" in one.message for one in found.diagnostics)
