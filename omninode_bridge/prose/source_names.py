"""Names that are spelled as source code spells them."""

import re
from typing import Final

FILE: Final = re.compile(
    r"\b[\w-]{1,60}\.(?:pyi?|ya?ml|toml|sql|sh|lock|cfg|ini|tsx?|jsx?|java|cpp|hpp|h|md|rs|go)\b"
)
CAMEL: Final = re.compile(r"\b[A-Za-z]?[a-z0-9]{1,40}[A-Z][a-z0-9]")
CLASS: Final = re.compile(r"[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+")
CALL: Final = re.compile(
    r"\b\w{1,60}\(\)|(?<!\w)_\w|\b[A-Za-z0-9]{1,60}_\w|\b[a-z]{1,40}\.[a-z_]{1,40}\.\w|::"
)
DATA: Final = re.compile(r"(?:Model|Enum|Protocol|Registry)[A-Z]\w{0,60}")
"""A class that holds values and does nothing."""


def is_name_of_code(text: str) -> bool:
    return any(found.search(text) for found in (CAMEL, CALL))


def is_data_class(text: str) -> bool:
    return DATA.fullmatch(text.strip(" `")) is not None
