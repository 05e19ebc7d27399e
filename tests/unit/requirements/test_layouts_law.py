"""The data of a document are the same in whatever layout and in whatever words they are told."""

import pytest

from omninode_bridge.requirements.reading import read_prd
from tests.unit.requirements.layouts.arrangements import ARRANGEMENTS, table
from tests.unit.requirements.layouts.keys import shown
from tests.unit.requirements.layouts.models import MODELS
from tests.unit.requirements.layouts.wording import VOICES

_EVERY = 3
"""Each layout is read in every voice of every third document; together they are all."""


@pytest.mark.parametrize(
    ("name", "turn"), [*zip(ARRANGEMENTS, range(len(ARRANGEMENTS)), strict=True)]
)
def test_a_layout_tells_what_the_table_tells(name: str, turn: int) -> None:
    arranged = ARRANGEMENTS[name]
    for number, model in enumerate(MODELS):
        if (number + turn) % _EVERY:
            continue
        taught = read_prd(table(model)).document
        for voice in VOICES.values():
            text = arranged(model, voice)
            read = read_prd(text).document
            wanted = [one.text for one in taught.requirements]

            assert shown(read) == shown(taught), text
            assert [one.text for one in read.requirements] == wanted, text
