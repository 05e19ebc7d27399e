"""Limits that the reference states. What exceeds one is an error with the limit in its message."""

from typing import Final

MAX_BYTES: Final = 2 * 1024 * 1024
MAX_ROWS: Final = 5_000
MAX_CELLS: Final = 200_000
MAX_ENTITIES: Final = 500
MAX_NODES: Final = 100
MAX_LINES: Final = 50_000
MAX_LINE: Final = 100_000
MAX_COLUMNS: Final = 200
MAX_NAME: Final = 60
MAX_FRONT_MATTER: Final = 65_536
MAX_YAML_DEPTH: Final = 32
MAX_TYPE_DEPTH: Final = 16
MAX_DIAGNOSTICS: Final = 1_000
MAX_SHOWN: Final = 60
"""Characters of the author's text that a message repeats."""
