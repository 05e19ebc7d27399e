"""Bullets about the work on a product (commits, reviews), which demand nothing of the product."""

import re
from typing import Final

COMMIT: Final = re.compile(
    r"(?:feat|fix|docs?|chore|refactor|tests?|style|ci|perf|build|revert)(?:\([^)]{0,60}\))?!?: |"
    r"(?:nitpick|minor|major|critical|fixed|added|updated|removed): |"
    r"(?:closes|fixes|resolves|refs?) [#A-Z]|\d{1,6} (?:unit |integration )?tests?\b|"
    r"test (?:coverage|results?)\b|[\w./]{1,80}\.(?:py|md|ya?ml): ",
    re.IGNORECASE,
)
TASK: Final = re.compile(
    r"(?:[\w.]{1,60}(?::\d+)?: )?(?:add|allow-?list|annotate|bump|change|clarify|consolidate|"
    r"convert|delete|document|drop|extract|fix|improve|lower|migrate|move|promote|refactor|"
    r"regenerate|remove|rename|replace|resolve|restore|simplify|standardi[sz]e|sync|tighten|"
    r"update|use)(?:s|d|ed)?:? ",
    re.IGNORECASE,
)
CODE_WORD: Final = re.compile(
    r"\b(?:[A-Z][a-z]+){2,}\b|\b[a-z]+(?:_[a-z]+)+\b|\b\w+\(\)|\b[a-z]+\[|\b\w+\.(?:py|md|ya?ml)\b"
)
WORK: Final = re.compile(
    r"\b(?:docstrings?|documentation|docs|comments?|readme|changelog|linter|ruff|mypy|unit tests?|"
    r"todo|type hints?|annotations?|imports?|strongly[- ]typed|design notes?|syntax)\b",
    re.IGNORECASE,
)

IN_A_PROJECT: Final = re.compile(
    r"\b[A-Z][a-z]+[A-Z]\w*\b|\b\w+\(\)|\b\w+\.(?:py|md|ya?ml|json|toml|txt)\b|\b[A-Z]{2,}-\d+|"
    r"#\d+|\btests?\b.{0,40}\b(?:pass|cover)|\btests?,|\bCI\b|::|--\w|https?:"
)


def is_about_a_project(text: str) -> bool:
    """Whether a sentence speaks of code, tests or tickets, and not of what the thing does."""
    return IN_A_PROJECT.search(text) is not None or WORK.search(text) is not None


def is_work_item(text: str) -> bool:
    """A commit's title, or a task whose object is code, tests or documentation."""
    if COMMIT.match(text):
        return True
    return bool(TASK.match(text) and (CODE_WORD.search(text) or WORK.search(text)))
