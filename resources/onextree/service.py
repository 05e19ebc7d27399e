"""The analysis of code as a service over HTTP: what is sent is read, never executed."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from importlib.metadata import version
from threading import BoundedSemaphore
from typing import Any, Final

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from omninode_bridge.advice import wire
from omninode_bridge.advice.values import SECONDS, plain
from omninode_bridge.advice.wire import (
    AnalyzeCode,
    Analyzed,
    AskIntelligence,
    Failed,
    Intelligence,
    Success,
    ToldHealth,
)
from omninode_bridge.reliability.limits import RateLimits
from resources.limits.http import limited_by
from resources.limits.limiter import Limiter
from resources.onextree.analysis import analyzed, intelligence
from resources.onextree.lint import ruff_version

NAME: Final = "onextree"
AT_ONCE: Final = 4
PATIENCE_S: Final = 2.0
DESCRIPTION: Final = """Quality, security and performance of Python code.

Code is read by ruff and by rules of our own; nothing of it is executed, and nothing is kept."""

# As FastAPI wants it: responses by status.
type Responses = dict[int | str, dict[str, Any]]  # reason for Any: FastAPI's own type
FAILURES: Final[Responses] = {
    400: {"model": Failed, "description": "The body is no JSON"},
    413: {"model": Failed, "description": f"The body is larger than {wire.REQUEST_BYTES} bytes"},
    422: {"model": Failed, "description": "The request lacks something, or says it wrongly"},
    429: {"model": Failed, "description": "This user asks too often"},
    503: {"model": Failed, "description": "Too many analyses at once"},
}


def create_app(seconds: float = SECONDS, *, limiter: Limiter | None = None) -> FastAPI:
    """Each app has its own limit of analyses at once; one of them may take so many seconds.
    `limiter` knows how often each user may ask.
    """
    # The pages that show an API load scripts from elsewhere.
    app = FastAPI(
        title=NAME,
        description=DESCRIPTION,
        version=version("omninode-bridge"),
        docs_url=None,
        redoc_url=None,
        responses={405: {"model": Failed, "description": "Another method is meant"}},
    )
    app.add_middleware(LimitedBody)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(StarletteHTTPException, _refused)
    app.add_exception_handler(Exception, _broken)
    _add_routes(app, BoundedSemaphore(AT_ONCE), limiter or Limiter(RateLimits()), seconds)
    return app


def _add_routes(app: FastAPI, places: BoundedSemaphore, limiter: Limiter, seconds: float) -> None:
    def place() -> Iterator[None]:
        with _taken(places):
            yield

    taken = [Depends(limited_by(limiter)), Depends(place)]

    @app.get(wire.HEALTH)
    def health() -> Success[ToldHealth]:
        """Whether it serves, and with what."""
        held = ToldHealth(service=NAME, version=app.version, ruff=ruff_version())
        return Success[ToldHealth](data=held)

    @app.post(wire.ANALYZE, responses=FAILURES, dependencies=taken)
    def analyze_code(request: AnalyzeCode) -> Success[Analyzed]:
        """Security, performance, quality and, of a node, compliance: each by file and line."""
        found = analyzed(request.code, request.analysis_type, seconds)
        return Success[Analyzed](data=wire.told(found))

    @app.post(wire.INTELLIGENCE, responses=FAILURES, dependencies=taken)
    def ask_intelligence(request: AskIntelligence) -> Success[Intelligence]:
        """The same of one text, with the rules that it breaks and what it imports and extends."""
        return Success[Intelligence](data=intelligence(request, seconds))


@contextmanager
def _taken(places: BoundedSemaphore) -> Iterator[None]:
    if not places.acquire(timeout=PATIENCE_S):
        raise HTTPException(
            HTTPStatus.SERVICE_UNAVAILABLE,
            "too many analyses at once",
            headers={"Retry-After": str(round(PATIENCE_S))},
        )
    try:
        yield
    finally:
        places.release()


class LimitedBody:
    """Reads no more of a body than is allowed."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        size = 0

        async def limited() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > wire.REQUEST_BYTES:
                raise HTTPException(
                    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                    f"more than {wire.REQUEST_BYTES} bytes",
                    headers={"Connection": "close"},
                )
            return message

        await self._app(scope, limited, send)


async def _invalid(_: Request, error: Exception) -> JSONResponse:
    """Names the places that are wrong, not what stands there."""
    found = error.errors() if isinstance(error, RequestValidationError) else []
    is_json = all(each["type"] != "json_invalid" for each in found)
    places = (".".join(map(str, each["loc"])) + f": {each['msg']}" for each in found[:5])
    return _failed(422 if is_json else 400, plain("; ".join(places)))


async def _refused(_: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, StarletteHTTPException):
        raise error
    return _failed(error.status_code, str(error.detail), dict(error.headers or {}))


async def _broken(_: Request, error: Exception) -> JSONResponse:
    """The server logs the trace."""
    return _failed(500, f"an error of the service itself: {type(error).__name__}")


def _failed(status: int, what: str, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse(Failed(error=what).model_dump(), status_code=status, headers=headers)
