"""Which line of the generated file a line stands for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omninode_bridge.generation.as_generated import changed_since, packed, unpacked
from omninode_bridge.generation.edits import Change, Stood, stood

OLD = """import os


def first(a: int) -> int:
    b = a + 1
    return b


@cached
def second() -> int:
    return os.getpid()
"""


def place(new: str, line: int) -> Stood:
    return stood("a.py", OLD, new, line)


@pytest.mark.parametrize("line", range(1, 12))
def test_an_unchanged_line_stands_for_itself(line: int) -> None:
    assert place(OLD, line) == Stood(line)


def test_a_function_that_moved_is_the_same() -> None:
    head, _, rest = OLD.partition("def first")
    first, _, second = rest.partition("@cached")
    moved = f"{head}@cached{second}\n\ndef first{first}"
    numbered = moved.splitlines()
    assert place(moved, numbered.index("    b = a + 1") + 1) == Stood(5)
    assert place(moved, numbered.index("@cached") + 1) == Stood(9)


def test_an_edited_line_knows_what_stood_there() -> None:
    new = OLD.replace("b = a + 1", "b = a + 2")
    assert place(new, 5) == Stood(5, Change.EDITED, ("    b = a + 1",))
    assert place(new, 6) == Stood(6)


def test_a_line_added_within_a_function_belongs_to_it() -> None:
    new = OLD.replace("    return b", "    b += 1\n    return b")
    assert place(new, 6) == Stood(5, Change.ADDED)
    assert place(new, 7) == Stood(6)


def test_a_renamed_function_is_known_by_what_it_holds() -> None:
    new = OLD.replace("first", "another")
    assert place(new, 4) == Stood(4, Change.EDITED, ("def first(a: int) -> int:",), "another")
    assert place(new, 5) == Stood(5, now="another")


def test_what_is_like_nothing_was_added() -> None:
    new = OLD + "\n\ndef own(text: str) -> str:\n    return text.upper()\n"
    assert place(new, 14).line is None
    gone = OLD.replace(OLD[OLD.index("def first") : OLD.index("@cached")], "") + "\nX = 1\n"
    assert place(gone, len(gone.splitlines())) == Stood(None, Change.ADDED)


def test_other_texts_are_compared_as_a_whole() -> None:
    assert stood("c.yaml", "a: 1\nb: 2\n", "a: 1\nc: 0\nb: 2\n", 3) == Stood(2)
    assert stood("c.yaml", "a: 1\n", "a: 2\n", 1) == Stood(1, Change.EDITED, ("a: 1",))


@given(st.dictionaries(st.text("abc/", min_size=1), st.binary(max_size=50), max_size=5))
def test_what_is_packed_is_unpacked(files: dict[str, bytes]) -> None:
    assert unpacked(packed(files)) == files
    assert packed(files) == packed(dict(reversed(files.items())))
    assert changed_since(files, files) == ()
    assert changed_since(files, {}) == tuple(sorted(files))


@pytest.mark.parametrize("content", [b"", b"PK", packed({"a": b"1"})[:-5]])
def test_what_is_no_archive_is_told(content: bytes) -> None:
    with pytest.raises(ValueError, match="no archive"):
        unpacked(content)
