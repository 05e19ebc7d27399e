"""Whether a sentence names an operation and nothing that the operation does not have."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from omninode_bridge.generation.asides import gist, passed_over
from omninode_bridge.generation.effect.moving_bindings import NEGATIONS, verbs_of
from omninode_bridge.generation.effect.plan import OperationPlan, Use
from omninode_bridge.generation.said.lemmas import lemmas
from omninode_bridge.generation.vocabulary import FILLERS
from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.word_forms import all_forms, is_past
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.naming import words

KIND_WORDS: Final = {
    "create": ("create", "add", "insert", "new", "store", "save", "register"),
    "read": ("read", "find", "get", "fetch", "retrieve", "look", "up", "show", "return"),
    "update": ("update", "change", "modify", "edit", "set", "keep"),
    "upsert": ("upsert", "save", "store", "put", "create", "insert", "update", "set"),
    "restore": ("restore", "undelete", "recover", "reinstate", "deleted", "removed", "hidden"),
    "delete": ("delete", "remove", "drop"),
    "list": ("list", "search", "find", "show", "filter", "several"),
    "query": ("query", "search", "list"),
    "call": ("call", "ask", "request", "http", "api", "fetch"),
    "publish": ("publish", "emit", "send", "event"),
    "notify": ("notify", "send", "tell", "inform"),
    "write file": ("write", "save", "file", "store", "keep"),
    "read file": ("read", "load", "file"),
    "delete file": ("delete", "remove", "file"),
}
EXTRA_WORDS: Final = frozenset(
    {"exactly", "one", "new", "existing", "given", "only", "once", "row", "record", "entry"}
)
_SPEAKERS: Final = frozenset({"i", "we"})
_NAME: Final = r"(?:(?:the|its|an?|their|his|part of|parts of)\s+){0,3}[a-z][a-z_]*"
_BY: Final = re.compile(
    rf"\b(?:by|per)\s+(?P<names>{_NAME}(?:(?:\s*,\s*|\s+(?:or|and)\s+){_NAME})*)"
)


def says(
    document: Document, plan: OperationPlan, text: str, plans: Sequence[OperationPlan] = ()
) -> bool:
    """The sentence names the operation and nothing that the operation does not have."""
    asked = words(gist(text))
    is_new = any(pair in pairwise(asked) for pair in _called_new(plan))
    if any(word.isdigit() for word in asked) or NEGATIONS & {*asked} or is_new:
        return False
    if not _keys_said(gist(text)) <= _keys_of(plan) | passed_over(text):
        return False
    known = set(_vocabulary(document, plan))
    entity = [] if plan.entity is None else words(plan.entity.entity.name)
    verb = verbs_of(plan)
    said = {lexicon().nominals.get(word, word) for word in asked} - (FILLERS - verb) - _SPEAKERS
    if _tells_of_others(plan, plans, said - known):
        return False
    forms, named = (frozenset[str]().union(*map(all_forms, found)) for found in (known, said))
    kinds = {word for kind in plan.operation.kinds for word in KIND_WORDS[kind]}
    is_named = bool(entity) and all(all_forms(word) & named for word in entity)
    # "The system returns the answer" says of every operation what `return_book` is called.
    is_told = is_named or all(all_forms(word) & (said - FILLERS) for word in verb)
    told = verb if is_told or not verb <= FILLERS else set[str]()
    own_verb = bool(told) and all(all_forms(word) & said for word in told)
    entity_said = len(document.entities) == 1 or not entity or is_named
    return (
        bool(said)
        and (own_verb or (entity_said and any(all_forms(word) & said for word in told | kinds)))
        and all(all_forms(word) & forms for word in said - passed_over(text))
    )


def _called_new(plan: OperationPlan) -> Iterator[tuple[str, str]]:
    """`A new machine` is one that is created."""
    if plan.kind not in ("create", "upsert") and plan.entity is not None:
        name = words(plan.entity.entity.name)
        yield from (("new", form) for form in all_forms(name[0]))


def _keys_said(text: str) -> set[str]:
    """In `Show a book by its id or title`, the names."""
    found = (each["names"] for each in _BY.finditer(text.lower().replace("`", "")))
    return {word for names in found for word in words(names)} - FILLERS


def _keys_of(plan: OperationPlan) -> frozenset[str]:
    names = [plan.name, plan.operation.request, *plan.operation.emits]
    names += [item.name for item in plan.request]
    named = frozenset[str]().union(*(all_forms(word) for name in names for word in words(name)))
    return named | {"part", "parts", "page", "means"}


def _tells_of_others(plan: OperationPlan, plans: Sequence[OperationPlan], said: set[str]) -> bool:
    """`Booking and warning`: what another operation does, although a field sounds like it."""
    own = {lemma for verb in verbs_of(plan) for lemma in lemmas(verb)}
    others = {verb for other in plans for verb in verbs_of(other)} - own
    return any(is_past(word) or word.endswith("ing") for word in said if lemmas(word) & others)


def _vocabulary(document: Document, plan: OperationPlan) -> Iterator[str]:
    names = [document.title, plan.name, *plan.operation.errors, *plan.operation.emits]
    names += [plan.operation.request]
    names += [item.name for item in plan.request]
    # What an update answers is not what it changes.
    is_asked = plan.kind != "update" or plan.http is not None
    names += [each.name for each in plan.answer] if is_asked else []
    if plan.entity is not None:
        names.append(plan.entity.entity.name)
    yield from (word for name in names for word in words(name))
    for kind in plan.operation.kinds:
        yield from KIND_WORDS[kind]
    if "no" in (word for name in names for word in words(name)):
        yield "number"
    yield from EXTRA_WORDS
    for holds, more in (
        (plan.kind == "create" and plan.entity and plan.entity.unique, ("unique",)),
        (plan.fields_for(Use.CONTAINS), ("part", "parts", "containing", "matching")),
        (plan.fields_for(Use.PAGE), ("page", "paginate")),
        (plan.fields_for(Use.SORT), ("sort",)),
        (plan.operation.deletion == "soft", ("soft", "softly", "hide", "hidden", "hides")),
        (plan.kind == "create" and plan.moves is not None, tuple(_first_states(plan))),
        (bool(plan.events), ("announce", "event", "who")),
    ):
        if holds:
            yield from more


def _first_states(plan: OperationPlan) -> Iterator[str]:
    for row in () if plan.moves is None else plan.moves.rows:
        yield from words(row.target) if row.source is None else ()
