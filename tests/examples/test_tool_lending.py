"""The tool lending, proven from its document, keeps what it is told."""

import json

import pytest

from tests.examples.command import EXAMPLES, Omninode

pytestmark = pytest.mark.slow


def test_an_effect_keeps_what_it_was_told(omninode: Omninode) -> None:
    document = str(EXAMPLES / "tool_lending.md")
    made = omninode("generate", "--local", "--min-coverage", "1", "--prd", document)
    assert made.returncode == 0, made.stderr

    request = str(EXAMPLES / "tool_lending_request.json")
    asked = ("run", "generated/node_tool_lending_effect", "--state", "state", "--operation")
    first = omninode(*asked, "add_tool", "--input", request)
    again = omninode(*asked, "add_tool", "--input", request)

    assert (first.returncode, json.loads(first.stdout)["label"]) == (0, "DR-001")
    assert json.loads(again.stdout)["error"]["code"] == "DUPLICATE_REGISTRATION"
    assert len((omninode.folder / "state" / "outbox.jsonl").read_text("utf-8").splitlines()) == 1
