"""Fields that Python cannot call what the document does: only the document's names are spoken."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.examples.command import Example, Omninode

pytestmark = pytest.mark.slow

type Json = Any  # whatever JSON a test looks into

type Examples = Mapping[str, Example]


class Asked:
    """A node that passed the gate."""

    def __init__(self, omninode: Omninode, examples: Examples, document: str) -> None:
        self.omninode = omninode
        self.node = examples[document].node()

    def __call__(self, request: Json, *options: str) -> Json:
        path = self.omninode.folder / "request.json"
        path.write_text(json.dumps(request), encoding="utf-8")
        done = self.omninode("run", self.node, "--input", str(path), *options)
        return json.loads(done.stdout or done.stderr)


def test_compute(omninode: Omninode, examples: Examples) -> None:
    node = Asked(omninode, examples, "freight")
    request = {"from": "Bern", "lines": [{"class": "a", "in": 3}, {"class": "b", "in": 1}]}
    assert node(request) == {
        "class": "heavy",
        "in": "Bern!",
        "lines": [{"class": "a", "in": 3, "pass": 6}, {"class": "b", "in": 1, "pass": 2}],
        "is": ["a"],
    }
    refused = node({"from_": "Bern", "lines": []})
    assert refused["error"]["code"] == "VALIDATION_ERROR"
    readme = Path(node.node, "README.md").read_text(encoding="utf-8")
    assert "| from | string | yes |" in readme
    assert "| class | string | always |" in readme


def test_effect(omninode: Omninode, examples: Examples) -> None:
    node = Asked(omninode, examples, "tickets")
    state = ("--state", str(omninode.folder / "kept"))
    sold = node({"class": "first", "from": "Bern"}, "--operation", "sell", *state)
    assert (sold["class"], sold["from"], sold["is"]) == ("first", "Bern", 1)
    wish = {"id": sold["id"], "class": "second"}
    changed = node(wish, "--operation", "import", *state)
    assert changed == sold | {"class": "second", "is": 2}
    assert node({"class": "second"}, "--operation", "list", *state)["items"] == [changed]
    refused = node({"class": "first", "from": "nowhere"}, "--operation", "sell", *state)
    assert refused["error"]["message"] == "no train"
    kept = (omninode.folder / "kept" / "outbox.jsonl").read_text(encoding="utf-8")
    [event] = [json.loads(line)["payload"] for line in kept.splitlines()]
    assert (event["class"], event["from"]) == ("first", "Bern")


def test_reducer(omninode: Omninode, examples: Examples) -> None:
    node = Asked(omninode, examples, "shop")
    sale = {"event": "sale", "class": "food", "amount": "2.50", "is": 2}
    answer = node({"state": None, "events": [{"event": "open", "from": "Bern"}, sale]})
    assert answer["rejected"] == []
    assert (answer["state"]["from"], answer["state"]["pass"]) == ("Bern", 2)
    assert answer["intents"][-1] == {"intent": "sold", "payload": {"class": "food", "pass": 2}}
    assert answer["aggregates"]["takings"] == [{"class": "food", "value": "2.50"}]
    again = node({"state": answer["state"], "events": [sale]})
    assert again["state"]["pass"] == 4
    assert again["aggregates"]["takings"] == [{"class": "food", "value": "5.00"}]


def test_orchestrator(omninode: Omninode, examples: Examples) -> None:
    node = Asked(omninode, examples, "journey")
    given = {"from": "Bern", "class": 1, "import": True}
    quote = {"step": "quote", "outcome": "completed", "attempt": 1, "output": {"is": 1}}
    answer = node({"input": given, "history": [quote]})
    assert [each["step"] for each in answer["start"]] == ["train", "customs"]
    assert answer["start"][0]["input"]["input"] == given
    refused = node({"input": given | {"class": 3}, "history": []})
    assert refused["error"]["code"] == "VALIDATION_ERROR"
    assert "class" in refused["error"]["message"]
