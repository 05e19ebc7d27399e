"""What a node is asked, and how it refuses."""

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from omnibase_core.errors.model_onex_error import ModelOnexError
from pydantic import BaseModel, ValidationError

VALIDATION_ERROR: Final = "VALIDATION_ERROR"
# What pydantic puts before the message of a ValueError that a validator raised.
VALUE_ERROR: Final = "Value error, "


class Rejected(Exception):  # noqa: N818 - an answer of the node, not a failure of ours
    """The node refused the request; `code` is the name of a member of EnumCoreErrorCode."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class NotAsked(Exception):  # noqa: N818 - as above
    """Text that is no JSON, or an operation that the node does not have."""


@dataclass(frozen=True, slots=True)
class Question:
    """A decoded request; `operation` None means the only one, `state` None an empty store."""

    data: dict[str, object]
    operation: str | None = None
    state: Path | None = None


def decode(request: bytes) -> Any:  # noqa: ANN401 - JSON is any of six types
    def refuse(constant: str) -> None:
        raise ValueError(f"{constant} is no JSON")

    try:
        return json.loads(request.decode(), parse_float=Decimal, parse_constant=refuse)
    except (ValueError, RecursionError) as error:
        raise NotAsked(f"the request is no JSON: {error}") from error


def validated(model: type[BaseModel], data: dict[str, object]) -> BaseModel:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        reasons = [
            f"{'.'.join(map(str, one['loc'])) or 'request'}: {one['msg'].removeprefix(VALUE_ERROR)}"
            for one in error.errors(include_url=False, include_context=False, include_input=False)
        ]
        raise Rejected(VALIDATION_ERROR, "; ".join(reasons)) from error
    except ModelOnexError as error:
        raise rejection(error) from error


def rejection(error: ModelOnexError) -> Rejected:
    """The innermost reason: base classes wrap what a handler raises, and lengthen its message."""
    reason = innermost(error)
    if not isinstance(reason, ModelOnexError):
        return Rejected(code_of(error), f"{type(reason).__name__}: {reason}")
    return Rejected(code_of(reason), reason.message)


def innermost(error: BaseException) -> BaseException:
    while error.__cause__ is not None:
        error = error.__cause__
    return error


def code_of(error: ModelOnexError) -> str:
    return getattr(error.error_code, "name", str(error.error_code))
