"""What is known of the data is told with types, limits and defaults, from tables and sentences."""

import json

from omninode_bridge.requirements.data_shown import DataShown, data_shown
from omninode_bridge.requirements.findings import WasRead, as_json, as_text
from omninode_bridge.requirements.reading import read_prd

LAMPS = """# Lamps

## Data model

### Lamp

| field | type | constraints |
| --- | --- | --- |
| code | string | primary key, pattern /[A-Z]{2}/ |
| watts | int | >= 5, < 100, default 40 |
| mark | string? | unique |
| hall | string | references Hall, length 1..9 |

## Events

| event | fields |
| --- | --- |
| lit | state: enum(on, off) |
"""

TOLD = """---
type: compute
---
# Wicks

The input is a length in cm (decimal, at least 2) and a flag called long (default false).
"""


def test_each_field_is_told_with_what_is_known_of_it() -> None:
    assert data_shown(read_prd(LAMPS).document) == (
        DataShown(
            "Lamp",
            (
                "code (string, pattern /[A-Z]{2}/, key)",
                "watts (int, >= 5, < 100, default 40)",
                "mark (string?, unique)",
                "hall (string, length 1..9, references Hall)",
            ),
        ),
        DataShown("event lit", ("state (enum(on, off))",)),
    )


def test_what_sentences_tell_is_shown_in_text_and_json() -> None:
    data = data_shown(read_prd(TOLD).document)
    text = as_text([], TOLD, "x.md", WasRead(data=data))

    assert "Data:\n  input: length_cm (decimal, >= 2), long (bool, default false)\n" in text
    assert json.loads(as_json([], "x.md", (), WasRead(data=data)))["data"] == {
        "input": ["length_cm (decimal, >= 2)", "long (bool, default false)"]
    }


def test_where_nothing_is_known_nothing_is_told() -> None:
    assert data_shown(read_prd("# Empty\n\nThe lamp shines.\n").document) == ()
    assert "Data:" not in as_text([], "", "x.md", WasRead())
