"""Which requirement is realised by which operation. A wrong binding is worse than none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.generation.asides import gist, passed_over
from omninode_bridge.generation.binding_states import Realised, Words, binding_of
from omninode_bridge.generation.constraint_binding import Promise, promise_of
from omninode_bridge.generation.effect.moving_bindings import (
    refusals_said,
    said_by_moves,
    verbs_of,
)
from omninode_bridge.generation.effect.plan import OperationPlan, Use
from omninode_bridge.generation.effect.rule_bindings import said_by_rules
from omninode_bridge.generation.effect.store_bindings import said_by_store
from omninode_bridge.generation.package import Binding
from omninode_bridge.generation.said.clauses import clauses_of
from omninode_bridge.generation.said.lemmas import lemmas
from omninode_bridge.generation.vocabulary import FILLERS
from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.word_forms import all_forms, is_past
from omninode_bridge.requirements.document import (
    Document,
    Example,
    Requirement,
    Scenario,
)
from omninode_bridge.requirements.naming import words

KIND_WORDS: Final = {
    "create": ("create", "add", "insert", "new", "store", "save", "register"),
    "read": ("read", "find", "get", "fetch", "retrieve", "look", "up", "show", "return"),
    "update": ("update", "change", "modify", "edit", "set", "keep"),
    "upsert": ("upsert", "save", "store", "put", "create", "insert", "update", "set"),
    "restore": ("restore", "undelete", "recover", "reinstate", "deleted", "removed", "hidden"),
    "delete": ("delete", "remove", "drop"),
    "list": ("list", "search", "find", "show", "page", "filter", "sort", "paginate", "several"),
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
_REPEATED: Final = frozenset({"again", "twice", "repeated"})
_SENT_AGAIN: Final = _REPEATED | {"same", "key", "sent", "done", "not"}
"""`A registration that is sent again is not done twice.`"""


@dataclass(frozen=True, slots=True)
class EffectRealisation:
    """`lines` are those of rules with the requirement's id or, without any, of the operations.

    `by_words`: the lines are those of rules or guards that say what the requirement says.
    `refusals` are messages of which a test must show one.
    """

    requirement: Requirement
    plans: tuple[OperationPlan, ...] = ()
    lines: tuple[int, ...] = ()
    examples: tuple[int, ...] = ()
    promise: Promise | None = None
    by_rules: bool = False
    by_moves: bool = False
    by_words: bool = False
    refusals: frozenset[str] = frozenset()

    @property
    def is_bound(self) -> bool:
        return bool(self.plans or self.examples or self.promise)

    @property
    def how(self) -> str:
        parts = []
        if self.by_rules or self.by_words:
            parts.append(f"rule, line {', '.join(map(str, self.lines))}")
        elif self.plans and self.by_moves:
            parts.append(f"state machine, operation {', '.join(plan.name for plan in self.plans)}")
        elif self.plans:
            parts.append(f"operation {', '.join(plan.name for plan in self.plans)}")
        if self.examples:
            parts.append(f"example, line {', '.join(map(str, self.examples))}")
        if self.promise is not None:
            parts.append(self.promise.how)
        return ", ".join(parts)


def realise(
    document: Document, plans: Sequence[OperationPlan], requirement: Requirement
) -> EffectRealisation:
    own, lines = _by_rules(plans, requirement)
    made = tuple(plan for plan in plans if requirement.id in _made_from(plan))
    if made and not own:
        return EffectRealisation(requirement, made)
    cases: list[Scenario | Example] = [*document.scenarios, *document.examples]
    examples = tuple(found.place.line for found in cases if found.requirement_id == requirement.id)
    if own or examples:
        return EffectRealisation(requirement, own, lines, examples, by_rules=bool(own))
    promise = promise_of(document, requirement)
    if promise is not None:
        return EffectRealisation(requirement, promise=promise)
    whole = _told(document, plans, requirement, requirement.text)
    if whole.is_bound:
        return whole
    for clauses in clauses_of(gist(requirement.text)):
        parts = [_told(document, plans, requirement, clause) for clause in clauses]
        if all(part.is_bound for part in parts):
            return _together(requirement, parts)
    return whole


def _told(
    document: Document, plans: Sequence[OperationPlan], requirement: Requirement, text: str
) -> EffectRealisation:
    """By what one sentence says of one operation, of a rule, or of what the store keeps to."""
    moved = said_by_moves(plans, text, frozenset(words(document.title)))
    if moved:
        refusals = refusals_said(moved[0], text)
        return EffectRealisation(requirement, moved, by_moves=True, refusals=refusals)
    ruled = said_by_rules(plans, text) or said_by_store(plans, text)
    if ruled is not None:
        found = EffectRealisation(requirement, ruled.plans, ruled.lines, refusals=ruled.refusals)
        return replace(found, by_words=bool(ruled.lines))
    said = tuple(plan for plan in plans if says(document, plan, text, plans))
    return EffectRealisation(requirement, said if len(said) == 1 else ())


def _together(requirement: Requirement, parts: Sequence[EffectRealisation]) -> EffectRealisation:
    return EffectRealisation(
        requirement,
        tuple({plan.name: plan for part in parts for plan in part.plans}.values()),
        tuple(line for part in parts for line in part.lines),
        by_words=all(part.by_words for part in parts),
        refusals=frozenset().union(*(part.refusals for part in parts)),
    )


def _made_from(plan: OperationPlan) -> frozenset[str]:
    """Requirements from whose prose the operation or one of its transitions was made."""
    rows = () if plan.moves is None else plan.moves.rows
    of_rows = (each for row in rows for each in row.requirement_ids)
    return frozenset({*plan.operation.requirement_ids, *of_rows})


def _by_rules(
    plans: Sequence[OperationPlan], requirement: Requirement
) -> tuple[tuple[OperationPlan, ...], tuple[int, ...]]:
    found: list[OperationPlan] = []
    lines: list[int] = []
    for plan in plans:
        steps = () if plan.program is None else plan.program.steps
        own = [
            source.place.line
            for step in steps
            for source in step.sources
            if source.requirement_id == requirement.id
        ]
        if own:
            found.append(plan)
            lines.extend(own)
    return tuple(found), tuple(dict.fromkeys(lines))


def says(
    document: Document, plan: OperationPlan, text: str, plans: Sequence[OperationPlan] = ()
) -> bool:
    """The sentence names the operation and nothing that the operation does not have."""
    asked = words(gist(text))
    if any(word.isdigit() for word in asked):
        return False
    known = set(_vocabulary(document, plan))
    entity = [] if plan.entity is None else words(plan.entity.entity.name)
    verb = verbs_of(plan)
    said = {lexicon().nominals.get(word, word) for word in asked} - (FILLERS - verb) - _SPEAKERS
    if plan.idempotent and said & _REPEATED:
        known |= _SENT_AGAIN
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


def _tells_of_others(plan: OperationPlan, plans: Sequence[OperationPlan], said: set[str]) -> bool:
    """`Booking and warning`: what another operation does, although a field sounds like it."""
    own = {lemma for verb in verbs_of(plan) for lemma in lemmas(verb)}
    others = {verb for other in plans for verb in verbs_of(other)} - own
    return any(is_past(word) or word.endswith("ing") for word in said if lemmas(word) & others)


def _vocabulary(document: Document, plan: OperationPlan) -> Iterator[str]:
    names = [document.title, plan.name, *plan.operation.errors, *plan.operation.emits]
    names += [plan.operation.request]
    names += [item.name for item in plan.request] + [each.name for each in plan.answer]
    if plan.entity is not None:
        names.append(plan.entity.entity.name)
    yield from (word for name in names for word in words(name))
    for kind in plan.operation.kinds:
        yield from KIND_WORDS[kind]
    if "no" in (word for name in names for word in words(name)):
        yield "number"
    yield from EXTRA_WORDS
    for holds, more in (
        (plan.entity is not None and plan.entity.unique, ("unique",)),
        (plan.fields_for(Use.CONTAINS), ("part", "parts", "containing", "matching")),
        (plan.operation.deletion == "soft", ("soft", "softly", "hide", "hidden", "hides")),
        (plan.idempotent, ("idempotent", "repeat", "repeated", "twice")),
        (plan.kind == "create" and plan.moves is not None, tuple(_first_states(plan))),
        (bool(plan.events), ("announce", "event", "who")),
    ):
        if holds:
            yield from more


def _first_states(plan: OperationPlan) -> Iterator[str]:
    for row in () if plan.moves is None else plan.moves.rows:
        yield from words(row.target) if row.source is None else ()


def binding(found: EffectRealisation, tests: tuple[str, ...]) -> Binding:
    words = Words(
        "no example and no made-up request shows it",
        "no operation, rule, example or constraint realises it",
        f"Which operation realises it? Write `{found.requirement.id}:` before the rule that does, "
        "or say that it is out of scope.",
    )
    operations = () if found.by_rules or found.by_words else found.plans
    lines = (*found.lines, *found.examples, *(plan.operation.place.line for plan in operations))
    if found.promise is not None:
        lines = (*lines, found.promise.field.place.line)
    return binding_of(found.requirement, Realised(found.how, lines), tests, words)
