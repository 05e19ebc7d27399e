"""An OpenAI-compatible endpoint behind the port `LanguageModel`: one question, no tools, limits."""

import json
import time
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

import httpx
from blake3 import blake3

from omninode_bridge.errors import InvalidRequestError, UnavailableError
from omninode_bridge.strategies.language_model import Completion, Prompt

SECONDS: Final = 30.0
TOKENS: Final = 1_500
# Of the whole HTTP answer: the tokens allowed, generously, and what stands around them.
ANSWER_BYTES: Final = 64_000
HINT: Final = "The node was made without it. See OMNINODE_LLM_URL in `omninode doctor`."


class OpenAiClient:
    """`url` ends before `/chat/completions`; `seconds` are for the whole answer.

    Raises `InvalidRequestError` for what is no HTTP address.
    """

    def __init__(self, url: str, model: str, *, key: str = "", seconds: float = SECONDS) -> None:
        if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
            raise InvalidRequestError(
                "OMNINODE_LLM_URL is no HTTP address", hint="For example http://localhost:8080/v1"
            )
        self._url = url.rstrip("/") + "/chat/completions"
        self._model = model
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._seconds = seconds

    def complete(self, prompt: Prompt) -> Completion:
        question = json.dumps(
            {
                "model": self._model,
                "temperature": 0,
                "seed": 0,
                "max_tokens": TOKENS,
                "messages": [
                    {"role": "system", "content": prompt.task},
                    {"role": "user", "content": prompt.data},
                ],
            }
        ).encode()
        answer = self._asked(question)
        text = _content(answer)
        return Completion(
            text, self._model, blake3(question).hexdigest(), blake3(text.encode()).hexdigest()
        )

    def _asked(self, question: bytes) -> bytes:
        """The answer's bytes, read only as far as both limits allow."""
        # Unpacked, an answer of any size fits into the limit; so none is unpacked.
        headers = {
            "Content-Type": "application/json",
            "Accept-Encoding": "identity",
            **self._headers,
        }
        try:
            with (
                # No proxy and no credentials from the environment, and no way to another host.
                httpx.Client(timeout=self._seconds, trust_env=False) as client,
                client.stream("POST", self._url, content=question, headers=headers) as response,
            ):
                if response.status_code != httpx.codes.OK:
                    raise _unavailable(f"it answered with status {response.status_code}")
                return b"".join(self._within_limits(response))
        except httpx.HTTPError as error:
            raise _unavailable(f"it did not answer: {type(error).__name__}") from error

    def _within_limits(self, response: httpx.Response) -> Iterator[bytes]:
        deadline, size = time.monotonic() + self._seconds, 0
        for chunk in response.iter_raw():
            size += len(chunk)
            if size > ANSWER_BYTES:
                raise _unavailable(f"its answer is larger than {ANSWER_BYTES} bytes")
            if time.monotonic() > deadline:
                raise _unavailable(f"its answer took longer than {self._seconds:g} s")
            yield chunk


def _content(answer: bytes) -> str:
    try:
        content = json.loads(answer)["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
        raise _unavailable("its answer is no chat completion") from error
    if not isinstance(content, str):
        raise _unavailable("its answer holds no text")
    return content


def _unavailable(what: str) -> UnavailableError:
    return UnavailableError(f"the language model was no help: {what}", hint=HINT)
