"""Events per second of a generated reducer, in this process: CPU seconds, so on one core."""

import gc
import importlib
import json
import tempfile
import time
from decimal import Decimal
from pathlib import Path

from benchmarks.figures import Figure, percentile
from benchmarks.packages import importable
from omninode_bridge.node_type import NodeType

EVENTS = 50_000
ROUNDS = 5
SALES = """# Sales totals
Counts and adds up sales by shop.

## Data model
### Sale
| field | type | constraints |
| --- | --- | --- |
| shop | string | length 1..40 |
| amount | money | >= 0 |
| quantity | int | > 0 |
| at | datetime | |

## Aggregations of Sale
| metric | function | field | group by |
| --- | --- | --- | --- |
| sales | count | | shop |
| revenue | sum | amount | shop |
| units | sum | quantity | shop |
"""


def request_text() -> str:
    """The same events each time, as JSON."""
    events = [
        {
            "shop": f"shop {number * 7 % 211}",
            "amount": f"{number * 37 % 100_000 / 100:.2f}",
            "quantity": number % 9 + 1,
            "at": f"2026-01-{number % 28 + 1:02d}T{number % 24:02d}:00:00Z",
        }
        for number in range(EVENTS)
    ]
    return json.dumps({"state": None, "events": events})


def main() -> None:
    print("A generated reducer (one process, from JSON to JSON)")
    with tempfile.TemporaryDirectory() as folder:
        package = importable(SALES, NodeType.REDUCER, Path(folder))
        node = f"{package.import_root}.nodes.{package.folder}"
        handler = importlib.import_module(f"{node}.handlers.handler_sales_totals")
        models = importlib.import_module(f"{node}.models.model_sales_totals_input")
    text, seconds = request_text(), []
    for _ in range(ROUNDS):
        gc.collect()
        started = time.process_time()
        data = json.loads(text, parse_float=Decimal)
        answer = handler.HandlerSalesTotals().handle(
            models.ModelSalesTotalsInput.model_validate(data)
        )
        answered = json.loads(answer.model_dump_json())
        seconds.append(time.process_time() - started)
        counted = sum(row["value"] for row in answered["aggregates"]["sales"])
        if counted != EVENTS:
            raise SystemExit(f"{counted} of {EVENTS} events were counted")
    rate = EVENTS / percentile(seconds, 0.5)
    print(Figure("microseconds for one event, p50", 1_000_000 / rate, 10, "us"))
    print(Figure("events per second, count and sums by key", rate, None, "/s"))


if __name__ == "__main__":
    main()
