"""Version 1.0 of the schemas as it was published: what comes later only adds to it."""

import json
import os
from copy import deepcopy
from pathlib import Path
from typing import Any, Final

import pytest

from tests.docs.asyncapi import schemas
from tests.unit.events.compatibility import breaking

PUBLISHED: Final = Path(__file__).parent / "published" / "schemas_1.0.json"

type Json = Any  # a schema to be altered

BEFORE: Final[Json] = {
    "Order": {
        "type": "object",
        "properties": {
            "id": {"type": "string", "format": "uuid"},
            "note": {"anyOf": [{"type": "string", "maxLength": 20}, {"type": "null"}]},
            "amount": {"type": "integer", "minimum": 0},
            "kind": {"enum": ["sale", "gift"], "type": "string"},
            "tags": {"type": "array", "items": {"type": "string"}},
            "extra": {"type": "object", "additionalProperties": {"type": "integer"}},
        },
        "required": ["id"],
    }
}


def published() -> Json:
    return json.loads(PUBLISHED.read_text(encoding="utf-8"))


def test_what_was_published_is_still_understood_and_sent() -> None:
    assert breaking(published(), schemas()) == []


def test_golden_what_is_new_stands_in_the_snapshot_too() -> None:
    """Else a later change of it would break somebody unseen. What breaks is never written."""
    if os.environ.get("UPDATE_GOLDEN") and not breaking(published(), schemas()):
        text = json.dumps(schemas(), indent=1, sort_keys=True)
        PUBLISHED.write_text(f"{text}\n", encoding="utf-8")
    assert published() == schemas()


def changed(path: str, value: Json) -> Json:
    after = deepcopy(BEFORE)
    *parents, last = path.split("/")
    place = after["Order"]
    for name in parents:
        place = place[int(name)] if isinstance(place, list) else place[name]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return after


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("properties/tags", None, "Order.tags is gone"),
        ("properties/amount/type", "string", "Order.amount is no longer integer"),
        ("properties/id/format", "date", "Order.id is no longer uuid"),
        ("properties/note/anyOf", [{"type": "string"}], "Order.note is no longer null"),
        ("properties/note/anyOf/0/maxLength", 19, "Order.note has a tighter maxLength"),
        ("properties/amount/minimum", 1, "Order.amount has a tighter minimum"),
        ("properties/amount/maximum", 9, "Order.amount has a tighter maximum"),
        ("properties/kind/enum", ["sale"], "Order.kind has fewer values"),
        ("properties/kind/const", "sale", "Order.kind has fewer values"),
        ("properties/amount/enum", [1, 2], "Order.amount has fewer values"),
        ("properties/id/pattern", "a+", "Order.id has another pattern"),
        ("properties/tags/items/type", "integer", "Order.tags[] is no longer string"),
        (
            "properties/extra/additionalProperties/type",
            "null",
            "Order.extra[] is no longer integer",
        ),
        ("required", ["id", "kind"], "Order.kind is required now"),
    ],
)
def test_what_breaks_somebody_is_said(path: str, value: Json, said: str) -> None:
    assert breaking(BEFORE, changed(path, value)) == [said]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("properties/more", {"type": "string"}),
        ("properties/amount/type", "number"),
        ("properties/amount/minimum", None),
        ("properties/amount/minimum", -1),
        ("properties/note/anyOf/0/maxLength", 21),
        ("properties/kind/enum", ["sale", "gift", "loan"]),
        ("properties/kind/enum", None),
        ("properties/amount/title", "Amount"),
        ("required", []),
    ],
)
def test_what_only_adds_is_harmless(path: str, value: Json) -> None:
    assert breaking(BEFORE, changed(path, value)) == []


def test_a_schema_that_is_gone_is_said() -> None:
    assert breaking(BEFORE, {}) == ["Order is gone"]
