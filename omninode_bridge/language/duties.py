"""`A tray shall start as soiled` is `A tray starts as soiled`: what has to be so, as it is then.

Formal documents say `shall` where others state a fact. What is denied, and what something shall be
or have, is left as it is: that has meanings of its own.
"""

import re
from typing import Final

from omninode_bridge.language.auxiliaries import outside_quotes
from omninode_bridge.language.word_forms import base_of, third_person

_SHALL: Final = re.compile(
    r"(?P<who>[^,;:.]*?)\bshall (?P<how>(?:also|always|then|first|again|automatically) )?"
    r"(?P<verb>[a-z]+)\b"
)
_LEFT: Final = frozenset(
    {"be", "have", "not", "never", "only", "no", "neither", "either", "all", "both"}
)
"""What a record shall have is a limit of it, which it need not have already."""

_MANY: Final = re.compile(r"\b(?:they|we|you|these|those|both|all)\b|\band\b|[a-z]{2,}[^s\W]s$")
_BEHIND: Final = re.compile(r"\s(?:of|with|for|in|on|by|from|at|to|that|which|who|whose)\b.*")
_ONE: Final = re.compile(r"(?:an?|each|every|it|this|that|one) ?\b", re.IGNORECASE)


def as_it_is(text: str) -> str:
    """One sentence; what stands in quotes is left alone."""
    return outside_quotes(text, _without_duty) if "shall " in text else text


def as_one_does(text: str) -> str:
    """The same of a sentence in a plain form, where one thing has the duty.

    `The clerks count` does not tell a plain verb from an order any more.
    """
    return _SHALL.sub(_as_one_does, text) if "shall " in text else text


def _without_duty(text: str) -> str:
    return _SHALL.sub(_as_done, text)


def _as_one_does(found: re.Match[str]) -> str:
    return found[0] if _is_many(found["who"].strip()) else _as_done(found)


def _is_many(who: str) -> bool:
    head = _BEHIND.sub("", f" {who}").strip()
    return _ONE.match(head) is None and _MANY.search(head) is not None


def _as_done(found: re.Match[str]) -> str:
    verb = found["verb"]
    if verb in _LEFT or base_of(verb) not in {"", verb}:
        return found[0]
    said = verb if _is_many(found["who"].strip()) else third_person(verb)
    return f"{found['who']}{found['how'] or ''}{said}"
