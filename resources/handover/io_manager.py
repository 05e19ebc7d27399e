"""Values between the assets of one request, on a disk: a run that is executed again finds them."""

import os
import pickle
from pathlib import Path
from typing import Final
from urllib.parse import quote
from uuid import uuid4

import dagster as dg

from omninode_bridge.errors import InvalidRequestError

KEPT: Final = 20
"""So many values of one asset and partition are kept: runs of one node do not overwrite another."""


class HandoverIOManager(dg.IOManager):
    """One file per asset, partition and run. A run and its re-executions share the run's root."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def handle_output(self, context: dg.OutputContext, obj: object) -> None:
        folder = self._folder(context)
        folder.mkdir(parents=True, exist_ok=True)
        partial = folder / f".{uuid4().hex}"
        partial.write_bytes(pickle.dumps(obj))
        partial.replace(folder / _run_of(context))
        _prune(folder)

    def load_input(self, context: dg.InputContext) -> object:
        folder = self._folder(context)
        own = folder / _run_of(context)
        values = [own] if own.exists() else _newest_first(folder)
        if not values:
            raise InvalidRequestError(
                f"No value of {context.asset_key.to_user_string()} is kept",
                hint="Launch the whole run: the stages before this one make it.",
            )
        # Only our own process writes below the root, which is private to its user.
        return pickle.loads(values[0].read_bytes())  # noqa: S301

    def _folder(self, context: dg.InputContext | dg.OutputContext) -> Path:
        names = [*context.asset_key.path]
        if context.has_asset_partitions:
            names.append(context.asset_partition_key)
        # A dot is quoted as well: no name may mean another folder.
        return self._root.joinpath(*(quote(name, safe="").replace(".", "%2E") for name in names))


def _run_of(context: dg.InputContext | dg.OutputContext) -> str:
    run = context.step_context.dagster_run
    return run.root_run_id or run.run_id


def _newest_first(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    dated = [
        (entry.stat().st_mtime_ns, entry.name)
        for entry in os.scandir(folder)
        if not entry.name.startswith(".")
    ]
    return [folder / name for _, name in sorted(dated, reverse=True)]


def _prune(folder: Path) -> None:
    for old in _newest_first(folder)[KEPT:]:
        old.unlink(missing_ok=True)
