"""The tool lending, proven from its document, keeps what it is told."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from resources.installation.home import Home
from resources.toolchain.worker.connection import stop_workers
from tests.examples.test_documents import EXAMPLES, omninode

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _nothing_stays(tmp_path: Path) -> Iterator[None]:
    """The warm tools wait for the next request; here there is none."""
    yield
    stop_workers(Home(tmp_path / "home").toolchain)


def test_an_effect_keeps_what_it_was_told(tmp_path: Path) -> None:
    document = str(EXAMPLES / "tool_lending.md")
    made = omninode(tmp_path, "generate", "--local", "--min-coverage", "1", "--prd", document)
    assert made.returncode == 0, made.stderr

    request = str(EXAMPLES / "tool_lending_request.json")
    asked = ("run", "generated/node_tool_lending_effect", "--state", "state", "--operation")
    first = omninode(tmp_path, *asked, "add_tool", "--input", request)
    again = omninode(tmp_path, *asked, "add_tool", "--input", request)

    assert (first.returncode, json.loads(first.stdout)["label"]) == (0, "DR-001")
    assert json.loads(again.stdout)["error"]["code"] == "DUPLICATE_REGISTRATION"
    assert len((tmp_path / "state" / "outbox.jsonl").read_text("utf-8").splitlines()) == 1
