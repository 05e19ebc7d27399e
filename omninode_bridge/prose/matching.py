"""Which pattern a sentence fits. What is not sure is not taken: unbound is better than wrong."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.filling import Known, fill
from omninode_bridge.prose.forms import formed
from omninode_bridge.prose.pattern import Pattern
from omninode_bridge.prose.sentence import Clause, Sentence
from omninode_bridge.prose.slots import Filled, Origin
from omninode_bridge.prose.statements.taking import stated_by
from omninode_bridge.prose.stored import entity_of
from omninode_bridge.prose.telling import not_taken

type Score = tuple[int, int, int]
"""How many keys of `when` hold, words of the longest phrase that is said, slots that are said."""

_STORING: Final = frozenset({"create", "update", "delete", "restore", "upsert"})
NOTHING: Final = Known()

_POSSESSIVE: Final = re.compile("['\u2019]s ")


@dataclass(frozen=True, slots=True)
class Match:
    """`left` is said beside what the pattern does, and not done."""

    pattern: Pattern
    filled: tuple[Filled, ...]
    score: Score
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matching:
    """`matches` has one for each clause, or is empty.

    Then `tied` names patterns that fit equally well, `missing` those whose slots are not filled,
    and `partly` those that fit only a part of the sentence, which also says what is `strange`.
    """

    matches: tuple[Match, ...] = ()
    tied: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()


def match(sentence: Sentence, patterns: Iterable[Pattern], known: Known = NOTHING) -> Matching:
    """What no pattern of verbs and slots fits may be a statement of arithmetic."""
    patterns = tuple(patterns)
    found = _by_slots(sentence, [one for one in patterns if not one.states], known)
    # A pattern of slots knows nothing of a condition in front, or of a message.
    if found.matches and not (sentence.condition or sentence.quoted):
        return found
    taken = stated_by(sentence.text, [one for one in patterns if one.states])
    return found if taken is None else Matching((Match(*taken, (1, 0, 1)),))


def _by_slots(sentence: Sentence, patterns: Iterable[Pattern], known: Known) -> Matching:
    patterns = tuple(patterns)
    found = _fitting(sentence, patterns, known)
    strange = not_taken(sentence, [(one.pattern, one.filled) for one in found.matches])
    if found.matches and strange:
        names = (one.pattern.name for one in found.matches)
        found = Matching(partly=tuple(dict.fromkeys(names)), strange=tuple(strange))
    return found if found.matches else _by_forms(sentence, patterns, known) or found


def _by_forms(sentence: Sentence, patterns: Iterable[Pattern], known: Known) -> Matching | None:
    """The one pattern of which a form is the whole sentence."""
    ways = ((one, formed(sentence, one, known)) for one in patterns if one.forms)
    found = [Match(one, filled, (1, 0, 0)) for one, filled in ways if filled is not None]
    return Matching((found[0],)) if len(found) == 1 else None


def _fitting(sentence: Sentence, patterns: Iterable[Pattern], known: Known) -> Matching:
    is_read = bool(sentence.clauses) and not sentence.is_loose
    if not is_read or sentence.is_technical or _is_later(sentence):
        return Matching()
    search = _Search(sentence, known)
    patterns = tuple(patterns)
    whole = search.best(sentence.clauses[0], [one for one in patterns if one.whole])
    rest = [one for one in patterns if not one.whole]
    singles = [search.best(clause, rest) for clause in _single(sentence, rest, search)]
    if len(singles) == 1:
        return search.best(sentence.clauses[0], patterns)
    if whole.matches or whole.tied:
        return whole
    later = sentence.clauses[1:]
    if later and singles[0].matches and all(map(search.only_reports, later)):
        return singles[0]
    if all(one.matches for one in singles):
        return Matching(tuple(_combined([one.matches[0] for one in singles])))
    found = [one.matches[0].pattern.name for one in singles if one.matches]
    return Matching(
        tied=next((one.tied for one in singles if one.tied), ()),
        partly=tuple(dict.fromkeys(found)),
    )


def _combined(found: Sequence[Match]) -> Iterator[Match]:
    """`Filter and sort the orders` is one list: what one says fills the other's default."""
    waiting = list(found)
    while waiting:
        first, *rest = waiting
        waiting = []
        for other in rest:
            both = _both(first, other)
            first = both or first
            waiting += [] if both else [other]
        yield first


def _both(one: Match, other: Match) -> Match | None:
    """None where they are different things or say different values."""
    if one.pattern is not other.pattern or one.filled[:1] != other.filled[:1]:
        return None
    filled = []
    for mine, theirs in zip(one.filled, other.filled, strict=True):
        if Origin.SENTENCE in (mine.origin, theirs.origin) and mine.origin is not theirs.origin:
            filled.append(mine if mine.origin is Origin.SENTENCE else theirs)
        elif mine != theirs:
            return None
        else:
            filled.append(mine)
    return replace(one, filled=tuple(filled))


def _single(sentence: Sentence, patterns: Sequence[Pattern], search: "_Search") -> Iterator[Clause]:
    """The clauses; one about several things of which no pattern takes the list is several."""
    for clause in sentence.clauses:
        is_list = len(clause.objects) > 1 and not search.best(clause, patterns).matches
        if is_list and not search.says_of(clause):
            yield from (replace(clause, objects=(one,)) for one in clause.objects)
        else:
            yield clause


def _is_later(sentence: Sentence) -> bool:
    """What is planned or no longer wanted is not to be built."""
    return any(lexicon().has("future", word) for word in sentence.said)


class _Search:
    def __init__(self, sentence: Sentence, known: Known) -> None:
        self._sentence = sentence
        self._known = known
        # A word in its plain form stands for all its forms; marks separate nothing here.
        self._said = f" {' '.join(sentence.said)} | {' '.join(sentence.lemmas)} "
        self._condition = f" {sentence.condition.lower()} "

    def best(self, clause: Clause, patterns: Sequence[Pattern]) -> Matching:
        found: list[Match] = []
        missing: list[str] = []
        for pattern in patterns:
            when = pattern.when
            asks = bool(when.verbs or when.objects or when.words)
            asks = asks and self._is_such(pattern, clause)
            held = self._holds(pattern, clause) if asks else None
            if held is None:
                continue
            filled = fill(pattern, self._sentence, clause, self._known)
            if filled is None:
                missing.append(pattern.name)
                continue
            said = sum(one.origin is Origin.SENTENCE for one in filled)
            found.append(Match(pattern, filled, (*held, said)))
        if not found:
            return Matching(missing=tuple(missing))
        top = max(one.score for one in found)
        first, *others = [one for one in found if one.score == top]
        if others:
            return Matching(tied=(first.pattern.name, *(one.pattern.name for one in others)))
        return Matching((first,))

    def _holds(self, pattern: Pattern, clause: Clause) -> tuple[int, int] | None:
        """How many keys hold and how long the longest phrase is; None where one does not hold."""
        when = pattern.when
        if when.verbs and clause.verb not in when.verbs:
            return None
        words = [word for word in when.words if self._says(word)]
        if not self._takes(pattern, clause) or (when.one and not self._names_one(clause)):
            return None
        tests = (
            (bool(when.verbs), clause.verb in when.verbs),
            (bool(when.objects), any(self._is_about(clause, one) for one in when.objects)),
            (bool(when.words), bool(words)),
            (when.numbers, bool(self._sentence.limits or self._sentence.durations)),
        )
        if any(asked and not held for asked, held in tests):
            return None
        if any(self._says(word) for word in when.without) or not self._accepts(pattern, words):
            return None
        longest = max((len(word.split()) for word in words), default=0)
        return sum(asked for asked, _ in tests), longest

    def _takes(self, pattern: Pattern, clause: Clause) -> bool:
        """A list of objects, or an object `of` something, where the pattern knows of that."""
        sources = {source for slot in pattern.slots.values() for source in slot.sources}
        if "object" not in sources or "objects" in sources or pattern.whole:
            return True
        if len(clause.objects) > 1 or not ("of" in sources or not self.says_of(clause)):
            return False
        # "a member's phone" is no thing of its own, and nobody looks for its owner.
        if any(_POSSESSIVE.search(one.text) for one in clause.objects):
            return False
        return clause.verb_class not in _STORING or self._accounts(pattern, sources)

    def _names_one(self, clause: Clause) -> bool:
        found = clause.object
        keys = {item.head for one in self._sentence.qualifiers for item in one.items}
        is_key = bool(keys & lexicon().lists["identifiers"])
        return found is None or not found.is_plural or is_key

    def _is_such(self, pattern: Pattern, clause: Clause) -> bool:
        """Whether the object is stored, or several things, where the pattern wants it so."""
        is_stored = entity_of(clause.object, self._known.entities) is not None
        is_many = not pattern.when.many or self._names_many(clause)
        return is_many and (is_stored or not pattern.when.stored)

    def _names_many(self, clause: Clause) -> bool:
        """`Sort the report` says nothing of what stands in the report."""
        known = lexicon()
        found = clause.object
        words = {*found.text.lower().split()} if found else set()
        is_list = bool(words & (known.lists["quantities"] | known.lists["results"]))
        return found is None or found.is_plural or found.head in known.singulars or is_list

    def _accounts(self, pattern: Pattern, sources: set[str]) -> bool:
        """All that stands behind a preposition is a slot's, or says only where things are kept."""
        spoken = {word for phrase in pattern.when.words for word in phrase.split()}
        harmless = lexicon().lists["harmless"]
        return all(
            one.word in sources | spoken
            or all(item.head in harmless or spoken & {*item.words} for item in one.items)
            for one in self._sentence.qualifiers
        )

    def only_reports(self, clause: Clause) -> bool:
        """`and return the result` asks for nothing more."""
        known = lexicon()
        words = {word for one in clause.objects for word in one.words}
        plain = {word for word in words if not word.isdigit()} - known.lists["results"]
        return known.has("reporting", clause.verb) and not plain

    def says_of(self, clause: Clause) -> bool:
        last = clause.objects[-1].end if clause.objects else -1
        found = (one for one in self._sentence.qualifiers if one.word == "of")
        return any(0 <= one.start - last <= 1 for one in found)

    def _says(self, phrase: str) -> bool:
        return f" {phrase.replace('-', ' ')} " in self._said

    def _is_about(self, clause: Clause, wanted: str) -> bool:
        plain = wanted.replace("-", " ")
        return any(
            f" {' '.join(one.words)}".endswith(f" {plain}")
            or (one.words[:1] == (plain,) and one.text.lower().startswith("the "))
            for one in clause.objects
        )

    def _accepts(self, pattern: Pattern, words: Sequence[str]) -> bool:
        """A condition or a negation is only accepted where the pattern speaks of it."""
        sentence = self._sentence
        if sentence.condition:
            takes = any("condition" in slot.sources for slot in pattern.slots.values())
            if not takes and not any(f" {word} " in self._condition for word in words):
                return False
        if sentence.restriction and not any(
            f" {word} " in f" {sentence.restriction.lower()} " for word in words
        ):
            return False
        if sentence.is_negated:
            denials = lexicon().lists["negations"]
            return any(set(word.split()) & denials for word in words)
        return True
