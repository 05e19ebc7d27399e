"""What stands between the code: comments that silence rules, licences, files that steer tools."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from omninode_bridge.generation.package import BindingState
from omninode_bridge.quality.report import Finding
from omninode_bridge.quality.source import PackageSource

# Each of these tells a tool to look away.
SUPPRESSIONS: Final = re.compile(
    r"\b(noqa|nosec|type:\s*ignore|pragma:\s*no|pylint:|mypy:|pyright:|ruff:|isort:|fmt:\s*(off|skip)"
    r"|yapf:|flake8:|ONEX_EXCLUDE|onex-[a-z-]+|[a-z]+(-[a-z]+)*-ok\b)",
    re.IGNORECASE,
)
ENDINGS_OF_LINES: Final = re.compile("#.*")
# Files that pytest, mypy, ruff or Python read by themselves.
STEERING: Final = frozenset(
    {
        *("conftest.py", "pytest.ini", "tox.ini", "setup.cfg", "setup.py", ".coveragerc"),
        *("mypy.ini", ".mypy.ini", "ruff.toml", ".ruff.toml", "sitecustomize.py"),
        "usercustomize.py",
    }
)
ENDINGS: Final = frozenset({".py", ".yaml", ".md", ".toml", ".json", ".typed", ""})
HOLDER: Final = "SPDX-FileCopyrightText:"
LICENCE: Final = "SPDX-License-Identifier:"


def suppressions(source: PackageSource) -> Iterator[Finding]:
    # Telling comments apart takes long.
    for file in (each for each in source.files if _may_suppress(each.text)):
        for line, comment in file.comments():
            if found := SUPPRESSIONS.search(comment):
                yield Finding("suppression", f"`{found[0]}` silences a rule", file.path, line)
    for path, content in sorted(source.package.files.items()):
        if path.endswith((".yaml", ".toml")):
            for number, text in enumerate(content.decode(errors="replace").splitlines(), start=1):
                if found := SUPPRESSIONS.search(text.partition("#")[2]):
                    yield Finding("suppression", f"`{found[0]}` silences a rule", path, number)


def _may_suppress(text: str) -> bool:
    """Every comment is the end of a line that has the sign of comments."""
    return any(SUPPRESSIONS.search(ending) for ending in ENDINGS_OF_LINES.findall(text))


def stray_files(source: PackageSource) -> Iterator[Finding]:
    for name in sorted(source.package.files):
        path = PurePosixPath(name)
        if path.name in STEERING or path.suffix not in ENDINGS:
            yield Finding("stray file", "a generated package has no such file", name)


def licence_headers(source: PackageSource) -> Iterator[Finding]:
    """A7 with the configured holder: every Python file and the contract say whose they are."""
    for name, content in sorted(source.package.files.items()):
        if not name.endswith((".py", "/contract.yaml")):
            continue
        head = content.decode(errors="replace").splitlines()[:3]
        for wanted in (HOLDER, LICENCE):
            if not any(line.startswith(f"# {wanted} ") for line in head):
                yield Finding("A7", f"the header has no {wanted[:-1]}", name, 1)


def bound_requirements(source: PackageSource) -> Iterator[Finding]:
    """A node of which no functional requirement is bound is a shell."""
    functional = [
        binding
        for binding in source.package.bindings
        if binding.state is not BindingState.QUALITY_ATTRIBUTE
    ]
    if functional and all(binding.state is BindingState.UNBOUND for binding in functional):
        yield Finding(
            "requirements", "no functional requirement is bound: this is a shell", "README.md"
        )


def readme(source: PackageSource) -> Iterator[Finding]:
    content = source.package.files.get("README.md", b"").decode(errors="replace")
    if not content.strip():
        yield Finding("readme", "there is no README.md", "README.md")
        return
    headings = [line for line in content.splitlines() if line.startswith("#")]
    if not headings or not headings[0].startswith("# "):
        yield Finding("readme", "it does not begin with a title", "README.md", 1)
    for part, pattern in README_PARTS.items():
        if not re.search(pattern, content, re.IGNORECASE | re.MULTILINE):
            yield Finding("readme", f"it does not say {part}", "README.md")


README_PARTS: Final = {
    "how to run the node": r"^## .*\brun\b",
    "what a request holds": r"^## .*\b(request|input)\b",
    "what an answer holds": r"^## .*\b(answer|output)\b",
    "how each requirement is met": r"^## .*\brequirements\b",
    "how to test it": r"^## .*\btests?\b",
}
