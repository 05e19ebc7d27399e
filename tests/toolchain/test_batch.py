"""The real tools on many packages at once: each is judged as it is alone."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from omninode_bridge.generation.package import NodePackage
from omninode_bridge.ports import ProofRequest
from omninode_bridge.quality.report import CheckResult, Outcome
from resources.toolchain.client import ProcessToolchain
from tests.toolchain.seed_node import HANDLER, TESTS, added, changed, seed_node

pytestmark = pytest.mark.slow

# Those that hang are waited for; the others have the time that a busy machine takes.
HANGING, SECONDS = 6.0, 30.0
FIRST = "        if request.amount == 0:\n"


def with_lines(package: NodePackage, path: str, lines: str) -> NodePackage:
    return replace(package, files={**package.files, path: package.files[path] + lines.encode()})


def packages() -> dict[str, NodePackage]:
    """All of the same import root, so that one that was not taken off would be in the way."""
    sound = seed_node()
    return {
        "sound": sound,
        "syntax": with_lines(sound, HANDLER, "\ndef (:\n"),
        "sound after syntax": sound,
        "types": with_lines(sound, HANDLER, "\n\ndef wrong(a: int) -> str:\n    return a\n"),
        "missing import": with_lines(sound, HANDLER, "\nimport nowhere_to_be_found\n"),
        "same missing import": with_lines(sound, HANDLER, "\nimport nowhere_to_be_found\n"),
        "blocked": with_lines(sound, HANDLER, "\nbreak\n"),
        "unformatted": added(sound, HANDLER.replace("handler_cut", "loose"), "x = {  1 :2}\n"),
        "failing test": with_lines(sound, TESTS, "\n\ndef test_no() -> None:\n    assert 1 == 2\n"),
        "hanging test": with_lines(
            sound, TESTS, "\n\ndef test_hang() -> None:\n    import time; time.sleep(600)\n"
        ),
        "wrong answer": changed(sound, HANDLER, FIRST, FIRST.replace("== 0", "!= 0")),
        "sound at the end": sound,
    }


def asked(name: str) -> ProofRequest:
    seconds = HANGING if name == "hanging test" else SECONDS
    return ProofRequest(packages()[name], timeout_s=seconds)


def shown(checks: Sequence[CheckResult]) -> list[CheckResult]:
    """Without what differs from run to run."""
    return [replace(check, duration_ms=0.0) for check in checks]


def test_each_is_judged_as_alone(toolchain: ProcessToolchain) -> None:
    requests = {name: asked(name) for name in packages()}

    together = dict(zip(requests, toolchain.prove_all(iter(requests.values())), strict=True))

    alone: dict[frozenset[tuple[str, bytes]], list[CheckResult]] = {}
    for name, request in requests.items():
        content = frozenset(request.package.files.items())
        if content not in alone:
            alone[content] = shown(toolchain.prove(request))
        assert shown(together[name]) == alone[content], name
    passed = {
        name
        for name, checks in together.items()
        if all(check.outcome is Outcome.PASSED for check in checks if check.gate)
    }
    assert passed == {"sound", "sound after syntax", "sound at the end"}


@pytest.mark.requirement("R283")
def test_only_the_one_that_hangs_is_cut_off(toolchain: ProcessToolchain) -> None:
    assert ProofRequest(seed_node()).timeout_s == 60
    requests = [asked(name) for name in ("sound", "hanging test", "sound")]
    tests = [
        next(check for check in checks if check.name == "tests")
        for checks in toolchain.prove_all(requests)
    ]
    assert [check.outcome for check in tests] == [
        Outcome.PASSED,
        Outcome.FAILED,
        Outcome.PASSED,
    ]
    assert any("did not finish within" in found.message for found in tests[1].findings)
