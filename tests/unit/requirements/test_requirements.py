"""Requirements as a person would list them, and the rules that stand among them."""

import pytest

from omninode_bridge.requirements.document import Requirement, RequirementClass
from omninode_bridge.requirements.reading import read_prd

FUNCTIONAL = RequirementClass.FUNCTIONAL
QUALITY = RequirementClass.QUALITY


def requirements(text: str) -> tuple[Requirement, ...]:
    return read_prd(text).document.requirements


def texts(text: str) -> list[str]:
    return [requirement.text for requirement in requirements(text)]


@pytest.mark.parametrize(
    ("bullet", "own_id", "text"),
    [
        ("R1: It must run.", "R1", "It must run."),
        ("[R12] It must run.", "R12", "It must run."),
        ("[R12]: It must run.", "R12", "It must run."),
        ("**FR-3**: It must run.", "FR-3", "It must run."),
        ("FR-3 It must run.", "FR-3", "It must run."),
        ("REQ_AUTH-01 - It must run.", "REQ_AUTH-01", "It must run."),
        ("NFR1.2: It must run.", "NFR1.2", "It must run."),
        ("UTF-8: It must run.", None, "UTF-8: It must run."),
        ("It *must* run [here](http://x).", None, "It must run here."),
    ],
)
def test_ids_of_their_own_are_kept(bullet: str, own_id: str | None, text: str) -> None:
    [found] = requirements(f"# T\n## 3) Functional requirements:\n- {bullet}\n")

    assert found.own_id is (own_id is not None)
    assert found.text == text
    assert own_id is None or found.id == own_id
    assert found.place.line == 3


def test_other_ids_follow_the_content_not_the_position() -> None:
    before = requirements("# T\n## Features\n- Parse the file\n- Store the rows\n")
    after = requirements("# T\n## Features\n- Load it\n- Parse the file\n- Store the rows\n")

    assert [one.id for one in before] == [one.id for one in after[1:]]
    assert len({one.id for one in after}) == 3


def test_the_same_text_twice_gets_two_ids() -> None:
    first, second = requirements("# T\n## Features\n- Parse the file\n- Parse the file\n")

    assert first.id != second.id


def test_an_id_used_twice_is_an_error() -> None:
    reading = read_prd("# T\n## Features\n- R1: Parse it\n- R1: Store it\n")

    assert "PRD020" in {found.code for found in reading.diagnostics}
    assert len({one.id for one in reading.document.requirements}) == 2


@pytest.mark.requirement("R271")
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("- One thing\n- Another thing\n", ["One thing", "Another thing"]),
        ("1. One thing\n2. Another thing\n", ["One thing", "Another thing"]),
        (
            "| id | requirement | priority |\n| --- | --- | --- |\n| F1 | One thing | must |\n",
            ["One thing"],
        ),
        ("- **Login**:\n  - Check the password\n", ["Login: Check the password"]),
        ("- F1: Check it\n  - with care and love\n", ["Check it", "with care and love"]),
        (
            "The tool must parse files. It is nice. Users can search.\n",
            ["The tool must parse files.", "Users can search."],
        ),
        ("### Feature 2: Search\nFull text of all.\n", ["Feature 2: Search: Full text of all."]),
        ("### FR-1: Search\nFinds all.\n", ["Search: Finds all."]),
        ("- Usage:\n  ```\n  run\n  ```\n", []),
        ("- Find it. Priority below.\n  - Priority: High\n", ["Find it. Priority below."]),
    ],
)
def test_forms(body: str, expected: list[str]) -> None:
    assert texts(f"# T\n## Features\n{body}") == expected


@pytest.mark.parametrize(
    ("body", "priority"),
    [
        ("## Features\n- Run it (must)\n", "must"),
        ("## Features\n- [P1] Run it\n", "p1"),
        ("## Requirements\n### Should have\n- Run it\n", "should"),
        ("## Features\n| feature | priority |\n| --- | --- |\n| Run it | High |\n", "high"),
        ("## Features\n- Run it\n  - Priority: Low\n", "low"),
    ],
)
def test_priorities(body: str, priority: str) -> None:
    [found] = requirements(f"# T\n{body}")

    assert (found.text, found.priority) == ("Run it", priority)


def test_without_a_section_sentences_and_bullets_count() -> None:
    text = (
        "Parser for bills\n\nThe parser shall read CSV files. It was built in May.\n\n"
        "- reads all of the lines\n- no\n\n## License\n- must be kept forever here\n"
    )

    assert texts(text) == ["The parser shall read CSV files.", "reads all of the lines"]


def test_tables_that_say_what_to_do_leave_prose_alone() -> None:
    text = "# T\nComputes the sum.\n## Input\n- a: int\n## Output\n- b: int\n## Rules\n- `b = a`\n"

    assert requirements(text) == ()


def test_no_requirements_at_all_are_reported() -> None:
    assert "PRD022" in {found.code for found in read_prd("# T\nHello.\n").diagnostics}


@pytest.mark.parametrize(
    ("text", "condition", "response"),
    [
        (
            "When the order is empty, the system shall reject it.",
            "When the order is empty",
            "the system shall reject it.",
        ),
        ("As a clerk, I want to see bills so that I can pay.", "as a clerk", "see bills"),
        ("It must run.", "", ""),
    ],
)
def test_sentences_are_split(text: str, condition: str, response: str) -> None:
    [found] = requirements(f"# T\n## User stories\n- {text}\n")

    assert (found.condition, found.response) == (condition, response)


@pytest.mark.parametrize(
    ("heading", "text", "expected"),
    [
        ("Requirements", "Reject an order without lines.", FUNCTIONAL),
        ("Requirements", "99.9 % uptime", QUALITY),
        ("Requirements", "The service must be available 99.9 % of the time", QUALITY),
        ("Requirements", "Warn when 5 % of the rooms are available", FUNCTIONAL),
        ("Functional requirements", "RESTful API design", QUALITY),
        ("Functional requirements", "Store passwords securely", FUNCTIONAL),
        ("Non-functional requirements", "Run on everything", QUALITY),
        ("Requirements", "The page should load within 3 seconds", QUALITY),
        ("Requirements", "Easy to read, robust code base", QUALITY),
        ("Technical constraints", "Vue 2.x", RequirementClass.CONSTRAINT),
        ("Requirements", "It must be written in Java", RequirementClass.CONSTRAINT),
        ("Data requirements", "Stored in a file here", RequirementClass.DATA),
        ("User interface", "Two big buttons", RequirementClass.INTERFACE),
        ("Performance", "p95 < 200 ms", QUALITY),
    ],
)
def test_classes(heading: str, text: str, expected: RequirementClass) -> None:
    found = requirements(f"# T\n## {heading}\n- {text}\n")

    assert [one.classification for one in found if "." not in one.text or one.text == text][
        0:1
    ] == [expected]


@pytest.mark.parametrize(
    ("title", "expected"),
    [("Air quality", FUNCTIONAL), ("Non-functional requirements", QUALITY)],
)
def test_a_title_that_names_the_thing_is_no_class(title: str, expected: RequirementClass) -> None:
    [found] = requirements(f"# {title}\n## Requirements\n- Reject values below 3.\n")
    assert found.classification is expected


@pytest.mark.parametrize(
    ("section", "rules"),
    [
        ("## Rules\n- R1: `a = 1`\n- `b = 2`\n", [("a = 1", "R1", 5, 8), ("b = 2", None, 6, 4)]),
        ("## Rules\n- R1: a = 1\n", [("a = 1", "R1", 5, 7)]),
        (
            "## Business logic\n```\n# sums\nR1: a = 1\n\nif a > 1: b = 2\n```\n",
            [("a = 1", "R1", 7, 5), ("if a > 1: b = 2", None, 9, 1)],
        ),
        ('## Rules\n1. r1: `warn when a: "x"`\n', [('warn when a: "x"', "R1", 5, 9)]),
        (
            "## Rules\n| id | rule |\n| --- | --- |\n| R1 | `a = 1; b = 2` |\n",
            [("a = 1", "R1", 7, 9), ("b = 2", "R1", 7, 16)],
        ),
        ("## Rules\n- R1: the sum, so `a = 1 + 2`.\n", [("a = 1 + 2", "R1", 5, 20)]),
        ("## Rules\n- R1: `total == oops`\n", [("total == oops", "R1", 5, 8)]),
        ("## Rules\n- R9: `a = 1`\n", [("a = 1", None, 5, 8)]),
    ],
)
def test_rules(section: str, rules: list[tuple[str, str | None, int, int]]) -> None:
    document = read_prd(f"# T\n## Requirements\n- R1: Do it all\n{section}").document

    assert [
        (rule.text, rule.requirement_id, rule.place.line, rule.place.column)
        for rule in document.rules
    ] == rules


def test_rules_inside_requirements_belong_to_them() -> None:
    document = read_prd(
        "# T\n## Requirements\n- R1: Orders get a discount: `discount = total * 5%`\n"
        "- R2: Tax.\n  - `tax = 1`\n- R3: Set `debug=true` and see\n- R4: Ship.\n  ```\n"
        "  ship = 2\n  ```\n"
    ).document

    assert [(rule.text, rule.requirement_id) for rule in document.rules] == [
        ("discount = total * 5%", "R1"),
        ("tax = 1", "R2"),
        ("ship = 2", "R4"),
    ]
    assert [one.text for one in document.requirements] == [
        "Orders get a discount",
        "Tax.",
        "Set `debug=true` and see",
        "Ship.",
    ]


def test_rule_cells_of_the_output_are_rules() -> None:
    text = (
        "# T\n## Output\n| field | type | rule |\n| --- | --- | --- |\n"
        "| total | money | `a + b` |\n| tax | money | tax = if_else |\n"
    )
    total, tax = read_prd(text).document.rules

    assert (total.text, tax.text) == ("total = a + b", "tax = if_else")
    assert total.place.column + len("total = ") == text.split("\n")[4].index("a + b") + 1


def test_prose_among_rules_is_a_requirement() -> None:
    document = read_prd("# T\n## Business rules\n- Orders above 1,000 get 5 % off\n").document

    assert document.rules == ()
    assert [one.text for one in document.requirements] == ["Orders above 1,000 get 5 % off"]


def test_a_rule_for_an_unknown_requirement_is_reported() -> None:
    reading = read_prd("# T\n## Features\n- REQ-12: Run it\n## Rules\n- REQ-13: `a = 1`\n")
    [found] = [one for one in reading.diagnostics if one.code == "PRD021"]

    assert "`REQ-12`" in found.fix


def test_a_program_is_no_list_of_rules() -> None:
    text = "# T\n## Logic\n```python\ndef f():\n    x = 1\n```\n"

    assert read_prd(text).document.rules == ()


def test_sections_keep_their_text_and_meaning() -> None:
    sections = read_prd("Intro\n# T\nA\n## \U0001f680 Goals\nB\n### Deep\nC\n").document.sections

    assert [(one.title, one.kind.value, one.text, one.path) for one in sections] == [
        ("", "other", "Intro", ()),
        ("T", "other", "A", ()),
        ("\U0001f680 Goals", "overview", "B", ("T",)),
        ("Deep", "other", "C", ("T", "\U0001f680 Goals")),
    ]


def test_a_requirement_may_stand_beside_its_rule() -> None:
    document = read_prd(
        "# T\n## Rules\n- R1: Large orders get a discount: `discount = total * 5%`\n- R2: `a = 1`\n"
    ).document

    assert [(one.id, one.text) for one in document.requirements] == [
        ("R1", "Large orders get a discount")
    ]
    assert [rule.requirement_id for rule in document.rules] == ["R1", None]


def test_rules_belong_to_the_requirement_in_whose_section_they_stand() -> None:
    document = read_prd(
        "# T\n## Requirements\n### R1: Discount\nLarge orders get one.\n#### Rules\n- `a = 1`\n"
        "### R2: Tax\n```\nb = 2\n```\n## Rules\n### R2: Tax\n- `c = 3`\n"
    ).document

    assert [(rule.text, rule.requirement_id) for rule in document.rules] == [
        ("a = 1", "R1"),
        ("b = 2", "R2"),
        ("c = 3", "R2"),
    ]


def test_rule_cells_of_the_output_may_hold_ids_and_several_rules() -> None:
    text = (
        "# T\n## Requirements\n- R1: Compute a total.\n- R2: Express costs more.\n"
        "## Output\n| field | type | rule |\n| --- | --- | --- |\n"
        '| total | money | R1: 5; if a = ";": total = 6; R2: `if b: total = 7` |\n'
    )
    rules = read_prd(text).document.rules

    assert [(rule.text, rule.requirement_id) for rule in rules] == [
        ("total = 5", "R1"),
        ('if a = ";": total = 6', "R1"),
        ("if b: total = 7", "R2"),
    ]
    row = text.splitlines()[7]
    assert [rule.place.column for rule in rules[1:]] == [
        row.index("if a") + 1,
        row.index("if b") + 1,
    ]


def test_a_field_whose_name_is_a_verb_is_no_requirement() -> None:
    document = read_prd(
        "# T\n## Requirements\n- R1: Grade it.\n## Input\n- pass_mark: int - default 50\n"
        "- It must reject empty lists.\n"
    ).document

    assert [requirement.text for requirement in document.requirements] == [
        "Grade it.",
        "It must reject empty lists.",
    ]


def test_a_name_with_a_figure_of_its_own_is_no_id() -> None:
    text = "# T\n## Requirements\n- IdWorker1: 15099 ids a second\n- R1: 5 items are kept\n"
    found = read_prd(text).document.requirements
    assert [(one.own_id, one.id) for one in found if one.own_id] == [(True, "R1")]
