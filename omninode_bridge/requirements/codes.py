"""The findings of the reader: PRD0xx about structure, PRD1xx about the requirements' quality."""

from collections.abc import Mapping
from typing import Final

from omninode_bridge.diagnostics import Code
from omninode_bridge.requirements.defect_codes import DEFECTS
from omninode_bridge.requirements.structure_codes import STRUCTURE

CODES: Final[Mapping[str, Code]] = {code.code: code for code in (*STRUCTURE, *DEFECTS)}
