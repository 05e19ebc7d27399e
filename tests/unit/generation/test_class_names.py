"""A word that omnibase-core takes for a kind of class stands in any place of a document."""

import ast
from pathlib import Path

import pytest
from omnibase_core.validators.no_noncanonical_lifecycle_classes import TYPE_WORDS, validate_file

from omninode_bridge.generation.generate import generate_package
from omninode_bridge.generation.naming import LIFECYCLE_WORDS, class_words, plain_pascal
from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.reading import read_prd

COMPUTE = """# {word} bill
## Requirements
- R1: The total of the {word}.
## Data model
### Line
| field | type | constraints |
| --- | --- | --- |
| price | decimal | >= 0 |
## Input
| field | type | constraints |
| --- | --- | --- |
| {word} | list<Line> | |
## Output
| field | type |
| --- | --- |
| total | decimal |
| {word}_size | int |
## Rules
- R1: `for each line in {word}: line.double = line.price * 2`
- R1: `total = sum(line.double for line in {word})`
- R1: `{word}_size = count({word})`
"""
REDUCER = """# {word} log
## Requirements
- R1: Count {word} by {word}.
## Data model
### {word}
| field | type | constraints |
| --- | --- | --- |
| id | uuid | unique |
| {word} | string | length 1..20 |
## Aggregations
of: {word}

| metric | function | field | group by | window | where |
| --- | --- | --- | --- | --- | --- |
| {word} | count | | {word} | | |
| {word}_count_per_{word} | count | | {word} | | |
"""
ORCHESTRATOR = """# {word} flow
## Requirements
- R1: {word} comes before stop {word}.
## Workflow
| step | needs | description |
| --- | --- | --- |
| {word} | | R1 |
| stop_{word} | {word} | R1 |
"""
EFFECT = """# {word} desk
## Requirements
- R1: Create {word}.
## Data model
### {word}
| field | type | constraints |
| --- | --- | --- |
| id | uuid | primary key |
| {word} | string | length 1..20 |
| kind | enum({word}, other) | |
## Operations
| operation | kind | entity | input |
| --- | --- | --- | --- |
| create_{word} | create | {word} | {word}, kind |
| read_{word} | read | {word} | id |
| list_{word} | list | {word} | |
"""
DOCUMENTS = {
    NodeType.COMPUTE: COMPUTE,
    NodeType.REDUCER: REDUCER,
    NodeType.ORCHESTRATOR: ORCHESTRATOR,
    NodeType.EFFECT: EFFECT,
}


def test_the_words_are_those_of_the_installed_omnibase_core() -> None:
    assert LIFECYCLE_WORDS == TYPE_WORDS


@pytest.mark.parametrize(
    ("text", "name"),
    [("client", "Oneclient"), ("rows per client", "RowsPerclient"), ("rows", "Rows")],
)
def test_such_a_word_is_written_small(text: str, name: str) -> None:
    assert plain_pascal(class_words(text)) == name


@pytest.mark.slow
@pytest.mark.parametrize("node_type", NodeType)
@pytest.mark.parametrize("word", sorted(word.lower() for word in LIFECYCLE_WORDS))
def test_no_generated_class_is_taken_for_another_kind(
    word: str, node_type: NodeType, tmp_path: Path
) -> None:
    document = read_prd(DOCUMENTS[node_type].format(word=word)).document
    generated = generate_package(document, node_type=node_type)
    assert generated.package is not None, generated.diagnostics
    classes = 0
    for path, content in generated.package.files.items():
        if path.endswith(".py"):
            place = tmp_path / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
            found = [each for each in validate_file(place) if each.severity == "hardfail"]
            assert [each.class_name for each in found] == []
            classes += sum(isinstance(node, ast.ClassDef) for node in ast.walk(ast.parse(content)))
    assert classes > 3
