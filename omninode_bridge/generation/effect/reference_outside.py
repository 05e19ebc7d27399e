"""Services and files of the reference: recorded answers and texts, in memory."""

import json
import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, urlsplit

from omninode_bridge.generation.effect.plan import OperationPlan
from omninode_bridge.generation.effect.reference_store import RecordedAnswer, ReferenceStore
from omninode_bridge.generation.effect.refusal import (
    NOT_FOUND,
    TIMEOUT,
    UNAVAILABLE,
    VALIDATION,
    RefusalError,
)
from omninode_bridge.requirements.document import JsonValue

_NAME: Final = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]{0,79})\}")
NOTHING_THERE: Final = 404
TOO_LATE: Final = (408, 504)
TOO_MANY: Final = 429
FIRST_REDIRECT: Final = 300
FIRST_REFUSAL: Final = 400
FIRST_FAILURE: Final = 500


def called_path(plan: OperationPlan, known: Mapping[str, JsonValue]) -> str:
    """What follows the host in the address of the call."""
    assert plan.http is not None  # noqa: S101 - asked for operations that call
    settings = plan.http.settings

    def filled(match: re.Match[str]) -> str:
        value = known.get(match[1])
        text = str(value).lower() if isinstance(value, bool) else str(value)
        return "" if match[1] in settings else quote(text, safe="")

    parts = urlsplit(_NAME.sub(filled, plan.http.address))
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def called(
    store: ReferenceStore, plan: OperationPlan, known: Mapping[str, JsonValue]
) -> dict[str, JsonValue]:
    """The object that the recorded answer holds; however often it is tried, it stays the same."""
    path = called_path(plan, known)
    method = plan.http.method if plan.http is not None else ""
    found = next(
        (each for each in store.http if (each.method, each.path) == (method, path)),
        RecordedAnswer(method, path, 503, None),
    )
    if found.status == NOTHING_THERE:
        raise RefusalError(NOT_FOUND)
    if found.status in TOO_LATE:
        raise RefusalError(TIMEOUT)
    if found.status >= FIRST_FAILURE or found.status == TOO_MANY:
        raise RefusalError(UNAVAILABLE)
    if found.status >= FIRST_REFUSAL:
        raise RefusalError(VALIDATION)
    if found.status >= FIRST_REDIRECT:
        raise RefusalError(UNAVAILABLE)
    if found.body is not None and not isinstance(found.body, dict):
        raise RefusalError(VALIDATION)
    return found.body or {}


def used_file(
    store: ReferenceStore, plan: OperationPlan, known: Mapping[str, JsonValue]
) -> JsonValue:
    """What a reading operation finds; null for the others."""
    target = plan.file
    assert target is not None  # noqa: S101 - asked for operations on files
    path = _NAME.sub(lambda match: str(known.get(match[1])), target.path)
    store.touched.add(path)
    if plan.file_kind == "write file":
        content = known.get(target.content) if target.content else dict(known)
        is_text = isinstance(content, str)
        store.files[path] = str(content) if is_text else json.dumps(content, ensure_ascii=False)
        return None
    if path not in store.files:
        raise RefusalError(NOT_FOUND)
    return store.files.pop(path) if plan.file_kind == "delete file" else store.files[path]
