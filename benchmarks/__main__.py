"""`make bench`: every figure of the documentation, with its target. Needs `make up`."""

import sys
import time

from benchmarks import line, reading, reducer, stack
from omninode_bridge.errors import BridgeError


def main() -> int:
    reading.main()
    reducer.main()
    try:
        stack.main()
        line.main(first=int(time.time()))
    except BridgeError as error:
        print(error, file=sys.stderr)
        return 4
    return 0


if __name__ == "__main__":
    sys.exit(main())
