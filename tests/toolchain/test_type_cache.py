"""The warm mypy's cache: one that is broken is built again, one that nobody uses is dropped."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from resources.toolchain.worker import typecheck

pytestmark = pytest.mark.slow


def test_a_broken_cache_is_built_again_and_an_old_one_is_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typecheck, "SEED", "import json\n")
    folder = tmp_path / "mypy-now"
    typecheck.build_cache(folder)
    assert _broken(folder) > 0
    old = tmp_path / "mypy-old"
    old.mkdir()
    (old / "complete").touch()
    os.utime(old / "complete", (0, 0))

    package = tmp_path / "package"
    (package / "src").mkdir(parents=True)
    (package / "src" / "wrong.py").write_text("import json\n\nx: int = json.dumps(1)\n")
    checker = typecheck.warm_checker(folder)
    [answer] = typecheck.checked(checker, [package], 60.0)

    assert "Incompatible types in assignment" in str(answer["out"])
    assert not old.exists()


def _broken(folder: Path) -> int:
    """How many of the cache's entries are no longer what mypy wrote."""
    entries = 0
    for path in folder.glob("cache/*/*.db"):
        with closing(sqlite3.connect(path)) as cache:
            changed = "update files2 set data = x'00' where path like '%json%'"
            entries += cache.execute(changed).rowcount
            cache.commit()
    return entries
