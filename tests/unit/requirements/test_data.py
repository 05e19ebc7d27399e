"""Data model, input, output: types, constraints, and what of them cannot be read."""

from decimal import Decimal

import pytest

from omninode_bridge.requirements.document import Bound, Constraints, Default, Field
from omninode_bridge.requirements.parts.type_text import TypeTextError, parse_type
from omninode_bridge.requirements.reading import read_prd

LINE = "## Data model\n### Line\n| field | type |\n| --- | --- |\n| sku | string |\n\n"


def inputs(rows: str) -> dict[str, Field]:
    document = read_prd(f"# T\n{LINE}## Input\n{rows}\n").document
    return {field.name: field for field in document.inputs or ()}


def one(row: str) -> Field:
    """The field of a table's row: name, type, constraints."""
    [field] = inputs(f"| field | type | constraints |\n| --- | --- | --- |\n{row}").values()
    return field


@pytest.mark.parametrize(
    "spelling",
    [
        "string",
        "int",
        "float",
        "decimal",
        "money",
        "bool",
        "uuid",
        "date",
        "datetime",
        "duration",
        "email",
        "url",
        "json",
        "bytes",
        "enum(a, b)",
        "list[Line]",
        "Line",
        "map[string, list[int]]",
        "decimal?",
        "list[enum(x)]?",
    ],
)
def test_a_type_prints_as_it_is_written(spelling: str) -> None:
    assert str(parse_type(spelling)) == spelling


@pytest.mark.parametrize(
    ("spelling", "meaning"),
    [
        ("text", "string"),
        ("Integer", "int"),
        ("list of Line", "list[Line]"),
        ("Line[]", "list[Line]"),
        ("enum(`in progress`, 'done')", "enum(in progress, done)"),
        ("int??", "int?"),
    ],
)
def test_other_spellings(spelling: str, meaning: str) -> None:
    assert str(parse_type(spelling)) == meaning


@pytest.mark.parametrize(
    "spelling", ["", "list", "map[int]", "enum()", "enum(a", "a b", "[" * 99, "list[" * 99]
)
def test_what_is_no_type(spelling: str) -> None:
    with pytest.raises(TypeTextError):
        parse_type(spelling)


@pytest.mark.parametrize(
    ("text", "constraints"),
    [
        ("> 0", Constraints(minimum=Bound(Decimal(0), inclusive=False))),
        (
            ">= 0, <= 1",
            Constraints(minimum=Bound(Decimal(0)), maximum=Bound(Decimal(1))),
        ),
        ("< 1,000.50", Constraints(maximum=Bound(Decimal("1000.50"), inclusive=False))),
        ("min 1, max 5 %", Constraints(Bound(Decimal(1)), Bound(Decimal("0.05")))),
        ("-5..5", Constraints(Bound(Decimal(-5)), Bound(Decimal(5)))),
        ("length 1..40", Constraints(min_length=1, max_length=40)),
        ("length ..40", Constraints(max_length=40)),
        ("length 3", Constraints(min_length=3, max_length=3)),
        ("max length 10", Constraints(max_length=10)),
        ("pattern /[a-z]{2,9}/, unique", Constraints(pattern="[a-z]{2,9}", unique=True)),
        ("pattern /a\\|b/", Constraints(pattern="a|b")),
        ("pattern /a, (b/", Constraints(pattern="a, (b")),
        (r"pattern /\+\d\.\d/, unique", Constraints(pattern=r"\+\d\.\d", unique=True)),
        (r"pattern /[*]a[*]\_b/", Constraints(pattern=r"[*]a[*]\_b")),
        (r"pattern `/\d, \./`", Constraints(pattern=r"\d, \.")),
        ("primary key", Constraints(primary_key=True)),
        ("unique, one of red, green", Constraints(unique=True, one_of=("red", "green"))),
        ("`>= 0`", Constraints(minimum=Bound(Decimal(0)))),
    ],
)
def test_constraints(text: str, constraints: Constraints) -> None:
    assert one(f"| a | string | {text} |").constraints == constraints


@pytest.mark.parametrize(
    ("row", "required", "default"),
    [
        ("| a | int | |", True, None),
        ("| a | int? | |", False, None),
        ("| a | int | default 5 |", False, "5"),
        ("| a | string | default `x, y` |", False, "x, y"),
        ("| a | string | default: elm, length 1..9 |", False, "elm"),
        ("| a | int | optional |", False, None),
        ("| a | list[int] | default [1, 2] |", False, "[1, 2]"),
    ],
)
def test_required_and_default(row: str, required: bool, default: str | None) -> None:
    field = one(row)

    assert field.required is required
    assert field.default == (None if default is None else Default(default))


def test_an_optional_field_without_default_has_an_optional_type() -> None:
    rows = (
        "| name | type | required | default | description |\n| --- | --- | --- | --- | --- |\n"
        "| a | int | no | | |\n| b | int | no | 3 | |\n| c | int | yes | | |\n"
    )

    assert [str(field.type) for field in inputs(rows).values()] == ["int?", "int", "int"]


@pytest.mark.parametrize(
    ("bullet", "type_", "constraints", "default", "description"),
    [
        (
            "a: int - how many (> 0, <= 70)",
            "int",
            Constraints(Bound(Decimal(0), inclusive=False), Bound(Decimal(70))),
            None,
            "how many",
        ),
        ("`a`: bool - may fly (default false)", "bool", Constraints(), "false", "may fly"),
        (
            "**a** (string, length 1..4): the code",
            "string",
            Constraints(min_length=1, max_length=4),
            None,
            "the code",
        ),
        (
            "a: money - >= 0, default 1.5",
            "money",
            Constraints(minimum=Bound(Decimal(0))),
            "1.5",
            "",
        ),
        ("a: list[Line]", "list[Line]", Constraints(), None, ""),
        (
            "a: string - the name, unique, of a thing",
            "string",
            Constraints(unique=True),
            None,
            "the name, of a thing",
        ),
        ("a: string - see (the other) one", "string", Constraints(), None, "see (the other) one"),
    ],
)
def test_fields_in_bullets(
    bullet: str, type_: str, constraints: Constraints, default: str | None, description: str
) -> None:
    [field] = inputs(f"- {bullet}").values()

    assert (field.name, str(field.type)) == ("a", type_)
    assert field.constraints == constraints
    assert (field.default.text if field.default else None) == default
    assert field.description == description


def test_constraints_in_the_description_column() -> None:
    rows = "| field | type | description |\n| --- | --- | --- |\n| a | int | the age, > 0 |\n"

    assert inputs(rows)["a"].constraints.minimum == Bound(Decimal(0), inclusive=False)
    assert inputs(rows)["a"].description == "the age"


def test_a_pattern_means_the_same_wherever_it_is_written() -> None:
    text = r"""# Cards
Keeps cards.

## Data model
### Card
| field | type | constraints | description |
| --- | --- | --- | --- |
| a | string | pattern /\d\.\d\|x/ | |
| b | string (pattern /\d\.\d\|x/) | | |
| c | string | | pattern /\d\.\d\|x/ |

### Events
| event | fields |
| --- | --- |
| put | d: string (pattern /\d\.\d\|x/) |

## Operations
| operation | kind | entity | input |
| --- | --- | --- | --- |
| take | read | Card | a, e: string (pattern /\d\.\d\|x/) |
"""
    document = read_prd(text).document
    given = [item.field for item in document.operations[0].inputs]
    fields = [*document.entities[0].fields, *document.events[0].fields, given[1]]
    found = [None if field is None else field.constraints.pattern for field in fields]
    assert found == [r"\d\.\d|x"] * 5


def test_behind_an_escaped_pipe_places_are_those_of_the_document() -> None:
    text = r"""# Cards

## Input
| field | type | constraints |
| --- | --- | --- |
| a | string | pattern /x\|y\|z/, unheard of |
"""
    [found] = [each for each in read_prd(text).diagnostics if each.code == "PRD014"]
    line = text.splitlines()[found.place.line - 1]
    assert line[found.place.column - 1 :].startswith("unheard of")


def test_a_prose_bullet_is_no_field() -> None:
    assert inputs("- Logistics ID: A unique identifier of the parcel\n- b: int").keys() == {"b"}


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("| a | Lin | |", "PRD010"),
        ("| a | list[ | |", "PRD011"),
        ("| a | | |", "PRD012"),
        ("| | int | |", "PRD013"),
        ("| a | int | about five |", "PRD014"),
        ("| Big Name | int | |", "PRD015"),
        ("| a | int | |\n| a | int | |", "PRD016"),
        ("| a | int | > 5, < 5 |", "PRD112"),
        ("| a | string | length 5..2 |", "PRD112"),
        ("| a | int | default many |", "PRD113"),
        ("| a | enum(x, y) | default z |", "PRD113"),
        ("| a | int | > 0, default 0 |", "PRD113"),
    ],
)
def test_findings(rows: str, code: str) -> None:
    text = f"{LINE}## Input\n| field | type | constraints |\n| --- | --- | --- |\n{rows}\n"
    [found] = [one for one in read_prd(text).diagnostics if one.code == code]

    assert found.place.line >= text[: text.index(rows)].count("\n") + 1


@pytest.mark.parametrize("cell", ["one of", "red or green if it rains", "as the customer wishes"])
def test_prose_in_the_place_of_a_type_is_one_finding(cell: str) -> None:
    text = f"# T\n## Input\n| field | type |\n| --- | --- |\n| a | {cell} |\n"
    [found] = [one for one in read_prd(text).diagnostics if one.code in ("PRD010", "PRD011")]

    assert (found.code, found.fix) == ("PRD011", "write the type as in `list[Line]`")


@pytest.mark.parametrize(
    "cell", ["one of: red, green", 'One of "red" \\| green, red', "red or green", "red/green"]
)
def test_choices_in_the_place_of_a_type_are_those_of_an_enumeration(cell: str) -> None:
    reading = read_prd(f"# T\n## Input\n| field | type |\n| --- | --- |\n| a | {cell} |\n")
    [field] = reading.document.inputs or ()

    assert str(field.type) == "enum(red, green)"
    assert "PRD011" not in [one.code for one in reading.diagnostics]


def test_a_close_name_is_suggested_at_the_place_of_the_type() -> None:
    text = f"{LINE}## Input\n- a: int\n- lines: list[Lines]\n"
    [found] = [one for one in read_prd(text).diagnostics if one.code == "PRD010"]

    assert "`Line`" in found.fix


def test_entities_events_and_context() -> None:
    text = (
        "# T\n## 2.1 **Domain model**:\n### Entity: Order line (embedded)\nA line.\n"
        "| attribute | data type |\n| --- | --- |\n| sku | string |\n"
        "### Context\n- paid: money (default 0)\n"
        "### Events\n| event | fields |\n| --- | --- |\n"
        "| pay | amount: money (> 0), id: uuid (unique) |\n| ship | |\n"
    )
    document = read_prd(text).document
    [entity] = document.entities
    pay, ship = document.events

    assert (entity.name, entity.description, entity.place.line) == ("OrderLine", "A line.", 3)
    assert [field.name for field in document.context or ()] == ["paid"]
    assert [(field.name, str(field.type)) for field in pay.fields] == [
        ("amount", "money"),
        ("id", "uuid"),
    ]
    assert pay.fields[1].constraints.unique
    assert ship.fields == ()


@pytest.mark.parametrize(
    "heading",
    [
        "Input",
        "2.1 INPUTS:",
        "**Request fields**",
        "\U0001f4e5 Input",
        "3) Parameters",
        "Iput data",
    ],
)
def test_headings_are_recognised_by_meaning(heading: str) -> None:
    document = read_prd(f"# T\n### {heading}\n- a: int\n").document

    assert [field.name for field in document.inputs or ()] == ["a"]


def test_without_sections_input_and_output_are_none() -> None:
    document = read_prd("# T\nText.\n").document

    assert document.inputs is None
    assert document.outputs is None


def test_a_field_in_two_sections_is_one_field() -> None:
    reading = read_prd(
        "# T\n## Input\n- a: int (> 0)\n- b: int\n## Inputs\n- a: int\n- b: string\n- c: int\n"
    )

    assert [(field.name, field.place.line) for field in reading.document.inputs or ()] == [
        ("a", 3),
        ("b", 4),
        ("c", 8),
    ]
    [finding] = [item for item in reading.diagnostics if item.code == "PRD016"]
    assert finding.place is not None
    assert finding.place.line == 7
