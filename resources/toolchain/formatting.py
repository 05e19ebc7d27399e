"""Ruff as the formatter of generated packages."""

import os
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from ruff.__main__ import find_ruff_bin

from omninode_bridge.errors import UnavailableError
from omninode_bridge.generation.package import NodePackage
from resources.toolchain.worker.memory import folder_in_memory

# Sorted imports, and without the double parentheses that `ast.unparse` writes around generators.
TIDY: Final = ("check", "--select", "I,UP034", "--fix", "--quiet", "--no-cache", ".")
FORMAT: Final = ("format", "--quiet", "--no-cache", ".")


class RuffFormatter:
    """Sorts imports and formats, with the settings of the package's own pyproject.toml.

    One process each for all packages. Raises `UnavailableError` where ruff is missing, does
    not answer in time, or cannot read a file.
    """

    def __init__(self, *, timeout_s: float = 30.0) -> None:
        self._timeout_s = timeout_s

    def format(self, package: NodePackage) -> NodePackage:
        return self.format_all([package])[0]

    def format_all(self, packages: Sequence[NodePackage]) -> list[NodePackage]:
        """Each in a folder of its own, where its own settings hold."""
        if not packages:
            return []
        with TemporaryDirectory(prefix="omninode-format-", dir=folder_in_memory()) as name:
            folders = [Path(name, str(number)) for number in range(len(packages))]
            for folder, package in zip(folders, packages, strict=True):
                _write(folder, package)
            self._ruff(TIDY, Path(name))
            self._ruff(FORMAT, Path(name))
            return [
                _read(folder, package) for folder, package in zip(folders, packages, strict=True)
            ]

    def _ruff(self, arguments: tuple[str, ...], folder: Path) -> None:
        hint = "Run `omninode doctor`; it says how to mend the installation."
        try:
            done = subprocess.run(  # noqa: S603 - our own tool with fixed arguments
                [os.fsencode(find_ruff_bin()), *arguments],
                cwd=folder,
                env={"PATH": os.defpath},
                capture_output=True,
                timeout=self._timeout_s,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise UnavailableError(f"ruff did not run: {error}", hint=hint) from error
        if done.returncode != 0:
            said = done.stderr.decode("utf-8", "replace") or done.stdout.decode("utf-8", "replace")
            message = f"ruff {arguments[0]} failed: {said.strip()[:500]}"
            raise UnavailableError(message, hint="The generated source is broken: report it.")


def _write(folder: Path, package: NodePackage) -> None:
    for path, content in package.files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _read(folder: Path, package: NodePackage) -> NodePackage:
    return replace(package, files={path: (folder / path).read_bytes() for path in package.files})
