"""One strategy after the other, each on record, and the best honest result."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from omninode_bridge.errors import UnavailableError
from omninode_bridge.generation.package import BindingState
from omninode_bridge.generation.provenance import PROVENANCE
from omninode_bridge.node_type import NodeType
from omninode_bridge.stages.batch import Prd, run_together
from omninode_bridge.stages.local import Ids, Outcome, Tools, run_locally
from omninode_bridge.stages.registered_node import version_of
from omninode_bridge.stages.summaries import summary_of
from omninode_bridge.stages.values import GenerationOptions
from omninode_bridge.strategies.attempt import Result, Strategy
from tests.fakes.language_model import FakeLanguageModel
from tests.fakes.toolchain import FakeFormatter, FakeToolchain

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
IDS = Ids(UUID(int=1), UUID(int=2))
PRD = """---
type: compute
---
# Order total
## Input
| field | type |
| --- | --- |
| price | money |
| quantity | int |
| weight | decimal |

## Requirements
- R1: The total is the price times the quantity.
- R2: The freight depends on how heavy it all is.
{rules}
"""
RULES = "\n## Rules\n- R1: `total = price * quantity`\n"
GOOD = json.dumps({"rules": [{"requirement": "R2", "rule": "freight = weight * quantity"}]})


def run(text: str, model: FakeLanguageModel | None, broken: str = "") -> Outcome:
    tools = Tools(FakeToolchain(broken=broken), FakeFormatter(), lambda: NOON, model=model)
    return run_locally(text.encode(), GenerationOptions(), tools, IDS, lambda *_: None)


def results(outcome: Outcome) -> list[tuple[Strategy, Result]]:
    assert outcome.judged is not None
    return [(one.strategy, one.result) for one in outcome.judged.built.attempts]


def test_without_a_model_the_requirement_stays_unbound_and_that_is_on_record() -> None:
    outcome = run(PRD.format(rules=RULES), None)

    assert results(outcome) == [
        (Strategy.COMPILED, Result.PROVEN),
        (Strategy.EXEMPLAR, Result.NOT_TRIED),
        (Strategy.LLM, Result.NOT_TRIED),
    ]
    assert outcome.judged is not None
    assert [one.reason for one in outcome.judged.built.attempts][1:] == [
        "no similar node is known",
        "no language model is configured",
    ]


def test_a_good_answer_binds_what_was_unbound() -> None:
    model = FakeLanguageModel([GOOD])

    outcome = run(PRD.format(rules=RULES), model)

    assert outcome.judged is not None
    built = outcome.judged.built
    assert results(outcome)[-1] == (Strategy.LLM, Result.PROVEN)
    assert built.strategy == "llm"
    assert json.loads(built.package.files[PROVENANCE])["strategy"] == "llm"
    assert [one.state for one in built.package.bindings] == [BindingState.BOUND] * 2
    assert "language model" in built.package.bindings[1].how
    assert built.consulted is not None
    assert built.consulted.accepted == ("R2: freight = weight * quantity",)
    assert list(json.loads(model.asked[0].data)["requirements"]) == ["R2"]
    record = summary_of(outcome.judged).detail
    assert (record["strategy"], record["bound"], record["unbound"]) == ("llm", 2, 0)
    provenance = version_of(outcome.judged, now=NOON).provenance
    assert json.loads(json.dumps(provenance))["attempts"][2]["consulted"]["model"] == "fake"


@pytest.mark.parametrize(
    "answer",
    ["certainly!", '{"rules": []}', GOOD.replace("weight", "wait"), GOOD.replace("R2", "R1")],
)
def test_a_bad_answer_leaves_the_compiled_node_as_it_is(answer: str) -> None:
    alone = run(PRD.format(rules=RULES), None)

    outcome = run(PRD.format(rules=RULES), FakeLanguageModel([answer]))

    assert outcome.judged is not None
    assert alone.judged is not None
    assert outcome.judged.built.package == alone.judged.built.package
    assert results(outcome)[-1] == (Strategy.LLM, Result.NOT_TRIED)


def test_a_model_that_is_away_is_a_reason_and_no_failure() -> None:
    away = FakeLanguageModel(error=UnavailableError("it is away"))
    outcome = run(PRD.format(rules=RULES), away)
    assert outcome.failure is None
    assert outcome.judged is not None
    assert outcome.judged.built.attempts[-1].reason == "it is away"


def test_nothing_open_asks_nobody() -> None:
    model = FakeLanguageModel([GOOD])
    outcome = run(PRD.format(rules=RULES + "- R2: `freight = weight * 2`\n"), model)
    assert results(outcome) == [(Strategy.COMPILED, Result.PROVEN)]
    assert model.asked == []


def test_a_document_that_gives_no_package_may_still_get_one() -> None:
    text = PRD.format(rules="").replace("The total is", "Let the result be something like")

    without, outcome = run(text, None), run(text, FakeLanguageModel([GOOD]))

    assert without.failure is not None
    assert [one.result for one in without.failure.attempts] == [
        Result.NOT_GENERATED,
        Result.NOT_TRIED,
        Result.NOT_TRIED,
    ]
    assert outcome.judged is not None
    assert results(outcome)[0] == (Strategy.COMPILED, Result.NOT_GENERATED)
    assert outcome.judged.built.strategy == "llm"


def test_a_failed_gate_stays_a_failure_whatever_was_tried() -> None:
    outcome = run(PRD.format(rules=RULES), FakeLanguageModel([GOOD]), broken="mypy")
    assert outcome.failure is not None
    assert results(outcome)[-1] == (Strategy.LLM, Result.FAILED)


def test_only_compute_nodes_are_asked_about() -> None:
    model = FakeLanguageModel([GOOD])
    tools = Tools(FakeToolchain(), FakeFormatter(), lambda: NOON, model=model)
    options = replace(GenerationOptions(), node_type=NodeType.EFFECT)
    run_locally(PRD.format(rules="").encode(), options, tools, IDS, lambda *_: None)
    assert model.asked == []


def test_a_batch_tries_the_same() -> None:
    text = PRD.format(rules=RULES)
    tools = Tools(FakeToolchain(), FakeFormatter(), lambda: NOON, model=FakeLanguageModel([GOOD]))
    [together] = run_together(
        [Prd("a.md", text.encode(), IDS)], GenerationOptions(), tools, lambda _, work: work()
    )
    assert together == run(text, FakeLanguageModel([GOOD]))
