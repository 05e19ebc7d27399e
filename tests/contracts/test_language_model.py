"""What every language model promises, asked of the fake and of the real client at a real server."""

import json
from collections.abc import Iterator

import pytest

from omninode_bridge.errors import UnavailableError
from omninode_bridge.strategies.language_model import LanguageModel, Prompt
from resources.llm.client import OpenAiClient
from tests.fakes.language_model import FakeLanguageModel
from tests.llm.server import answering

PROMPT = Prompt("the task", '{"requirements": {}}')
ANSWER = json.dumps({"choices": [{"message": {"content": "the answer"}}]}).encode()


@pytest.fixture(params=["fake", "http"])
def model(request: pytest.FixtureRequest) -> Iterator[LanguageModel]:
    if request.param == "fake":
        yield FakeLanguageModel(["the answer"])
        return
    with answering() as server:
        server.body = [ANSWER]
        yield OpenAiClient(server.url, "small")


@pytest.fixture(params=["fake", "http"])
def silent(request: pytest.FixtureRequest) -> Iterator[LanguageModel]:
    if request.param == "fake":
        yield FakeLanguageModel(error=UnavailableError("it is away", hint="Wait."))
        return
    with answering() as server:
        server.status = 503
        yield OpenAiClient(server.url, "small")


def test_an_answer_with_the_digests_of_both_sides(model: LanguageModel) -> None:
    first, second = model.complete(PROMPT), model.complete(PROMPT)
    assert first == second
    assert first.text == "the answer"
    assert {len(first.prompt_digest), len(first.answer_digest)} == {64}


def test_another_prompt_has_another_digest(model: LanguageModel) -> None:
    other = Prompt(PROMPT.task, PROMPT.data + " and more")
    assert model.complete(PROMPT).prompt_digest != model.complete(other).prompt_digest


def test_no_answer_is_unavailable_with_a_hint(silent: LanguageModel) -> None:
    with pytest.raises(UnavailableError) as caught:
        silent.complete(PROMPT)
    assert caught.value.hint
