"""Documents by content on a disk: written once, never changed."""

import os
import re
from pathlib import Path
from typing import Final
from uuid import uuid4

from omninode_bridge.errors import InvalidRequestError
from resources.workspace.digest import content_digest
from resources.workspace.tree import folder, read_file, remove_file, write_errors, write_file

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


class FolderDocuments:
    def __init__(self, root: Path) -> None:
        self.root = root.absolute()

    def put(self, content: bytes) -> str:
        digest = content_digest(content)
        with write_errors(str(self.root)):
            self.root.mkdir(parents=True, exist_ok=True)
            with folder(str(self.root)) as root:
                if read_file(root, (digest,)) == content:
                    return digest
                partial = f".{uuid4().hex}"
                try:
                    write_file(partial, content, below=root)
                    os.rename(partial, digest, src_dir_fd=root, dst_dir_fd=root)
                except BaseException:
                    remove_file(partial, below=root)
                    raise
                os.fsync(root)
        return digest

    def get(self, digest: str) -> bytes:
        if _DIGEST.fullmatch(digest) and self.root.is_dir():
            with folder(str(self.root)) as root:
                content = read_file(root, (digest,))
            if content is not None and content_digest(content) == digest:
                return content
        raise InvalidRequestError(
            f"No document has the digest {digest[:64]!a}",
            hint="Send the document again; it may have been removed from the workspace.",
        )
