"""What recognition weighs is made by one command of this repository, from its own sentences."""

from pathlib import Path

import pytest

from benchmarks.labels import NONE
from benchmarks.train_recognition import (
    OWN,
    REGISTERS,
    learn,
    learned_cases,
    named_by,
    sentences_in,
)
from omninode_bridge.prose.catalogue import load_catalogue
from omninode_bridge.prose.recognition.advising import LACKING
from omninode_bridge.prose.recognition.confidence import weights
from omninode_bridge.prose.recognition.recognising import recognise

KNOWN = {one.name for one in load_catalogue()} | LACKING.keys() | {NONE}
SAME = 0.99
"""Machines round differently, and a sentence more in the catalogue moves a few that are close."""


@pytest.mark.slow
def test_our_own_sentences_make_the_weights_that_are_used() -> None:
    every = learned_cases()
    made = learn(every)
    found = {
        one.case.text: one.pattern
        for one in named_by(made, every)
        if one.confidence >= made.weights.threshold
    }

    used = {case.text: one.pattern for case in every if (one := recognise(case.text))}
    texts = {case.text for case in every}
    same = sum(found.get(text) == used.get(text) for text in texts)
    assert made.weights.threshold == weights().threshold
    assert same >= SAME * len(texts)


@pytest.mark.parametrize("place", [OWN, REGISTERS], ids=["wordings", "registers"])
def test_each_sentence_is_labelled_once_with_a_pattern_that_is_known(place: Path) -> None:
    rows = list(sentences_in(place))

    assert {label for labels, _ in rows for label in labels} <= KNOWN
    texts = [text for _, text in rows]
    assert len(texts) == len(set(texts))
