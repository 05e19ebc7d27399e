"""All statements of a document, read together: what one defines, others may name."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from omninode_bridge.diagnostics import Place, Severity
from omninode_bridge.prose.statements.assembling import Ruled, rules_of
from omninode_bridge.prose.statements.formula import Formula
from omninode_bridge.prose.statements.reading import UnreadError
from omninode_bridge.prose.statements.remembering import remembered
from omninode_bridge.prose.statements.sentences import subject_of
from omninode_bridge.prose.statements.spoken import spoken_of, unread_names
from omninode_bridge.prose.statements.statement import Form, Statement
from omninode_bridge.prose.statements.terms import Term, Terms, said_as
from omninode_bridge.prose.statements.vocabulary import terms_of
from omninode_bridge.prose.statements.written import NONE_WRITTEN, Written, with_ruled
from omninode_bridge.requirements.document import Document, Field, RuleText
from omninode_bridge.requirements.types import Kind, Scalar
from omninode_bridge.rules.checking import check_program
from omninode_bridge.rules.program import Assign, Program, Scope

_FIRST_LINE: Final = 1_000_000
"""Rules are checked at lines of their own, so that a finding tells whose it is."""

_KINDS: Final = {each.value: each for each in Kind}
_PARTS: Final = frozenset(
    {
        *("vat", "tax", "discount", "surcharge", "rebate", "rate", "percent", "percentage"),
        *("share", "count", "number", "points", "days", "levy", "tip", "commission"),
    }
)
"""What is so called is a part of what is worked out, or a figure beside it."""

_INTEGRAL: Final = re.compile(r"[^./%]*")
_FIRST: Final = re.compile(
    r"\bthe first (?:\w+ )?(?:of (?:these|them|the following|those) )?(?:\w+ )?(?:that|which|to) "
    r"(?:fail|appl|hold|match|fit|is true|is met|hit)|"
    r"\bfirst (?:match|hit|one) (?:wins|decides|counts)|\bin (?:the|this|that) order\b.*\bfirst\b",
    re.IGNORECASE,
)
"""The cases are looked at one after the other."""

_REFUSES: Final = re.compile(
    r"\b(?:refus\w+|reject\w*|declin\w+|turned (?:down|away)|den(?:y|ied))\b", re.IGNORECASE
)
_NUMBERS: Final = ("int", "decimal", "money", "float")


@dataclass(slots=True)
class Stated:
    """By the place of each sentence: its statement, its rules, or why it has none.

    `inputs` are names that the rules read and nobody declares, with their types; `outputs` those
    that they define.
    """

    statements: Mapping[int, Statement] = field(default_factory=dict)
    rules: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    order: Sequence[int] = ()
    reasons: dict[int, str] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    outputs: Mapping[str, str] = field(default_factory=dict)


def stated(document: Document, texts: Mapping[int, str], written: Written = NONE_WRITTEN) -> Stated:
    """What the sentences say together; what cannot run with the others is left out.

    `written` is what the author's rules give a value.
    """
    terms = _with_targets(_own(document, texts, written), texts)
    found = Stated()
    statements: dict[int, Statement] = {}
    for at, text in texts.items():
        try:
            statements[at] = remembered(text, terms)
        except UnreadError as error:
            found.reasons[at] = str(error)
    while statements:
        ruled = rules_of(statements, terms)
        idle = unread_names(statements, terms)
        for at, why in (ruled.reasons | idle).items():
            found.reasons[at] = why
            statements.pop(at, None)
        if ruled.reasons or idle:
            continue
        checked = _checked(document, ruled, statements, terms)
        if isinstance(checked, Program):
            inputs = _new_inputs(document, statements, terms)
            return Stated(
                statements,
                ruled.rules,
                sorted(ruled.rules),
                found.reasons,
                {name: kind.value for name, kind in inputs.items()},
                _outputs(document, statements, checked),
            )
        for at, why in checked.items():
            found.reasons[at] = why
            statements.pop(at, None)
    return found


def _own(document: Document, texts: Mapping[int, str], written: Written) -> Terms:
    """The names that are declared, and what the sentences say of them together."""
    said = texts.values()
    refuses = any(_REFUSES.search(text) for text in said)
    own = with_ruled(terms_of(document), written)
    return replace(own, refuses=refuses, spoken=spoken_of(said))


def _with_targets(terms: Terms, texts: Mapping[int, str]) -> Terms:
    """The document's names and those that its sentences define, whatever these are made of."""
    lenient = replace(terms, known=dict(terms.known), is_closed=False)
    read: list[Statement] = []
    unread: set[tuple[str, ...]] = set()
    for text in texts.values():
        try:
            read.append(remembered(text, lenient))
        except UnreadError:
            unread |= {said_as(words) for words in subject_of(text)}
    known = dict(terms.known)
    for one in read:
        if one.target is not None and one.form is Form.DEFINED:
            key = ".".join(part for part in (one.target.over, one.target.name) if part)
            own = known.get(key)
            if own is None or not own.type:
                known[key] = replace(one.target, type=one.target.type or _guess(one))
    known |= {name: replace(known[name], type="int") for name in _whole(read, terms, known)}
    values = {name: texts for name, texts in _texts(read) if name not in terms.known}
    values |= terms.values
    running = _running(terms, read)
    made = frozenset(one.target.name for one in read if one.target and one.target.over)
    found = replace(terms, known=known, values=values, running=running, made=made)
    is_first = any(_FIRST.search(text) for text in texts.values())
    return replace(found, unread=frozenset(unread), is_whole=True, is_first=is_first)


def _whole(read: Sequence[Statement], terms: Terms, known: Mapping[str, Term]) -> Iterator[str]:
    """What is made of whole numbers only, where nobody says of which type it is."""
    values: dict[str, list[Formula]] = {}
    for one in read:
        if one.target is not None and one.target.name in terms.known:
            is_open = not terms.known[one.target.name].type
            said = [each for each in (one.value, one.otherwise) if each is not None]
            values.setdefault(one.target.name, []).extend(said if is_open else [])
    for name, said in values.items():
        reads = frozenset().union(*(one.reads for one in said)) - {name}
        is_plain = all(one.kind == "number" and _INTEGRAL.fullmatch(one.text) for one in said)
        if said and is_plain and all(known[one].type == "int" for one in reads if one in known):
            yield name


def _guess(one: Statement) -> str:
    return {"bool": "bool", "text": "string"}.get(one.value.kind, "decimal")


def _texts(read: Sequence[Statement]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The texts that a name is given by the document's sentences."""
    found: dict[str, list[str]] = {}
    for one in read:
        for value in (one.value, one.otherwise):
            if one.target is not None and value is not None and value.kind == "text":
                found.setdefault(one.target.name, []).append(value.text.strip('"'))
    for name, texts in found.items():
        yield name, tuple(dict.fromkeys(texts))


def _running(terms: Terms, read: Sequence[Statement]) -> str:
    """The one number that is worked out and that nothing else is made of; no tax or discount."""
    defined = {one.target.name: one for one in read if one.target and one.form is Form.DEFINED}
    made_of = {name for one in defined.values() for name in one.reads}
    declared = {
        one.name
        for one in terms.known.values()
        if one.name not in terms.given and one.type in _NUMBERS and not one.over
    }
    numbers = declared | {name for name, one in defined.items() if one.value.kind == "number"}
    results = [
        name
        for name in numbers - made_of - terms.given
        if not _PARTS & set(name.split("_")) and (name in declared or not declared)
    ]
    return results[0] if len(results) == 1 and results[0] in defined else ""


def _checked(
    document: Document, ruled: Ruled, statements: Mapping[int, Statement], terms: Terms
) -> Program | dict[int, str]:
    rules = tuple(
        RuleText(text, Place(_FIRST_LINE + at), is_told=bool(terms.ruled))
        for at in sorted(ruled.rules)
        for text in ruled.rules[at]
    )
    entities = {entity.name: entity for entity in document.entities}
    more = _new_inputs(document, statements, terms).items()
    nowhere = Place(_FIRST_LINE - 1)
    fields = (Field(name, Scalar(kind), nowhere) for name, kind in more)
    inputs = (*(document.inputs or ()), *fields)
    outputs = None if document.outputs is None else _open(document, statements, terms)
    before = check_program(document.rules, Scope(entities, inputs, outputs))
    known = {one.message for one in before.diagnostics}
    checked = check_program((*document.rules, *rules), Scope(entities, inputs, outputs))
    if checked.program is not None:
        return checked.program
    faults = {
        one.place.line - _FIRST_LINE: one.message
        for one in checked.diagnostics
        if one.severity is Severity.ERROR and one.place.line >= _FIRST_LINE
    }
    if faults:
        return faults
    new = [one.message for one in checked.diagnostics if one.message not in known]
    return dict.fromkeys(statements, (new or ["the rules cannot run together"])[0])


def _open(
    document: Document, statements: Mapping[int, Statement], terms: Terms
) -> tuple[Field, ...]:
    """The declared outputs that these rules give a value; others wait for other sentences."""
    targets = {one.target.name for one in statements.values() if one.target is not None}
    targets |= terms.ruled
    targets |= {one.target.over for one in statements.values() if one.target is not None}
    given = {field.name for field in document.inputs or ()}
    return tuple(
        one for one in document.outputs or () if one.name in targets | given and not one.is_open
    )


def _new_inputs(
    document: Document, statements: Mapping[int, Statement], terms: Terms
) -> dict[str, Kind]:
    """What the rules read and nobody declares or defines; none where the document says all."""
    if document.says_inputs:
        return {}
    answered = {field.name for field in document.outputs or ()}
    defined = {
        one.target.name for one in statements.values() if one.target and one.form is Form.DEFINED
    }
    reads = frozenset().union(*(one.reads for one in statements.values()))
    found: dict[str, Kind] = {}
    for name in sorted(reads - defined - answered - terms.lists.keys()):
        term = terms.known.get(name) or terms.invented.get(name)
        if term is not None and term.type in _KINDS:
            found[name] = _KINDS[term.type]
    return found


def _outputs(
    document: Document, statements: Mapping[int, Statement], program: Program
) -> dict[str, str]:
    """Without a declared output all that is worked out is answered."""
    names = {one.target.name for one in statements.values() if one.target is not None}
    if document.outputs is not None:
        names &= {one.name for one in document.outputs if one.is_open}
    steps = [step for step in program.steps if isinstance(step, Assign)]
    return {step.name: str(step.type) for step in steps if step.name in names}
