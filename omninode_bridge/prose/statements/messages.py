"""What a refusal or a warning says: quoted in the sentence, or the sentence itself."""

import re
from typing import Final

from omninode_bridge.prose.statements.clause import ClauseOf
from omninode_bridge.prose.statements.literals import quoted_text

_TELLING: Final = (
    *("with the message", "with the error message", "with the error", "with a message"),
    *("with the reason", "with the text", "with message", "with", "saying", "as"),
)
_LONGEST: Final = 100


def message_of(clause: ClauseOf) -> str:
    """Empty, and the cursor where it was, where none is quoted here."""
    words, start = clause.words, clause.words.at
    words.take(":", ",", "(")
    words.take(*_TELLING)
    words.take(":")
    if words.token_is("quoted"):
        token = words.token()
        words.at += 1
        words.take(")")
        return quoted_text(token.text if token else "")
    words.at = start
    return ""


def said_of(sentence: str) -> str:
    """The sentence as a message, without signs that a rule cannot hold."""
    plain = re.sub(r"[^A-Za-z0-9 _.,;:/@+()'?!%\u20ac-]", "", sentence).strip(" .!")
    if len(plain) > _LONGEST:
        plain = plain[:_LONGEST].rsplit(" ", 1)[0]
    return quoted_text(plain[:1].lower() + plain[1:])
