"""What the operations of a document come to, and what is wrong with them."""

import pytest

from omninode_bridge.generation.effect.operations import Operations
from omninode_bridge.generation.effect.plan import OperationPlan, Use
from omninode_bridge.requirements.reading import read_prd

MODEL = """\
# Shop
Keeps things.

## Data model
### Thing
| field | type | constraints |
| --- | --- | --- |
| id | uuid | primary key |
| code | string | unique |
| size | int | >= 0 |
| note | string? | |
| version | int | default 1 |

"""
HEAD = "## Operations\n| operation | kind | entity | input | output | rules | request |\n"
HEAD += "| --- | --- | --- | --- | --- | --- | --- |\n"


def read(*rows: str) -> Operations:
    return Operations(read_prd(MODEL + HEAD + "\n".join(rows) + "\n").document)


def plan(row: str) -> OperationPlan:
    operations = read(row)
    assert operations.findings == []
    return operations.plans[0]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("| a | | Thing | id | | | |", "PRD702"),
        ("| a | create + update | Thing | id | | | |", "PRD710"),
        ("| a | create | Thing | code, size, colour | Thing | | |", "PRD704"),
        ("| a | create | Thing | code, size | colour | | |", "PRD705"),
        ("| a | update | Thing | size | Thing | | |", "PRD706"),
        ("| a | create | Thing | code | Thing | | |", "PRD707"),
        ("| a | update | Thing | id | Thing | `version = 3` | |", "PRD708"),
        ("| a | update | Thing | id | Thing | `id = stored.id` | |", "PRD708"),
        ("| a | call | | code: string | rate: decimal | | |", "PRD709"),
        ("| a | list | Thing | size contains? | list[Thing] | | |", "PRD712"),
        ("| a | write file | | body: text | | | |", "PRD717"),
    ],
)
def test_a_mistake_has_its_code(row: str, code: str) -> None:
    assert [found.code for found in read(row).findings] == [code]


def test_a_document_without_operations_is_no_effect() -> None:
    found = Operations(read_prd(MODEL).document).findings
    assert [each.code for each in found] == ["PRD701"]


def test_the_key_of_an_update_is_the_primary_key_and_the_version_is_no_value() -> None:
    found = plan("| a | update | Thing | id, code?, size?, version | Thing | | |")
    assert [item.name for item in found.fields_for(Use.KEY)] == ["id"]
    assert [item.name for item in found.fields_for(Use.VERSION)] == ["version"]
    assert [item.name for item in found.fields_for(Use.VALUE)] == ["code", "size"]


def test_without_the_primary_key_a_unique_field_tells_the_row() -> None:
    found = plan("| a | update | Thing | code, size? | Thing | | |")
    assert [item.name for item in found.fields_for(Use.KEY)] == ["code"]


def test_a_rule_names_the_request_the_row_and_the_row_before() -> None:
    found = plan("| a | update | Thing | id, size? | Thing | `size = stored.size + 1` | |")
    assert [field.name for field in found.facts] == [
        *("id", "code", "size", "note", "version", "stored"),
    ]
    assert found.written == ("size",)


def test_a_part_of_a_text_is_a_name_of_its_own_in_the_request() -> None:
    found = plan("| a | list | Thing | code contains?, page, size | list[Thing], total | | |")
    assert [(item.name, item.use) for item in found.request] == [
        ("code_contains", Use.CONTAINS),
        ("page", Use.PAGE),
        ("size", Use.SIZE),
    ]


def test_the_entity_is_that_of_the_output_where_none_is_named() -> None:
    found = plan("| add_thing | create | | code, size | Thing | | |")
    assert found.entity is not None
    assert found.answers_row


def test_names_in_braces_that_nobody_gives_are_settings() -> None:
    found = plan("| a | call | | code: string | rate: decimal | | `GET {base}/rates/{code}` |")
    assert found.http is not None
    assert (found.http.method, found.http.settings) == ("GET", ("base",))


def test_a_rule_outside_the_operations_applies_where_its_names_are_known() -> None:
    rows = [
        "| add | create | Thing | code, size | Thing | | |",
        "| find | read | Thing | id | Thing | | |",
    ]
    text = MODEL + HEAD + "\n".join(rows) + '\n\n## Rules\n- `reject when size > 9: "too big"`\n'
    operations = Operations(read_prd(text).document)
    assert operations.findings == []
    assert [found.has_rules for found in operations.plans] == [True, False]


def test_a_rule_that_no_operation_understands_is_reported() -> None:
    text = MODEL + HEAD + "| add | create | Thing | code, size | Thing | | |\n"
    text += '\n## Rules\n- `reject when colour = "red": "no red"`\n'
    assert [each.code for each in Operations(read_prd(text).document).findings] == ["PRD716"]


ITEMS = (
    MODEL
    + """\
### Box
| field | type |
| --- | --- |
| name | string |
| things | list[Thing] |
| words | list[string] |

"""
)


@pytest.mark.parametrize(
    ("rules", "written", "codes"),
    [
        ("`for each t in things: t.size = 1`", ("things",), []),
        ("`for each t in things: t.weight = t.size * 2`", (), []),
        ("`for each w in words: w.length = 1`", None, ["PRD711"]),
        (
            "`for each t in things: t.size = 1`; `for each t in things: t.weight = 2`",
            None,
            ["PRD711"],
        ),
    ],
)
def test_a_loop_keeps_declared_fields_and_only_those(
    rules: str, written: tuple[str, ...] | None, codes: list[str]
) -> None:
    row = f"| pack | create | Box | name, things, words | Box | {rules} | |"
    found = Operations(read_prd(ITEMS + HEAD + row + "\n").document)
    assert [each.code for each in found.findings if each.code == "PRD711"] == codes
    assert (found.plans[0].written if found.plans else None) == written
