"""Our top-level packages are plain words, so nobody else may claim them."""

import re
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
OURS = ("omninode_bridge", "resources", "assets", "sensors", "pipelines")


def test_no_dependency_claims_one_of_our_names() -> None:
    owners = packages_distributions()
    assert {
        name: owners[name] for name in OURS if set(owners.get(name, ())) - {"omninode-bridge"}
    } == {}


@pytest.mark.parametrize("name", ["run.txt", "dev.txt", "bootstrap.txt"])
def test_the_pinned_requirements_name_no_registry_and_carry_hashes(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    assert not re.search(r"https?://", text)
    pins = re.findall(r"^[a-z0-9][\w.-]*==", text, flags=re.MULTILINE)
    assert pins
    assert text.count("--hash=sha256:") >= len(pins)
