"""Things that are kept as files are read and removed as files, whatever stores else."""

import pytest

from tests.unit.prose.effects_told import EffectsTold

TOLD = EffectsTold(
    """# Sheets
## Concert
- id: uuid (primary key)
- title: string
## Requirements
- Add concerts with title.
- The librarian stores a score as a PDF file under a given name.
"""
)


@pytest.mark.parametrize(
    ("sentence", "name", "kind"),
    [
        ("A score is read by its name.", "read_score", "read file"),
        ("Musicians can open a score by its file name.", "open_score", "read file"),
        ("Scores can be deleted by name.", "delete_score", "delete file"),
        ("The librarian removes the score of a concert.", "remove_score", "delete file"),
        ("Programmes are saved as text files.", "save_programme", "write file"),
        ("The programme of a concert is kept in a folder.", "keep_programme", "write file"),
        ("Write a poster to a file.", "write_poster", "write file"),
    ],
)
def test_the_thing_is_a_file(sentence: str, name: str, kind: str) -> None:
    assert TOLD.operation(name, sentence).kinds == (kind,)


def test_one_sentence_may_write_and_read() -> None:
    told = TOLD.pattern_of("A poster is stored as a file and can be read again by its file name.")
    assert told == "told: store_poster: write file, read_poster: read file"


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("When a score is stored, the event score_kept is published.", "store_score score_kept"),
        ("File names must not leave the folder.", "store_score"),
    ],
)
def test_a_remark_is_about_the_operations_on_files(sentence: str, told: str) -> None:
    assert TOLD.pattern_of(sentence) == f"told: {told}"


@pytest.mark.parametrize(
    "sentence",
    [
        "A score is read aloud.",
        "A ticket can be read by its name.",
        "A score must not be deleted.",
        "Delete scores that are torn.",
        "When a score is torn, an event is published.",
    ],
)
def test_what_is_no_file_or_says_more_is_left(sentence: str) -> None:
    found = TOLD.understood(sentence).document
    assert not [one for one in found.operations if "read file" in one.kinds or "delete" in one.name]
    assert found.requirements[-1].pattern == ""


def test_the_reason_of_a_law_keeps_nobody_from_reading_it() -> None:
    sentence = "Adding the same concert twice because somebody is in a hurry must not create two."
    names = [each.names for each in TOLD.operation("add_concert", sentence).inputs]
    assert ("idempotency_key",) in names
