"""What a handler does with services and files, line by line."""

import re
from collections.abc import Iterator
from typing import Final

from omninode_bridge.generation.annotations import unwrapped
from omninode_bridge.generation.effect.naming import EffectNames
from omninode_bridge.generation.effect.patience import patience_of
from omninode_bridge.generation.effect.plan import From, OperationPlan, Use
from omninode_bridge.generation.literals import python_string, tuple_of
from omninode_bridge.requirements.types import Kind, Optional, Scalar

_NAME: Final = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]{0,79})\}")


def outside_lines(plan: OperationPlan, names: EffectNames, known: str) -> Iterator[str]:
    """The call and the file, after the rules."""
    yield from call_lines(plan, names, known)
    if plan.file is not None and plan.http is None:
        yield f"known = {known}"
    yield from _file_lines(plan)


def call_lines(plan: OperationPlan, names: EffectNames, known: str) -> Iterator[str]:
    if plan.http is not None:
        yield f"known = {known}"
        yield f"body = called({_http_request(plan, names)}, {_patience(plan)})"


def file_lines(plan: OperationPlan, known: str) -> Iterator[str]:
    """Of an operation that stores a row: a row that is refused leaves the file as it was."""
    if plan.file is not None:
        yield f"known = {known}"
    yield from _file_lines(plan)


def _file_lines(plan: OperationPlan) -> Iterator[str]:
    if plan.file is None:
        return
    path = _joined(plan.file.path, frozenset(), "str")
    if plan.file_kind == "write file":
        content = f'known["{plan.file.content}"]' if plan.file.content else "known"
        yield f"written_file({path}, {content})"
    elif plan.file_kind == "delete file":
        yield f"deleted_file({path})"
    else:
        for each in plan.answer:
            if each.origin is From.FILE:
                as_json = each.type != Scalar(Kind.STRING)
                read = f"read_file({path}, as_json={as_json})"
                yield f"file = {{{python_string(each.name)}: {read}}}"


def _http_request(plan: OperationPlan, names: EffectNames) -> str:
    http = plan.http
    assert http is not None  # noqa: S101 - asked for operations that call
    address = _joined(http.address, frozenset(http.settings), "part")
    parts = [f"method={python_string(http.method)}", f"address={address}"]
    if http.method not in ("GET", "HEAD", "DELETE"):
        parts.append(f"body=picked(known, {tuple_of(plan.body_names)})")
    if plan.idempotent:
        parts.append(f"idempotency_key={_repeat_key(plan, names)}")
    return f"ModelHttpRequest({', '.join(parts)})"


def _repeat_key(plan: OperationPlan, names: EffectNames) -> str:
    """As a text, of whatever type it is."""
    field = plan.fields_for(Use.IDEMPOTENCY)[0].field
    given = f"request.{names.common.attribute(field.name)}"
    if unwrapped(field.type) == Scalar(Kind.STRING):
        return given
    optional = isinstance(field.type, Optional)
    return f"None if {given} is None else str({given})" if optional else f"str({given})"


def _joined(template: str, settings: frozenset[str], convert: str) -> str:
    """A text with names in braces as an expression."""
    parts: list[str] = []
    position = 0
    for match in _NAME.finditer(template):
        if match.start() > position:
            parts.append(python_string(template[position : match.start()]))
        name = python_string(match[1])
        parts.append(f"base({name})" if match[1] in settings else f"{convert}(known[{name}])")
        position = match.end()
    if position < len(template):
        parts.append(python_string(template[position:]))
    return " + ".join(parts)


def _patience(plan: OperationPlan) -> str:
    found = patience_of(plan)
    constant = ", is_constant=True" if found.is_constant else ""
    return f"Patience({found.seconds!r}, {found.retries}, {found.delay!r}{constant})"
