"""`omninode patterns`: what is understood, for people and for programs."""

import json

import pytest
from click.testing import CliRunner

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.prose.catalogue import load_catalogue
from pipelines.cli.patterns import patterns


def output(*arguments: str) -> str:
    result = CliRunner().invoke(patterns, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def test_every_pattern_is_listed_with_its_type_and_title() -> None:
    lines = output("list").splitlines()
    assert len(lines) == len(load_catalogue())
    [line] = [line for line in lines if " read_entity " in line]
    assert line.split() == ["effect", "read_entity", "Find", "one", "entity", "by", "its", "keys"]


def test_the_list_for_programs_has_the_same_patterns() -> None:
    found = json.loads(output("list", "--format", "json"))
    assert [each["pattern"] for each in found] == [one.name for one in load_catalogue()]


def test_a_pattern_is_shown_with_slots_sentences_and_fragment() -> None:
    text = output("show", "read_entity")
    for part in (
        "keys: names, from by, model keys; else id",
        "entity: noun, from object; required",
        "Retrieve user information by ID or email",
        "Retrieve the file from the archive",
        "| find_{{ entity.name }} | read |",
    ):
        assert part in text


def test_a_pattern_for_programs_has_the_keys_of_its_file() -> None:
    found = json.loads(output("show", "read_entity", "--format", "json"))
    assert found["pattern"] == "read_entity"
    assert found["slots"]["keys"]["from"] == ["by", "model keys"]
    assert "golden" in found


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(InvalidRequestError, match="no pattern nothing"):
        output("show", "nothing")
