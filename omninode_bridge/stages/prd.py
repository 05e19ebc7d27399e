"""Stage one: bytes become a document that can be worked with."""

from collections.abc import Sequence
from dataclasses import replace

from omninode_bridge.diagnostics import Diagnostic, Severity, has_errors
from omninode_bridge.errors import InvalidRequestError, LimitExceededError
from omninode_bridge.requirements.reading import decode_prd, read_prd
from omninode_bridge.stages.planned import untried
from omninode_bridge.stages.values import Failure, Request, Stage, Submission


def read_document(content: bytes, request: Request) -> Submission | Failure:
    try:
        text = decode_prd(content)
    except (InvalidRequestError, LimitExceededError) as error:
        return Failure(Stage.PRD, error.code, error.message, error.hint)
    reading = read_prd(text)
    if has_errors(reading.diagnostics):
        failure = faulty(Stage.PRD, reading.diagnostics)
        return replace(failure, planned=untried(reading.document))
    return Submission(request, reading.document, reading.diagnostics)


def read_for_analysis(content: bytes, request: Request) -> Submission:
    """As far as it can be read; errors stay among the diagnostics.

    Raises `InvalidRequestError` and `LimitExceededError` for what is no text.
    """
    reading = read_prd(decode_prd(content))
    return Submission(request, reading.document, reading.diagnostics)


def faulty(stage: Stage, diagnostics: Sequence[Diagnostic]) -> Failure:
    """The first error gives code, message and hint; all diagnostics are kept."""
    errors = [found for found in diagnostics if found.severity is Severity.ERROR]
    first = errors[0]
    place = f"line {first.place.line}, column {first.place.column}"
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    return Failure(
        stage, first.code, f"{place}: {first.message}{more}", first.fix, tuple(diagnostics)
    )
