"""The tool lending, proven from its document, keeps what it is told."""

import json
from collections.abc import Mapping

import pytest

from tests.examples.command import EXAMPLES, Example, Omninode

pytestmark = pytest.mark.slow


def test_an_effect_keeps_what_it_was_told(
    omninode: Omninode, examples: Mapping[str, Example]
) -> None:
    node = examples["tool_lending"].node()
    request = str(EXAMPLES / "tool_lending_request.json")
    asked = ("run", node, "--state", "state", "--operation")
    first = omninode(*asked, "add_tool", "--input", request)
    again = omninode(*asked, "add_tool", "--input", request)

    assert (first.returncode, json.loads(first.stdout)["label"]) == (0, "DR-001")
    assert json.loads(again.stdout)["error"]["code"] == "DUPLICATE_REGISTRATION"
    assert len((omninode.folder / "state" / "outbox.jsonl").read_text("utf-8").splitlines()) == 1
