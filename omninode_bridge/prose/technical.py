"""Whether a sentence speaks about source code or the work on it, not about what a node does.

Notes on changes ("Add unit tests", "fix(x): ...") read like requirements; to build an entity
`UnitTest` from them would be worse than to build nothing.
"""

import re
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.sentence import Clause
from omninode_bridge.prose.source_names import FILE, is_name_of_code

_COMMIT: Final = re.compile(
    r"\s*(?:feat|fix|chore|docs?|tests?|refactor|style|perf|ci|build|revert|deprecate)\b"
    r"(?:\([^)\n]{0,60}\))?!?:",
    re.IGNORECASE,
)
_TICKET: Final = re.compile(r"\b[A-Z]{2,10}-\d{2,7}\b|(?:\bPR |\s)#\d+")
_TALK: Final = re.compile(
    r"\b(?:pytest|mypy|ruff|coderabbit|docstrings?|refactor\w*|pydantic|"
    r"(?:unit|\d+) tests?|fixtures?|"
    r"type hints?|type annotations?|linter|linting|pre-commit|codebase|boilerplate|monkeypatch|"
    r"isinstance|dataclass|subclass\w*|backwards? compat\w*|review feedback|test coverage|"
    r"dockerfile|makefile|docker|pyproject|worktree|allowlist\w*|hard-?coded|PRs?|"
    r"add\w* (?:\w+ )?tests?|catch-all|stub(?:s|bed)?)\b",
    re.IGNORECASE,
)
_MAKING: Final = frozenset(
    {
        *("create", "update", "delete", "restore", "upsert", "support", "merge", "split", "map"),
        *("other", "list", "search"),
    }
)
_NAMING: Final = _MAKING | {
    *("read", "validate", "filter", "convert", "track", "calculate", "parse"),
}


def is_note_of_change(text: str) -> bool:
    """`fix(reader): ...`, or a ticket that it closes."""
    return _COMMIT.match(text) is not None or _TICKET.search(text) is not None


def is_technical(text: str, clauses: tuple[Clause, ...], actor: str) -> bool:
    if _TALK.search(text):
        return True
    if clauses and _is_about_code(clauses, actor):
        return True
    if not clauses or clauses[0].verb_class not in _NAMING:
        # "Emits a.b.c to Kafka": whoever deals with the outside may name it as it is spelled there.
        return False
    objects = " ".join(_without_code(one.text) for clause in clauses for one in clause.objects)
    names_code = FILE.search(_without_code(text)) is not None or is_name_of_code(objects)
    return names_code or any(_makes_code(clause) for clause in clauses)


def _is_about_code(clauses: tuple[Clause, ...], actor: str) -> bool:
    """`Standardise the naming of variables`, or a text on what a file or folder holds."""
    known = lexicon()
    subject = known.singular((actor.lower().split() or [""])[-1])
    objects = {word for clause in clauses for one in clause.objects for word in one.words[-2:]}
    return known.has("holders", subject) or bool(objects & known.lists["code_things"])


def _without_code(text: str) -> str:
    """Names in backticks are names of things as often as of code."""
    return re.sub(r"`[^`\n]{0,80}`", " ", text)


def _makes_code(clause: Clause) -> bool:
    known = lexicon().lists["development"]
    return clause.verb_class in _MAKING and any(one.head in known for one in clause.objects)
