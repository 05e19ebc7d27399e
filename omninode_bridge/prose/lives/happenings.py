"""What happens, as a noun: `the inspection`, `closing the lock`."""

import re
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.word_forms import base_of, is_known
from omninode_bridge.prose.lives.clause import Clause, Says
from omninode_bridge.prose.lives.deeds import NO_EVENT, PARTICLES, made
from omninode_bridge.prose.lives.nouns import FUNCTION, is_noun
from omninode_bridge.prose.lives.standing import Clauses
from omninode_bridge.prose.lives.vocabulary import Vocabulary
from omninode_bridge.prose.narration.plain_words import ARTICLE, identifier, without_article

_HAPPENS: Final = re.compile(r"(?:ion|ment|al|out|-in|-off|-up|fault|failure|error|breakdown)$")


def is_happening(text: str, words: Vocabulary) -> bool:
    """`a repair`, `closing the lock`: a noun of something that happens, and no person."""
    last = without_article(text).split()[-1] if text.split() else ""
    is_gerund = text.split(maxsplit=1)[0].endswith("ing") and is_known(
        base_of(text.split(maxsplit=1)[0])
    )
    is_noun_of = (
        last in lexicon().nominals
        or last in words.bearers
        or is_known(last)
        or bool(_HAPPENS.search(last))
    )
    is_thing = words.about(text) is not None or lexicon().has("people", last)
    return (is_gerund or is_noun_of) and not is_thing


def nominal(text: str, words: Vocabulary) -> Clauses:
    """What happens, as a noun: `the inspection`, `a third unblocking`, `starting the repair`."""
    gerund = re.fullmatch(rf"([a-z]+ing)(?: ({PARTICLES[0]}|out|off|back|down))?(?: (.+))?", text)
    base = base_of(gerund[1]) if gerund else ""
    if gerund and base and is_known(base) and base not in NO_EVENT - {"start"}:
        before = words.about(gerund[3]) if gerund[3] else None
        if before is not None or not gerund[3] or is_noun(gerund[3]):
            about = (
                ""
                if before is not None or not gerund[3]
                else identifier(without_article(gerund[3]))
            )
            return (made(base, gerund[2] or "", before or (), about, may=False),)
    found = re.fullmatch(
        rf"(?:{ARTICLE} )?(?:successful )?(?!it |they )([a-z-]+)(?: event)?"
        rf"(?: of ({words.noun}))?",
        text,
    )
    if found is None or found[1] in words.states or {found[1]} & FUNCTION:
        return None
    verb = lexicon().nominals.get(found[1], "")
    event = verb or identifier(found[1])
    before = words.about(found[2]) if found[2] else ()
    return (Clause(Says.DEED, event, before or (), field="noun"),) if event else None
