"""The form of a sentence says of which type of node it tells, though it is not understood."""

from dataclasses import replace

import pytest

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.sentence_kinds import kind_of
from omninode_bridge.prose.type_of_prose import with_prose
from omninode_bridge.requirements.detection.detect import Basis, Detection, detect_type
from omninode_bridge.requirements.reading import read_prd
from omninode_bridge.stages.check import check_text

TOLD = {
    NodeType.COMPUTE: [
        "The first 30 minutes are free.",
        "After that every started hour costs 2.50.",
        "Vans pay double.",
        "Residents get a discount of 20 %.",
        "The fee is rounded to full cents.",
    ],
    NodeType.REDUCER: [
        "A kiln becomes hot when somebody lights it.",
        "A broken kiln can no longer be lit.",
        "A cooled kiln is cold again.",
        "How often each glaze was burnt, per kiln.",
    ],
    NodeType.ORCHESTRATOR: [
        "First somebody throws the pot.",
        "Then somebody glazes it somehow.",
        "The shelf and the lid are made at the same time.",
        "If the fire goes out, it is tried again twice.",
    ],
    NodeType.EFFECT: [
        "Potters can somehow look up glazes.",
        "Whoever is in charge edits the glazes.",
        "Old pots get removed from the shelf list.",
        "No two potters share a name.",
    ],
}
PAIRS = [(kind, text) for kind, texts in TOLD.items() for text in texts]


SURE = 0.9
UNSURE = 0.4


def detected(
    texts: list[str], words: NodeType, data: str = "", confidence: float = UNSURE
) -> Detection:
    text = f"# Pottery\n\n{data}\n\n## At the kiln\n" + "".join(f"- {one}\n" for one in texts)
    document = read_prd(text).document
    return with_prose(
        document, replace(detect_type(document), node_type=words, confidence=confidence)
    )


@pytest.mark.parametrize(("kind", "text"), PAIRS)
def test_each_form_tells_of_its_type(kind: NodeType, text: str) -> None:
    wanted = NodeType.ORCHESTRATOR if text.startswith("After that") else kind
    assert kind_of(text) is wanted


@pytest.mark.parametrize("text", ["Be kind.", "The kiln stands in the yard.", "People like us."])
def test_other_sentences_tell_of_none(text: str) -> None:
    assert kind_of(text) is None


@pytest.mark.parametrize("words", list(NodeType))
@pytest.mark.parametrize("kind", list(NodeType))
def test_clearly_most_sentences_decide_and_it_is_said(kind: NodeType, words: NodeType) -> None:
    found = detected(TOLD[kind], words)

    assert found.node_type is kind
    told = [one for one in found.diagnostics if one.code == "PRD807"]
    assert len(told) == (words is not kind)
    if told:
        assert found.basis is Basis.SENTENCES
        assert 0 < found.confidence <= 1
        assert found.cues[0].node_type is kind


def test_words_that_are_sure_are_not_outvoted_by_the_form_of_sentences() -> None:
    found = detected(TOLD[NodeType.COMPUTE], NodeType.EFFECT, confidence=SURE)

    assert found.node_type is NodeType.EFFECT
    assert found.basis is Basis.WORDS


def test_as_many_sentences_of_two_types_decide_nothing() -> None:
    mixed = TOLD[NodeType.COMPUTE][2:5] + TOLD[NodeType.EFFECT][:3]

    assert detected(mixed, NodeType.EFFECT).basis is Basis.WORDS


def test_what_declares_its_output_is_told_by_form_to_compute_only() -> None:
    data = "Input: glaze (string).\n\nOutput: colour (string)."

    assert detected(TOLD[NodeType.EFFECT], NodeType.EFFECT, data).node_type is NodeType.COMPUTE


def test_a_failure_says_from_what_the_type_follows() -> None:
    text = (
        "# Car park\n\nMembers can be registered, found and deleted.\n\n## What it does\n"
        + "".join(f"- {one}\n" for one in TOLD[NodeType.COMPUTE])
    )
    (found,) = [one for one in check_text(text) if one.code == "PRD407"]

    assert "The type compute was taken because 4 of 5 requirements tell of amounts" in found.message
