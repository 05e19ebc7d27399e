"""The most frequent values of a field: `the three most visited halls`."""

import re
from collections.abc import Callable
from typing import Final

from omninode_bridge.language.word_forms import base_of
from omninode_bridge.prose.limits import WRITTEN
from omninode_bridge.prose.narration.story import UntoldError

NUMBER: Final = (
    rf"\d+|{'|'.join(word for word in WRITTEN if word not in {'once', 'twice', 'thrice'})}"
)
_HAPPENING: Final = frozenset(
    {
        *("use", "visit", "book", "play", "order", "request", "choose", "view", "borrow", "rent"),
        *("lend", "sell", "buy", "hire", "eat", "click", "download", "deliver", "drink", "need"),
        *("call", "read", "hear", "ask", "watch", "select", "report"),
    }
)
"""What is done to something each time that it is recorded; it may be loved without."""


def most_frequent(
    core: str, thing: str, things: str, field_of: Callable[[str], str]
) -> tuple[str, str] | None:
    """The function, such as `top-3`, and the field; None for other texts.

    Raises `UntoldError` where they are most of something that is not counted.
    """
    for pattern in (
        rf"(?:the )?(?P<count>{NUMBER}) (?P<field>[a-z -]+?) with the most {things}",
        rf"(?:the )?(?P<count>{NUMBER}) most (?P<verb>[a-z]+) (?P<field>[a-z -]+)",
        rf"(?:the )?(?P<count>{NUMBER}) (?:busiest|commonest|most popular) (?P<field>[a-z -]+)",
        rf"(?:the )?top (?P<count>{NUMBER}) (?P<field>[a-z -]+)",
    ):
        found = re.fullmatch(pattern, core)
        if found is None or not (field := field_of(found["field"])):
            continue
        verb = found.groupdict().get("verb")
        if (
            verb
            and verb not in {"frequent", "common"}
            and base_of(verb) not in _HAPPENING
            and base_of(verb) != thing.rsplit(maxsplit=1)[-1]
        ):
            raise UntoldError(f"`most {verb}` is said of no {thing}")
        return f"top-{WRITTEN.get(found['count'], found['count'])}", field
    return None
