"""Our own templates, rendered strictly. User text enters only as data, through the filters."""

from collections.abc import Iterable
from functools import cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from omninode_bridge.generation.literals import markdown, python_value

FOLDER: Final = "templates"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("omninode_bridge.generation", FOLDER),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # Nothing here is HTML: each output format has its own escaping.
        autoescape=False,  # noqa: S701 - see above
    )
    environment.filters["markdown"] = markdown
    environment.filters["python"] = python_value
    return environment


def rendered(template: str, **values: object) -> str:
    return _environment().get_template(f"{template}.jinja").render(values)


def value_type_modules(imported: Iterable[str]) -> tuple[str, ...]:
    """Modules below `value_types` that are needed, those that need each other included."""
    needed = set(imported) | {"objects"}
    if needed & {"money", "decimal_number"}:
        needed.add("numbers")
    return tuple(sorted(needed))
