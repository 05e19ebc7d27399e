"""The HTTP client of a language model, at a server that behaves well, badly, slowly and hugely."""

import json
import time
from collections.abc import Iterator

import pytest

from omninode_bridge.errors import InvalidRequestError, UnavailableError
from omninode_bridge.strategies.language_model import Prompt
from resources.llm.client import ANSWER_BYTES, TOKENS, OpenAiClient
from tests.llm.server import PATH, Answering, answering

PROMPT = Prompt("the task", "the data")


@pytest.fixture
def server() -> Iterator[Answering]:
    with answering() as told:
        yield told


def client(server: Answering, seconds: float = 5.0, key: str = "") -> OpenAiClient:
    return OpenAiClient(server.url, "small", key=key, seconds=seconds)


def test_what_is_sent_has_no_tools_and_a_limit(server: Answering) -> None:
    answer = {"choices": [{"message": {"content": "{}"}}]}
    server.body = [json.dumps(answer).encode()]

    client(server, key="secret").complete(PROMPT)

    [request] = server.received
    sent = json.loads(request.body)
    assert set(sent) == {"model", "temperature", "seed", "max_tokens", "messages"}
    assert (sent["model"], sent["temperature"], sent["max_tokens"]) == ("small", 0, TOKENS)
    assert [one["content"] for one in sent["messages"]] == ["the task", "the data"]
    assert request.headers["Authorization"] == "Bearer secret"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("I am sorry, Dave.", "no chat completion"),
        ("{}", "no chat completion"),
        ('{"choices": []}', "no chat completion"),
        ("[" * 50_000, "no chat completion"),
        ('{"choices": [{"message": {"content": 7}}]}', "no text"),
        ('{"choices": [{"message": {"tool_calls": []}}]}', "no chat completion"),
        ("x" * (ANSWER_BYTES + 1), "larger than"),
    ],
)
def test_an_answer_that_is_none(server: Answering, body: str, says: str) -> None:
    server.body = [body.encode()]
    with pytest.raises(UnavailableError, match=says):
        client(server).complete(PROMPT)


def test_an_endless_answer_is_not_read_to_its_end(server: Answering) -> None:
    server.body = (b"x" * 10_000 for _ in range(10_000))
    with pytest.raises(UnavailableError, match="larger than"):
        client(server).complete(PROMPT)


def test_a_slow_answer_is_given_up(server: Answering) -> None:
    def drops() -> Iterator[bytes]:
        for _ in range(20):
            yield b" "
            time.sleep(0.1)

    server.body = drops()
    started = time.monotonic()
    with pytest.raises(UnavailableError):
        client(server, seconds=0.3).complete(PROMPT)
    assert time.monotonic() - started < 2.0


@pytest.mark.parametrize("status", [302, 401, 404, 429, 500])
def test_another_status_is_no_answer_and_leads_nowhere(server: Answering, status: int) -> None:
    server.status, server.location = status, f"{server.url}/elsewhere"
    with pytest.raises(UnavailableError, match=str(status)):
        client(server).complete(PROMPT)
    assert [request.path for request in server.received] == [PATH]


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(UnavailableError, match="did not answer"):
        OpenAiClient("http://127.0.0.1:9/v1", "small", seconds=1).complete(PROMPT)


@pytest.mark.parametrize("url", ["", "localhost:80", "file:///etc/passwd", "http://"])
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(InvalidRequestError, match="OMNINODE_LLM_URL"):
        OpenAiClient(url, "small")
