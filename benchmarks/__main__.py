"""`make bench`: every figure of the documentation, with its target. Needs `make up`.

Figures on data that is not part of the project need `make bench ARGS="--data DIR"`.
"""

import argparse
import sys
import time
from pathlib import Path

from benchmarks import (
    answers,
    batch,
    brokers,
    conformance,
    detection,
    effect,
    graphs,
    intake,
    knowledge,
    line,
    machines,
    mutation,
    other_words,
    prose,
    reading,
    reducer,
    search,
    slots,
    stack,
)
from benchmarks.defects import measure as defects
from omninode_bridge.errors import BridgeError

DESCRIPTIONS = "node_types_dev.jsonl"
DOCUMENTS = "prds_dev.jsonl"
MACHINES = "state_machines.jsonl"
GRAPHS = ("workflow_dags.jsonl", "job_dags.jsonl")
CONFORMANCE = "conformance"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="a folder of descriptions and documents")
    return parser.parse_args()


def main() -> int:
    data: Path | None = arguments().data
    reading.main()
    reducer.main()
    effect.main()
    intake.main()
    brokers.main()
    batch.main()
    knowledge.main()
    search.main()
    detection.main(data / DESCRIPTIONS if data else None)
    defects.main()
    prose.main(data / DOCUMENTS if data else None)
    answers.main()
    other_words.main()
    slots.main(data / DOCUMENTS if data else None)
    conformance.main(data / CONFORMANCE if data else None)
    machines.main(data / MACHINES if data else None)
    graphs.main([data / name for name in GRAPHS] if data else ())
    mutation.main()
    try:
        stack.main()
        line.main(first=int(time.time()))
    except BridgeError as error:
        print(error, file=sys.stderr)
        return 4
    return 0


if __name__ == "__main__":
    sys.exit(main())
