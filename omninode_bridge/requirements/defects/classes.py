"""Which of the four classes of requirement defects a finding belongs to."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class DefectClass(StrEnum):
    AMBIGUOUS = "ambiguous"
    INCONSISTENT = "inconsistent"
    INCOMPLETE = "incomplete"
    UNTESTABLE = "untestable"


# By the last digits of the code, stage by stage: reading, rules, type, compute, reducer, ...
_CODES: Final[Mapping[DefectClass, str]] = {
    DefectClass.AMBIGUOUS: "101 102 103 104 507 610 802",
    DefectClass.INCONSISTENT: (
        "016 020 049 110 111 112 113 114 115 116 117 118 210 211 217 219 302 304 404 405 412 "
        "508 515 609 714 803"
    ),
    DefectClass.INCOMPLETE: (
        "010 021 048 120 121 122 123 124 125 126 127 128 129 130 204 205 208 212 213 503 505 "
        "506 509 510 512 602 603 607 702 703 704 705 706 707 709 715"
    ),
    DefectClass.UNTESTABLE: "107 108",
}
_CLASSES: Final = {f"PRD{code}": each for each, codes in _CODES.items() for code in codes.split()}


def class_of(code: str) -> DefectClass | None:
    """None for what is no defect of the requirements: syntax, limits, questions of patterns."""
    return _CLASSES.get(code)
