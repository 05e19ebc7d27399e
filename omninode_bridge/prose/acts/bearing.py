"""Operations of which a sentence says more than was understood: they would answer wrongly.

A sentence bears on an operation that it names by its verb. One that limits something and names
none bears on all that may write, or on all that show, what it speaks of.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from omninode_bridge.diagnostics import Diagnostic
from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose import codes
from omninode_bridge.prose.acts.beginnings import without_beginning
from omninode_bridge.prose.acts.clauses_said import permitted
from omninode_bridge.prose.acts.concerning import Concerning
from omninode_bridge.prose.acts.data_lines import fields_said, is_data, nouns_of, spoken
from omninode_bridge.prose.acts.introducing import lines_about, with_introduction
from omninode_bridge.prose.acts.limiting import (
    BEGINNING,
    DENYING,
    INTRODUCING,
    LIMITING,
    LISTS,
    NOT_FOUND,
    ORDERING,
    PERSONS,
    QUOTED,
    SHOWING,
    STORES,
    TELLING,
    UNKNOWN,
    VISIBLE,
    WHILE,
    leading_verb,
    main_verbs,
    verbs_in,
    without_nouns,
    without_places,
)
from omninode_bridge.prose.acts.made_known import Known, known_by, written
from omninode_bridge.prose.acts.outside import Elsewhere, asked_for
from omninode_bridge.prose.acts.referring import referring
from omninode_bridge.prose.acts.values import values_of
from omninode_bridge.prose.acts.verbs import PLAIN, classes_of
from omninode_bridge.prose.narration.plain_words import asked
from omninode_bridge.prose.narration.story import Line, lines_of
from omninode_bridge.requirements.document import Document, Entity, Requirement
from omninode_bridge.requirements.naming import snake_case
from omninode_bridge.requirements.structures import SectionKind

_BACK: Final = frozenset({"it", "they", "this", "that", "these", "otherwise", "then", "such"})
_WRITING: Final = frozenset({"create", "update", "upsert", "delete", "restore"})
_ALTERING: Final = frozenset({"update", "upsert", "delete", "restore"})
_MAKING: Final = frozenset({"create", "update", "upsert"})
_READING: Final = frozenset({"list", "read", "search", "query"})
_LISTING: Final = frozenset({"list", "search"})
_THINGS: Final = re.compile(r"\b(?:of (?:(?:the|all|any) )?(?:[a-z]+ed )?|[a-z]{3,}ed )[a-z]+s\b")
"""`removal of expired locks` locks nothing."""

_TALKING: Final = frozenset(
    {SectionKind.REQUIREMENTS, SectionKind.OTHER, SectionKind.OVERVIEW, SectionKind.RULES}
    | {SectionKind.STATES, SectionKind.WORKFLOW, SectionKind.OPERATIONS, SectionKind.OPERATION}
)

type Bearings = Mapping[str, Requirement]
"""Names of operations, each with the sentence that bears on it and is not understood."""

NONE_BARRED: Final[Bearings] = MappingProxyType({})


def unguarded(requirement: Requirement, name: str, because: Requirement) -> Diagnostic:
    message = (
        f"{requirement.id}: {name} is left out, because another sentence about it is not"
        f" understood: `{because.text}`"
    )
    return codes.UNGUARDED.at(requirement.place, message)


def barred_by_unread(
    document: Document, read: Callable[[Bearings], tuple[Document, Collection[str]]]
) -> Bearings:
    """`read` makes what the document asks for without what is barred, and names what it bound."""
    barred: Bearings = NONE_BARRED
    known: set[str] = set()
    # Where a deed is left out, so is what its requirement says of others: that is not kept to.
    limits = {one.id for one in document.requirements if LIMITING.search(asked(one.text))}
    while True:
        made, bound = read(barred)
        known = {*bound, *(known - limits)}
        borne = _unread_bearings(document, made, known, barred)
        borne = {**_unbegun(document, made, bound), **borne}
        if borne.keys() <= barred.keys():
            return barred
        barred = {**borne, **barred}


def _unread_bearings(
    document: Document, made: Document, read: Collection[str], barred: Bearings
) -> Bearings:
    """Those that `made` has more than `document`, each with the sentence that limits it.

    `read` are the requirements that were understood, also where what asks for them is `barred`.
    """
    own = {one.name for one in document.operations}
    texts = {one.id: one.text for one in made.requirements}
    known = [known_by(one, texts) for one in made.operations if one.name not in own]
    lines = with_introduction(document, lines_about(document, _TALKING)) if known else []
    gone = {name.split("_")[0] for name in barred}
    reader = _Reader(made, known, lines, read, gone)
    settled = {one.id for one in barred.values()}
    found: dict[str, Requirement] = {}
    before: Line | None = None
    for line in lines:
        if line.id not in read and not is_data(line, made):
            for one in reader.borne_on(line, before, is_settled=line.id in settled):
                found.setdefault(one.operation.name, line.requirement)
        before = line
    return found


def _unbegun(document: Document, made: Document, bound: Collection[str]) -> Bearings:
    own = {one.name for one in document.operations}
    new = [one for one in made.operations if one.name not in own]
    lines = lines_of(document, frozenset(), in_order=False) if new else []
    return dict(without_beginning(made, new, lines, bound))


class _Reader:
    def __init__(
        self,
        made: Document,
        known: Sequence[Known],
        lines: Sequence[Line],
        read: Collection[str],
        gone: Collection[str],
    ) -> None:
        self._entities = made.entities
        self._known = known
        self._nouns = nouns_of(made.entities)
        unread = [one for one in lines if one.id not in read]
        self._unmade = asked_for(unread, self._nouns) | {*gone}
        self._elsewhere = Elsewhere(made.entities, lines)
        self._verbs = frozenset(verb for one in known for verb in one.verbs)
        self._concerning = Concerning(made, known)

    def borne_on(self, line: Line, before: Line | None, *, is_settled: bool) -> list[Known]:
        """A settled line has told already what it bears on."""
        linked = self._concerning.of_sentence(asked(line.text or line.said))
        if linked is not None:
            return linked if line.is_asked else []
        found = self._of_words(line, before, is_settled=is_settled)
        said = asked(line.text or line.said)
        return [*self._concerning.without_new(said, found), *self._of_referring(line, said)]

    def _of_referring(self, line: Line, said: str) -> list[Known]:
        """`Suspended pilots may not book`: what is booked is no pilot, and refers to one."""
        if not (LIMITING if line.is_asked else DENYING).search(said):
            return []
        others = referring(self._known, self._entities, self._about(said))
        return self._named(said, others, is_settled=False)

    def _of_words(self, line: Line, before: Line | None, *, is_settled: bool) -> list[Known]:
        said = asked(QUOTED.sub("", line.text)) if '"' in line.text else line.said.lower()
        said = NOT_FOUND.sub("", INTRODUCING.sub("", said))
        said = without_places(said, self._nouns)
        if self._elsewhere.is_of_others(said, self._verbs):
            return [one for one in self._known if self._elsewhere.is_asked_by(one.operation, said)]
        whole = without_nouns(f"{said} {line.text.lower()}", self._nouns)
        is_limit = bool(LIMITING.search(whole))
        # What only introduces the document must deny something.
        is_meant = bool(DENYING.search(said)) if not line.is_asked else is_limit
        if not is_meant and (TELLING.search(said) or not line.is_asked):
            return []
        about = self._about(said)
        own = [one for one in self._known if self._fits(one, about)]
        named = self._named(said, own, is_settled=is_settled)
        is_theme = any({*leading_verb(said)} & one.verbs for one in named)
        if named and (is_limit or about or is_theme):
            return named
        if not line.is_asked or is_settled:
            return []
        if said.split(" ", 1)[0] in _BACK and not (about or ORDERING.search(said)):
            return _told_by(own, before) if before and DENYING.search(said) else []
        return list(self._unnamed(said, own, about, is_limit=is_limit))

    def _named(self, said: str, own: list[Known], *, is_settled: bool) -> list[Known]:
        """Those whose verbs are said: of a permission or a denial, not in its condition."""
        head = permitted(said)
        found = self._doing(head, own) if head else []
        # Where it is settled, what the head speaks of is left out already.
        return found or ([] if head and is_settled else self._doing(said, own))

    def _doing(self, said: str, own: list[Known]) -> list[Known]:
        verbs = verbs_in(_THINGS.sub(" ", STORES.sub("", self._without_states(said, own))))
        return [one for one in own if one.verbs & verbs]

    def _unnamed(
        self, said: str, own: list[Known], about: list[Entity], *, is_limit: bool
    ) -> Iterator[Known]:
        if ORDERING.search(said):
            yield from (one for one in own if one.kind in _LISTING)
            return
        verbs = main_verbs(self._without_states(said, own))
        is_of_list = bool(LISTS.search(said))
        fields = frozenset(
            name for one in about or self._entities for name in fields_said(one, said)
        )
        if not (about or fields or PERSONS.search(said) or is_of_list):
            return
        if found := UNKNOWN.match(said):
            name = found["noun"].replace(" ", "_")
            making = [one for one in own if one.kind == "create"]
            yield from (one for one in making if snake_case(one.operation.entity or "") == name)
            return
        if SHOWING.search(said) and (is_of_list or not (verbs & self._unmade)):
            kinds = _READING if VISIBLE.search(said) else _LISTING
            yield from (one for one in own if one.kind in kinds)
        if verbs & self._unmade:
            return
        if about and self._begins(said, about):
            yield from (one for one in own if one.kind == "create")
            return
        if is_limit:
            yield from self._limited(said, own, about, fields)

    def _limited(
        self, said: str, own: list[Known], about: list[Entity], fields: frozenset[str]
    ) -> Iterator[Known]:
        verbs = main_verbs(self._without_states(said, own))
        kinds = {kind for verb in verbs for kind in _kinds(verb)}
        if kinds:
            yield from (one for one in own if one.kind in kinds)
        elif verbs:
            is_stored = any(value in f" {said} " for value in self._values(about))
            wanted = _ALTERING if is_stored else _WRITING
            yield from (one for one in own if one.kind in wanted)
        else:
            wanted = frozenset({"create"}) if self._counts(said, about) else _MAKING
            writing = [one for one in own if one.kind in wanted]
            having = [one for one in writing if fields & self._written(one)]
            # "Nobody may have more than 3 of them" limits whatever says who has one.
            makers = [one for one in own if one.kind in _MAKING and fields & self._written(one)]
            yield from (having or makers) if fields else writing

    def _written(self, one: Known) -> frozenset[str]:
        own = (each for each in self._entities if each.name == one.operation.entity)
        return written(one, next(own, None))

    @staticmethod
    def _counts(said: str, about: list[Entity]) -> bool:
        """`The archive holds at most 10,000 samples` concerns new ones alone."""
        names = "|".join(lexicon().plural(spoken(one)) for one in about)
        return bool(about) and bool(re.search(rf"\b[\d,.]*\d (?:{names})\b", said))

    def _without_states(self, said: str, own: list[Known]) -> str:
        """`a muted plot` and `a plot that is already muted` say nothing of how it is muted."""
        for entity in self._entities if own else ():
            values = "|".join(re.escape(one.words) for one in values_of(entity))
            name = rf"(?={spoken(entity)}|{lexicon().plural(spoken(entity))})"
            listed = rf"(?:{values})(?:[ ,]*(?:(?:and|or) )?(?:{values}))*"
            about = (rf"\b{listed} {name}", rf"\b{WHILE}\b[^,]{{0,40}}? {listed}\b")
            for way in about if values else ():
                said = re.sub(way, "", said)
        return said

    def _begins(self, said: str, about: list[Entity]) -> bool:
        """`a new loan is open`, `a loan starts as open`."""
        names = "|".join(spoken(one) for one in about)
        return bool(
            BEGINNING.search(said) or re.search(rf"\b(?:{names}) (?:starts|begins)\b", said)
        )

    def _about(self, said: str) -> list[Entity]:
        return [
            one
            for one in self._entities
            if re.search(rf"\b(?:{spoken(one)}|{lexicon().plural(spoken(one))})\b", said)
        ]

    def _fits(self, one: Known, about: list[Entity]) -> bool:
        return not about or one.operation.entity in {each.name for each in about}

    def _values(self, about: list[Entity]) -> Iterator[str]:
        for one in about or self._entities:
            yield from (f" {value.words} " for value in values_of(one))


def _told_by(own: Sequence[Known], line: Line) -> list[Known]:
    return [one for one in own if line.id in one.operation.requirement_ids]


def _kinds(verb: str) -> frozenset[str]:
    """Of a verb in the most general sense."""
    if verb in PLAIN:
        return frozenset({"update"})
    return classes_of(verb) - {"update"}
