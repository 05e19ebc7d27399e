"""Findings from the result types of omnibase-core's validators and of its command lines."""

import contextlib
import io
from collections.abc import Callable, Iterable

from omnibase_core.models.common.model_validation_result import ModelValidationResult

from resources.toolchain.inside.events import Finding, finding, from_text


def of_result(rule: str, result: ModelValidationResult[None]) -> Iterable[Finding]:
    if result.is_valid:
        return []
    issues = [
        finding(
            f"{rule} {issue.code or ''}".strip(),
            issue.message,
            issue.file_path or "",
            issue.line_number,
        )
        for issue in result.issues
    ]
    return issues or [
        finding(rule, text) for text in result.errors or ["refused without a message"]
    ]


def of_main(rule: str, main: Callable[[list[str]], int], arguments: list[str]) -> Iterable[Finding]:
    """A command line of the package: exit code 0 passes, its output names the places."""
    output = io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        try:
            code = main(arguments)
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
    return from_text(rule, output.getvalue()) if code else []
