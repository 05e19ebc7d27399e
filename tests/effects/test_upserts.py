"""Rows that are made or changed by one operation, and rows that come back."""

import pytest

from tests.effects.node import DOCUMENTS, Answer, EffectNode, code

pytestmark = pytest.mark.slow

DOCUMENT = (DOCUMENTS / "settings.md").read_text(encoding="utf-8")


def test_an_upsert_makes_a_row_and_then_changes_it(node: EffectNode) -> None:
    made = node.ask("upsert_setting", {"name": "a", "value": "1"})
    changed = node.ask("upsert_setting", {"name": "a", "value": "2", "note": "b"})

    assert (made["weight"], made["note"], made["version"]) == (3, None, 1)
    assert (changed["value"], changed["note"], changed["version"]) == ("2", "b", 2)
    assert changed["id"] == made["id"]
    assert changed["updated_at"] > made["updated_at"]


def test_what_an_upsert_leaves_out_stays_as_it_is(node: EffectNode) -> None:
    node.ask("upsert_setting", {"name": "a", "value": "1", "weight": 7, "note": "b"})
    kept = node.ask("upsert_setting", {"name": "a", "value": "2"})
    assert (kept["weight"], kept["note"]) == (7, "b")
    assert node.ask("upsert_setting", {"name": "a", "value": "2", "note": None})["note"] is None


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"version": 9}, "INVALID_STATE"),
        ({"weight": None}, "VALIDATION_ERROR"),
        ({"weight": -1}, "VALIDATION_ERROR"),
        ({"id": "7d0cbb0e-9a51-4b11-9d0b-0f6a4a0e5d10"}, "VALIDATION_ERROR"),
    ],
)
def test_what_an_upsert_refuses(node: EffectNode, more: Answer, expected: str) -> None:
    node.ask("upsert_setting", {"name": "a", "value": "1"})
    assert code(node.ask("upsert_setting", {"name": "a", "value": "2", **more})) == expected
    assert node.ask("upsert_setting", {"name": "a", "value": "1", "version": 1})["version"] == 2


def test_rules_of_an_upsert_see_the_row_as_it_was(node: EffectNode) -> None:
    def acquired(requester: str, second: int) -> Answer:
        now = f"2026-01-01T00:00:{second:02d}Z"
        return node.ask("acquire_lock", {"name": "x", "requester": requester, "now": now})

    assert acquired("me", 0)["expires_at"] == "2026-01-01T00:00:30Z"
    assert acquired("you", 29)["error"]["message"] == "the lock is held by another owner"
    assert acquired("me", 29)["expires_at"] == "2026-01-01T00:00:59Z"
    assert acquired("you", 59)["owner"] == "you"


def test_a_deleted_row_comes_back_as_it_was(node: EffectNode) -> None:
    node.ask("upsert_setting", {"name": "a", "value": "1"})
    assert code(node.ask("restore_setting", {"name": "a"})) == "RESOURCE_NOT_FOUND"
    assert node.ask("delete_setting", {"name": "a"}) == {}
    assert code(node.ask("upsert_setting", {"name": "a", "value": "2"})) == "DUPLICATE_REGISTRATION"

    restored = node.ask("restore_setting", {"name": "a"})

    assert (restored["value"], restored["version"]) == ("1", 2)
    assert node.ask("upsert_setting", {"name": "a", "value": "2"})["version"] == 3


def test_a_refused_row_leaves_its_file_as_it_was(node: EffectNode) -> None:
    assert node.ask("archive_sheet", {"name": "a.txt", "content": "first"}) == {"name": "a.txt"}
    again = node.ask("archive_sheet", {"name": "a.txt", "content": "second"})
    assert code(again) == "DUPLICATE_REGISTRATION"
    assert (node.state / "files" / "sheets" / "a.txt").read_text("utf-8") == "first"
