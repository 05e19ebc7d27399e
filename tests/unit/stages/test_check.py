"""What a check says of a document with errors: those, and nothing that follows from them."""

from benchmarks.defects.measure import bases
from omninode_bridge.stages.check import check_text

SEED_BANK = bases()["seed_bank"]


def codes_of(text: str) -> set[str]:
    return {one.code for one in check_text(text)}


def test_an_unknown_type_in_a_request_of_an_example_is_all_that_is_said() -> None:
    text = SEED_BANK.replace("| species | string |", "| species | Plant |")
    assert codes_of(text) - codes_of(SEED_BANK) == {"PRD010"}


def test_examples_are_not_held_against_limits_that_contradict_each_other() -> None:
    text = SEED_BANK.replace("length 4..12", "length 12..4")
    assert codes_of(text) - codes_of(SEED_BANK) == {"PRD112"}
