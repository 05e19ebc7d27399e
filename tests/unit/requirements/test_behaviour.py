"""Operations, states, aggregations, and what surrounds a node."""

from decimal import Decimal

import pytest

from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.reading import read_prd
from omninode_bridge.requirements.structures import Aggregation, StateMachine

CUSTOMER = (
    "# T\n## Data model\n### Customer\n| field | type | constraints |\n| --- | --- | --- |\n"
    "| id | uuid | primary key |\n| email | email | unique |\n| name | string? | |\n\n"
)
SALE = "# T\n## Data model\n### Sale\n- shop: string\n- amount: money\n- at: datetime\n\n"


def read(text: str) -> Document:
    return read_prd(text).document


def codes(text: str) -> list[str]:
    return [found.code for found in read_prd(text).diagnostics]


def operations(rows: str, header: str = "operation | kind | entity | input | output") -> Document:
    dashes = " | ".join("---" for _ in header.split("|"))
    return read(f"{CUSTOMER}## 2. **API**\n| {header} |\n| {dashes} |\n{rows}\n")


def test_an_operation_in_a_row() -> None:
    header = "operation | kind | entity | input | output | errors | emits | rules"
    [operation] = operations(
        "| register customer | create | Customer | email, name? | Customer | duplicate email, bad "
        '| customer_registered | `reject when a == 1: "x; y"`; `b = 2` |',
        header,
    ).operations

    assert (operation.name, operation.kinds, operation.entity) == (
        "register_customer",
        ("create",),
        "Customer",
    )
    assert [(item.names, item.optional) for item in operation.inputs] == [
        (("email",), False),
        (("name",), True),
    ]
    assert [str(item.type) for item in operation.outputs] == ["Customer"]
    assert operation.errors == ("duplicate email", "bad")
    assert operation.emits == ("customer_registered",)
    assert [rule.text for rule in operation.rules] == ['reject when a == 1: "x; y"', "b = 2"]


@pytest.mark.parametrize(
    ("cell", "names", "operator", "optional"),
    [
        ("id or email", ("id", "email"), "", False),
        ("name contains?", ("name",), "contains", True),
        ("page", ("page",), "", False),
        ("limit: int (> 0, default 5)", ("limit",), "", True),
    ],
)
def test_inputs_of_operations(
    cell: str, names: tuple[str, ...], operator: str, optional: bool
) -> None:
    [operation] = operations(f"| find | read | Customer | {cell} | Customer |").operations
    [item] = operation.inputs

    assert (item.names, item.operator, item.optional) == (names, operator, optional)


def test_an_entity_as_input_means_its_fields() -> None:
    [operation] = operations("| add | create | Customer | Customer | |").operations

    assert [item.names[0] for item in operation.inputs] == ["id", "email", "name"]
    assert operation.outputs == ()


def test_a_list_as_output_answers_items() -> None:
    [operation] = operations("| all | list | Customer | page | list[Customer], total |").operations

    assert [(item.name, str(item.type)) for item in operation.outputs] == [
        ("items", "list[Customer]"),
        ("total", "None"),
    ]


@pytest.mark.parametrize(
    ("cell", "kinds", "deletion"),
    [
        ("delete (soft)", ("delete",), "soft"),
        ("delete", ("delete",), "hard"),
        ("call + update", ("call", "update"), None),
        ("write file", ("write file",), None),
        ("get", ("read",), None),
    ],
)
def test_kinds(cell: str, kinds: tuple[str, ...], deletion: str | None) -> None:
    [operation] = operations(f"| x | {cell} | Customer | id | |").operations

    assert (operation.kinds, operation.deletion) == (kinds, deletion)


def test_an_operation_in_a_subsection() -> None:
    [operation] = read(
        f"{CUSTOMER}## Operations\n### score_customer\n- kind: call + update\n"
        "- entity: Customer\n- input: id\n- output: Customer\n- errors: not found\n"
        "- request: `GET {scoring_url}/scores/{id}`\n- timeout: 2s\n- retry: 3 x 200ms\n"
        "- emits: scored\n- rules:\n  - `name = email`\n"
    ).operations

    assert operation.request == "GET {scoring_url}/scores/{id}"
    assert (operation.timeout_ms, operation.retries, operation.retry_delay_ms) == (2000, 3, 200)
    assert [(rule.text, rule.place.line) for rule in operation.rules] == [("name = email", 22)]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("| x | creat | Customer | id | |", "PRD050"),
        ("| x | create | Costumer | id | |", "PRD010"),
        ("| x | create | Customer | emial | |", "PRD123"),
        ("| x | create | Customer | a b c | |", "PRD017"),
        ("| x | read | Customer | id | |\n| x | read | Customer | id | |", "PRD016"),
    ],
)
def test_findings_in_operations(row: str, code: str) -> None:
    header = "| operation | kind | entity | input | output |\n| --- | --- | --- | --- | --- |\n"

    assert code in codes(f"{CUSTOMER}## Operations\n{header}{row}\n")


def machine(body: str) -> StateMachine:
    states = read(f"# T\n## Lifecycle\n{body}\n").states
    assert states is not None
    return states


TABLE = "| from | event | to | guard | action |\n| --- | --- | --- | --- | --- |\n"
DIAGRAM = (
    "```mermaid\nstateDiagram-v2\n  direction LR\n  %% comment\n  [*] --> new\n"
    "  new --> paid : pay [amount in [1, 2] and a / 2 > 1]"
    ' / paid = paid + amount; emit x(a, "b;c")\n'
    "  paid --> [*]\n```"
)


def test_states_in_a_table() -> None:
    states = machine(
        f"{TABLE}| [*] | place | placed | | |\n"
        "| placed, paid | cancel | gone | `a > 1` | `x = 1; emit y()` |\n| gone | | [*] | | |"
    )
    place, first, second = states.transitions

    assert (place.source, place.event, place.target) == ("[*]", "place", "placed")
    assert (first.source, second.source) == ("placed", "paid")
    assert first.guard is not None
    assert first.guard.text == "a > 1"
    assert [action.text for action in first.actions] == ["x = 1", "emit y()"]
    assert (states.initial, states.finals) == (None, ("gone",))


def test_states_in_a_diagram() -> None:
    states = machine(DIAGRAM)
    [pay] = states.transitions

    assert pay.guard is not None
    assert pay.guard.text == "amount in [1, 2] and a / 2 > 1"
    assert [action.text for action in pay.actions] == ["paid = paid + amount", 'emit x(a, "b;c")']
    assert (states.initial, states.finals, states.states) == ("new", ("paid",), ("new", "paid"))


def test_without_a_start_the_first_row_begins() -> None:
    assert machine(f"{TABLE}| a | go | b | | |\n| b | back | a | | |").initial == "a"


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("| a | | b | | |", "PRD041"),
        ("| a | end | [*] | | |", "PRD042"),
        ("| [*] | x | a | | |\n| b | x | a | | |", "PRD120"),
        ("| [*] | x | a | | |\n| a | x | b | | |", "PRD121"),
        ("| [*] | x | a | | |\n| a | x | a | | |\n| a | x | a | b | |", "PRD116"),
    ],
)
def test_findings_in_states(rows: str, code: str) -> None:
    assert code in codes(f"# T\n## States\n{TABLE}{rows}\n")


def test_an_undefined_event_is_reported_with_a_close_one() -> None:
    events = "## Data model\n### Events\n- payment: a: int\n\n"
    text = f"# T\n{events}## States\n{TABLE}| [*] | paymnt | a | | |\n"
    [found] = [one for one in read_prd(text).diagnostics if one.code == "PRD122"]

    assert "`payment`" in found.fix


def test_aggregations() -> None:
    document = read(
        f"{SALE}## Metrics\nof: Sale\ntime: at\n\n"
        "| metric | function | field | group by | window | where |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
        '| revenue | sum | amount | shop, at | 1h | shop in ["a", "b"] |\n| n | count | | | | |\n'
        "| best | top-3 | shop | | 1d | |\n"
    )
    revenue, n, best = document.aggregations

    assert (revenue.of, revenue.time, revenue.field) == ("Sale", "at", "amount")
    assert (revenue.group_by, revenue.window) == (("shop", "at"), Decimal(3600))
    assert revenue.where is not None
    assert revenue.where.text == 'shop in ["a", "b"]'
    assert n == Aggregation("n", "count", n.place, of="Sale", time="at")
    assert (best.function, best.window) == ("top-3", Decimal(86400))


@pytest.mark.parametrize("heading", ["Derived values", "Formula", "How it is calculated"])
def test_headings_of_rules(heading: str) -> None:
    document = read(f"# T\n## {heading}\n- `double = a * 2`\n")

    assert [rule.text for rule in document.rules] == ["double = a * 2"]


@pytest.mark.parametrize("heading", ["What happens", "Procedure", "Order of steps"])
def test_headings_of_workflows(heading: str) -> None:
    workflow = read(f"# T\n## {heading}\n1. pack\n2. load\n").workflow

    assert workflow is not None
    assert [step.name for step in workflow.steps] == ["pack", "load"]


def test_the_heading_may_name_what_is_aggregated() -> None:
    document = read(
        f"{SALE}## Aggregations of sales\n| metric | function |\n| --- | --- |\n| n | count |\n"
    )

    assert [metric.of for metric in document.aggregations] == ["Sale"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("| n | summ | amount | |", "PRD043"),
        ("| n | sum | amount | often |", "PRD044"),
        ("| n | sum | amonut | |", "PRD124"),
    ],
)
def test_findings_in_aggregations(row: str, code: str) -> None:
    header = "| metric | function | field | window |\n| --- | --- | --- | --- |\n"

    assert code in codes(f"{SALE}## Aggregations\n{header}{row}\n")


def test_topics_dependencies_and_scope() -> None:
    document = read(
        "# T\n## Kafka topics\n| topic | direction | payload |\n| --- | --- | --- |\n"
        "| orders.v1 | consumes | Order |\n| paid | out | Paid |\n"
        "## Integrations\n- **PostgreSQL**: keeps the orders\n- Stripe API\n"
        "## Non-goals\n- refunds\n"
    )

    assert [(topic.name, topic.direction, topic.payload) for topic in document.topics] == [
        ("orders.v1", "in", "Order"),
        ("paid", "out", "Paid"),
    ]
    assert [(found.name, found.text) for found in document.dependencies] == [
        ("PostgreSQL", "keeps the orders"),
        ("Stripe API", "Stripe API"),
    ]
    assert [snippet.text for snippet in document.out_of_scope] == ["refunds"]


@pytest.mark.parametrize(
    ("text", "metric", "comparator", "value", "unit"),
    [
        ("p95 < 200 ms", "p95", "<", "200", "ms"),
        ("Response time under 1.5 seconds", "Response time", "<", "1.5", "s"),
        ("10,000 users", None, None, "10000", "users"),
        ("supports up to 10,000 concurrent users", "supports", ">=", "10000", "concurrent users"),
        ("uptime of at least 99.9 %", "uptime", ">=", "99.9", "%"),
        ("Throughput: 100 deployments/hour", "Throughput", None, "100", "deployments/hour"),
        ("It is fast", None, None, None, None),
    ],
)
def test_targets(
    text: str, metric: str | None, comparator: str | None, value: str | None, unit: str | None
) -> None:
    [target] = read(f"# T\n## Performance\n- {text}\n").targets

    assert (target.metric, target.comparator, target.unit) == (metric, comparator, unit)
    assert target.value == (Decimal(value) if value else None)
    assert target.measurable is (value is not None)


def test_targets_in_a_table() -> None:
    document = read("# T\n## SLOs\n| Metric | Target |\n| --- | --- |\n| Build | <20s |\n")

    assert [(one.metric, one.comparator, one.value, one.unit) for one in document.targets] == [
        ("Build", "<", Decimal(20), "s")
    ]


def test_a_system_of_several_nodes() -> None:
    table = read(
        "# T\n## Nodes\n| node | type | purpose | needs |\n| --- | --- | --- | --- |\n"
        "| Quote maker | compute | quotes | |\n| store | effect | keeps | quote maker |\n"
    ).nodes
    sections = read(
        "# T\n## Components\n### Quote maker (compute)\nMakes quotes.\n### Store\n- type: effect\n"
        "- needs: Quote maker\n### Notes\nNothing.\n"
    ).nodes

    for nodes in (table, sections):
        assert [(node.name, node.node_type, node.needs) for node in nodes] == [
            ("quote_maker", "compute", ()),
            ("store", "effect", ("quote_maker",)),
        ]
