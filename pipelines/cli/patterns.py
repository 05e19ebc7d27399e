"""`omninode patterns`: the sentences that are understood without tables, and what they become."""

from typing import TYPE_CHECKING

import click

from pipelines.cli.tables import print_json

if TYPE_CHECKING:
    from omninode_bridge.prose.pattern import Pattern, Slot

FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)


@click.group()
def patterns() -> None:
    """List or show the patterns that prose is matched with."""


@patterns.command("list")
@FORMAT
def list_patterns(form: str) -> None:
    """Every pattern: its type of node, its name, what it does."""
    from omninode_bridge.prose.catalogue import load_catalogue  # noqa: PLC0415 - not for --help

    found = load_catalogue()
    if form == "json":
        rows = [{"type": p.node_type, "pattern": p.name, "title": p.title} for p in found]
        print_json(rows)
        return
    width = max((len(each.name) for each in found), default=0)
    for each in found:
        click.echo(f"{each.node_type.value:12}  {each.name:{width}}  {each.title}")


@patterns.command()
@click.argument("name")
@FORMAT
def show(name: str, form: str) -> None:
    """What a pattern is for, its slots, its sentences, and what it stands for."""
    from omninode_bridge.prose.catalogue import pattern_named  # noqa: PLC0415 - not for --help

    found = pattern_named(name)
    if form == "json":
        print_json(found.model_dump(mode="json", by_alias=True))
    else:
        click.echo("\n".join(_page(found)))


def _page(found: "Pattern") -> list[str]:
    lines = [f"{found.name}  ({found.node_type.value})  {found.title}", "", found.purpose, ""]
    lines += ["Slots:"] if found.slots else ["No slots."]
    lines += [f"  {name}: {described(slot)}" for name, slot in found.slots.items()]
    lines += ["", "Understood:", *(f"  {text}" for text in found.matches)]
    lines += ["", "Not understood so:", *(f"  {text}" for text in found.rejects)]
    lines += ["", "It stands for:", *(f"  {line}" for line in found.fragment.splitlines())]
    return lines


def described(slot: "Slot") -> str:
    """Such as `names, from with or brackets, else name`."""
    text = f"{slot.kind.value}"
    if slot.one_of:
        text += f" ({', '.join(slot.one_of)})"
    if slot.sources:
        text += f", from {', '.join(slot.sources)}"
    if slot.is_required:
        return f"{text}; required"
    default = slot.default
    shown = ", ".join(default) if isinstance(default, tuple) else str(default)
    return f"{text}; else {shown or 'none'}"
