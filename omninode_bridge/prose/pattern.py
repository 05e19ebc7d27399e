"""One pattern of the catalogue: which sentences it realises, and the piece of PRD it stands for.

A pattern is a readable file: YAML between two lines `---`, a paragraph, and a fence `~~~fragment`.
Every key is checked, and an unknown one is an error.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Final

import yaml
from jinja2 import Environment, StrictUndefined, TemplateError
from jinja2.meta import find_undeclared_variables
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from omninode_bridge.errors import InvalidPatternError
from omninode_bridge.node_type import NodeType

# Fragments are ours, and every value in them is an identifier, a number or a checked literal.
TEMPLATES: Final = Environment(  # noqa: S701 - a fragment is Markdown
    undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
)
CONTEXT: Final = frozenset({"requirement"})
"""What a fragment may name besides its slots: the id of the requirement."""

_FILE: Final = re.compile(
    r"---\n(?P<front>.*?)\n---\n(?P<purpose>.*?)\n~~~fragment\n(?P<fragment>.*?)\n~~~\s*",
    re.DOTALL,
)
_NAME: Final = r"[a-z][a-z0-9_]{2,39}"

PLACES: Final = frozenset(
    {
        *("object", "objects", "last of", "brackets", "colon", "actor", "condition", "verbs"),
        *("steps", "recipient"),
        *("number", "duration", "percent", "quoted", "at most", "at least", "times"),
        *("model", "model keys", "model numbers", "model times", "model texts"),
        *("measure", "measured"),
        *("unit", "step", "failing step", "keys", "stations", "object of"),
        *("operation", "verb", "event name", "done field", "done value", "said field"),
        *("said value",),
        *("every step", "before step", "prefix", "branches", "suffix", "condition field"),
        "sentence",
    }
)
"""Where a slot may be filled from, besides the prepositions."""

PREPOSITIONS: Final = frozenset(
    {
        *("about", "across", "after", "against", "and", "as", "at", "before", "between", "by"),
        *("during", "every", "for", "from", "in", "into", "of", "on", "over", "per", "since"),
        *("than", "through", "to", "under", "until", "using", "via", "with", "within", "without"),
        *("above", "below", "up to", "based on", "according to", "out of"),
        *("filtered by", "grouped by", "sorted by", "ordered by", "keyed by", "identified by"),
        *("partitioned by", "weighted by", "ranked by", "separated by", "delimited by"),
    }
)


class SlotKind(StrEnum):
    NOUN = "noun"
    NAMES = "names"
    NAME = "name"
    NUMBER = "number"
    NUMBERS = "numbers"
    DURATION = "duration"
    LITERAL = "literal"
    CHOICES = "choices"
    RULES = "rules"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


Words = tuple[Annotated[str, Field(min_length=1)], ...]
"""Words or short phrases in lower case."""


class When(_Strict):
    """Each key that is given must hold; a list means "any of", `without` "none of"."""

    verbs: Words = ()
    objects: Words = ()
    words: Words = ()
    without: Words = ()
    numbers: bool = False
    """True where a number must be said."""

    one: bool = False
    """True where the object is one thing: in the singular, or named by a key such as `id`."""

    many: bool = False
    """True where the object is several things: in the plural, or a list, results and the like."""

    stored: bool = False
    """True where the object is an entity of the document, declared or made by a sentence."""


class Slot(_Strict):
    """`sources` are tried in order, then `default`; a slot without a default is required.

    `of` names the noun whose fields these names are; `one_of` lists what a choice may be. `type` is
    the type of names whose words suggest none.
    """

    kind: SlotKind
    sources: Words = Field(default=(), alias="from")
    of: str | None = None
    type: str | None = None
    one_of: Words = ()
    least: int = 1
    most: int | None = None
    """So many names there may be; a sentence with more does not fill the slot."""

    apart: bool = False
    """True where the noun must be no entity that other sentences or the data model store."""

    default: str | int | float | tuple[str, ...] | None = None

    @property
    def is_required(self) -> bool:
        return "default" not in self.model_fields_set

    def takes(self, count: int) -> bool:
        """Whether so many names or numbers fill it."""
        return self.least <= count and (self.most is None or count <= self.most)

    @model_validator(mode="after")
    def _fits(self) -> "Slot":
        unknown = set(self.sources) - PLACES - PREPOSITIONS
        if unknown:
            raise ValueError(f"`from` knows no {', '.join(sorted(unknown))}")
        if (self.kind is SlotKind.CHOICES) != bool(self.one_of):
            raise ValueError("`one_of` belongs to `choices`, and `choices` needs it")
        return self


Sentences = Annotated[tuple[str, ...], Field(min_length=4)]


class Pattern(_Strict):
    """`refines` is true where it adds to what other patterns made: it is expanded after them.

    `whole` is true where the sentence counts as one although it says several things. `states` is
    the form of the statements that it takes, of those that are read as arithmetic. `forms` are the
    wordings of whole sentences, regular expressions in lower case with slots in braces.
    """

    name: Annotated[str, Field(alias="pattern", pattern=_NAME)]
    node_type: Annotated[NodeType, Field(alias="type")]
    title: Annotated[str, Field(min_length=8)]
    when: When = Field(default_factory=When)
    slots: Mapping[str, Slot] = Field(default_factory=dict)
    matches: Sentences
    rejects: Sentences
    questions: Mapping[str, str] = Field(default_factory=dict)
    golden: Annotated[str, Field(min_length=40)]
    refines: bool = False
    whole: bool = False
    states: Words = ()
    forms: Words = ()
    purpose: Annotated[str, Field(min_length=40)]
    fragment: Annotated[str, Field(min_length=10)]

    def __hash__(self) -> int:
        return hash(self.name)

    @model_validator(mode="after")
    def _is_whole(self) -> "Pattern":
        given = {name for name, slot in self.slots.items() if not slot.is_required}
        if missing := given - self.questions.keys():
            raise ValueError(f"no question asks for the default of: {', '.join(sorted(missing))}")
        if unknown := self.questions.keys() - self.slots.keys():
            raise ValueError(f"a question asks for what is no slot: {', '.join(sorted(unknown))}")
        owners = {slot.of for slot in self.slots.values() if slot.of}
        if unknown := owners - self.slots.keys():
            raise ValueError(f"`of` names what is no slot: {', '.join(sorted(unknown))}")
        ways = (self.when.verbs, self.when.objects, self.when.words, self.states, self.forms)
        if not any(ways):
            raise ValueError("`when` asks for nothing")
        return self


def check_fragment(pattern: Pattern) -> None:
    """Raises `InvalidPatternError` where the fragment is no template or names what is no slot.

    The tests ask this of every file that ships; to parse all templates again whenever the
    catalogue is read would take longer than all the rest of it.
    """
    try:
        named = find_undeclared_variables(TEMPLATES.parse(pattern.fragment))
    except TemplateError as error:
        raise InvalidPatternError(f"{pattern.name}: {error}") from error
    if unknown := named - pattern.slots.keys() - CONTEXT:
        names = ", ".join(sorted(unknown))
        raise InvalidPatternError(f"{pattern.name}: the fragment names what is no slot: {names}")


def parse_pattern(text: str, origin: str) -> Pattern:
    """The pattern that a file holds. Raises `InvalidPatternError`, which names `origin`."""
    found = _FILE.fullmatch(text)
    if found is None:
        raise InvalidPatternError(
            f"{origin} is no pattern file",
            hint="Front matter between two lines `---`, a paragraph, and a fence `~~~fragment`.",
        )
    try:
        front = yaml.load(found["front"], Loader=_Loader)  # noqa: S506 - a loader of plain values
        if not isinstance(front, dict):
            raise InvalidPatternError(f"{origin}: the front matter is no mapping")
        more = {"purpose": found["purpose"].strip(), "fragment": found["fragment"] + "\n"}
        return Pattern.model_validate(front | more)
    except (yaml.YAMLError, ValidationError) as error:
        raise InvalidPatternError(f"{origin}: {error}") from error


_Loader: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
