"""One request to a node of any type: bytes in, the answer's JSON or a rejection out."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from typing import Final

from resources.toolchain.inside.answers import VALIDATION_ERROR, Question, Rejected, decode
from resources.toolchain.inside.layout import Layout, LayoutError
from resources.toolchain.inside.types import compute, effect, orchestrator, reducer

type Answerer = Callable[[Layout, Question], Coroutine[None, None, str]]

ANSWERERS: Final[Mapping[str, Answerer]] = {
    "COMPUTE_GENERIC": compute.answer,
    "EFFECT_GENERIC": effect.answer,
    "ORCHESTRATOR_GENERIC": orchestrator.answer,
    "REDUCER_GENERIC": reducer.answer,
}


def answer_of(
    layout: Layout, request: bytes, *, operation: str | None = None, state: Path | None = None
) -> str:
    """What the node answers; `state` is the folder that its embedded adapters keep things in."""
    data = decode(request)
    if not isinstance(data, dict):
        raise Rejected(VALIDATION_ERROR, "a request is a JSON object")
    kind = str(layout.contract.get("node_type"))
    answerer = ANSWERERS.get(kind)
    if answerer is None:
        raise LayoutError(f"a node of the type {kind} cannot be executed")
    return asyncio.run(answerer(layout, Question(data, operation, state)))
