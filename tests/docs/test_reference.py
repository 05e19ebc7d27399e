"""The reference is what the code says; `make golden` rewrites the generated pages."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.docs import asyncapi, openapi, reference

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
PAGES = [*sorted(DOCS.rglob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]


@pytest.mark.parametrize(
    ("page", "render"),
    [
        ("command-line.md", reference.command_line),
        ("configuration.md", reference.configuration),
        ("diagnostics.md", reference.codes),
        ("events.md", reference.events),
        ("patterns.md", reference.patterns),
        ("asyncapi.yaml", asyncapi.asyncapi),
        ("onextree-openapi.yaml", openapi.onextree),
    ],
)
def test_golden_reference(page: str, render: Callable[[], str]) -> None:
    path, text = DOCS / "reference" / page, render()
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_the_language_reference_speaks_of_every_function_and_type() -> None:
    text = (DOCS / "reference" / "prd.md").read_text(encoding="utf-8")
    words = set(re.findall(r"[a-z_]+", text))
    assert [name for name in reference.vocabulary().split() if name not in words] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = [found for found in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in found]
    assert [target for target in targets if not (page.parent / target).exists()] == []
