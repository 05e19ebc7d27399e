import json
from dataclasses import replace
from importlib.resources import files
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omninode_bridge.diagnostics import Place, Severity
from omninode_bridge.intelligence.evidence import SimilarNode
from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.detection import codes
from omninode_bridge.requirements.detection.detect import Basis, closeness, detect_type
from omninode_bridge.requirements.detection.features import (
    features_of,
    masked,
    meaning_of,
    names_of,
)
from omninode_bridge.requirements.detection.model import REGISTERS, TYPES, model, probabilities
from omninode_bridge.requirements.document import Document, Field, FrontMatter, RuleText
from omninode_bridge.requirements.structures import StateMachine, Step, Transition, Workflow
from omninode_bridge.requirements.types import Kind, Scalar

AMOUNT: Final = Field("amount", Scalar(Kind.MONEY), Place(5))
RULE: Final = RuleText("total = amount", Place(9))
STEPS: Final = Workflow(
    steps=tuple(Step(name, Place(20 + at)) for at, name in enumerate(("a", "b", "c"))),
    place=Place(20),
)
STATES: Final = StateMachine(
    transitions=(Transition("open", "closed", Place(31), event="close"),),
    states=("open", "closed"),
    place=Place(30),
)


def prose(text: str) -> Document:
    return Document(name="node", description=text)


@pytest.mark.requirement("R111")
@pytest.mark.parametrize(
    ("text", "node_type"),
    [
        ("Writes the records to PostgreSQL and publishes an event to Kafka.", NodeType.EFFECT),
        ("Pure function that parses a text and calculates a score.", NodeType.COMPUTE),
        ("Aggregates events per window into a state, idempotently.", NodeType.REDUCER),
        ("Coordinates the workflow: delegates each step, then waits.", NodeType.ORCHESTRATOR),
    ],
)
def test_what_a_text_is_about_decides(text: str, node_type: NodeType) -> None:
    found = detect_type(prose(text))
    assert (found.node_type, found.basis) == (node_type, Basis.WORDS)
    assert found.cues
    assert all(cue.node_type is node_type and cue.weight > 0 for cue in found.cues)


@pytest.mark.parametrize(
    ("document", "node_type", "what"),
    [
        (
            Document(name="n", inputs=(AMOUNT,), rules=(RULE,)),
            NodeType.COMPUTE,
            "input and rules (1 rule)",
        ),
        (Document(name="n", workflow=STEPS), NodeType.ORCHESTRATOR, "a workflow (3 steps)"),
        (Document(name="n", states=STATES), NodeType.REDUCER, "a state machine (1 transition)"),
    ],
)
def test_sections_decide_whatever_the_words_say(
    document: Document, node_type: NodeType, what: str
) -> None:
    found = detect_type(document)
    assert (found.node_type, found.basis) == (node_type, Basis.SECTIONS)
    assert found.cues[0].what == what
    assert 0.5 < found.confidence < 1


def test_an_option_wins_and_disagreement_is_a_warning() -> None:
    document = Document(name="n", workflow=STEPS, front=FrontMatter(node_type=NodeType.REDUCER))
    found = detect_type(document, hint=NodeType.COMPUTE)
    assert (found.node_type, found.confidence) == (NodeType.COMPUTE, 1.0)
    assert found.detected is NodeType.ORCHESTRATOR
    assert [each.code for each in found.diagnostics] == ["PRD303", "PRD301"]
    assert {each.severity for each in found.diagnostics} == {Severity.WARNING}


def test_the_stated_type_wins_over_the_sections() -> None:
    document = Document(name="n", workflow=STEPS, front=FrontMatter(node_type=NodeType.REDUCER))
    found = detect_type(document)
    assert (found.node_type, found.basis) == (NodeType.REDUCER, Basis.STATED)
    assert [each.code for each in found.diagnostics] == ["PRD302"]


def test_agreement_says_nothing() -> None:
    document = Document(
        name="n", workflow=STEPS, front=FrontMatter(node_type=NodeType.ORCHESTRATOR)
    )
    assert detect_type(document, hint=NodeType.ORCHESTRATOR).diagnostics == ()


def test_two_types_in_one_document_are_named_and_the_stronger_decides() -> None:
    found = detect_type(Document(name="n", workflow=STEPS, states=STATES))
    assert found.node_type is NodeType.ORCHESTRATOR
    [diagnostic] = found.diagnostics
    assert diagnostic.code == codes.TWO_TYPES.code
    assert diagnostic.place == STATES.place
    assert "reducer" in diagnostic.message
    assert "orchestrator" in diagnostic.message


def test_little_evidence_is_a_note() -> None:
    found = detect_type(Document(name="n", description="Thing."))
    assert found.confidence < 0.5
    assert [each.code for each in found.diagnostics] == ["PRD305"]


def test_a_similar_node_is_a_hint() -> None:
    similar = SimilarNode("writes", NodeType.EFFECT, "1.0.0", 1.0, "", "registry")
    [without, with_it] = [
        detect_type(prose("Stores a thing."), evidence=each) for each in ((), (similar,))
    ]
    assert with_it.node_type is without.node_type is NodeType.EFFECT
    assert with_it.confidence > without.confidence
    assert "similar to writes (registry)" in {cue.what for cue in with_it.cues}


def test_a_distant_relative_is_hardly_a_hint() -> None:
    def likelihood(*evidence: SimilarNode) -> float:
        return detect_type(prose("Stores a thing."), evidence=evidence).confidence

    far, close = (
        SimilarNode("writes", NodeType.EFFECT, "1.0.0", similarity, "", "registry")
        for similarity in (0.02, 0.8)
    )
    assert likelihood() <= likelihood(far) <= likelihood() + 0.001
    assert likelihood(close) > likelihood() + 0.01
    assert closeness(close) == close.similarity


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Uploads the picture to the server and sends a mail.", "touches the outside"),
        ("Calculates a score from the given values.", "only computes"),
        ("Keeps the running total of each account.", "keeps a state"),
        ("Waits for approval, then retries once.", "decides over time"),
    ],
)
def test_the_question_that_most_words_answer_is_a_feature(text: str, question: str) -> None:
    assert f"mostly {question}" in meaning_of(text)
    assert meaning_of(text) <= features_of(text)


def test_a_higher_temperature_is_less_sure_of_the_same_answer() -> None:
    text = "Writes the records to PostgreSQL."
    sure, unsure = (
        probabilities(replace(model(), temperature=each).logits(text)) for each in (0.5, 2.0)
    )
    assert sure.index(max(sure)) == unsure.index(max(unsure))
    assert max(sure) > max(unsure)


@given(text=st.text(max_size=400))
def test_any_text_has_a_type_and_a_probability(text: str) -> None:
    found = detect_type(prose(text))
    assert 0 <= found.confidence <= 1
    assert sum(probabilities(model().logits(text))) == pytest.approx(1)
    assert found == detect_type(prose(text))


def test_names_of_types_are_no_words_of_the_model() -> None:
    text = "Reducer node, fed by NodeOrderOrchestrator: a reducer."
    assert names_of(text) >= {"names reducer", "opens by naming reducer"}
    assert names_of(masked(text)) == frozenset()
    assert not any("reducer" in feature for feature in features_of(text))


def test_the_weights_are_a_readable_table_with_an_origin() -> None:
    path = files("omninode_bridge.requirements.detection") / "weights.json"
    table = json.loads(path.read_text(encoding="utf-8"))
    assert "train_detection.py" in table["origin"]
    assert {len(weights) for weights in table["features"].values()} == {REGISTERS * len(TYPES)}
    assert {name.split(" ")[0] for name in table["features"]} <= {
        "names", "opens", "about", "mostly", "word", "words", "starts",
    }  # fmt: skip


def test_cues_are_told_in_the_words_of_the_text() -> None:
    text = "Handling of operations: it handles messages to and from the outside, via an API."
    found = detect_type(Document(name="n", description=text))
    said = [cue.what for cue in found.cues]
    assert 'says "handling"' in said
    assert not any(cue.startswith(("word", "starts")) for cue in said)
    assert not any(f'"{word}"' in cue for word in ("of", "to", "via", "an") for cue in said)
