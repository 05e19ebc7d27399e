"""Advice as one line, as lines for a terminal, and as JSON and back."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omninode_bridge.advice.shown import (
    SENT,
    SHOWN,
    advice_from_json,
    advice_to_json,
    beginning,
    lines,
    sentence,
)
from omninode_bridge.advice.values import LONGEST, Advice, Analysis, Figures, Kind, Remark

EVAL = Remark(Kind.SECURITY, "S307", "`eval` runs it", "a.py", 3)
texts = st.text(max_size=20)
analyses = st.builds(
    Analysis,
    st.lists(st.builds(Remark, st.sampled_from(Kind), texts, texts, texts), max_size=3).map(tuple),
    st.builds(Figures, *[st.integers(0, 99)] * 4, texts),
    st.lists(texts, max_size=2).map(tuple),
    st.integers(0, 9),
)


@given(st.builds(Advice, st.none() | analyses, texts, st.just(1.5)))
def test_json_keeps_everything(advice: Advice) -> None:
    told = json.loads(json.dumps(advice_to_json(advice)))
    assert advice_from_json(told) == advice
    assert sentence(advice).isprintable()


@pytest.mark.parametrize(
    ("advice", "said"),
    [
        (Advice(None, "nobody\nis there"), "not run: nobody is there"),
        (Advice(Analysis()), "0 remarks, no part of the score"),
        (
            Advice(Analysis((EVAL,), Figures(1, 9, 1, 4, "f"))),
            (
                "1 remark (1 security) on 1 function in 1 file (complexity up to 4: f), "
                "no part of the score"
            ),
        ),
        (
            Advice(Analysis((EVAL, EVAL), Figures(2, 9), ("ruff failed",), more=7)),
            (
                "9 remarks (2 security, 7 more) on 0 functions in 2 files, no part of the score; "
                "not run: ruff failed"
            ),
        ),
    ],
)
def test_a_sentence(advice: Advice, said: str) -> None:
    assert sentence(advice) == said


def test_a_sentence_has_an_end() -> None:
    advice = Advice(Analysis(not_run=("x" * LONGEST,) * 9))
    assert len(sentence(advice)) == LONGEST


def test_a_terminal_is_shown_the_first() -> None:
    told = [*lines(Advice(Analysis((EVAL,) * (SHOWN + 2))))]
    assert told[1] == "  security     a.py:3 S307 `eval` runs it"
    assert told[-1] == "  ... 2 more"
    assert len(told) == SHOWN + 2
    assert [*lines(Advice(None, "no"))] == ["advice: not run: no"]


def test_a_message_has_the_beginning_and_the_number_of_the_others() -> None:
    whole = Advice(Analysis((EVAL,) * (SENT + 5), more=3))
    sent = beginning(whole).analysis
    assert sent is not None
    assert (len(sent.remarks), sent.more) == (SENT, 8)
    assert beginning(Advice(None, "no")) == Advice(None, "no")
