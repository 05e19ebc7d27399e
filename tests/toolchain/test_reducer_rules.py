"""The base class must go where the handler goes, and the contract's machine must be sound."""

from pathlib import Path

import pytest

from omninode_bridge.generation.generate import generate_package
from omninode_bridge.generation.json_text import json_text
from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.document import JsonValue
from omninode_bridge.requirements.reading import read_prd
from resources.toolchain.inside.layout import Layout, find_layout
from resources.toolchain.inside.types import reducer
from tests.unit.generation.reducer.emitted import machine_document

pytestmark = pytest.mark.slow

ROWS = """
[*] | place | placed | total > 0 | total = total
placed | pay | placed | paid + amount < total | paid = paid + amount
placed | pay | paid | paid + amount >= total | paid = paid + amount
paid | ship | shipped | |
"""
CONTEXT = "paid | money | default 0\ntotal | money | default 0"
EVENTS = "place | total: money\npay | amount: money\nship |"
EVENTS_OF_SAMPLE: list[JsonValue] = [
    {"event": "ship"},
    {"event": "place", "total": "0"},
    {"event": "place", "total": "10"},
    {"event": "pay", "amount": "4"},
    {"event": "pay", "amount": "6"},
    {"event": "ship"},
    {"event": "fly"},
]
SAMPLE = json_text({"state": None, "events": EVENTS_OF_SAMPLE})


def laid_out(
    title: str, folder: Path, monkeypatch: pytest.MonkeyPatch, *change: tuple[str, str]
) -> Layout:
    """The package in a folder of its own, with its contract changed."""
    text = machine_document(title, ROWS, context=CONTEXT, events=EVENTS)
    package = generate_package(read_prd(text).document, node_type=NodeType.REDUCER).package
    assert package is not None
    for path, content in package.files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    contract = folder / package.node_folder / "contract.yaml"
    for old, new in change:
        written = contract.read_text(encoding="utf-8")
        assert old in written
        contract.write_text(written.replace(old, new), encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.syspath_prepend(str(folder / "src"))
    return find_layout()


def test_a_generated_reducer_agrees_and_is_sound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout = laid_out("Agreeing order", tmp_path, monkeypatch)
    assert list(reducer.agreement(layout, SAMPLE)) == []
    assert list(reducer.analysis(layout)) == []


@pytest.mark.parametrize(
    ("title", "change", "said"),
    [
        ("Other target", ("to_state: paid", "to_state: placed"), "the base class with placed"),
        ("Other guard", ("guard_pay_2 equals True", "guard_pay_1 equals True"), "with guard"),
        ("Other event", ("trigger: ship", "trigger: send"), "the base class with no_transition"),
    ],
)
def test_a_contract_that_says_something_else_is_found(
    title: str,
    change: tuple[str, str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    layout = laid_out(title, tmp_path, monkeypatch, change)
    messages = [str(found["message"]) for found in reducer.agreement(layout, SAMPLE)]
    assert any(said in message for message in messages), messages


def test_an_unsound_machine_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change = ("from_state: paid\n", "from_state: shipped\n"), ("- shipped\n", "- paid\n")
    layout = laid_out("Unsound order", tmp_path, monkeypatch, *change)
    assert {found["rule"] for found in reducer.analysis(layout)} == {"C10"}
