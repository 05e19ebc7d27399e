"""What is found in documents of reducers before anything is generated."""

import pytest

from tests.unit.generation.reducer.emitted import (
    aggregation_document,
    codes_of,
    findings,
    machine_document,
)

FIELDS = """
shop | string |
amount | money |
notes | list[string] |
at | datetime |
also | datetime |
"""


def machine(rows: str, context: str = "n | int | default 0", events: str = "go | m: int") -> str:
    return machine_document("A machine", rows, context=context, events=events)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param(machine("a | go | b | m > |"), "PRD201", id="guard that cannot be read"),
        pytest.param(machine("a | go | b | k > 1 |"), "PRD204", id="unknown name"),
        pytest.param(machine("a | go | b | m |"), "PRD207", id="guard that is no condition"),
        pytest.param(machine("a | go | b | | k = 1"), "PRD204", id="unknown context field"),
        pytest.param(machine('a | go | b | | n = "x"'), "PRD207", id="value of another type"),
        pytest.param(machine("a | go | b | | notify()"), "PRD502", id="action without a verb"),
        pytest.param(machine("a | go | b | | emit x(m + 1)"), "PRD502", id="argument no name"),
        pytest.param(machine("a | go | b | | emit x(n, state.n)"), "PRD502", id="argument twice"),
        pytest.param(machine("a | go | b | |", events="go | event: int"), "PRD504", id="reserved"),
        pytest.param(
            machine("a | go | b | |", context="state | int | default 0"), "PRD504", id="state"
        ),
        pytest.param(machine("a | go | b | |", context="n | int |"), "PRD505", id="no value"),
        pytest.param(
            machine("a | go | b | |", context="n | int | default x"), "PRD404", id="bad default"
        ),
        pytest.param(
            machine("a | go | b | |", context="n | int | default 1, > 3"), "PRD404", id="broken"
        ),
        pytest.param(machine("a | go | b | |\nc | go | d | |"), "PRD506", id="unreachable"),
        pytest.param(machine("a | go | b | m > 5 |\na | go | c | m > 3 |"), "PRD507", id="overlap"),
        pytest.param(
            machine("a | go | b | n < 5 |\na | go | c | m != 3 |"), "PRD507", id="other names"
        ),
        pytest.param(machine("a | go | b | |\na | go | c | m > 3 |"), "PRD508", id="never taken"),
        pytest.param(machine("a | go | b | true |"), "PRD217", id="always"),
        pytest.param(
            aggregation_document("Sums", "x | sum | shop | | |", FIELDS), "PRD511", id="sum of text"
        ),
        pytest.param(
            aggregation_document("Sums", "x | sum | | | |", FIELDS), "PRD511", id="no field"
        ),
        pytest.param(
            aggregation_document("Sums", "x | count | | notes | |", FIELDS), "PRD511", id="by list"
        ),
        pytest.param(
            aggregation_document("Sums", "x | count | | | 1h |", FIELDS), "PRD512", id="two times"
        ),
        pytest.param(
            aggregation_document("Sums", "x | count | | | | amount |", FIELDS), "PRD207", id="where"
        ),
        pytest.param(
            aggregation_document("Sums", "x | count | | value | |", "value | int |"),
            "PRD504",
            id="group called value",
        ),
    ],
)
def test_each_mistake_has_its_code(text: str, code: str) -> None:
    assert code in codes_of(text)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param("a | go | b | m > 5 |\na | go | c | m <= 5 |", id="halves"),
        pytest.param("a | go | b | m > 5 |\na | go | c | |", id="otherwise"),
        pytest.param("a | go | b | m > 5 |\nb | go | c | m > 3 |", id="other states"),
        pytest.param("a | go | b | m < n |\na | go | c | m >= n |", id="two names"),
    ],
)
def test_what_excludes_each_other_is_no_finding(rows: str) -> None:
    assert codes_of(machine(rows)) == []


def test_an_overlap_names_a_witness() -> None:
    [found] = findings(machine("a | go | b | m > 5 |\na | go | c | m > 3 |"))
    assert "m = 6" in found.message


def test_rules_derive_values_and_refuse_events() -> None:
    rules = '\n## Rules\n- R1: `twice = m * 2`\n- R2: `reject when twice > 10: "too much"`\n'
    assert codes_of(machine("a | go | b | twice > 2 | n = twice") + rules) == []


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ('warn when m > 1: "large"', "PRD513"),
        ("twice = thrice\n- thrice = twice", "PRD210"),
        ("if m > 1: twice = 2", "PRD212"),
        ("twice = 1\n- twice = 2", "PRD211"),
    ],
)
def test_rules_that_have_no_place(rule: str, code: str) -> None:
    text = machine("a | go | b | |") + f"\n## Rules\n- {rule}\n"
    assert code in codes_of(text)


def test_examples_that_the_document_contradicts() -> None:
    request = '{"state": null, "events": [{"event": "go", "m": 1}]}'
    right = '{"state": {"state": "b", "n": 1}, "rejected": []}'
    fences = "\n## Examples\n```json\n{}\n```\n```json\n{}\n```\n"
    text = machine("a | go | b | | n = m")
    assert codes_of(text + fences.format(request, right)) == []
    wrong = right.replace('"n": 1', '"n": 2')
    assert codes_of(text + fences.format(request, wrong)) == ["PRD515"]


@pytest.mark.parametrize(
    ("state", "codes"),
    [('{"state": "b", "n": 4}', []), ('{"state": "b"}', ["PRD516"]), ('"b"', ["PRD516"])],
)
def test_an_example_continues_from_a_whole_snapshot_alone(state: str, codes: list[str]) -> None:
    fences = "\n## Examples\n```json\n{}\n```\n```json\n{}\n```\n"
    request = f'{{"state": {state}, "events": []}}'
    text = machine("a | go | b | | n = m") + fences.format(request, '{"rejected": []}')
    assert codes_of(text) == codes


def test_a_document_of_which_nothing_is_bound_is_a_shell() -> None:
    text = "# Shell\n\n## Requirements\n- R1: Send a postcard to everyone.\n"
    assert "PRD402" in codes_of(text + machine("a | go | b | |").partition("\n")[2])


def test_a_shell_with_a_machine_is_told_which_words_bind_a_sentence() -> None:
    text = "# Shell\n\n## Requirements\n- R1: Send a postcard to everyone.\n"
    found = findings(text + machine("a | go | b | |").partition("\n")[2])
    (shell,) = [one for one in found if one.code == "PRD402"]
    assert "name the event and the state" in shell.fix
    assert "`go` and `b`" in shell.fix


def test_an_aggregation_does_not_see_the_context_and_says_so() -> None:
    text = machine("a | go | b | |", context="floor | int | default 0", events="go | to_floor: int")
    metrics = (
        "\n## Rules\n- `way = abs(to_floor - floor)`\n\n## Aggregations\nof: go\n\n"
        "| metric | function | field |\n| --- | --- | --- |\n| total | sum | way |\n"
    )
    (found,) = (one for one in findings(text + metrics) if one.code == "PRD511")

    assert found.message == (
        "`total` is of what a go says; `floor` is a field of the context, which aggregations do "
        "not see."
    )


def test_a_rule_that_nothing_uses_is_told() -> None:
    text = aggregation_document(
        "Toll", "total | sum | thrice | shop | |", "shop | string |\nn | int |"
    )
    rules = "- `twice = n * 2`\n- `thrice = twice + n`\n- `weight = n * 9`\n"
    told = [found for found in findings(f"{text}\n## Rules\n{rules}") if found.code == "PRD413"]
    assert [one.message for one in told] == [
        "No guard, action, aggregation or rejection uses `weight`."
    ]
