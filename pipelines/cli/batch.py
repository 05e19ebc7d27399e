"""`omninode generate --local --prd FOLDER`: every document of a folder in one go."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast
from uuid import uuid4

import click

from omninode_bridge.errors import BridgeError, ConflictError, InvalidRequestError
from omninode_bridge.ports import Table
from omninode_bridge.requirements.limits import MAX_BYTES
from omninode_bridge.requirements.reading import decode_prd
from omninode_bridge.requirements.title import peek_name
from omninode_bridge.stages.batch import Prd, check_names, failure_of, run_together
from omninode_bridge.stages.local import Ids, Outcome, local_result
from omninode_bridge.stages.registered_node import extra_files
from omninode_bridge.stages.values import Failure, Stage
from pipelines.cli.delivery import check_unedited, check_writable
from pipelines.cli.local import collect_seldom, options_of, tools_of_command
from pipelines.cli.summary import done_of
from pipelines.cli.tables import print_json, print_table
from pipelines.cli.wish import Wish
from resources.workspace.output import write_package

log = logging.getLogger(__name__)

TOLD_EVERY: Final = 10
COLUMNS: Final = ("document", "node", "type", "state", "quality", "done", "open", "why not")

type Result = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Document:
    prd: Prd
    name: str | None  # None where it cannot even be read as text
    refusal: Failure | None = None


def generate_folder(folder: Path, wish: Wish, output_dir: Path, form: str) -> bool:
    """Print what became of each document, and return whether all of them are proven nodes."""
    documents = _documents(folder, output_dir)
    results = _results(documents, wish, output_dir)
    proven = sum(result["status"] == "completed" for result in results)
    counts = {"documents": len(results), "proven": proven, "failed": len(results) - proven}
    if form == "json":
        status = "failed" if counts["failed"] else "completed"
        print_json({"status": status, "counts": counts, "nodes": results})
    else:
        _print(results, counts)
    return proven == len(results)


def _documents(folder: Path, output_dir: Path) -> list[_Document]:
    """The Markdown files directly in the folder, by name.

    Raises where two make the same node, or where nothing can be written.
    """
    paths = sorted(path for path in folder.glob("*.md") if not path.is_dir())
    if not paths:
        raise InvalidRequestError(
            f"{folder} holds no document", hint="Name a folder with files that end in .md."
        )
    prds = [Prd(path.name, _content(path), Ids(uuid4(), uuid4())) for path in paths]
    texts = {prd.source: text for prd in prds if (text := _text(prd.content)) is not None}
    check_names(texts)
    check_writable(output_dir)
    names = {source: peek_name(text) for source, text in texts.items()}
    return [_checked(prd, names.get(prd.source), output_dir) for prd in prds]


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InvalidRequestError(
            f"Cannot read {path}: {error.strerror}",
            hint="Nothing was generated. Make it readable, or move it away.",
        ) from error


def _text(content: bytes) -> str | None:
    try:
        return decode_prd(content)
    except BridgeError:
        return None  # The first stage says what is wrong with it.


def _checked(prd: Prd, name: str | None, output_dir: Path) -> _Document:
    """A person's edits end their node alone."""
    try:
        if name is not None:
            check_unedited(output_dir, name)
    except ConflictError as conflict:
        return _Document(prd, name, failure_of(Stage.PRD, conflict))
    return _Document(prd, name)


def _results(
    documents: Sequence[_Document], wish: Wish, output_dir: Path
) -> list[dict[str, object]]:
    wanted = [document.prd for document in documents if document.refusal is None]
    edge = Edge(len(wanted))
    collect_seldom()
    with tools_of_command(wish) as tools:
        outcomes = run_together(wanted, options_of(wish), tools, edge)
    ended = {prd.source: outcome for prd, outcome in zip(wanted, outcomes, strict=True)}
    return [_result(document, ended.get(document.prd.source), output_dir) for document in documents]


def _result(document: _Document, outcome: Outcome | None, output_dir: Path) -> dict[str, object]:
    ids, written = document.prd.ids, None
    outcome = outcome or Outcome(failure=document.refusal)
    if outcome.judged is not None and outcome.failure is None:
        judged = outcome.judged
        try:
            written = write_package(judged.built.package, extra_files(judged), output_dir)
        except BridgeError as error:
            failure = failure_of(Stage.REGISTERED_NODE, error)
            outcome = Outcome(outcome.submission, judged, failure)
    result = local_result(outcome, ids, output_path=str(written) if written else None)
    result["node_name"] = result["node_name"] or document.name
    return {"document": document.prd.source, **result}


class Edge:
    """What a document does that nobody foresaw is its own failure, with its trace in the log."""

    def __init__(self, documents: int) -> None:
        self._documents = documents
        self._generated = 0

    def __call__[V](self, stage: Stage, work: Callable[[], V]) -> V | Failure:
        try:
            return work()
        except BridgeError as error:
            return failure_of(stage, error)
        except Exception as error:
            log.warning("A document ended in an error of ours", exc_info=True)
            message = f"This is an error in omninode itself: {type(error).__name__}: {error}"
            return Failure(stage, "internal_error", message, "Report it with the document.")
        finally:
            self._tell(stage)

    def _tell(self, stage: Stage) -> None:
        if stage is not Stage.GENERATED_NODE:
            return
        self._generated += 1
        if self._generated % TOLD_EVERY == 0:
            click.echo(f"  generated  {self._generated} of {self._documents}", err=True)


def _print(results: Sequence[Result], counts: Mapping[str, int]) -> None:
    for result in results:
        click.echo(_line(result))
    click.echo()
    print_table(Table(COLUMNS, tuple(_row(result) for result in results)), "text", nothing="")
    plural = "" if counts["documents"] == 1 else "s"
    ends = f"{counts['proven']} proven, {counts['failed']} failed"
    click.echo(f"\n{counts['documents']} document{plural}: {ends}")


def _line(result: Result) -> str:
    name = result["node_name"] or "-"
    if result["status"] == "completed":
        return (
            f"{result['document']}: {name} · {result['node_type']} · {done_of(result)} · quality "
            f"{result['quality_score']} · {result['output_path']}"
        )
    error = _error(result)
    return f"{result['document']}: {name} failed: {error['message']} [{error['code']}]"


def _row(result: Result) -> tuple[object, ...]:
    done, unbound = _counted(result)
    state = "proven" if result["status"] == "completed" else "failed"
    known = (result["document"], result["node_name"], result["node_type"], state)
    why = None if state == "proven" else _error(result)["code"]
    return (*known, result["quality_score"], done, unbound, why)


def _counted(result: Result) -> Iterator[int]:
    requirements = cast("Mapping[str, Sequence[object]]", result["requirements"])  # our own JSON
    return iter((len(requirements["bound"]), len(requirements["unbound"])))


def _error(result: Result) -> Result:
    return cast("Result", result["error"] or {"code": "unknown", "message": ""})  # our own JSON
