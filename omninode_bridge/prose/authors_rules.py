"""What the rules of an author already do, so that a sentence beside them changes none of it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from omninode_bridge.generation.reads import behind, fields_read, names_read, without_effect
from omninode_bridge.prose.statements.sentences import subject_of
from omninode_bridge.prose.statements.terms import Term, said_as
from omninode_bridge.prose.statements.written import Written
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.types import EnumOf, Kind, Optional, Scalar, ValueType
from omninode_bridge.rules.program import Assign, Program, Reject, SetField, Step, Warn
from omninode_bridge.rules.typed import Literal
from omninode_bridge.rules.walking import parts

_VERDICT: Final = re.compile(
    r"reject|refus|declin|den(?:y|ied)|invalid|error|forbid|block|ineligible|fail|not[ _]|too[ _]|"
    r"cannot|no[ _]|warn|caution|manual|review",
    re.IGNORECASE,
)
"""A text that tells of what is not accepted."""

_TOLD: Final = frozenset({"reason", "message", "error", "errors", "decision", "verdict", "status"})
_TOLD_TOO: Final = frozenset({"outcome", "result", "hint", "note", "notes", "problem", "warning"})
_LIMIT: Final = re.compile(r"^if (?:.* and )?(\w+) [<>] (.+?)(?: and .*)?: \1 = \2$")


@dataclass(frozen=True, slots=True)
class Told:
    """What one rule of a sentence does in the program of all rules."""

    step: Step
    text: str
    says: str
    names: frozenset[str]

    @property
    def is_quoted(self) -> bool:
        """Whether the sentence has the message between quotation marks."""
        message = self.step.message if isinstance(self.step, Reject | Warn) else ""
        return bool(message) and any(f"{mark}{message}" in self.says for mark in '"\u201c')


class AuthorsRules:
    """The program of the rules that stand in the document, and nothing else."""

    def __init__(self, document: Document, program: Program) -> None:
        self.document = document
        self.program = program

    @cached_property
    def ruled(self) -> Written:
        """What they give a value, and what the requirements with their ids call it."""
        called: dict[tuple[str, ...], Term] = {}
        for one in self.document.requirements:
            term = self._only_value(one.id)
            for words in subject_of(one.text) if term is not None else ():
                said = said_as(words)
                if term is not None and {*said} & {*said_as(term.name.split("_"))}:
                    called[said] = term
        return Written(self._known, called)

    def _only_value(self, requirement_id: str) -> Term | None:
        own = [
            step
            for step in self.program.steps
            if any(source.requirement_id == requirement_id for source in step.sources)
        ]
        names = [step.name for step in own if isinstance(step, Assign)]
        return self._known[names[0]] if len(own) == len(names) == 1 else None

    @cached_property
    def _known(self) -> Mapping[str, Term]:
        found: dict[str, Term] = {}
        for step in self.program.steps:
            if isinstance(step, Assign):
                found[step.name] = Term(step.name, _plain(step.type))
            elif isinstance(step, SetField):
                key = f"{step.list_name}.{step.name}"
                found[key] = Term(step.name, _plain(step.type), step.list_name)
        return found

    def against(self, told: Told) -> str:
        """Why the rule is none that may stand beside these; empty where it may."""
        match told.step:
            case Reject():
                return self._against_refusal(told)
            case Warn():
                return self._against_warning(told)
            case Assign(name):
                return self._against_value(told, name)
            case SetField(list_name, name):
                is_own = f"{list_name}.{name}" in self._known
                return f"`{name}`, which a rule defines" if is_own else ""

    def _against_refusal(self, told: Told) -> str:
        if told.is_quoted and not self._says(told.step):
            return ""
        name = self._decided(told.names)
        return f"whether it is refused, or answered by `{name}`" if name else ""

    def _against_warning(self, told: Told) -> str:
        for step in self.program.steps:
            if isinstance(step, Warn) and told.names & _behind(self.program, step):
                return f'whether it is another warning than "{step.message}"'
        name = self._decided(told.names)
        return f"whether it is a warning, or answered by `{name}`" if name else ""

    def _against_value(self, told: Told, name: str) -> str:
        if self.document.outputs is None:
            return f"whether `{name}` is answered"
        if name not in self._known:
            return ""
        limit = _LIMIT.match(told.text)
        if limit is None:
            return f"`{name}`, which a rule defines"
        return self._against_limit(name, limit[2])

    def _against_limit(self, name: str, limit: str) -> str:
        """What refuses, or is made of, a value beyond its limit tells that it may lie there."""
        declared = [one for one in self.document.outputs or () if one.name == name]
        if any(one.constraints.minimum or one.constraints.maximum for one in declared):
            return f"whether `{name}` is held at the limit, or may not lie beyond it"
        limit = re.escape(limit)
        compared = re.compile(
            rf"\b(?:min|max)\([^)]*\b{name}\b.*\b{limit}\b|\b{name} [<>]=? {limit}"
        )
        for step in self.program.steps:
            is_met = isinstance(step, Reject | Warn) and name in names_read(step)
            is_own = isinstance(step, Assign) and step.name == name
            texts = [one.text for one in step.sources]
            if is_met or (not is_own and any(compared.search(text) for text in texts)):
                return f"whether `{name}` itself is held there, or what a rule makes of it"
        return ""

    def _says(self, step: Step) -> bool:
        """Whether the message is a text of theirs."""
        message = step.message if isinstance(step, Reject | Warn) else ""
        texts = (part.value for part in parts(self.program.steps) if isinstance(part, Literal))
        return message in texts

    def _decided(self, names: frozenset[str]) -> str:
        """The answer that tells whether something is so by all that the condition looks at."""
        answered = {output.name for output in self.program.outputs}
        for at, step in enumerate(self.program.steps):
            if isinstance(step, Assign) and step.name in answered and _tells(step):
                known, fields = behind(self.program, at)
                if names <= known | fields | {step.name}:
                    return step.name
        return ""


def idle(program: Program) -> frozenset[str]:
    """The rules that nothing depends on."""
    return frozenset(one.text for step in without_effect(program) for one in step.sources)


def told_by(program: Program, text: str, says: str) -> Iterator[Told]:
    """The step that the rule of a sentence became, and the names that decide it."""
    for step in program.steps:
        own = [one for one in step.sources if one.text == text]
        if own:
            names = frozenset({*names_read(step), *fields_read(step)})
            yield Told(step, text, says, names)


def _behind(program: Program, step: Step) -> frozenset[str]:
    names, fields = behind(program, program.steps.index(step))
    return names | fields


def _tells(step: Assign) -> bool:
    kind = step.type.of if isinstance(step.type, Optional) else step.type
    if kind == Scalar(Kind.BOOL):
        return True
    if set(step.name.split("_")) & (_TOLD | _TOLD_TOO):
        return True
    members = kind.members if isinstance(kind, EnumOf) else ()
    texts = (part.value for part in parts(step) if isinstance(part, Literal))
    said = (one for one in (*members, *texts) if isinstance(one, str))
    return any(_VERDICT.search(one) for one in said)


def _plain(kind: ValueType) -> str:
    return str(kind.of if isinstance(kind, Optional) else kind)
