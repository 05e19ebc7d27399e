"""A service that analyses code, over HTTP: one question, one deadline, a breaker, limits."""

import logging
import time
from collections.abc import Iterator, Mapping
from queue import Empty, Queue
from threading import Thread
from typing import Final
from urllib.parse import urlsplit

import httpx

from omninode_bridge.advice import wire
from omninode_bridge.advice.values import PORT, Analysis, plain
from omninode_bridge.advice.wire import (
    AnalysisType,
    AnalyzeCode,
    Language,
    Success,
    ToldHealth,
)
from omninode_bridge.errors import InvalidRequestError, LimitExceededError, UnavailableError
from omninode_bridge.reliability.changes import Dependency
from resources.reliability.guard import Guard, Guards

LOGGER: Final = logging.getLogger(__name__)
TIMEOUT_S: Final = 5.0
VARIABLE: Final = "OMNINODE_ONEXTREE_URL"
HINT: Final = f"Start one: omninode onextree serve. Or unset {VARIABLE}."

type Outcome = bytes | UnavailableError


class OnexTreeClient:
    """`timeout_s` is for the whole answer. Its breaker is that of `guards`, else its own.

    `url` is looked at when it is first used: what is no address is no reason to fail earlier.
    """

    def __init__(
        self,
        url: str,
        *,
        timeout_s: float = TIMEOUT_S,
        guards: Guards = Guard,
    ) -> None:
        self._url = url.rstrip("/")
        self._timeout_s = timeout_s
        self._guard = guards(Dependency.ONEXTREE)

    def analyze_code(
        self,
        code: str | Mapping[str, str],
        language: str = Language.PYTHON.value,
        analysis_type: str = AnalysisType.FULL.value,
    ) -> Analysis:
        """Raises `UnavailableError` where no answer comes, and for what is no answer.

        `LimitExceededError` for too much code, `InvalidRequestError` for what is not analysed.
        """
        content = _question(code, language, analysis_type)
        if len(content) > wire.REQUEST_BYTES:
            size = f"{len(content)} bytes, and it takes {wire.REQUEST_BYTES}"
            raise LimitExceededError(f"the code is too large for the service: {size}")
        with self._guard.attempt():
            answer = self._in_time("POST", wire.ANALYZE, content)
            return wire.read(answer, {"": code} if isinstance(code, str) else code)

    def health(self) -> str:
        """What serves there; raises `UnavailableError` where nothing does that we know."""
        try:
            found = Success[ToldHealth].model_validate_json(self._in_time("GET", wire.HEALTH))
        except ValueError as error:
            raise UnavailableError("what answers there is no OnexTree", hint=HINT) from error
        return plain(f"{found.data.service} {found.data.version} (ruff {found.data.ruff})")

    def _in_time(self, method: str, path: str, content: bytes = b"") -> bytes:
        """A thread of its own: who sends a header a byte a second must not hold us up."""
        if not _is_address(self._url):
            hint = f"For example http://127.0.0.1:{PORT}"
            raise UnavailableError(f"{VARIABLE} is no HTTP address", hint=hint)
        answers: Queue[Outcome] = Queue()
        # A daemon: it must not keep the process from ending either.
        Thread(
            target=lambda: answers.put(self._outcome(method, path, content)), daemon=True
        ).start()
        try:
            answer = answers.get(timeout=self._timeout_s)
        except Empty:
            raise _unavailable(f"no answer within {self._timeout_s:g} s") from None
        if isinstance(answer, UnavailableError):
            raise answer
        return answer

    def _outcome(self, method: str, path: str, content: bytes) -> Outcome:
        try:
            return self._asked(method, path, content)
        except UnavailableError as error:
            return error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return _unavailable(f"it did not answer: {type(error).__name__}")
        except Exception as error:  # the edge of a thread
            LOGGER.exception("OnexTree could not be asked")
            return _unavailable(f"it could not be asked: {type(error).__name__}")

    def _asked(self, method: str, path: str, content: bytes) -> bytes:
        """The answer's bytes, read only as far as both limits allow."""
        # Unpacked, an answer of any size fits into the limit; so none is unpacked.
        headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
        address = f"{self._url}{path}"
        with (
            # No proxy and no credentials from the environment, and no way to another host.
            httpx.Client(timeout=self._timeout_s, trust_env=False) as client,
            client.stream(method, address, content=content, headers=headers) as response,
        ):
            if response.status_code != httpx.codes.OK:
                raise _unavailable(f"it answered with status {response.status_code}")
            return b"".join(self._within_limits(response))

    def _within_limits(self, response: httpx.Response) -> Iterator[bytes]:
        deadline, size = time.monotonic() + self._timeout_s, 0
        for chunk in response.iter_raw():
            size += len(chunk)
            if size > wire.ANSWER_BYTES:
                raise _unavailable(f"its answer is larger than {wire.ANSWER_BYTES} bytes")
            if time.monotonic() > deadline:
                raise _unavailable(f"its answer took longer than {self._timeout_s:g} s")
            yield chunk


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _question(code: str | Mapping[str, str], language: str, analysis_type: str) -> bytes:
    try:
        question = AnalyzeCode(
            code=code if isinstance(code, str) else dict(code),
            language=Language(language),
            analysis_type=AnalysisType(analysis_type),
        )
        return question.model_dump_json().encode()
    except ValueError as error:
        raise InvalidRequestError(f"this is not analysed: {plain(str(error))}") from error


def _unavailable(what: str) -> UnavailableError:
    return UnavailableError(what, hint=HINT)
