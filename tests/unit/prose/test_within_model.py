"""Patterns add nothing to a data model that it has under another name."""

import pytest

from omninode_bridge.requirements.document import Operation
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
        "Burst pipes may be deleted.",
        "Delete urgent repairs.",
        "A caretaker can see all visits.",
        "Register a visit.",
        "List all visits.",
    ],
)
def test_a_value_of_the_data_model_makes_no_entity(sentence: str) -> None:
    found = understood(sentence)
    assert [one.name for one in found.document.entities] == ["Ticket"]
    assert found.document.requirements[-1].pattern == ""
    assert [one.name for one in found.document.operations] == ["create_ticket"]


def test_the_finding_says_whose_value_it_is() -> None:
    messages = [one.message for one in understood("Burst pipes may be deleted.").diagnostics]
    assert any("`burst_pipe` is a value of Ticket.kind, and no entity" in one for one in messages)


def test_other_nouns_make_entities_beside_a_data_model() -> None:
    assert "delete_note" in operations("Notes may be deleted.")


def created(*sentences: str) -> Operation:
    found = understood(*sentences).document.operations
    return next(one for one in found if one.name == "create_ticket")


@pytest.mark.parametrize(
    "sentence",
    ["A caretaker can see all tickets of a tenant.", "List tickets by tenant."],
)
def test_the_one_field_that_tells_whose_it_is_filters(sentence: str) -> None:
    found = understood(sentence).document
    assert "filters = tenant_phone," in found.requirements[-1].pattern
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


def test_a_field_of_a_name_of_its_own_is_added() -> None:
    fields = understood("List tickets by colour.").document.entities[0].fields
    assert fields[-1].name == "colour"
