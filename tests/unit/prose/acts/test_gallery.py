"""What sentences ask of the things that a data model declares: gallery."""

import pytest

from tests.unit.prose.effects_told import EffectsTold

TOLD = EffectsTold(
    """# Gallery
## Painting
- id: uuid (primary key)
- inventory_number: string, unique
- title: string
- artist: string
- price: money?
- room: int (>= 1)
- status: enum(stored, hung, on_loan, sold), default stored
- insured: bool (default false)
- acquired_on: date
- version: int (default 1)
## Requirements
"""
)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "The curator looks up a painting by its inventory number.",
            "look_up_painting: read Painting by inventory_number",
        ),
        (
            "A painting can be retrieved by id or inventory number.",
            "retrieve_painting: read Painting by id, inventory_number",
        ),
        (
            "A painting is found by its inventory number.",
            "find_painting: read Painting by inventory_number",
        ),
        (
            "Visitors may view the details of a painting by inventory number.",
            "view_painting: read Painting by inventory_number",
        ),
        ("It shall be possible to display a single painting.", "display_painting: read Painting"),
        (
            "All paintings of an artist are listed, newest first.",
            "list_paintings: list Painting filtered by artist sorted by -acquired_on",
        ),
        (
            "The curator can list the paintings of a room sorted by title.",
            "list_paintings: list Painting filtered by room sorted by title",
        ),
        (
            "Visitors browse the paintings by artist, in order of price.",
            "list_paintings: list Painting filtered by artist sorted by price",
        ),
        (
            "Paintings are shown page by page, ordered by acquired on.",
            "list_paintings: list Painting sorted by acquired_on",
        ),
        (
            "As a visitor I want to see all paintings in a room.",
            "list_paintings: list Painting filtered by room",
        ),
        ("Show all paintings that are sold.", "list_sold_paintings: list Painting where sold"),
        (
            "List all paintings whose status is hung, sorted by title descending.",
            "list_hung_paintings: list Painting sorted by -title where hung",
        ),
        (
            "The registrar can list uninsured paintings.",
            "list_not_insured_paintings: list Painting where not insured",
        ),
        (
            "Search paintings by title or artist.",
            "search_paintings: list Painting containing title, artist",
        ),
        (
            "Visitors can search for paintings by artist.",
            "search_paintings: list Painting containing artist",
        ),
        ("The price of a painting can be changed.", "update_painting: update Painting with price"),
        (
            "The curator can change the title and the price of a painting.",
            "update_painting: update Painting with title, price",
        ),
        ("A painting's price may be adjusted.", "update_painting: update Painting with price"),
        ("A painting can be moved to another room.", "move_painting: update Painting with room"),
        ("The curator renames a painting.", "rename_painting: update Painting with title"),
        ("The dealer sells a painting.", "sell_painting: update Painting sets sold"),
        ("A painting can be hung.", "hang_painting: update Painting sets hung"),
        (
            "The curator marks a painting as insured.",
            "mark_painting_insured: update Painting sets insured",
        ),
        (
            "Paintings can be removed, but they must remain in the archive.",
            "remove_painting: delete Painting",
        ),
        (
            "A painting is deleted by its inventory number.",
            "delete_painting: delete Painting by inventory_number",
        ),
        ("Sold paintings may be deleted.", "delete_painting: delete Painting only when sold"),
        (
            "Delete a painting which is on loan.",
            "delete_painting: delete Painting only when on loan",
        ),
    ],
)
def test_a_sentence_is_told(sentence: str, told: str) -> None:
    assert TOLD.pattern_of(sentence).removeprefix("told: ") == told


@pytest.mark.parametrize(
    "sentence",
    [
        "Paintings are shown page by page, ordered by acquisition date.",
        "Paintings that are older than 30 days are listed.",
        "Selling a painting sets its status to sold.",
        "Hang a stored painting in a room.",
        "A sold painting cannot be moved.",
        "Changes need the current version.",
        "Delete sculptures.",
        "Register paintings with title and weight.",
        "List paintings by colour.",
        "Paintings are admired.",
        "The system must be fast.",
        "Clean a painting with water.",
        "Only the director can delete paintings.",
        "Paintings must not be deleted.",
    ],
)
def test_what_is_not_surely_meant_stays_unbound(sentence: str) -> None:
    """Another thing, another field, a narrower law, somebody's right, or a wish."""
    assert TOLD.pattern_of(sentence) == ""
