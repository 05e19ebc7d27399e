"""Rows that refer to others, told in prose alone: what the node answers, and its own scenarios."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.effects.node import Answer, EffectNode, imported
from tests.effects.test_real_services import play_all
from tests.embedded_postgres import EmbeddedServer

pytest_plugins = ["tests.postgres"]
pytestmark = pytest.mark.slow

DOCUMENT = """\
# Mooring book

A harbour has skippers. A skipper has a name and an email, both required. A mooring has a skipper \
id, a jetty (a, b or c) and a status, which is booked or released.

## Requirements

- Enter skippers with name and email.
- Get a skipper by id.
- The harbour master removes skippers.
- Enter a mooring with skipper id and jetty.
- Every new mooring starts with the status "booked".
- Release a booked mooring.
- Entering a mooring for an unknown skipper is refused as not found.
- A skipper may have at most two booked moorings at a time.
- A skipper with booked moorings cannot be removed.
"""
NOBODY = "00000000-0000-4000-8000-00000000ffff"


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EffectNode]:
    with imported(DOCUMENT, tmp_path_factory.mktemp("package"), in_prose=True) as found:
        yield found


def refused(answer: Answer) -> tuple[str, str]:
    return answer["error"]["code"], answer["error"]["message"]


def test_what_is_told_of_other_rows_is_so(harbour: EffectNode, tmp_path: Path) -> None:
    node = replace(harbour, state=tmp_path)
    unknown = node.ask("enter_mooring", {"skipper_id": NOBODY, "jetty": "a"})
    assert refused(unknown) == ("RESOURCE_NOT_FOUND", "Skipper not found")
    skipper = node.ask("enter_skipper", {"name": "Jo", "email": "jo@example.org"})["id"]
    asked = {"skipper_id": skipper, "jetty": "b"}
    first, second = (node.ask("enter_mooring", asked) for _ in range(2))
    third = node.ask("enter_mooring", asked)
    assert refused(third)[1] == "the skipper has 2 booked moorings already"
    assert refused(node.ask("remove_skipper", {"id": skipper}))[0] == "INVALID_STATE"
    for each in (first, second):
        assert node.ask("release_mooring", {"id": each["id"]})["status"] == "released"
    assert node.ask("remove_skipper", {"id": skipper}) == {}


def test_every_scenario_holds_on_postgres(
    harbour: EffectNode, postgres_server: EmbeddedServer, tmp_path: Path
) -> None:
    assert play_all(harbour, postgres_server, tmp_path) > 0
