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
        ("| a | list | Thing | size?, page, size | list[Thing] | | |", "PRD725"),
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
    assert [found.program is not None for found in operations.plans] == [True, False]


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


@pytest.mark.parametrize("heading", ["add", "Rules of add", "Operation: add"])
def test_a_rule_below_the_name_of_an_operation_is_that_operations(heading: str) -> None:
    rows = [
        "| add | create | Thing | code, size | Thing | | |",
        "| resize | update | Thing | id, size | Thing | | |",
    ]
    text = MODEL + HEAD + "\n".join(rows) + f"\n\n## Rules\n### {heading}\n"
    operations = Operations(read_prd(f"{text}- `reject when size > 9: 'too big'`\n").document)
    assert [found.code for found in operations.findings] == []
    assert {found.name: found.program is not None for found in operations.plans} == {
        "add": True,
        "resize": False,
    }
    unknown = Operations(read_prd(f"{text}- `reject when colour > 9: 'no'`\n").document)
    assert [found.code for found in unknown.findings] == ["PRD204"]


def test_a_rule_about_a_field_applies_to_the_rows_that_have_it() -> None:
    rows = [
        "| resize | update | Thing | id, size | Thing | | |",
        "| fill | update | Box | name, note? | Box | | |",
    ]
    text = MODEL + "### Box\n| field | type | constraints |\n| --- | --- | --- |\n"
    text += "| name | string | primary key |\n| note | string? | |\n| weight | int | default 1 |\n"
    text += "\n" + HEAD + "\n".join(rows) + "\n\n## Rules\n- `weight = stored.weight + 1`\n"
    operations = Operations(read_prd(text).document)
    assert [found.code for found in operations.findings] == []
    assert {found.name: found.written for found in operations.plans} == {
        "resize": (),
        "fill": ("weight",),
    }


def test_a_key_of_repeats_may_be_left_out_unless_it_says_otherwise() -> None:
    rows = [
        "| one | create | Thing | code, size, idempotency_key | Thing | | |",
        "| two | create | Thing | code, size, idempotency_key: uuid | Thing | | |",
    ]
    operations = read(*rows)
    assert operations.findings == []
    keys = [found.fields_for(Use.IDEMPOTENCY)[0].field for found in operations.plans]
    assert [(str(key.type), key.required) for key in keys] == [("string?", True), ("uuid", True)]


def test_inputs_without_rows_have_the_type_of_the_entitys_field_or_are_strings() -> None:
    rows = [
        "| told | publish | Thing | size, code | | | |",
        "| keep | write file | | name, content | | | |",
        "| look | read file | | name | content | | |",
        "| ask | call | | area, hour | price: decimal | | `GET {base}/{area}` |",
    ]
    operations = read(*rows)
    assert [found.code for found in operations.findings] == ["PRD724"]
    assert "`hour` of ask" in operations.findings[0].message
    told, _, look, ask = operations.plans
    assert [str(each.field.type) for each in told.request] == ["int", "string"]
    assert [str(each.field.type) for each in ask.request] == ["string", "string"]
    assert [each.name for each in look.answer] == ["content"]


def test_what_the_store_gives_is_never_null_also_where_it_is_not_required() -> None:
    fields = "| id | uuid | no | primary key |\n| at | datetime | no | |\n"
    fields += "| created_at | datetime? | | |\n| version | int | no | |\n"
    text = "# Log\nKeeps entries.\n\n## Data model\n### Entry\n"
    text += f"| field | type | required | constraints |\n| --- | --- | --- | --- |\n{fields}\n"
    operations = Operations(
        read_prd(text + HEAD + "| add | create | Entry | at | Entry | | |\n").document
    )
    assert operations.findings == []
    kept = operations.plans[0].entity
    assert kept is not None
    assert [str(field.type) for field in kept.entity.fields] == [
        "uuid",
        "datetime?",
        "datetime",
        "int",
    ]
    assert (kept.generated_key, kept.created_at, kept.version) == (True, True, True)


@pytest.mark.parametrize(
    ("row", "entity"),
    [
        ("| stamp | update | | id, weight | | | |", "Parcel"),
        ("| fetch_parcel | read | | id | Parcel | | |", "Parcel"),
        ("| close | delete | | id | | | |", "Parcel"),
        ("| paint | update | | code, colour: string | | | |", "Thing"),
        ("| look | read | | id | id | | |", None),
    ],
)
def test_the_entity_is_the_one_with_all_fields_or_that_of_the_other_events(
    row: str, entity: str | None
) -> None:
    parcel = "### Parcel\n| field | type | constraints |\n| --- | --- | --- |\n"
    parcel += "| id | uuid | primary key |\n| weight | int | |\n| state | enum(here, gone) | |\n\n"
    states = "\n## States\n| from | event | to |\n| --- | --- | --- |\n| [*] | enter | here |\n"
    rows = f"| enter | create | Parcel | weight | | | |\n{row}\n"
    text = MODEL + parcel + HEAD + rows + f"{states}| here | close | [*] |\n"
    operations = Operations(read_prd(text).document)
    found = {plan.name: plan.entity for plan in operations.plans}
    name = row.split("|")[1].strip()
    kept = found.get(name)
    assert (None if kept is None else kept.entity.name) == entity
    assert ("PRD703" in [each.code for each in operations.findings]) is (entity is None)
