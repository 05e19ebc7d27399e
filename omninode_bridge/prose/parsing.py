"""From the text of a requirement to a `Sentence`. Any text is read; none raises."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from omninode_bridge.language.conditions import with_when
from omninode_bridge.language.frames import framed
from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.people import without_agent
from omninode_bridge.prose.clauses import ClauseReader, Found
from omninode_bridge.prose.limits import durations, numbers
from omninode_bridge.prose.phrases import Reader
from omninode_bridge.prose.sentence import Clause, NounPhrase, Sentence
from omninode_bridge.prose.source_names import is_data_class
from omninode_bridge.prose.technical import is_note_of_change, is_technical
from omninode_bridge.prose.tokens import LONGEST, Token, tokens

_DASHES: Final = frozenset({"-", "--", "\u2013", "\u2014", ":", "->", "-->", "\u2192"})
_LABEL: Final = 8
_HAVING: Final = frozenset({"has", "have", "needs"})
_STATING: Final = frozenset({"is", "are"})
_CONNECTIVES: Final = frozenset({"and", "or", "but", ",", ";", "."})
_SUBJECT: Final = 4
_CONDITIONS: Final = frozenset(
    {"when", "if", "while", "whenever", "once", "unless", "where", "upon", "after", "before"}
)
_ASKING: Final = frozenset({"check", "verify", "validate", "test", "determine", "decide"})
"""Behind these, `if` begins no condition."""

_RELATIVE: Final = frozenset({"that", "which", "who", "whose", "whom"})
_NO_RELATIVE: Final = frozenset({"so", "such", "with"})
_TRAILING: Final = frozenset({"when", "if", "unless", "whenever", "while", "once"})


# Each way to understand a document, and each wording tried in it, parses its sentences.
@lru_cache(maxsize=1_024)
def parse_sentence(text: str) -> Sentence:
    """Of the text without its frame, which is the sentence's `text`."""
    frame = framed(text)
    return _parsed(without_agent(with_when(frame.plain)), tokens(frame.purpose))


def _parsed(text: str, reason: Sequence[Token]) -> Sentence:
    read = tokens(text)
    label, body, rest = _parted(read, text)
    condition, main = _conditioned(body)
    reader = Reader(main, text)
    found = ClauseReader(reader).read()
    clauses = tuple(_without_quantities(clause, reader) for clause in found.clauses)
    actor = " ".join(token.text for token in main[: found.actor_end])
    words, purpose = _words(body), _words(reason)
    return Sentence(
        text=text,
        clauses=clauses,
        condition=_shown(condition, text),
        actor=actor,
        qualifiers=reader.qualifiers(found.after, ends=found.starts) if clauses else (),
        limits=numbers([token for token in body if token not in condition[:1]]),
        durations=durations(body),
        quoted=tuple(token.text for token in body if token.kind in {"quoted", "code"}),
        brackets=reader.bracketed(),
        colon=rest,
        said=(*words, *purpose),
        lemmas=_lemmas((*words, *purpose)),
        purpose=len(purpose),
        restriction=_restriction(reader, found, text),
        is_loose=bool(clauses) and _is_loose(reader, found),
        is_negated=_is_negated(main, found),
        is_technical=is_note_of_change(text[:LONGEST])
        or is_data_class(_shown(label, text))
        or is_technical(_shown(body, text), clauses, actor),
        label=_shown(label, text),
    )


def _parted(
    read: Sequence[Token], text: str
) -> tuple[Sequence[Token], Sequence[Token], tuple[NounPhrase, ...]]:
    """The label before a colon or dash, the sentence, and the list behind a colon."""
    for at, token in enumerate(read):
        if token.low not in _DASHES or at == 0:
            continue
        before, after = read[:at], read[at + 1 :]
        announces = any(lexicon().has("announcements", one.low) for one in before)
        if token.low == ":" and announces and (listed := _listed(before, after, text)):
            return (), before, listed
        if at <= _LABEL and _says_something(after, text):
            return before, after, ()
        if token.low == ":" and (listed := _listed(before, after, text)):
            return (), before, listed
        break
    return (), read, ()


def _listed(before: Sequence[Token], after: Sequence[Token], text: str) -> tuple[NounPhrase, ...]:
    """The list that an imperative announces and that goes on to the end; else nothing."""
    items, stop = Reader(after, text).items(0, ends=frozenset())
    is_whole = stop >= len(after) or after[stop].low in {".", "(", ";"}
    found = ClauseReader(Reader(before, text)).read()
    return items if is_whole and found.clauses and not found.is_nominal else ()


def _says_something(read: Sequence[Token], text: str) -> bool:
    found: Found = ClauseReader(Reader(read, text)).read()
    return bool(found.clauses) and bool(found.clauses[0].objects)


def _conditioned(read: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token]]:
    """The condition in front of a comma or at the end, and the sentence without it."""
    if not read:
        return (), read
    if read[0].low in _CONDITIONS or (read[0].low == "on" and _is_event(read)):
        comma = next((at for at, token in enumerate(read) if token.low == ","), None)
        if comma is not None:
            start = comma + 1
            if start < len(read) and read[start].low == "then":
                start += 1
            return read[:comma], read[start:]
    for at, token in enumerate(read):
        is_claim = lexicon().lemma(read[at - 1].low) in _ASKING
        if at > 1 and token.low in _TRAILING and not is_claim:
            return read[at:], read[:at]
    return (), read


def _restriction(reader: Reader, found: Found, text: str) -> str:
    """`that are overdue`, `which cost more than 100`; a purpose (`so that`) is none."""
    read = reader.tokens
    for at in range(found.after + 1, len(read)):
        is_relative = read[at].low in _RELATIVE and read[at - 1].low not in _NO_RELATIVE
        if is_relative or reader.is_participle(at):
            return _shown(read[at:], text)
    return ""


def _is_negated(read: Sequence[Token], found: Found) -> bool:
    """`must not`, `nobody may`; `only admins may` denies it to all others."""
    denials = lexicon().lists["negations"]
    actor = {token.low for token in read[: found.actor_end]}
    return bool(actor & {"only", "no"}) or any(token.low in denials for token in read)


def _is_loose(reader: Reader, found: Found) -> bool:
    """Whether something follows that is said, and was not understood as a clause."""
    behind = [token.low for token in reader.tokens[found.after :]]
    if len([word for word in behind if word in _STATING]) > 1:
        return True
    for at, word in enumerate(behind):
        is_verb = lexicon().has("modals", word) or word in _HAVING
        is_next = is_verb and found.after + at + 1 not in found.starts
        if is_next and _CONNECTIVES & {*behind[max(at - _SUBJECT, 0) : at]}:
            return True
    return reader.is_broken(found.after, ends=found.starts)


def _is_event(read: Sequence[Token]) -> bool:
    return len(read) > 1 and read[1].low in {"failure", "error", "success", "timeout", "any"}


def _shown(part: Sequence[Token], text: str) -> str:
    return text[part[0].start : part[-1].end] if part else ""


def _words(read: Sequence[Token]) -> tuple[str, ...]:
    """One that is hyphenated is several, unless it says nothing as a whole: `fire-and-forget`."""
    spaced = (
        [token.low]
        if lexicon().has("fluff", token.low)
        else token.low.replace("-", " ").replace("/", " ").split()
        for token in read
    )
    return tuple(word for words in spaced for word in words)


def _lemmas(said: Sequence[str]) -> tuple[str, ...]:
    known = lexicon()
    return tuple(known.lemma(word) or known.singular(word) for word in said)


def _without_quantities(clause: Clause, reader: Reader) -> Clause:
    """`the list of orders` means the orders."""
    found = clause.object
    if found is None or not lexicon().has("quantities", found.head):
        return clause
    after = next((at for at, one in enumerate(reader.tokens) if one.start >= found.end), None)
    if after is None or reader.low(after) != "of":
        return clause
    items, _ = reader.items(after + 1, ends=frozenset())
    return Clause(clause.verb, clause.verb_class, items or clause.objects, clause.start)
