"""`omninode why`: what of the document stands behind a line of generated code."""

from collections.abc import Mapping
from pathlib import Path

import click

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.generation.edits import Change, Stood
from omninode_bridge.generation.provenance import PROVENANCE
from omninode_bridge.generation.why import Why, why
from pipelines.cli.records import Record, check_python, generated_of, provenance_of
from pipelines.cli.tables import print_json


@click.command("why")
@click.argument("place", metavar="FILE:LINE")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def why_command(place: str, form: str) -> None:
    """Name the requirement, rule and section behind FILE:LINE of a generated package."""
    name, _, number = place.rpartition(":")
    if not name or not number.isdigit():
        raise InvalidRequestError(
            f"{place} is no place", hint="Write it as src/.../handler.py:42, a file and a line."
        )
    file, line = Path(name).resolve(), int(number)
    package = next((each for each in file.parents if (each / PROVENANCE).is_file()), None)
    if package is None or not file.is_file():
        raise InvalidRequestError(
            f"{name} is no file of a generated package",
            hint=f"The package's folder has a file {PROVENANCE}.",
        )
    provenance = provenance_of(package) or {}
    source = file.read_text(encoding="utf-8")
    check_python(name, source)
    if not 1 <= line <= len(source.splitlines()):
        raise InvalidRequestError(
            f"{name} has no line {line}", hint=f"It has {len(source.splitlines())} lines."
        )
    path = file.relative_to(package).as_posix()
    found = why(provenance, path, source, line, _texts(generated_of(package)))
    if form == "json":
        print_json(_as_json(found, provenance))
    else:
        click.echo("\n".join(_lines(found, provenance)))


def _texts(files: Mapping[str, bytes] | None) -> dict[str, str] | None:
    if files is None:
        return None
    return {path: content.decode("utf-8", "replace") for path, content in files.items()}


def _as_json(found: Why, provenance: Record) -> dict[str, object]:
    return {
        "symbol": found.symbol,
        "strategy": found.strategy,
        "machinery": found.machinery or None,
        "change": found.since.change if found.since else None,
        "before": list(found.since.before) if found.since else [],
        "reasons": [
            {
                "line": reason.line,
                "section": reason.section,
                "text": reason.text,
                "requirements": [
                    {
                        "id": name,
                        "text": provenance["requirements"][name]["text"],
                        "line": provenance["requirements"][name]["line"],
                        "pattern": provenance["requirements"][name]["pattern"] or None,
                    }
                    for name in reason.requirements
                ],
            }
            for reason in found.reasons
        ],
    }


def _change(since: Stood) -> list[str]:
    if since.change is Change.ADDED:
        return ["Added by hand since it was generated, within what the following is behind:"]
    if since.change is Change.EDITED:
        before = [f"  {line}" for line in since.before]
        return ["Edited since it was generated. There stood:", *before]
    return []


def _lines(found: Why, provenance: Record) -> list[str]:
    if found.since and found.since.line is None:
        return [
            "Added by hand since the package was generated: nothing of the document is behind it"
        ]
    now = f" (now {found.since.now})" if found.since and found.since.now else ""
    lines = [f"{found.symbol or 'the file'}{now} · strategy {found.strategy}"]
    lines += _change(found.since) if found.since else []
    if found.machinery:
        lines.append(f"No requirement causes this line: {found.machinery}")
    for reason in found.reasons:
        lines.append(f"PRD line {reason.line}, {reason.section or 'elsewhere'}: {reason.text}")
        for name in reason.requirements:
            known = provenance["requirements"][name]
            by = f" [{known['pattern']}]" if known["pattern"] else ""
            lines.append(f"  {name} (line {known['line']}): {known['text']}{by}")
        if not reason.requirements:
            lines.append("  no requirement names it; the document's section does")
    return lines
