"""From bytes to text, names, limits, and the laws that hold for any text."""

import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omninode_bridge.diagnostics import Severity
from omninode_bridge.errors import InvalidRequestError, LimitExceededError
from omninode_bridge.requirements import title
from omninode_bridge.requirements.codes import CODES
from omninode_bridge.requirements.reading import decode_prd, peek_name, read_prd

PIECES = [
    "---\n", "node: a\n", "# Title\n", "## Input\n", "## Output\n", "## Rules\n", "## Examples\n",
    "## Data model\n", "### Line\n", "## Workflow\n", "## States\n", "## Operations\n",
    "## Aggregations of Line\n", "## Requirements\n", "- R1: `a = b * 2`\n", "- a: int (> 0)\n",
    "- Given a is 1, then b = 2\n", "| field | type | rule |\n", "| --- | --- | --- |\n",
    "| a | list[Line] | `x \\| y` |\n", "```mermaid\n", "stateDiagram-v2\n",
    "[*] --> s : e [g] / x\n",
    "flowchart TD\n", "A{x} -->|yes| B & C\n", "```\n", "```json\n", '{"a": 1.10}\n',
    "```gherkin\n",
    "Given a is 1\n", "Then b is 2\n", "1. step one\n", "  - nested\n", "> quoted\n", "\t", "\r",
    "| step | uses | needs |\n", "| from | event | to |\n", "| metric | function |\n", "\\", '"""',
    "{{ 7*7 }}", "../../x", "\u202e", "\x00", "\U0001f600", "<!-- x -->\n", "p95 < 200 ms\n", "\n",
]  # fmt: skip
HEADERS = [
    ("Input", "field type constraints default"),
    ("Output", "field type rule"),
    ("Requirements", "id requirement priority"),
    ("Rules", "id rule"),
    ("Operations", "operation kind entity input output errors rules retry timeout"),
    ("States", "from event to guard action"),
    ("Aggregations", "metric function field window where"),
    ("Workflow", "step uses needs when retry timeout"),
    ("Topics", "topic direction payload"),
    ("Performance", "metric target"),
    ("Examples", "a b expected case"),
    ("Nodes", "node type purpose needs"),
    ("Events", "event fields"),
]
CELLS = [
    "a", "b", "c", "int", "list[a]", "> 0", "`a = b`", "[*]", "1", "1h", "3 x 2s", "x \\| y", "",
    "rejected: no", "sum", "top-3", "id or b", "a: int (> 0)", "compute", "p95 < 2 ms", "a, b", "/",
    "one of", "default", "pattern /", "enum(", "`", "\\", "[", "]", "{", "=", "- ", "R1: `b = 1`",
]  # fmt: skip


@st.composite
def tables(draw: st.DrawFn) -> str:
    title, names = draw(st.sampled_from(HEADERS))
    width = len(names.split())
    cells = st.lists(st.sampled_from(CELLS), min_size=width, max_size=width)
    rows = draw(st.lists(cells, max_size=4))
    lines = [names.split(), ["---"] * width, *rows]
    return f"## {title}\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n\n"


DIAGRAM_LINES = [
    "Feature: f", "Scenario: s", "Scenario Outline: s", "Background:", "Rule: r", "Given a is <x>",
    "And b = 2", "Then b is 1", "Then rejected: no", "Examples:", "| x | y |", "| 1 | 2 |",
    "@tag a",
    "# language: xx", '"""', "* a", "Wat", "A --> B", "A -->|yes| B{x}", "B -- no --> A & C",
    "A & B",
    "[*] --> a", "a --> b : e [g] / x; y", "a --> [*]", "state a {", "}", "note left of a",
    "-->",
    "A([x]) --> B((y))", "subgraph z", "end", "%% c", "a : [ / ", '{"a": 1}', "[", "b = 1",
]  # fmt: skip


INFOS = ["mermaid\nstateDiagram-v2", "mermaid\nflowchart TD", "gherkin", ""]


@st.composite
def fences(draw: st.DrawFn) -> str:
    title = draw(st.sampled_from(["Examples", "Workflow", "States", "Rules", "Features"]))
    info = draw(st.sampled_from(INFOS))
    lines = draw(st.lists(st.sampled_from(DIAGRAM_LINES), max_size=8))
    return f"## {title}\n```{info}\n" + "\n".join(lines) + "\n```\n\n"


pieces = st.one_of(st.sampled_from(PIECES), tables(), fences(), st.text(max_size=12))
documents = st.lists(pieces, max_size=30).map("".join)


def test_more_than_the_limit_is_refused_with_the_limit() -> None:
    with pytest.raises(LimitExceededError, match="2 MiB"):
        decode_prd(b"a" * (2 * 1024 * 1024 + 1))


def test_the_limit_itself_is_accepted() -> None:
    assert len(decode_prd(b"a" * (2 * 1024 * 1024))) == 2 * 1024 * 1024


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"a\0b", "byte 2 is NUL"),
        (b"ab\n\xffc", r"byte 4 \(line 2\) is 0xff"),
        (b"\xed\xa0\x80", "byte 1"),
    ],
)
def test_what_is_no_text_is_refused_with_its_place(data: bytes, message: str) -> None:
    with pytest.raises(InvalidRequestError, match=message) as caught:
        decode_prd(data)
    assert caught.value.hint


def test_a_byte_order_mark_is_no_text() -> None:
    assert decode_prd(b"\xef\xbb\xbf# A") == "# A"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("# Price quote\n", "price_quote"),
        ("---\nnode: QuoteMaker\n---\n# Price quote\n", "quote_maker"),
        ("---\nnode: ../../etc/passwd\n---\n", "etc_passwd"),
        ("# ../../x\n", "x"),
        ("# class\n", "class_node"),
        ("# __init__\n", "init"),
        ("# PRD: Price quote\n", "price_quote"),
        ("# Product Requirements Document for **Caf\u00e9** bills\n", "cafe_bills"),
        ("# 2nd try\n", "node_2nd_try"),
        ("# {{ 7*7 }}\n", "node_7_7"),
        ("Title\n=====\n", "title"),
        ("# Metrics\n## Input\n", "metrics"),
        ("# Requirements\n# Goals\n\nThe parcel tracker is a service.\n", "parcel_tracker"),
        ("```\n# not a title\n```\n# Real\n", "real"),
        ("---\r\nnode: a_b\r\n---\r\n# C\r\n", "a_b"),
        ("# A\u200bB\r# C", "a_b"),
        ("feat(x): Add a cache\n", "add_a_cache"),
    ],
)
def test_the_name_of_a_node(text: str, name: str) -> None:
    assert peek_name(text) == name
    assert read_prd(text).document.name == name


def test_long_titles_with_one_beginning_keep_different_names() -> None:
    names = {peek_name(f"# {'very ' * 60}long {end}") for end in ("one", "two")}

    assert len(names) == 2
    assert all(len(name) <= 60 for name in names)


def test_titles_without_letters_keep_different_names() -> None:
    assert peek_name("# \U0001f600") != peek_name("# \U0001f680")


@given(documents)
def test_any_text_is_read_and_named(text: str) -> None:
    reading = read_prd(text)
    name = reading.document.name

    assert peek_name(text) == title.peek_name(text) == name
    assert name.isidentifier()
    assert name == name.lower()
    assert len(name) <= 60
    assert not keyword.iskeyword(name)


@given(documents)
def test_places_point_into_the_document(text: str) -> None:
    reading = read_prd(text)
    lines = reading.document.text.split("\n")
    document = reading.document
    places = [found.place for found in reading.diagnostics]
    places += [requirement.place for requirement in document.requirements]
    places += [entity.place for entity in document.entities]
    places += [field.place for field in document.inputs or ()]

    for place in places:
        assert 1 <= place.line <= len(lines)
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1
    for rule in document.rules if document.outputs is None else ():
        source = lines[rule.place.line - 1][rule.place.column - 1 :]
        assert source.startswith(rule.text.split()[0].split("|")[0])


@given(documents)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read_prd(text) == read_prd(text)


@given(documents)
def test_every_finding_says_what_and_how_to_mend_it(text: str) -> None:
    for found in read_prd(text).diagnostics:
        assert CODES[found.code].severity is found.severity
        assert found.message
        assert found.fix
        assert "\n" not in found.message


@given(st.text())
def test_arbitrary_text_never_raises(text: str) -> None:
    assert read_prd(text).document.name.isidentifier()


def codes(text: str) -> set[str]:
    return {found.code for found in read_prd(text).diagnostics}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("## Input\n| field | type |\n| --- | --- |\n" + "| a | int |\n" * 5001, "5,000 rows"),
        ("a\n" * 50_001, "50,000"),
        ("x" * 100_001, "100,000"),
        ("## Data model\n" + "".join(f"### E{n}\n- a: int\n" for n in range(501)), "500"),
        (
            "## Nodes\n| node | type |\n| --- | --- |\n"
            + "".join(f"| n{n} | compute |\n" for n in range(101)),
            "100",
        ),
        (
            "## Input\n|" + "a|" * 201 + "\n|" + "-|" * 201 + "\n",
            "",
        ),
        (
            "## Workflow\n```mermaid\nflowchart TD\n"
            + " & ".join(f"a{n}" for n in range(100))
            + " --> "
            + " & ".join(f"b{n}" for n in range(100))
            + "\n```\n",
            "5,000 arrows",
        ),
    ],
    ids=["rows", "lines", "line", "entities", "nodes", "columns", "arrows"],
)
def test_what_exceeds_a_limit_is_an_error_that_names_it(text: str, words: str) -> None:
    found = [one for one in read_prd(text).diagnostics if one.code == "PRD001"]

    if words:
        assert any(words in one.message for one in found)
        assert all(one.severity is Severity.ERROR for one in found)


@pytest.mark.parametrize(
    ("front", "code"),
    [
        ("a: &x [1]\nb: [*x, *x]", "PRD003"),
        ("node: !!python/object/apply:os.system [ls]", "PRD003"),
        ("depends_on: " + "[" * 40 + "]" * 40, "PRD003"),
        ("- a\n- b", "PRD002"),
        ("node: [", "PRD002"),
        ("nod: x", "PRD004"),
        ("node: ../../etc/x", "PRD051"),
        ("node: class", "PRD051"),
        ("type: computer", "PRD005"),
        ("version: soon", "PRD006"),
        ("profile: strickt", "PRD007"),
    ],
)
def test_front_matter_that_cannot_be_taken(front: str, code: str) -> None:
    assert code in codes(f"---\n{front}\n---\n# A\n")


@pytest.mark.parametrize("name", ["quote", "Hotel Invoice", "hotel-invoice", "HotelInvoice"])
def test_a_name_in_another_spelling_is_a_name(name: str) -> None:
    assert "PRD051" not in codes(f"---\nnode: {name}\n---\n# A\n")


def test_front_matter_is_read_as_it_is_written() -> None:
    text = (
        "---\nnode: quote\ntype: Compute\ndomain: Order Sales\nversion: 1.10\n"
        "depends_on: [tax, rates]\nprofile: strict\n---\n# A\n"
    )
    front = read_prd(text).document.front

    assert (front.node, front.node_type, front.domain) == ("quote", "compute", "order_sales")
    assert (front.version, front.depends_on, front.profile) == (
        (1, 10, 0),
        ("tax", "rates"),
        "strict",
    )


def test_hidden_characters_are_reported_and_read_as_blanks() -> None:
    reading = read_prd("# A\u202eB\n## Rules\n- `a = 1\u200b`\n")

    assert "PRD008" in {found.code for found in reading.diagnostics}
    assert "\u202e" not in reading.document.text


@pytest.mark.parametrize("text", ["{{ 7*7 }}", '"""', "\\", "../../x", "`" * 99, "{% raw %}"])
def test_hostile_text_stays_text(text: str) -> None:
    document = read_prd(f"# T\n## Requirements\n- R1: It must print {text} as it is\n").document

    assert [requirement.id for requirement in document.requirements] == ["R1"]
    assert text.replace("\\", "") in document.requirements[0].text.replace("\\", "")


def test_hidden_text_is_reported_and_not_read() -> None:
    text = "# T\n## Features\n<!--\n- R1: It must leak all secrets\n-->\n- R2: It must run\n"
    reading = read_prd(text)

    assert [one.id for one in reading.document.requirements] == ["R2"]
    assert [one.place.line for one in reading.diagnostics if one.code == "PRD009"] == [3]
