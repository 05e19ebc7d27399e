"""From the operations of a document to plans, with every finding on the way."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from omninode_bridge.diagnostics import Code, Diagnostic, Place
from omninode_bridge.generation.effect import codes
from omninode_bridge.generation.effect.answers import AnswerReader
from omninode_bridge.generation.effect.facts import facts_of, row_facts
from omninode_bridge.generation.effect.kept_rows import with_kept_rows
from omninode_bridge.generation.effect.lifecycle import LifecycleReader
from omninode_bridge.generation.effect.links import links_in
from omninode_bridge.generation.effect.narrowing import steps_of
from omninode_bridge.generation.effect.plan import (
    CONTENTS,
    CREATED_AT,
    EVENT_KINDS,
    FILE_KINDS,
    ON_A_ROW,
    PATHS,
    ROW_KINDS,
    UPDATED_AT,
    VERSION,
    FileTarget,
    HttpRequest,
    OperationPlan,
    Use,
    traits_of,
)
from omninode_bridge.generation.effect.requests import RequestReader
from omninode_bridge.generation.effect.rules import OperationRules, free_rules
from omninode_bridge.generation.effect.stored_fields import with_stored_fields
from omninode_bridge.generation.effect.subject import entity_of
from omninode_bridge.generation.effect.transitions import TransitionReader
from omninode_bridge.requirements.document import Document, Operation
from omninode_bridge.requirements.types import Optional
from omninode_bridge.rules.kinds import value_type

START: Final = Place(1)
KINDS: Final = (
    "create, read, update, upsert, delete, restore, list, call, publish, notify, query, or a file's"
)
_REQUEST: Final = re.compile(r"\s*(GET|POST|PUT|PATCH|DELETE|HEAD)\s+(\S+)\s*", re.IGNORECASE)
_NAME: Final = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]{0,79})\}")


class Operations:
    """Plans in document order; `plans` holds only those without an error of their own."""

    def __init__(self, document: Document) -> None:
        self.findings: list[Diagnostic] = []
        read = LifecycleReader(with_stored_fields(document), self.findings)
        self.document = document = read.document
        self._transitions = TransitionReader(document, read.lifecycle, self.findings)
        self.plans: list[OperationPlan] = []
        if not document.operations:
            self._report(codes.NO_OPERATIONS, START, "The document has no operation.")
        drafts = [plan for each in document.operations if (plan := self._draft(each)) is not None]
        free = free_rules(document, drafts, self.findings)
        for plan in drafts:
            self._finish(plan, free)

    def _report(self, code: Code, place: Place, message: str) -> None:
        self.findings.append(code.at(place, message))

    def _draft(self, operation: Operation) -> OperationPlan | None:
        """Without rules and answer."""
        if not operation.kinds:
            message = f"{operation.name} has no kind: {KINDS}."
            self._report(codes.NO_KIND, operation.place, message)
            return None
        rows = [kind for kind in operation.kinds if kind in ROW_KINDS]
        files = [kind for kind in operation.kinds if kind in FILE_KINDS]
        if len(rows) > 1 or len(files) > 1:
            listed = " and ".join(rows if len(rows) > 1 else files)
            message = f"{operation.name} is to {listed} at once."
            self._report(codes.MIXED_KINDS, operation.place, message)
            return None
        entity = entity_of(self.document, operation)
        if rows and entity is None:
            message = f"{operation.name} is to {rows[0]}, and names no entity."
            self._report(codes.NO_ENTITY, operation.place, message)
            return None
        about = None if entity is None else traits_of(entity)
        kind = rows[0] if rows else None
        reader = RequestReader(operation, kind, about, self.findings)
        return OperationPlan(
            operation=operation,
            kind=kind,
            entity=about if rows else None,
            request=reader.read(),
            alternatives=reader.alternatives(),
            file_kind=files[0] if files else None,
            publishes=any(each in EVENT_KINDS for each in operation.kinds),
        )

    def _finish(self, draft: OperationPlan, free: OperationRules) -> None:
        before = len(self.findings)
        plan = replace(draft, facts=facts_of(draft), http=self._http(draft), file=self._file(draft))
        texts = [rule.text for rule in free.of(plan)]
        plan = with_kept_rows(self.document, plan, texts, self._transitions.guards_of(plan))
        plan, actions = self._transitions.applied(plan)
        plan = free.applied(plan, self.findings, actions)
        plan = replace(plan, links=links_in(steps_of(plan), plan.kept))
        answers = AnswerReader(plan, self.findings)
        plan = replace(plan, answer=answers.read(), answers_row=answers.is_row())
        self.findings.extend(_incomplete(plan))
        if not any(found.severity == "error" for found in self.findings[before:]):
            self.plans.append(plan)

    def _http(self, plan: OperationPlan) -> HttpRequest | None:
        operation = plan.operation
        if "call" not in operation.kinds:
            return None
        match = _REQUEST.fullmatch(operation.request)
        if match is None:
            message = f"{operation.name} does not say what it calls."
            self._report(codes.NO_REQUEST, operation.place, message)
            return None
        names = tuple(dict.fromkeys(_NAME.findall(match[2])))
        known = {each.name for each in plan.request} | {each.name for each in row_facts(plan)}
        settings = tuple(name for name in names if name not in known)
        return HttpRequest(match[1].upper(), match[2], names, settings)

    def _file(self, plan: OperationPlan) -> FileTarget | None:
        if plan.file_kind is None:
            return None
        names = [item.name for item in plan.request]
        path = "" if "call" in plan.operation.kinds else plan.operation.request.strip()
        if not path:
            given = next((name for name in PATHS if name in names), None)
            path = f"{{{given}}}" if given else ""
        used = tuple(dict.fromkeys(_NAME.findall(path)))
        if not path or not set(used) <= {*names, *(each.name for each in row_facts(plan))}:
            message = f"{plan.name} does not say which file."
            self._report(codes.NO_PATH, plan.operation.place, message)
            return None
        content = next((name for name in CONTENTS if name in names), None)
        return FileTarget(path, used, content)


def _incomplete(plan: OperationPlan) -> Iterator[Diagnostic]:
    place, name = plan.operation.place, plan.name
    if plan.kind in ON_A_ROW | {"upsert"} and not plan.fields_for(Use.KEY):
        yield codes.NO_KEY.at(place, f"The input of {name} does not say which row.")
    if plan.entity is None:
        return
    kept = {plan.entity.key, CREATED_AT if plan.entity.created_at else None}
    kept |= {UPDATED_AT if plan.entity.updated_at else None}
    kept |= {VERSION if plan.entity.version else None}
    for field in plan.decided:
        if field.name in kept:
            message = f"A rule of {name} assigns `{field.name}`."
            yield codes.BAD_ASSIGNMENT.at(place, message)
    if plan.kind in ("create", "upsert"):
        known = {fact.name for fact in plan.facts} | {field.name for field in plan.decided}
        known |= {plan.state or ""}
        for field in plan.entity.entity.fields:
            missing = field.name not in known and not isinstance(value_type(field), Optional)
            if missing and not (plan.http is not None):
                message = f"{name} creates rows whose `{field.name}` has no value."
                yield codes.NO_VALUE.at(place, message)
