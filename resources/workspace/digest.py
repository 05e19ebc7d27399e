"""Content addresses: BLAKE3, hexadecimal."""

from collections.abc import Mapping

from blake3 import blake3


def content_digest(content: bytes) -> str:
    return blake3(content).hexdigest()


def package_digest(files: Mapping[str, bytes]) -> str:
    """The digest of all paths and contents; the order of the mapping does not count."""
    whole = blake3()
    for path, content in sorted(files.items()):
        name = path.encode()
        # Lengths first: no two different sets of files give the same bytes.
        whole.update(len(name).to_bytes(8) + len(content).to_bytes(8) + name + content)
    return whole.hexdigest()
