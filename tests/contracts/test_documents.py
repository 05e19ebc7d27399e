"""What every store of documents promises; a folder and the fake."""

from pathlib import Path

import pytest
from blake3 import blake3

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.ports import Documents
from resources.workspace.documents import FolderDocuments
from tests.fakes.documents import FakeDocuments


@pytest.fixture(params=["fake", "folder"])
def documents(request: pytest.FixtureRequest, tmp_path: Path) -> Documents:
    return FakeDocuments() if request.param == "fake" else FolderDocuments(tmp_path / "documents")


@pytest.mark.parametrize("content", [b"", b"# PRD\n", bytes(range(256)) * 9000])
def test_a_document_comes_back_by_its_digest(documents: Documents, content: bytes) -> None:
    digest = documents.put(content)
    assert digest == blake3(content).hexdigest()
    assert documents.get(digest) == content
    assert documents.put(content) == digest


@pytest.mark.parametrize("digest", ["", "0" * 64, "../../etc/passwd", "A" * 64, "0" * 63 + "/"])
def test_nothing_lies_under_other_names(documents: Documents, digest: str) -> None:
    documents.put(b"# PRD\n")
    with pytest.raises(InvalidRequestError, match="No document"):
        documents.get(digest)
