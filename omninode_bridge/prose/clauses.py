"""What is asked for: the verbs of a sentence, each with its objects."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.nominals import Nominals
from omninode_bridge.prose.phrases import Reader
from omninode_bridge.prose.sentence import Clause, NounPhrase
from omninode_bridge.prose.source_names import is_name_of_code

_TRIGGERS: Final = frozenset(
    {
        *("able", "ability", "allow", "allows", "enable", "enables", "let", "permit", "permits"),
        *("need", "needs", "want", "wants", "has", "have", "required", "expected", "used"),
        *("possible", "option", "possibility", "like", "grants", "capability"),
    }
)
_RELATIVE: Final = frozenset({"who", "which", "whose"})
"""`A clerk who wants to ...` asks for nothing."""

_BE: Final = frozenset({"is", "are", "be", "gets", "get", "been"})
_NEXT_SUBJECT: Final = 4
_LIGHT: Final = frozenset({"handle", "perform", "execute", "carry out"})
_SUBJECT: Final = 7
"""A subject of more tokens is none."""

_NO_OBJECT: Final = frozenset({",", "and", "or", ")"})
_ARRANGING: Final = frozenset({"sort", "group", "filter", "rank", "order", "deduplicate"})
_FOLLOWS: Final = frozenset({"the", "a", "an", "its", "their", "it", "them", "all", "each", "any"})


@dataclass(frozen=True, slots=True)
class Found:
    """The clauses, the subject's end (tokens before it are the actor), and where objects end."""

    clauses: tuple[Clause, ...]
    actor_end: int = 0
    starts: frozenset[int] = frozenset()
    after: int = 0
    is_nominal: bool = False


class ClauseReader:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._tokens = reader.tokens
        self._lexicon = lexicon()
        self._nominals = Nominals(reader)

    def read(self) -> Found:
        for attempt in (
            self._asked,
            self._passive,
            self._done,
            self._imperative,
            self._stated,
            self._nominal,
        ):
            found = attempt()
            if found is not None:
                return found
        return Found(())

    def verb(self, at: int) -> tuple[str, int]:
        """The verb that stands here, of up to three words, and where it ends."""
        for length in (3, 2):
            words = [self._reader.low(at + n).replace("-", " ") for n in range(length)]
            found = self._lexicon.phrasal(words)
            if found:
                return found, at + length
        if at >= len(self._tokens) or self._tokens[at].kind != "word":
            return "", at
        hyphened = self._reader.low(at).replace("-", " ")
        if hyphened in self._lexicon.verbs:
            return hyphened, at + 1
        lemma = self._lexicon.lemma(hyphened)
        return (lemma, at + 1) if lemma else ("", at)

    def _skip(self, at: int) -> int:
        while at < len(self._tokens) and self._lexicon.has("adverbs", self._reader.low(at)):
            at += 1
        return at

    def _asked(self) -> Found | None:
        """`The system must ...`, `Users are able to ...`, `X can be found by ...`."""
        for at in range(min(len(self._tokens), 2 * _SUBJECT)):
            low = self._reader.low(at)
            if low in _RELATIVE:
                return None
            if low == "to" and self._triggered(at):
                return self._from(self._skip(at + 1), actor_end=at)
            if self._lexicon.has("modals", low) and not self._triggered_later(at):
                after = self._skip(at + 1)
                if self._reader.low(after) in _BE:
                    return self._with_subject(at, self._skip(after + 1))
                return self._from(after, actor_end=at)
        return None

    def _triggered(self, at: int) -> bool:
        before = {self._reader.low(each) for each in range(max(0, at - 4), at)}
        verb, _ = self.verb(self._skip(at + 1))
        return bool(before & _TRIGGERS) and bool(verb)

    def _triggered_later(self, at: int) -> bool:
        """`must be able to`, `should allow users to`."""
        ends = range(at + 1, min(at + _SUBJECT, len(self._tokens)))
        return any(self._reader.low(each) == "to" and self._triggered(each) for each in ends)

    def _imperative(self) -> Found | None:
        at = self._skip(0)
        low = self._reader.low(at)
        if low.endswith("ed") and self._lexicon.lemma(low) != low:
            return None
        return self._from(at, actor_end=0)

    def _done(self) -> Found | None:
        """`Closing a loan publishes ...`: what is done is the subject of what follows from it."""
        first = self._reader.low(0)
        if not first.endswith("ing") or self._lexicon.lemma(first) in {"", first}:
            return None
        for at in range(1, min(len(self._tokens), _SUBJECT)):
            low, before = self._reader.low(at), self._reader.low(at - 1)
            is_verb = low.endswith("s") and self._lexicon.lemma(low) not in {"", low}
            is_singular = self._lexicon.singular(before) == before
            if is_verb and is_singular and self._reader.low(at + 1) in _FOLLOWS:
                return self._from(at, actor_end=at)
        return None

    def _stated(self) -> Found | None:
        """`The registry stores ...`: a subject, then a verb that ends in s."""
        for at in range(1, min(len(self._tokens), _SUBJECT)):
            if self._tokens[at].kind != "word" or self._reader.preposition(at - 1)[0]:
                return None
            low = self._reader.low(at)
            last = self._reader.low(at - 1)
            is_verb = low.endswith("s") and self._lexicon.lemma(low) not in {"", low}
            if is_verb and self._lexicon.has("actors", last):
                return self._from(at, actor_end=at)
        return None

    def _passive(self) -> Found | None:
        for at in range(1, min(len(self._tokens), _SUBJECT)):
            if self._reader.low(at) in _BE:
                return self._with_subject(at, self._skip(at + 1))
        return None

    def _with_subject(self, end: int, at: int) -> Found | None:
        """The subject before `end` is the object of the participle at `at`."""
        low = self._reader.low(at)
        verb, after = self.verb(at)
        is_participle = low.endswith(("ed", "wn", "en")) or low in self._lexicon.irregular
        objects, stop = self._reader.items(self._skip(0), ends=frozenset({end}))
        if not verb or not is_participle or not objects or not self._leads(stop, end):
            return None
        starts = [at, *self._later_participles(after)]
        clauses = tuple(self._passive_clause(each, objects) for each in starts)
        return Found(clauses, 0, frozenset(starts), after if stop == end else stop - 1)

    def _leads(self, stop: int, end: int) -> bool:
        """`The name of a member can be ...`, `A loan that is open must be ...`."""
        word, after = self._reader.preposition(stop)
        is_more = bool(word) and self._reader.items(after, ends=frozenset())[1] == end
        return stop == end or is_more or self._reader.low(stop) in {"that", "which", "who"}

    def _passive_clause(self, at: int, objects: tuple[NounPhrase, ...]) -> Clause:
        verb, _ = self.verb(at)
        return Clause(verb, self._lexicon.verbs[verb], objects, self._tokens[at].start)

    def _later_participles(self, at: int) -> Iterator[int]:
        """`... and sorted by date`: the same is done to the same things."""
        for each in range(at, len(self._tokens) - 1):
            start = self._skip(each + 1)
            is_next = self._reader.low(each) in {"and", ",", "then"}
            if is_next and self._reader.low(start).endswith("ed") and self.verb(start)[0]:
                yield start

    def _from(self, at: int, *, actor_end: int) -> Found | None:
        verbs, after = self._verbs(at)
        if not verbs:
            return None
        after = self._complement(after)
        starts = self._later_clauses(after)
        ends = frozenset(starts)
        objects, stop = self._reader.items(self._claimed(after), ends=ends)
        if (purpose := self._purpose(objects, stop)) is not None:
            return self._from(purpose, actor_end=purpose)
        start = self._tokens[at].start
        made = tuple(Clause(v, self._lexicon.verbs[v], objects, start) for v in verbs)
        is_light = made[0].verb_class == "support" or made[0].verb in _LIGHT
        if is_light and len(made) == 1:
            made = self._nominals.done(made[0]) or self._nominals.lightened(made[0], stop)
        later = [
            clause if clause.objects else replace(clause, objects=objects)
            for each in starts
            for clause in self._simple(each, ends)
        ]
        return Found((*made, *later), actor_end, ends, after)

    def _complement(self, at: int) -> int:
        """Behind `validate that every ...` stands what is validated."""
        if self._reader.low(at) not in {"that", "whether"}:
            return at
        return at + 2 if self._reader.low(at + 1) == "every" else at + 1

    def _purpose(self, objects: tuple[NounPhrase, ...], at: int) -> int | None:
        """`Add NodeBilling to consume ...`: what a piece of code is for is what is wanted."""
        is_code = len(objects) == 1 and is_name_of_code(objects[0].text)
        start = self._skip(at + 1)
        wanted = self._reader.low(at) == "to" and self.verb(start)[0]
        return start if is_code and wanted else None

    def _claimed(self, at: int) -> int:
        """Behind `check that`: what the claim is about is the object."""
        at = self._skip(at)
        return at + 1 if self._reader.low(at) in {"that", "whether", "if"} else at

    def _verbs(self, at: int) -> tuple[list[str], int]:
        """`create, update and delete` are three."""
        verb, after = self.verb(at)
        verbs = [verb] if verb else []
        while verbs:
            following = after
            while self._reader.low(following) in {",", "and", "or", "/", "&"}:
                following += 1
            verb, end = self.verb(following)
            is_next = following > after and verb and self._reader.low(following).isalpha()
            if not is_next or self._reader.low(end) in {"of", ":"}:
                break
            verbs.append(verb)
            after = end
        return verbs, after

    def _later_clauses(self, at: int) -> list[int]:
        """Where `and notify ...`, `, then ship ...` begin."""
        found = []
        for each in range(at, len(self._tokens) - 1):
            if self._reader.low(each) not in {"and", "then", ",", ";", "or", "."}:
                continue
            start = self._skip(self._behind_subject(each + 1))
            verb, after = self.verb(start)
            if verb and start not in found and self._begins_clause(start, after):
                found.append(start)
        return found

    def _behind_subject(self, at: int) -> int:
        """`and it must ...`: behind the modal; else the same place."""
        for each in range(at, min(at + _NEXT_SUBJECT, len(self._tokens))):
            if self._tokens[each].is_mark or self._reader.low(each) in _RELATIVE:
                break
            if self._lexicon.has("modals", self._reader.low(each)):
                return each + 1
        return at

    def _begins_clause(self, at: int, after: int) -> bool:
        low, following = self._reader.low(at), self._reader.low(after)
        if low.endswith(("ed", "ing")) or self._reader.preposition(at)[0]:
            return False
        if following in _FOLLOWS or (following == "by" and low in _ARRANGING):
            return True
        # Verbs that are nouns as often: behind `and` they begin no clause without an article.
        nouns = self._lexicon.lists["nouns"] | self._lexicon.nominals.keys()
        is_noun = bool({low, self._lexicon.singular(low)} & nouns)
        return not is_noun and after < len(self._tokens) and following not in _NO_OBJECT

    def _simple(self, at: int, ends: frozenset[int]) -> Iterator[Clause]:
        verb, after = self.verb(at)
        objects, _ = self._reader.items(self._skip(after), ends=ends)
        yield Clause(verb, self._lexicon.verbs[verb], objects, self._tokens[at].start)

    def _nominal(self) -> Found | None:
        """`Customer lookup by email`, `Aggregation of events by key`."""
        phrase, after = self._reader.phrase(self._skip(0))
        if phrase is None:
            return None
        if after < len(self._tokens) and not self._goes_on(after):
            return None
        light = Clause("provide", "support", (phrase,), phrase.start)
        made = self._nominals.lightened(light, after)
        if made[0] is light or (self._is_mere_noun(phrase, made[0]) and not self._says_how(after)):
            return None
        return Found(made, 0, frozenset(), after, True)

    def _is_mere_noun(self, phrase: NounPhrase, made: Clause) -> bool:
        """`Batch updates` are rather things than a wish; `parcel lookup` is one."""
        return made.verb == phrase.head

    def _says_how(self, at: int) -> bool:
        return self._reader.preposition(at)[0] in {"of", "by", "for", "per"}

    def _goes_on(self, at: int) -> bool:
        """A title of two things, or one with a text behind it, is no sentence."""
        return bool(self._reader.preposition(at)[0]) or self._reader.low(at) in {"(", "[", "."}
