"""What is said of the lines of generated packages, and the matrix of requirements."""

import json
from typing import Any

import pytest

from omninode_bridge.generation.package import NodePackage
from omninode_bridge.generation.provenance import PROVENANCE
from omninode_bridge.generation.symbols import ranges_of, symbols_at
from omninode_bridge.generation.trace import as_json, as_text, trace
from omninode_bridge.generation.why import Why, why
from tests.unit.generation.test_golden import package_of

type Json = dict[str, Any]  # reason: decoded JSON of the package's own file


@pytest.fixture(scope="module", name="packages")
def all_packages() -> dict[str, NodePackage]:
    names = ("price_quote", "parcel_locker", "trip_booking", "tool_lending")
    return {name: package_of(name) for name in names}


def provenance_of(package: NodePackage) -> Json:
    found: Json = json.loads(package.files[PROVENANCE])
    return found


def asked(package: NodePackage, file: str, code: str) -> Why:
    """Of the only line of the file that has this code."""
    path = next(path for path in package.files if path.endswith(f"/{file}"))
    source = package.files[path].decode()
    lines = [at for at, line in enumerate(source.splitlines(), 1) if code in line]
    assert len(lines) == 1, lines
    return why(provenance_of(package), path, source, lines[0])


LINES = [
    ("price_quote", "handler_price_quote.py", 'Decimal("0.05")', "Rules", {"R2"}),
    ("price_quote", "handler_price_quote.py", ", _set_tax),", "Rules", {"R4"}),
    ("price_quote", "test_requirements.py", "def test_r3()", "Requirements", {"R3"}),
    ("price_quote", "model_line.py", "    quantity: ", "Data model", set()),
    ("parcel_locker", "on_pickup.py", "def _guard_3(", "State machine", {"R2"}),
    ("parcel_locker", "on_deposit.py", "given.weight_kg > 30", "Rules", {"R5"}),
    ("parcel_locker", "of_late_fees.py", "row.count += 1", "Aggregations", {"R7", "R3"}),
    ("trip_booking", "workflow.py", 'undo="cancel_flight"', "Workflow", {"T1"}),
    ("trip_booking", "workflow.py", "return truth(facts.field", "Workflow", {"T3"}),
    ("tool_lending", "rules_lend_tool.py", "given.paid <", "Rules of lend_tool", {"R3"}),
    ("tool_lending", "handler_lend_tool.py", "expect_version(TOOL", "Operations", set()),
]


@pytest.mark.slow
@pytest.mark.parametrize("expected", LINES, ids=lambda expected: f"{expected[1]}: {expected[2]}")
def test_a_line_names_what_stands_behind_it(
    packages: dict[str, NodePackage], expected: tuple[str, str, str, str, set[str]]
) -> None:
    example, file, code, section, requirements = expected
    found = asked(packages[example], file, code)
    assert found.reasons
    assert found.reasons[0].section == section
    assert found.strategy == "compiled"
    assert requirements <= {name for reason in found.reasons for name in reason.requirements}
    assert not found.machinery


@pytest.mark.slow
@pytest.mark.parametrize(
    ("example", "file", "code", "said"),
    [
        ("price_quote", "handler_price_quote.py", "known = _start(request)", "every compute node"),
        ("trip_booking", "decision.py", "progress = replayed(", "how every workflow is decided"),
        ("tool_lending", "rows.py", 'row["version"] = version + 1', "every effect handles rows"),
        ("parcel_locker", "node.py", "class Node", "the frame of the package"),
    ],
)
def test_what_no_requirement_causes_says_so(
    packages: dict[str, NodePackage], example: str, file: str, code: str, said: str
) -> None:
    found = asked(packages[example], file, code)
    assert found.reasons == ()
    assert said in found.machinery


@pytest.mark.slow
def test_every_recorded_symbol_is_there(packages: dict[str, NodePackage]) -> None:
    """Formatting does not move them, and nothing is recorded that was not written."""
    missing = [
        (path, symbol)
        for package in packages.values()
        for path, symbols in provenance_of(package)["files"].items()
        for symbol in set(symbols) - dict(ranges_of(package.files[path].decode(), symbols)).keys()
    ]
    assert missing == []


@pytest.mark.slow
def test_each_bound_requirement_is_traced_to_code_and_tests(
    packages: dict[str, NodePackage],
) -> None:
    package = packages["price_quote"]
    files = {path: content.decode() for path, content in package.files.items()}
    test = "src/onex_price_quote_compute/nodes/node_price_quote_compute/tests/test_requirements.py"
    cases = [(f"{test}::test_r1[a]", "passed"), (f"{test}::test_r1[b]", "failed")]
    cases += [(f"{test}::test_r2", "passed")]
    quality = {"checks": [{"tests": [{"id": id_, "outcome": outcome} for id_, outcome in cases]}]}
    found = trace(provenance_of(package), quality, files)
    assert [each.requirement for each in found] == ["R1", "R2", "R3", "R4"]
    assert [each.tests[0].result for each in found] == ["failed", "passed", "not run", "not run"]
    assert all(each.code for each in found)
    discount = found[1].code[0]
    lines = files[discount.file].splitlines()[discount.first - 1 : discount.last]
    assert lines[0].startswith("def _set_discount(")
    text = "\n".join(as_text(found))
    assert f"test  passed: {test}::test_r2" in text
    assert json.loads(json.dumps(as_json(found)))[2]["tests"][0]["result"] == "not run"


SOURCE = """ROWS = {
    "a": (
        Row("a", None, "b", guard=_guard_1),
    ),
}


class Box:
    size: int = 3

    def f(self) -> int:
        return 1


@given(1)
def _guard_1() -> bool:
    return True
"""


@pytest.mark.parametrize(
    ("line", "first"),
    [(3, "ROWS/a,,b"), (8, "Box"), (9, "Box.size"), (12, "Box.f"), (15, "_guard_1"), (6, None)],
)
def test_the_innermost_symbol_comes_first(line: int, first: str | None) -> None:
    assert next(iter(symbols_at(SOURCE, line)), None) == first


def test_an_entry_also_means_what_it_names() -> None:
    assert "_guard_1" in set(symbols_at(SOURCE, 3))


@pytest.mark.parametrize(
    ("symbol", "lines"),
    [("", (1, 17)), ("ROWS/a,,b", (3, 3)), ("Box.f", (11, 12)), ("Box.g", None), ("no", None)],
)
def test_the_range_of_a_symbol(symbol: str, lines: tuple[int, int] | None) -> None:
    assert dict(ranges_of(SOURCE, [symbol])).get(symbol) == lines
