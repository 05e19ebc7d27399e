"""What is bound depends on what is said: not on heading, layout, front matter, label or mood."""

import pytest

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.type_of_prose import with_prose
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.detection.detect import detect_type
from omninode_bridge.requirements.reading import read_prd

FLOW = {
    "order": "Sign the contract. After the contract has been signed, create the account. After "
    "the account has been created, prepare the desk.",
    "present": "The contract is signed. After the contract has been signed, the account is "
    "created. After the account has been created, the desk is prepared.",
    "modal": "The contract must be signed. After the contract has been signed, the account must "
    "be created. After the account has been created, the desk must be prepared.",
    "system": "The system shall sign the contract. After the contract has been signed, the system "
    "shall create the account. After the account has been created, the system shall prepare the "
    "desk.",
}
STORE = {
    "order": "Create a member. List all members. Delete a member by id.",
    "present": "A member is created. All members are listed. A member is deleted by id.",
    "modal": "Clerks can create a member. Clerks can list all members. Clerks can delete a member "
    "by id.",
    "system": "The system shall create a member. The system shall list all members. The system "
    "shall delete a member by id.",
}
MEMBER = """## Data model
### Member
| field | type | constraints |
| --- | --- | --- |
| id | uuid | primary key |
| name | string | |
"""
DOCUMENTS = [
    *((NodeType.ORCHESTRATOR, "", text) for text in FLOW.values()),
    *((NodeType.EFFECT, MEMBER, text) for text in STORE.values()),
]


def bound(kind: NodeType | None, data: str, heading: str, said: str) -> tuple[NodeType, set[str]]:
    front = f"---\ntype: {kind.value}\n---\n" if kind else ""
    text = f"{front}# House\n\nIt helps the people there.\n\n{data}\n## {heading}\n\n{said}\n"
    document = read_prd(text).document
    found = with_prose(document, detect_type(document)).node_type
    understood = understand(document, found)
    ids = {one.requirement_id for one in understood.provenance}
    return found, {one.text for one in understood.document.requirements if one.id in ids}


@pytest.mark.parametrize(("kind", "data", "text"), DOCUMENTS)
def test_the_same_sentences_are_bound_everywhere(kind: NodeType, data: str, text: str) -> None:
    sentences = [f"{one.strip('. ')}." for one in text.split(". ")]
    bullets = "\n".join(f"- {one}" for one in sentences)

    assert bound(kind, data, "Requirements", bullets) == (kind, {*sentences})
    assert bound(None, data, "At the desk", text) == (kind, {*sentences})
