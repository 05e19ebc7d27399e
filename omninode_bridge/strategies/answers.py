"""A language model's answer: nothing of it goes on that is not a sound rule of our language."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.prose.rule_faults import with_sound_rules
from omninode_bridge.prose.steps_merging import ContradictionError
from omninode_bridge.requirements.document import Document, Requirement, RuleText
from omninode_bridge.rules.statements import parse_statement
from omninode_bridge.rules.tokens import RuleSyntaxError

MOST_RULES: Final = 40
LONGEST_RULE: Final = 300
LONGEST_ANSWER: Final = 32_000


@dataclass(frozen=True, slots=True)
class Accepted:
    """`document` with the rules that were sound; `refused` says what was wrong with the others."""

    document: Document
    rules: tuple[RuleText, ...] = ()
    refused: tuple[str, ...] = ()


def accept(document: Document, unbound: Sequence[Requirement], text: str) -> Accepted:
    """Each rule is parsed, then typed together with those before it; a faulty one is left out."""
    proposed = _proposals(text)
    if isinstance(proposed, str):
        return Accepted(document, refused=(proposed,))
    asked = {each.id: each for each in unbound}
    taken: list[RuleText] = []
    refused: list[str] = []
    for requirement_id, statement in proposed:
        rule = _rule(asked.get(requirement_id), statement)
        after = rule if isinstance(rule, str) else _with(document, rule)
        if isinstance(rule, RuleText) and isinstance(after, Document):
            document = after
            taken.append(rule)
        else:
            refused.append(str(after))
    return Accepted(_told(document, taken), tuple(taken), tuple(refused))


def _proposals(text: str) -> list[tuple[str, str]] | str:
    if len(text) > LONGEST_ANSWER:
        return f"the answer is longer than {LONGEST_ANSWER} characters"
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        return "the answer is no JSON"
    rules = answer.get("rules") if isinstance(answer, Mapping) else None
    if not isinstance(rules, list) or len(rules) > MOST_RULES:
        return f"the answer holds no list of at most {MOST_RULES} rules"
    return list(_texts(rules))


def _texts(rules: Sequence[object]) -> Iterator[tuple[str, str]]:
    for rule in rules:
        found = rule if isinstance(rule, Mapping) else {}
        requirement, statement = found.get("requirement"), found.get("rule")
        if isinstance(requirement, str) and isinstance(statement, str):
            yield requirement, statement
        else:
            yield "", ""


def _rule(requirement: Requirement | None, statement: str) -> RuleText | str:
    if requirement is None:
        return "a rule for a requirement that was not asked about"
    if not 0 < len(statement) <= LONGEST_RULE or not statement.isprintable() or "`" in statement:
        return f"{requirement.id}: no single line of at most {LONGEST_RULE} characters"
    try:
        parse_statement(statement)
    except RuleSyntaxError as error:
        return f"{requirement.id}: no rule: {error}"
    return RuleText(statement, requirement.place, requirement.id)


def _with(document: Document, rule: RuleText) -> Document | str:
    try:
        return with_sound_rules(document, replace(document, rules=(*document.rules, rule)))
    except ContradictionError as error:
        return f"{rule.requirement_id}: {error}"


def _told(document: Document, taken: Sequence[RuleText]) -> Document:
    """Each requirement says who proposed its rules."""
    by = {rule.requirement_id for rule in taken}
    requirements = tuple(
        replace(each, pattern="rules that a language model proposed") if each.id in by else each
        for each in document.requirements
    )
    return replace(document, requirements=requirements)
