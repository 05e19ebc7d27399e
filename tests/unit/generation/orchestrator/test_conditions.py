"""Conditions: exact, lazy, and false where a name is missing or null."""

from typing import Final

import pytest

from tests.unit.generation.orchestrator.emitted import (
    REFUSED,
    Json,
    findings,
    line,
    orchestrator,
    table,
)

FIELDS: Final = "\n".join(
    f"| {name} | {kind} |"
    for name, kind in (
        ("gift", "bool"),
        ("pieces", "int"),
        ("price", "money"),
        ("other", "money"),
        ("rate", "decimal"),
        ("share", "float"),
        ("city", "string"),
        ("color", "enum(red, blue)"),
        ("day", "date"),
        ("at", "datetime"),
        ("names", "list[string]"),
        ("note", "string?"),
        ("any", "json?"),
    )
)
GIVEN: Final[dict[str, Json]] = {
    "gift": True,
    "pieces": 3,
    "price": "9.00",
    "other": "10.00",
    "rate": "0.1",
    "share": 0.5,
    "city": "Bonn",
    "color": "red",
    "day": "2024-02-29",
    "at": "2024-02-29T12:00:00+02:00",
    "names": ["ab", "b"],
}
OUTPUT: Final = {
    "ok": True,
    "level": 5,
    "sum": 0.3,
    "price": "150.00",
    "word": "go",
    "void": None,
    "list": [{"n": 1, "ok": True}, {"n": 2, "ok": False}],
    "deep": {"er": 7},
    "when": "2024-03-01",
}
HOLD: Final = (
    *("gift", "a.ok", "not (pieces > 3)", "1 < pieces <= 3", "pieces = 3.0", "pieces != 4"),
    *("price < other", "price = 9", "rate + 0.2 = a.sum", "0.1 + 0.2 = 0.3", "share = 0.5"),
    *("a.price > 100", "a.price - 50 = 100", "a.level * 2 = 10", "-a.level < 0", "5% < rate"),
    *('city = "Bonn"', 'city < "Cologne"', 'color in ["red", "green"]', 'color not in ["blue"]'),
    *('"on" in city', 'a.word = "go"', "a.deep.er = 7", 'a.deep["er"] = 7', "a.list[0].n = 1"),
    *("a.list[-1].n = 2", "len(a.list) = 2", "any(i.ok for i in a.list)", "1 in [1, 2]"),
    *("not all(i.ok for i in a.list)", "sum(i.n for i in a.list) = 3", "max(1, pieces) = 3"),
    *("sum([i.n * j.n for i in a.list for j in a.list if i.n < j.n]) = 2", "min([2, 1]) = 1"),
    *("first(sorted(a.list by i.n desc)).n = 2", 'first(names) = "ab"', "last([1, 2]) = 2"),
    *("round(2.5) = 3", "round(a.sum, 1) = 0.3", "floor(2.7) = 2", "ceil(2.1) = 3", "abs(-2) = 2"),
    *("mod(-1, 3) = 2", "avg([1, 2]) = 1.5", "1 / 4 = 0.25", 'lower(city) = "bonn"'),
    *('upper("a") = "A"', 'strip(" a ") = "a"', 'split("a-b", "-") = ["a", "b"]'),
    *('join(names, "+") = "ab+b"', 'replace(city, "B", "D") = "Donn"', 'startswith(city, "B")'),
    *('endswith(city, "n")', 'contains(city, "on")', "matches(city, /[A-Z][a-z]+/)"),
    *("unique([1, 1, 2]) = [1, 2]", 'day = "2024-02-29"', 'day < "2024-03-01"', "day < a.when"),
    *('at = "2024-02-29T10:00:00Z"', "days_between(day, a.when) = 1", "year(day) = 2024"),
    *("add_days(day, 1) = a.when", "month(a.when) = 3", "day(day) = 29", "a.ok = true"),
    *(
        'gift and (pieces > 5 or city = "Bonn")',
        "1 < 2 if gift else a.nothing",
        "gift or a.nothing",
    ),
    *("count(names) = 2", "[1, [2]] = [1, [2]]", "sorted([2, 1]) = [1, 2]", "not false"),
    *("any(i.ok for i in a.list if i.n < 2)", "all([true, 1 = 1])", "a.list != []"),
)
FAIL: Final = (
    *("a.nothing", "not a.nothing", "a.nothing = 1", "a.nothing != 1", "a.void", "not a.void"),
    *("a.void = none", "a.void != none", "note = none", "note != none", 'note = "x"', "any.x = 1"),
    *("a.deep.nothing > 1", "a.word.x = 1", "a.list[2].n = 1", "gift and a.nothing"),
    *("a.nothing or gift", "any(i.nothing for i in a.list)", 'city = "bonn"', "gift = 1"),
    *("pieces = true", "a.word = 1", 'a.level = "five"', "3 < pieces", 'a.deep["x"] = 1'),
    *("1 < 0 < a.nothing", "5 in a.list", '"n" not in a.list[0]', "all(i.ok for i in a.list)"),
)
WRONG: Final = (
    *(
        "a.level",
        "not a.level",
        "a.word > 1",
        "a.ok + 1 = 2",
        "1 / 0 = 1",
        "a.level / (pieces - 3) = 1",
    ),
    *("min([]) = 1", "a.word + 1 = 2", "a.list > 1", "1 in 2", "sum(a.word) = 1", "len(1) = 1"),
    *("lower(1) = 1", "year(a.word) = 1", "round(1, a.ok) = 1", 'split("a", "") = 1'),
    *("any([1])", "first([]) = 1", "pieces and gift", "mod(1, 0) = 1", "all(names)"),
)


def _node(condition: str) -> tuple[str, str]:
    title = "Condition " + "".join(f"{ord(char):x}" for char in condition)[:40]
    return title, table(title + str(len(condition)), f"a\nb | a | {condition}", FIELDS)


def _started(condition: str) -> Json:
    _, text = _node(condition)
    answer = orchestrator(text).answer(GIVEN, line("a", output=OUTPUT))
    return answer if answer == REFUSED else [start["step"] for start in answer["start"]]


def test_conditions_that_hold() -> None:
    """In one workflow: one step for each."""
    rows = "a\n" + "\n".join(f"s{at} | a | {text}" for at, text in enumerate(HOLD))
    started = orchestrator(table("Hold", rows, FIELDS)).starts(GIVEN, line("a", output=OUTPUT))
    assert [text for at, text in enumerate(HOLD) if f"s{at}" not in started] == []


def test_conditions_that_do_not() -> None:
    rows = "a\n" + "\n".join(f"s{at} | a | {text}" for at, text in enumerate(FAIL))
    started = orchestrator(table("Fail", rows, FIELDS)).starts(GIVEN, line("a", output=OUTPUT))
    assert [text for at, text in enumerate(FAIL) if f"s{at}" in started] == []


@pytest.mark.parametrize("condition", WRONG)
def test_what_has_no_value_is_an_error(condition: str) -> None:
    assert _started(condition) == REFUSED


def test_a_condition_is_not_asked_before_its_needs_are_done() -> None:
    node = orchestrator(table("Asked late", "a\nb | a | a.level > 1"))
    assert node.starts() == ["a"]
    assert node.starts(None, line("a", output={"level": 2})) == ["b"]
    assert node.answer(None, line("a", output={"level": 1}))["status"] == "completed"


def test_numbers_are_exact() -> None:
    node = orchestrator(table("Exact", "a\nb | a | a.x = 0.12345678901234567890"))
    text = (
        '{"input": {}, "history": [{"step": "a", "outcome": "completed", "attempt": 1, "output": '
    )
    assert '"start":[{' in node.raw(text + '{"x": 0.12345678901234567890}}]}')
    assert '"start":[]' in node.raw(text + '{"x": 0.12345678901234567891}}]}')


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("nothing", "PRD602"),
        ("nothing.x = 1", "PRD602"),
        ("a", "PRD602"),
        ("c.x = 1", "PRD603"),
        ("b.x = 1", "PRD603"),
        ("pieces", "PRD604"),
        ("pieces + 1", "PRD604"),
        ("len(city)", "PRD604"),
        ("gift >", "PRD201"),
        ("nope(1) = 1", "PRD205"),
        ("len() = 1", "PRD206"),
        ("matches(city, /(?=a)/)", "PRD214"),
        ("city = /a/", "PRD214"),
    ],
)
def test_a_condition_that_cannot_be_is_found(condition: str, code: str) -> None:
    rows = f"a\nb | a | {condition}\nc | a"
    found = findings(table("Unfit", rows, FIELDS))
    assert code in [one.code for one in found if one.severity == "error"]


CHART = """# {title}
## Input
| field | type |
| --- | --- |
| big | bool |

## Workflow
```mermaid
flowchart TD
{body}
```
"""


def chart(title: str, body: str, more: str = "") -> str:
    return CHART.format(title=title, body=body) + more


def test_a_decision_opens_one_way_and_a_join_ignores_the_other() -> None:
    node = orchestrator(
        chart(
            "Branches",
            "S([begin]) --> a[Adder]\na --> D{a.n > 3}\nD -->|yes| b\nD -->|no| c\n"
            "b & c --> d\nd --> E([end])",
        )
    )
    (start,) = node.answer({"big": True})["start"]
    assert (start["step"], start["uses"]) == ("a", "Adder")
    for n, chosen in ((4, "b"), (3, "c")):
        history = [line("a", output={"n": n})]
        assert node.starts({"big": True}, *history) == [chosen]
        answer = node.answer({"big": True}, *history, line(chosen, output=1))
        assert [start["step"] for start in answer["start"]] == ["d"]
        outputs = answer["start"][0]["input"]["outputs"]
        assert outputs == {"b": None, "c": None} | {chosen: 1}
    lost = node.answer({"big": True}, line("a", output={}))
    assert (lost["status"], lost["start"]) == ("completed", [])


def test_a_condition_belongs_to_its_edge() -> None:
    node = orchestrator(chart("Edges", "a -->|big| c\nb --> c\na --> b"))
    for big in (True, False):
        assert node.starts({"big": big}, line("a")) == ["b"]
        assert node.starts({"big": big}, line("a"), line("b")) == ["c"]


def test_a_step_whose_every_edge_is_closed_is_skipped() -> None:
    node = orchestrator(chart("Closed", "a -->|big| c\nb -->|big| c\nc --> d"))
    answer = node.answer({"big": False}, line("a"), line("b"))
    assert (answer["status"], answer["start"]) == ("completed", [])
    assert node.starts({"big": True}, line("a"), line("b")) == ["c"]


def test_a_decision_at_the_start() -> None:
    node = orchestrator(chart("Starts", "S([go]) --> D{big}\nD -->|yes| a\nD -->|no| b"))
    assert node.starts({"big": True}) == ["a"]
    assert node.starts({"big": False}) == ["b"]


def test_a_table_beside_a_flowchart_adds_columns_and_no_needs() -> None:
    head = "\n| step | uses | needs | retry | timeout |\n| --- | --- | --- | --- | --- |\n"
    more = f"{head}| b | adder | | 1 x 5ms | 2s |\n"
    node = orchestrator(chart("Columns", "a[First] --> b[Second]", more))
    (start,) = node.answer({"big": True}, line("a"), line("b", "failed"))["start"]
    assert (start["uses"], start["attempt"], start["delay_ms"]) == ("adder", 2, 5)
    assert start["timeout_ms"] == 2000


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ("kilos > name", "compares `kilos` (a number) with `name` (a text)"),
        ('kilos <= "many"', "compares `kilos` (a number) with a text"),
        ("gift < 3", "compares `gift` (true or false) with a number"),
        ("gift = 3", ""),
        ('kind = "ryee"', 'compares with "ryee", which `kind` never is'),
        ('gift and on > "2026-01-31" and kilos > 3', ""),
        ('kind != "rye" and kilos >= 2.5 and name = "x"', ""),
    ],
)
def test_a_comparison_that_cannot_be_made_names_its_step(condition: str, message: str) -> None:
    text = (
        "# Bread\n\n## Input\n- kilos: int\n- name: string\n- gift: bool\n- on: date\n"
        "- kind: enum(rye, wheat)\n\n## Workflow\n| step | uses | when |\n| --- | --- | --- |\n"
        f"| knead | mixer | |\n| bake | oven | {condition} |\n"
    )
    told = [(one.place.line, one.message) for one in findings(text) if one.code == "PRD604"]
    assert told == ([(14, f"The condition of step `bake` {message}.")] if message else [])
