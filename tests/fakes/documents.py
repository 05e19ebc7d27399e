"""Documents in a dictionary."""

from blake3 import blake3

from omninode_bridge.errors import InvalidRequestError


class FakeDocuments:
    def __init__(self) -> None:
        self._contents: dict[str, bytes] = {}

    def put(self, content: bytes) -> str:
        digest = blake3(content).hexdigest()
        self._contents[digest] = content
        return digest

    def get(self, digest: str) -> bytes:
        if digest not in self._contents:
            raise InvalidRequestError(f"No document has the digest {digest[:64]!a}")
        return self._contents[digest]
