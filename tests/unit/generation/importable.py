"""Generated packages that are imported into this process."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from omninode_bridge.generation.package import NodePackage


@contextmanager
def importable(package: NodePackage) -> Iterator[str]:
    """Yields the name of the node's package; what was imported stays when its files are gone."""
    with tempfile.TemporaryDirectory(prefix=f"{package.folder}-") as folder:
        for path, content in package.files.items():
            target = Path(folder, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        source = str(Path(folder, "src"))
        sys.path.insert(0, source)
        try:
            yield f"{package.import_root}.nodes.{package.folder}"
        finally:
            sys.path.remove(source)
