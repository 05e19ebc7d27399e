"""Requests per second of a generated effect on its embedded store, in CPU seconds of one process.

The store holds 10,000 rows before the first request; each request is a transaction of its own.
"""

import gc
import importlib
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from benchmarks.figures import Figure, percentile
from benchmarks.packages import importable
from omninode_bridge.node_type import NodeType

ROWS = 10_000
REQUESTS = 50
ROUNDS = 3
CUSTOMERS = """# Customers
Keeps customers.

## Data model
### Customer
| field | type | constraints |
| --- | --- | --- |
| id | uuid | primary key |
| email | email | unique |
| name | string | length 1..80 |
| created_at | datetime | |
| version | int | default 1 |

## Operations
| operation | kind | entity | input | output |
| --- | --- | --- | --- | --- |
| register_customer | create | Customer | email, name | Customer |
| find_customer | read | Customer | id or email | Customer |
| list_customers | list | Customer | name contains?, page, size | list[Customer], total |
"""


def rows() -> str:
    """The content of `entities.json`."""
    stored = [
        {
            "key": f"{number:08x}-0000-4000-8000-000000000000",
            "row": {
                "id": f"{number:08x}-0000-4000-8000-000000000000",
                "email": f"customer{number}@example.org",
                "name": f"Customer {number}",
                "created_at": f"2026-01-01T00:00:00.{number:06d}Z",
                "version": 1,
            },
        }
        for number in range(1, ROWS + 1)
    ]
    return json.dumps({"entities": {"Customer": stored}})


def installed(folder: Path) -> tuple[ModuleType, ModuleType]:
    """The bindings and the dispatcher of the package, written below the folder."""
    package = importable(CUSTOMERS, NodeType.EFFECT, folder)
    node = f"{package.import_root}.nodes.{package.folder}"
    bindings = importlib.import_module(f"{package.import_root}.bindings")
    return bindings, importlib.import_module(f"{node}.handlers.dispatch")


def rate(ask: Callable[[int], object]) -> float:
    """Requests per CPU second; the median of the rounds."""
    seconds = []
    for turn in range(ROUNDS):
        gc.collect()
        started = time.process_time()
        for number in range(REQUESTS):
            ask(turn * REQUESTS + number)
        seconds.append(time.process_time() - started)
    return REQUESTS / percentile(seconds, 0.5)


def main() -> None:
    print(f"A generated effect on its embedded store with {ROWS:,} rows (CPU of one process)")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bindings, dispatch = installed(folder / "package")
        state = folder / "state"
        state.mkdir()
        (state / "entities.json").write_text(rows(), encoding="utf-8")

        def ask(operation: str, request: dict[str, object]) -> dict[str, object]:
            answer: dict[str, object] = dispatch.answer_of(operation, request).model_dump()
            return answer

        with bindings.bound(bindings.embedded(state)):
            reads = rate(lambda n: ask("find_customer", {"email": f"customer{n + 1}@example.org"}))
            pages = rate(lambda n: ask("list_customers", {"page": n + 1, "size": 20}))
            creates = rate(
                lambda n: ask("register_customer", {"email": f"new{n}@example.org", "name": "New"})
            )
            total = ask("list_customers", {})["total"]
        if total != ROWS + ROUNDS * REQUESTS:
            raise SystemExit(f"{total} rows are there after the creates")
    print(Figure("creates per second", creates, None, "/s"))
    print(Figure("reads by a unique field per second", reads, None, "/s"))
    print(Figure("pages of 20 per second", pages, None, "/s"))


if __name__ == "__main__":
    main()
