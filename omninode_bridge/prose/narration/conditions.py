"""What a sentence asks of declared fields: `the patient is insured` is `insured`."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from omninode_bridge.prose.lexicon import lexicon
from omninode_bridge.prose.narration.plain_words import ARTICLE
from omninode_bridge.prose.statements.clause import ClauseOf, subject_condition
from omninode_bridge.prose.statements.conditions import ConditionReader
from omninode_bridge.prose.statements.reading import UnreadError, words_of
from omninode_bridge.prose.statements.terms import Term, Terms
from omninode_bridge.requirements.document import Field
from omninode_bridge.requirements.types import EnumOf, Kind, Optional, Scalar, ValueType

_HAS: Final = (
    r"(?:is|goes|includes?|has|have|contains?|requires?|needs?|wants?|involves?|comes with)"
)
_SO: Final = r"is (?:included|set|true|requested|wanted|given|needed|required|part of it)"


def condition_of(text: str, fields: Iterable[Field], things: Iterable[str] = ()) -> str:
    """In the rule language; empty where the words ask for nothing that is declared."""
    fields = tuple(fields)
    known = {one.name: Term(one.name, str(one.type).removesuffix("?")) for one in fields}
    values = {one.name: members for one in fields if (members := _values(one.type))}
    for way in (_as_sentence, _as_subject):
        terms = Terms(
            known=dict(known),
            values=dict(values),
            things={lexicon().singular(one) for one in things},
            given=frozenset(known),
            is_closed=True,
        )
        try:
            if found := way(text, terms):
                return found
        except UnreadError:
            continue
    return _as_flag(text, [one for one in fields if is_bool(one.type)], list(things))


def _as_sentence(text: str, terms: Terms) -> str:
    words = words_of(text)
    found = ConditionReader(words, terms).condition()
    return found.text if words.is_done else ""


def _as_subject(text: str, terms: Terms) -> str:
    words = words_of(text)
    found = subject_condition(ClauseOf(words, terms))
    return found.text if words.is_done else ""


def _as_flag(text: str, flags: Sequence[Field], things: Sequence[str]) -> str:
    """`faulty readings`, `at night`, `the trip goes abroad`: exactly one flag is named."""
    found = []
    nouns = "|".join(re.escape(one) for each in things for one in (each, lexicon().plural(each)))
    for one in flags:
        spoken = one.name.removeprefix("is_").removeprefix("has_").replace("_", " ")
        named = rf"(?:{spoken}|{spoken.replace(' ', '-')})"
        ways = [
            rf"(?:at|by|in|during|on) (?:{ARTICLE} )?{named}",
            rf"(?:{ARTICLE} )?[a-z-]+(?: [a-z-]+)? {_HAS} (?:{ARTICLE} )?{named}",
            rf"(?:{ARTICLE} )?{named} {_SO}",
            rf"{named}",
        ]
        ways += [rf"(?:{ARTICLE} )?{named} (?:{nouns})"] if nouns else []
        found += [one.name] if any(re.fullmatch(way, text) for way in ways) else []
    return found[0] if len(found) == 1 else ""


def _values(found: ValueType) -> tuple[str, ...]:
    plain = found.of if isinstance(found, Optional) else found
    return plain.members if isinstance(plain, EnumOf) else ()


def is_bool(found: ValueType) -> bool:
    plain = found.of if isinstance(found, Optional) else found
    return isinstance(plain, Scalar) and plain.kind is Kind.BOOL
