"""What is answered to whoever is refused, as the sentence has it in quotes."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from omninode_bridge.prose.acts.act import Exists, Guard, InUse, Most, Said
from omninode_bridge.prose.statements.literals import quoted_text
from omninode_bridge.prose.statements.reading import UnreadError

_TOLD: Final = re.compile(
    r"(?:\s*[:,;(]\s*|\s+(?:\u2013|\u2014|-)\s+|\s+)"
    r"(?:(?:and |then )*(?:(?:with|saying|says|by|in|as|the|an?|its|error|answer|answers|message|"
    r"reason|text|is|reads|reply|replies|words|whoever|tries|gets|told|then|it|that|they|are)\s+)*)?"
    r"[:(]?\s*[\"\u201c](?P<message>[^\"\u201c\u201d]{2,100})[\"\u201d]\s*\)?(?P<end>[.;]?\s*)$"
)


def without_message(text: str) -> tuple[str, str]:
    """The sentence and what it quotes at its end; empty where it quotes nothing there."""
    found = _TOLD.search(text)
    if found is None:
        return text, ""
    try:
        message = quoted_text(found["message"].strip())
    except UnreadError:
        return text, ""
    return f"{text[: found.start()]}.", message.strip('"')


def with_message(said: Iterable[Said], message: str) -> tuple[Said, ...]:
    """Nothing where something else than a refusal is said: then the quote is not understood."""
    found = tuple(said)
    told = tuple(
        replace(one, message=message)
        for one in found
        if isinstance(one, Guard | Exists | InUse | Most)
    )
    return told if len(told) == len(found) else ()
