"""What a requirement's sentence says, as values. Spans count characters of the sentence."""

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """`words` are in lower case, without articles and adjectives, the last in the singular.

    `head` is the last of them; `text` is as written, `last` the last word as written.
    """

    words: tuple[str, ...]
    text: str
    start: int
    end: int
    last: str = ""

    @property
    def is_plural(self) -> bool:
        return self.last not in {"", self.head}

    @property
    def as_written(self) -> tuple[str, ...]:
        """In the plural where it was written so: the field `servings` holds more than one."""
        return (*self.words[:-1], self.last or self.head)

    @property
    def head(self) -> str:
        return self.words[-1] if self.words else ""


@dataclass(frozen=True, slots=True)
class Qualifier:
    """What follows a preposition: `by email or phone` has two `items`."""

    word: str
    items: tuple[NounPhrase, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Limit:
    """`kind` is `at most`, `at least`, `times` or `number`; `unit` is empty for a plain number."""

    kind: str
    value: Decimal
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing that is asked for. `objects` are the items of a list, `object` is the first."""

    verb: str
    verb_class: str
    objects: tuple[NounPhrase, ...]
    start: int

    @property
    def object(self) -> NounPhrase | None:
        return self.objects[0] if self.objects else None


@dataclass(frozen=True, slots=True)
class Sentence:
    """`clauses` is empty where no verb was recognised.

    `restriction` is a relative clause (`that are overdue`), `is_loose` is true where words follow
    that belong to nothing which was read. `said` are its words in lower case, `lemmas` the same in
    their plain forms. `brackets` and `colon` are the lists that stand there, `durations` are in
    milliseconds.
    """

    text: str
    clauses: tuple[Clause, ...] = ()
    condition: str = ""
    actor: str = ""
    qualifiers: tuple[Qualifier, ...] = ()
    limits: tuple[Limit, ...] = ()
    durations: tuple[int, ...] = ()
    quoted: tuple[str, ...] = ()
    brackets: tuple[NounPhrase, ...] = ()
    colon: tuple[NounPhrase, ...] = ()
    said: tuple[str, ...] = ()
    lemmas: tuple[str, ...] = ()
    restriction: str = ""
    is_loose: bool = False
    is_negated: bool = False
    is_technical: bool = False
    purpose: int = 0
    label: str = field(default="", compare=False)

    @property
    def asked(self) -> tuple[str, ...]:
        return self.said[: len(self.said) - self.purpose]

    def qualifiers_of(self, clause: Clause) -> tuple[Qualifier, ...]:
        """Those that stand behind its verb and before the next."""
        starts = sorted({one.start for one in self.clauses})
        later = next((start for start in starts if start > clause.start), None)
        first = clause.start if starts and clause.start > starts[0] else 0
        return tuple(
            one
            for one in self.qualifiers
            if one.start >= first and (later is None or one.start < later)
        )

    @property
    def verb(self) -> str:
        return self.clauses[0].verb if self.clauses else ""

    @property
    def verb_class(self) -> str:
        return self.clauses[0].verb_class if self.clauses else ""

    @property
    def object(self) -> NounPhrase | None:
        return self.clauses[0].object if self.clauses else None
