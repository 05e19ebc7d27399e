"""Our own rules: each finds what it is meant for, and nothing in a good node."""

import pytest

from omninode_bridge.generation.package import NodePackage
from omninode_bridge.quality.own_checks import own_checks
from omninode_bridge.quality.report import Finding
from tests.toolchain.seed_node import HANDLER, TESTS, added, changed, seed_node

FIRST = "        if request.amount == 0:\n"


def found(package: NodePackage, check: str) -> tuple[Finding, ...]:
    return next(result.findings for result in own_checks(package) if result.name == check)


def handler(statement: str, before: str = "") -> NodePackage:
    package = changed(seed_node(), HANDLER, FIRST, f"        {statement}\n{FIRST}")
    return changed(package, HANDLER, "from decimal", f"{before}\nfrom decimal")


def test_a_good_node_has_no_findings() -> None:
    results = own_checks(seed_node())
    assert [(result.name, result.findings) for result in results if result.findings] == []
    assert len(results) >= 20


@pytest.mark.parametrize(
    ("statement", "before"),
    [
        ("random.random()", "import random"),
        ("r()", "from random import random as r"),
        ("t.time_ns()", "import time as t"),
        ("datetime.datetime.now()", "import datetime"),
        ("datetime.now()", "from datetime import datetime"),
        ("date.today()", "from datetime import date"),
        ("uuid.uuid4()", "import uuid"),
        ("secrets.token_hex()", "import secrets"),
        ("hash(request)", ""),
        ("id(request)", ""),
    ],
)
def test_chance_and_clocks(statement: str, before: str) -> None:
    assert found(handler(statement, before), "determinism")


@pytest.mark.parametrize(
    ("statement", "before"),
    [
        ("datetime.fromisoformat('2026-01-01')", "from datetime import datetime"),
        ("UUID('0' * 32)", "from uuid import UUID"),
        ("request.time()", ""),
    ],
)
def test_what_only_looks_like_chance(statement: str, before: str) -> None:
    assert found(handler(statement, before), "determinism") == ()


@pytest.mark.parametrize("call", ["print(1)", "eval('1')", "open('x')", "__import__('os')"])
def test_calls_that_reach_out(call: str) -> None:
    finding = found(handler(call), "side effects")[0]
    assert (finding.rule, finding.file) == ("P5", HANDLER)


@pytest.mark.parametrize(
    ("statement", "before", "expected"),
    [
        ("SEEN.append(1)", "SEEN: list[int] = []", 1),
        ("SEEN['a'] = 1", "SEEN = {}", 1),
        ("seen = []; seen.append(1)", "", 0),
        ("CONTEXT.add(1, 2)", "CONTEXT = Context(prec=28)", 0),
    ],
)
def test_state_of_the_module(statement: str, before: str, expected: int) -> None:
    assert len(found(handler(statement, before), "module state")) == expected


@pytest.mark.parametrize(
    ("body", "caught"),
    [
        ("assert True", True),
        ("assert 1 == 1", True),
        ("x = 1\n    assert x == x", True),
        ("x = 0\n    assert (x, 'text')", True),
        ("x = 0\n    assert x or True", True),
        ("pass", True),
        ("assert repr(1) == repr(1)", False),
        ("x = int('1')\n    assert x == 1", False),
        ("with pytest.raises(ValueError):\n        int('a')", False),
    ],
)
def test_assertions_that_cannot_fail(body: str, caught: bool) -> None:
    text = f"def test_it() -> None:\n    {body}\n"
    package = added(seed_node(), TESTS.replace("requirements", "more"), text)
    assert bool(found(package, "assertions")) is caught


@pytest.mark.parametrize(
    ("before", "first", "caught"),
    [
        ("@pytest.mark.skipif(True, reason='x')", "", True),
        ("@pytest.mark.xfail", "", True),
        ("@pytest.mark.parametrize('x', [pytest.param(1, marks=pytest.mark.skip)])", "", True),
        ("", "pytest.skip('later')", True),
        ("from pytest import skip", "skip('later')", True),
        ("@pytest.mark.parametrize('x', ['skipped', 'xfail', 'tax failed'])", "", False),
        ("", "skip = SimpleNamespace(skip=1).skip", False),
    ],
)
def test_tests_that_are_switched_off(before: str, first: str, *, caught: bool) -> None:
    """A value that is spelt like a switch is none."""
    text = f"{before}\ndef test_it() -> None:\n    {first or 'pass'}\n    assert int('1') == 1\n"
    package = added(seed_node(), TESTS.replace("requirements", "more"), text)
    assert bool(found(package, "assertions")) is caught


@pytest.mark.parametrize(
    "comment",
    ["noqa: E501", "type: ignore[x]", "contract-ok: x", "node-purity-ok: x", "nosec", "fmt: off"],
)
def test_comments_that_silence(comment: str) -> None:
    package = changed(seed_node(), HANDLER, FIRST, f"        # {comment}\n{FIRST}")
    assert found(package, "suppressions")


def test_the_same_words_in_a_text_silence_nothing() -> None:
    assert found(handler('note = "# noqa is a word"'), "suppressions") == ()


@pytest.mark.parametrize("text", [b"def f(:\n", b"\xff\xfe", b"x = '\x00'", b"(" * 5000])
def test_what_does_not_parse_is_a_finding(text: bytes) -> None:
    package = added(seed_node(), "src/onex_cut_compute/bad.py", "")
    files = {**package.files, "src/onex_cut_compute/bad.py": text}
    broken = NodePackage(**{name: getattr(package, name) for name in SLOTS} | {"files": files})
    assert [one.file for one in found(broken, "syntax")] == ["src/onex_cut_compute/bad.py"]


SLOTS = tuple(NodePackage.__slots__)


@pytest.mark.parametrize(
    ("body", "check"),
    [
        ("    if a:\n        pass\n" * 11, "complexity"),
        ("    a += 1\n" * 61, "length"),
    ],
)
def test_size(body: str, check: str) -> None:
    text = f'"""A module."""\n\n\ndef f(a: int) -> None:\n    """Does a thing."""\n{body}'
    package = added(seed_node(), "src/onex_cut_compute/more.py", text)
    assert [one.rule for one in found(package, check)] == [check]


def test_repeated_bodies() -> None:
    body = '    """Does {}."""\n    a = 1\n    b = a\n    c = b\n    return c\n'
    text = f"def f() -> int:\n{body.format('one')}\n\ndef g() -> int:\n{body.format('two')}"
    package = added(seed_node(), "src/onex_cut_compute/more.py", text)
    assert "g repeats f" in found(package, "duplication")[0].message
