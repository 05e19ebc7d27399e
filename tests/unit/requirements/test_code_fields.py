"""Data that a block of code declares are those that a table would tell."""

import pytest

from omninode_bridge.requirements.reading import read_prd
from tests.unit.requirements.layouts.keys import shown

_WANTED = {
    "code": "string unique 0..20",
    "litres": "decimal >0",
    "status": "enum(open, sealed) ? =open",
    "grapes": "list[string]",
    "opened_at": "datetime? ?",
    "organic": "bool ? =false",
}
_TYPESCRIPT = """```ts
// one barrel
export interface Barrel {
  code: string;            // up to 20 characters, unique
  litres: number;          // more than 0
  status: "open" | "sealed"; // defaults to open
  grapes: string[];
  openedAt?: datetime;
  organic: boolean = false;
}
```"""
_PYTHON = """```python
@dataclass
class Barrel:
    code: str  # up to 20 characters, unique
    litres: Decimal  # more than 0
    status: Literal["open", "sealed"] = "open"
    grapes: list[str]
    opened_at: datetime | None = None
    organic: bool = False
```"""


@pytest.mark.parametrize("code", [_TYPESCRIPT, _PYTHON])
@pytest.mark.parametrize("heading", ["## Data model", "## What we store", "## The barrel"])
def test_types_in_code(code: str, heading: str) -> None:
    read = read_prd(f"# Cellar\n\n{heading}\n\n{code}\n\n## Requirements\n- Add a barrel.\n")

    found = shown(read.document)["Barrel"]
    assert found is not None
    wanted = {name: sorted(said.split()) for name, said in _WANTED.items()}
    assert {name: sorted(said.split()) for name, said in found.items()} == wanted


def test_a_table_of_a_database() -> None:
    code = (
        "```sql\nCREATE TABLE barrels (\n  id uuid PRIMARY KEY,\n"
        "  code varchar(20) NOT NULL UNIQUE,\n"
        "  litres numeric(8, 2) NOT NULL, -- more than 0\n"
        "  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'sealed')),\n"
        "  opened_at timestamp\n);\n```"
    )
    read = read_prd(f"# Cellar\n\n## Data\n\n{code}\n\n## Requirements\n- Add a barrel.\n")

    assert shown(read.document)["Barrel"] == {
        "id": "uuid key",
        "code": "string 0..20 unique",
        "litres": "decimal >0",
        "status": "enum(open, sealed) ? =open",
        "opened_at": "datetime? ?",
    }


def test_an_object_shows_what_goes_in() -> None:
    code = '```json\n{"minutes": 90, "resident": true, "since": "2026-01-31", "name": "Ann"}\n```'
    read = read_prd(f"# Fee\n\n## What it gets\n\n{code}\n\n## Requirements\n- The fee is 2.\n")

    assert shown(read.document)["<input>"] == {
        "minutes": "int",
        "resident": "bool",
        "since": "date",
        "name": "string",
    }


@pytest.mark.parametrize(
    "code",
    [
        "```python\nclass Cellar:\n    size: int\n    def add(self) -> None: ...\n```",
        "```python\ntotal = price * 2\n```",
        '```json\n{"barrel": {"code": "A1"}}\n```',
        "```ts\nimport x from 'y';\nconst a = 1;\n```",
        "```sql\nSELECT code FROM barrels;\n```",
    ],
)
def test_code_that_declares_no_data(code: str) -> None:
    read = read_prd(f"# Cellar\n\n## How it works\n\n{code}\n\n## Requirements\n- Add a barrel.\n")

    assert shown(read.document) == {"<input>": None, "<output>": None}
