"""Whether a sentence speaks about source code or the work on it, not about what a node does.

Notes on changes ("Add unit tests", "fix(x): ...") read like requirements; to build an entity
`UnitTest` from them would be worse than to build nothing.
"""

import re
from typing import Final

from omninode_bridge.prose.lexicon import lexicon
from omninode_bridge.prose.sentence import Clause

_COMMIT: Final = re.compile(
    r"\s*(?:feat|fix|chore|docs?|tests?|refactor|style|perf|ci|build|revert|deprecate)\b"
    r"(?:\([^)\n]{0,60}\))?!?:",
    re.IGNORECASE,
)
_TICKET: Final = re.compile(r"\b[A-Z]{2,10}-\d{2,7}\b|(?:\bPR |\s)#\d+")
_SOURCE: Final = re.compile(
    r"\b[\w-]{1,60}\.(?:pyi?|ya?ml|toml|sql|sh|lock|cfg|ini|tsx?|jsx?|java|cpp|hpp|h|md|rs|go)\b"
)
_CAMEL: Final = re.compile(r"\b[A-Za-z]?[a-z0-9]{1,40}[A-Z][a-z0-9]")
_CALL: Final = re.compile(
    r"\b\w{1,60}\(\)|\b[A-Za-z0-9]{1,60}_\w|\b[a-z]{1,40}\.[a-z_]{1,40}\.\w|::"
)
_PAST: Final = re.compile(r"\s*[A-Z]?[a-z]+ed\s+(?:the|a|an|all|\w+)\b")
_TALK: Final = re.compile(
    r"\b(?:pytest|mypy|ruff|coderabbit|docstrings?|refactor\w*|pydantic|unit tests?|fixtures?|"
    r"type hints?|type annotations?|linter|linting|pre-commit|codebase|boilerplate|monkeypatch|"
    r"isinstance|dataclass|subclass\w*|backwards? compat\w*|review feedback|test coverage|"
    r"dockerfile|makefile|docker|pyproject|worktree|allowlist\w*|hard-?coded|stub(?:s|bed)?)\b",
    re.IGNORECASE,
)
_MAKING: Final = frozenset(
    {"create", "update", "delete", "restore", "upsert", "support", "write", "merge", "split", "map"}
)


def is_technical(text: str, clauses: tuple[Clause, ...], actor: str) -> bool:
    if any(found.search(text) for found in (_TICKET, _SOURCE, _TALK)) or _COMMIT.match(text):
        return True
    if _PAST.match(text) and not clauses:
        return True
    plain = text.removeprefix(actor) if actor else text
    if _CAMEL.search(_without_code(plain)) or _CALL.search(_without_code(plain)):
        return True
    return any(_makes_code(clause) for clause in clauses)


def _without_code(text: str) -> str:
    """Names in backticks are names of things as often as of code."""
    return re.sub(r"`[^`\n]{0,80}`", " ", text)


def _makes_code(clause: Clause) -> bool:
    known = lexicon().lists["development"]
    return clause.verb_class in _MAKING and any(one.head in known for one in clause.objects)
