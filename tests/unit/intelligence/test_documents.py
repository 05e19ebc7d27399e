from pathlib import Path

import pytest

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.intelligence.documents import OnexFolder, of_folder, of_pattern, of_version
from omninode_bridge.intelligence.evidence import Kind
from omninode_bridge.intelligence.knowledge import KnownDocument, Relation
from omninode_bridge.intelligence.operations import Search, question_of
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.catalogue import pattern_named
from resources.intelligence.folders import onex_folders
from resources.intelligence.knowledge.filling import core_folder
from tests.fakes.full_text import InMemory
from tests.state.records import a_version

CONTRACT = """
name: node_invoice_mail_effect
node_type: EFFECT_GENERIC
node_version: {major: 1, minor: 2, patch: 0}
description: Sends an invoice by mail.
input_model: shop.models.ModelInvoiceLine
event_bus:
  publish_topics: [shop.evt.invoice-sent.v1]
"""
HANDLER = '''"""Hands the letter over."""
from shop.models import ModelLetter
from omnibase_core.mixins.mixin_metrics import MixinMetrics


class ModelReceipt: ...
'''


def documents(contract: str, files: dict[str, str]) -> list[KnownDocument]:
    found = of_folder("shop", OnexFolder("nodes/invoice_mail", contract, files))
    return [each.read() for each in found]


def test_a_folder_is_a_node_and_its_files() -> None:
    node, code = documents(CONTRACT, {"handler.py": HANDLER, "__init__.py": "\n"})
    assert (node.name, node.node_type, node.version) == (
        "node_invoice_mail_effect",
        NodeType.EFFECT,
        "1.2.0",
    )
    assert "Hands the letter over." in node.text
    assert {
        Relation("reads", "model", "invoic lin"),
        Relation("publishes to", "topic", "shop evt invoic sent v1"),
        Relation("uses", "model", "letter"),
        Relation("uses", "mixin", "mixin metric"),
        Relation("defines", "model", "receipt"),
    } <= set(node.relations)
    assert (code.kind, code.key) == (Kind.CODE, "nodes/invoice_mail/handler.py")
    assert (code.text, code.description) == (HANDLER, "Hands the letter over.")


def test_the_purpose_of_the_public_code_tells_what_a_node_is_for() -> None:
    handler = '''"""Hands it over.

Ticket 17 asked for it.
"""


class Letter:
    """A page with an address.

    With much detail.
    """


def _inner():
    """Hidden."""


def post():
    """Puts it into the box."""
'''
    node, _ = documents(CONTRACT, {"handler.py": handler})
    told = node.text.split("Sends an invoice by mail.\n")[1]
    assert told.split("\n\n") == [
        "Hands it over.",
        "A page with an address.",
        "Puts it into the box.",
    ]


def test_what_ships_is_found_by_what_it_does() -> None:
    folders = onex_folders(core_folder() / "nodes")
    checks = (each for each in folders if each.path.endswith("_check_compute"))
    known = [entry.read() for each in checks for entry in of_folder("core", each)]
    text = "checks a folder for hard-coded addresses"
    [first, *_] = InMemory(known).similar(question_of(Search.RAG, text, 5))
    assert first.name == "node_no_hardcoded_ip_check_compute"


@pytest.mark.parametrize(
    "contract", ["", "- a", "a: [", "name: x", "node_type: screw", "node_type: 3", "x: &a [*a]"]
)
def test_what_is_no_contract_of_a_node_gives_nothing(contract: str) -> None:
    assert documents(contract, {"handler.py": HANDLER}) == []


def test_a_file_that_is_no_python_counts_as_text() -> None:
    _, code = documents(CONTRACT, {"handler.py": "def ("})
    assert (code.text, code.description) == ("def (", "")


def test_a_digest_changes_with_the_content_alone() -> None:
    def digests(files: dict[str, str]) -> dict[str, str]:
        folder = OnexFolder("nodes/a", CONTRACT, files)
        return {each.key: each.digest for each in of_folder("shop", folder)}

    before = digests({"a.py": "A = 1", "b.py": "B = 1"})
    assert before == digests({"b.py": "B = 1", "a.py": "A = 1"})
    after = digests({"a.py": "A = 2", "b.py": "B = 1"})
    assert {key for key in before if before[key] != after[key]} == {"nodes/a", "nodes/a/a.py"}


def test_a_registered_node_says_how_its_requirements_are_realised() -> None:
    how = "pattern create_entity: entity = customer"
    node = of_version(a_version(requirements=({"id": "R1", "text": "Keep it.", "how": how},)))
    assert (node.quality, node.choices) == (0.9, (how,))
    assert Relation("realised by", "pattern", "creat entity") in node.relations


def test_a_pattern_says_its_sentences() -> None:
    found = of_pattern(pattern_named("create_entity"))
    assert (found.kind, found.node_type) == (Kind.PATTERN, NodeType.EFFECT)
    assert "Register devices with serial number and location" in found.text


def test_folders_with_a_contract_are_found_with_their_code(tmp_path: Path) -> None:
    inner = tmp_path / "pkg" / "one"
    (inner / "sub").mkdir(parents=True)
    (inner / "tests").mkdir()
    for path in ("contract.yaml", "node.py", "sub/more.py", "tests/test_it.py", "notes.txt"):
        (inner / path).write_text(path)
    (inner / "large.py").write_text("#" * 600_000)
    (inner / "broken.py").write_bytes(b"\xff\x00x")
    [found] = onex_folders(tmp_path)
    assert (found.path, found.contract) == ("pkg/one", "contract.yaml")
    assert dict(found.files) == {
        "broken.py": "\ufffdx",
        "large.py": "",
        "node.py": "node.py",
        "sub/more.py": "sub/more.py",
    }


def test_what_is_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidRequestError):
        list(onex_folders(tmp_path / "absent"))
