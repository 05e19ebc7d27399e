"""What crosses the wire comes back the same, and what is no answer is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omninode_bridge.advice.values import LONGEST, Analysis, Figures, Kind, Remark, plain
from omninode_bridge.advice.wire import (
    MOST_REMARKS,
    MOST_TOLD,
    Analyzed,
    Success,
    read,
    told,
)
from omninode_bridge.errors import UnavailableError

SENT = {"a.py": "x = 1\ny = 2\n", "b.py": ""}
texts = st.text(max_size=40).map(plain)
remarks = st.one_of(
    st.builds(Remark, st.sampled_from(Kind), texts, texts, st.just("a.py"), st.integers(1, 3)),
    st.builds(Remark, st.sampled_from(Kind), texts, texts, st.just("b.py"), st.none()),
    st.builds(Remark, st.sampled_from(Kind), texts, texts),
)
counts = st.integers(0, 10**6)
figures = st.builds(Figures, counts, counts, counts, counts, texts)


def sent(analysis: Analysis) -> bytes:
    return Success[Analyzed](data=told(analysis)).model_dump_json().encode()


@given(st.builds(Analysis, st.lists(remarks, max_size=9).map(tuple), figures, st.just(("a b",))))
def test_an_analysis_comes_back_the_same(analysis: Analysis) -> None:
    back = read(sent(analysis), SENT)
    assert (back.figures, back.not_run, back.more) == (analysis.figures, analysis.not_run, 0)
    for kind in Kind:
        assert back.of(kind) == analysis.of(kind)


@pytest.mark.parametrize("count", [MOST_REMARKS, MOST_REMARKS + 1, MOST_TOLD + 7])
def test_what_is_not_kept_is_counted(count: int) -> None:
    many = Analysis(tuple(Remark(Kind.QUALITY, "R", str(n)) for n in range(count)))
    back = read(sent(many), SENT)
    assert [remark.message for remark in back.remarks] == [str(n) for n in range(MOST_REMARKS)]
    assert len(back.remarks) + back.more == count


@given(st.text(max_size=3 * LONGEST))
def test_what_is_shown_is_one_line_that_does_nothing(text: str) -> None:
    shown = plain(text)
    assert shown.isprintable()
    assert len(shown) <= LONGEST
    assert plain(shown) == shown


def test_signs_that_steer_a_terminal_are_blanks() -> None:
    assert plain("\x1b[31mred\u202e\r\n  end\x07") == "[31mred end"


DATA: dict[str, object] = {"quality": {}, "security": [], "performance": []}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"null",
        b"[]",
        b"{}",
        b"I am sorry, Dave.",
        b'{"status":"success","data":' + b"[" * 100_000,
        json.dumps({"status": "error", "data": None, "error": "no"}).encode(),
        json.dumps({"status": "error", "data": DATA, "error": None}).encode(),
        json.dumps({"status": "success", "data": {}, "error": None}).encode(),
        json.dumps({"status": "success", "data": DATA | {"security": [{}]}}).encode(),
        json.dumps({"status": "success", "data": DATA | {"more": -1}}).encode(),
        json.dumps({"status": "success", "data": DATA | {"more": 10**50}}).encode(),
        json.dumps(
            {"status": "success", "data": DATA | {"security": [{"rule": "S", "message": 7}]}}
        ).encode(),
    ],
)
def test_what_is_no_answer(content: bytes) -> None:
    with pytest.raises(UnavailableError, match="cannot be read"):
        read(content, SENT)


@pytest.mark.parametrize(
    "place",
    [
        {"file": "c.py"},
        {"file": "/etc/passwd", "line": 1},
        {"file": "a.py", "line": 4},
        {"file": "", "line": 1},
    ],
)
def test_an_answer_about_what_was_not_sent(place: dict[str, object]) -> None:
    found = DATA | {"security": [{"rule": "S1", "message": "bad", **place}]}
    content = json.dumps({"status": "success", "data": found, "error": None}).encode()
    with pytest.raises(UnavailableError, match="was not sent"):
        read(content, SENT)


def test_newer_fields_are_tolerated() -> None:
    content = json.dumps({"status": "success", "data": DATA | {"new": 1}, "newer": 2}).encode()
    assert read(content, SENT) == Analysis()
