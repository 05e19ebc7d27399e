"""A small change of a program that its tests should notice."""

from dataclasses import dataclass
from enum import StrEnum


class Operator(StrEnum):
    """The kinds of change."""

    ARITHMETIC = "arithmetic"
    COMPARISON = "comparison"
    BOOLEAN = "boolean"
    CONSTANT = "constant"
    REMOVED_STATEMENT = "removed statement"
    SWAPPED_BRANCH = "swapped branch"


@dataclass(frozen=True, slots=True)
class Edit:
    """Replaces the characters from `start` to `end`; `function` is empty outside of functions."""

    operator: Operator
    start: int
    end: int
    replacement: str
    function: str = ""

    def applied_to(self, source: str) -> str:
        return source[: self.start] + self.replacement + source[self.end :]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One edit of one file; `before` and `after` are the lines that it touches."""

    file: str
    line: int
    edit: Edit
    before: str
    after: str

    @property
    def diff(self) -> str:
        removed = [f"- {line}" for line in self.before.splitlines()]
        return "\n".join([*removed, *(f"+ {line}" for line in self.after.splitlines())])


def mutant_of(file: str, source: str, edit: Edit) -> Mutant:
    """The edit with its place, and the whole lines before and after it."""
    first = source.rfind("\n", 0, edit.start) + 1
    end = source.find("\n", edit.end)
    last = len(source) if end == -1 else end
    return Mutant(
        file=file,
        line=source.count("\n", 0, edit.start) + 1,
        edit=edit,
        before=source[first:last],
        after=source[first : edit.start] + edit.replacement + source[edit.end : last],
    )
