"""`omninode why`: what of the document stands behind a line of generated code."""

from pathlib import Path

import click

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.generation.provenance import PROVENANCE
from omninode_bridge.generation.why import Why, why
from pipelines.cli.records import Record, check_python, provenance_of
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
    found = why(provenance, path, source, line)
    if form == "json":
        print_json(_as_json(found, provenance))
    else:
        click.echo("\n".join(_lines(found, provenance)))


def _as_json(found: Why, provenance: Record) -> dict[str, object]:
    return {
        "symbol": found.symbol,
        "strategy": found.strategy,
        "machinery": found.machinery or None,
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


def _lines(found: Why, provenance: Record) -> list[str]:
    lines = [f"{found.symbol or 'the file'} · strategy {found.strategy}"]
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
