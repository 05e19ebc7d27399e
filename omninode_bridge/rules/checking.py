"""Rules in, program or findings out."""

from collections.abc import Sequence
from dataclasses import dataclass

from omninode_bridge.diagnostics import has_errors
from omninode_bridge.requirements.document import RuleText
from omninode_bridge.rules.codes import CYCLE, RESERVED
from omninode_bridge.rules.context import Context, Key
from omninode_bridge.rules.definitions import Definitions, Finished
from omninode_bridge.rules.environment import Environment
from omninode_bridge.rules.groups import (
    Findings,
    Gathered,
    Rule,
    assignment_of,
    gather,
    read_rules,
    warn_if_constant,
)
from omninode_bridge.rules.inference import condition
from omninode_bridge.rules.ordering import Task, needs_first, run_order, words_of
from omninode_bridge.rules.outputs import WARNINGS, Answer
from omninode_bridge.rules.program import (
    Assign,
    Checked,
    ItemType,
    Output,
    Program,
    Reject,
    Scope,
    Step,
    Warn,
)
from omninode_bridge.rules.ranges import check_ranges
from omninode_bridge.rules.syntax import RejectWhen, WarnWhen
from omninode_bridge.rules.walking import functions_in


def check_program(rules: Sequence[RuleText], scope: Scope) -> Checked:
    """Read, resolve, type and order the rules; every mistake is a diagnostic with its place."""
    findings = Findings()
    read = read_rules(rules, findings)
    environment = Environment(scope, Gathered((), {}, {}))
    gathered = gather(read, environment.canonical, findings.unread)
    environment.gathered = gathered
    definitions = Definitions(environment)
    for key in needs_first(_uses(gathered)):
        definitions.settle(key)
    refusals = _refusals(gathered, environment)
    _check_warnings_name(gathered)
    check_ranges(gathered, scope)
    steps = _ordered(definitions.finished, refusals)
    answer = Answer(environment, findings, can_warn=gathered.can_warn)
    items = answer.items()
    outputs = answer.outputs(
        {
            key: found.step
            for key, found in definitions.finished.items()
            if isinstance(found.step, Assign)
        }
    )
    diagnostics = findings.in_order()
    if has_errors(diagnostics):
        return Checked(None, diagnostics)
    return Checked(_program(read, steps, outputs, items), diagnostics)


def _uses(gathered: Gathered) -> dict[Key, frozenset[Key]]:
    """Which groups a group may need, by the words in its rules: a first guess without types."""
    by_word: dict[str, set[Key]] = {}
    for key in gathered.groups:
        by_word.setdefault(key[-1], set()).add(key)
    found: dict[Key, frozenset[Key]] = {}
    for key, group in gathered.groups.items():
        words = frozenset().union(*(words_of(rule.statement) for rule in group.rules))
        needed = set().union(*(by_word.get(word, set()) for word in words))
        if len(key) > 1 and (key[0],) in gathered.groups:
            needed.add((key[0],))
        found[key] = frozenset(needed - {key})
    return found


@dataclass(frozen=True, slots=True)
class _Refusal:
    rule: Rule
    reads: frozenset[Key]
    step: Reject | Warn | None

    @property
    def is_rejection(self) -> bool:
        return isinstance(self.rule.statement, RejectWhen)


def _refusals(gathered: Gathered, environment: Environment) -> list[_Refusal]:
    found: list[_Refusal] = []
    warnings = 0
    for rule, statement in gathered.refusals:
        reads: set[Key] = set()
        test = condition(statement.condition, Context(environment, rule.report, reads))
        warn_if_constant(statement.condition, test, rule)
        step: Reject | Warn | None = None
        if test is not None and isinstance(statement, RejectWhen):
            step = Reject(rule.source, test, statement.message, rule.code)
        elif test is not None:
            step = Warn(rule.source, test, statement.message, warnings)
        warnings += isinstance(statement, WarnWhen)
        found.append(_Refusal(rule, frozenset(reads), step))
    return found


def _check_warnings_name(gathered: Gathered) -> None:
    group = gathered.groups.get((WARNINGS,))
    if group is None or not gathered.can_warn:
        return
    rule = group.rules[0]
    assignment = assignment_of(rule.statement)
    if assignment is not None:
        message = "`warnings` holds the messages of `warn when`."
        rule.report(RESERVED, assignment.name_span, message)


def _ordered(finished: dict[Key, Finished], refusals: list[_Refusal]) -> list[Step]:
    """Steps in the order in which they run; circles are reported.

    What a sentence refuses beside the author's rules comes after all that these refuse.
    """
    steps: dict[Task, Step | None] = {}
    for key, found in finished.items():
        task = Task(found.group.order, frozenset(found.reads), gives=key)
        steps[task] = found.step
    written = [one.reads for one in refusals if one.is_rejection and not one.rule.is_told]
    behind = frozenset[Key]().union(*written)
    for refusal in refusals:
        is_late = refusal.is_rejection and refusal.rule.is_told
        needs = refusal.reads | behind if is_late else refusal.reads
        task = Task(refusal.rule.order, needs, is_rejection=refusal.is_rejection)
        steps[task] = refusal.step
    order, circles = run_order(steps)
    for circle in circles:
        _report_circle(circle, finished)
    return [step for task in order if (step := steps[task]) is not None]


def _report_circle(circle: tuple[Key, ...], finished: dict[Key, Finished]) -> None:
    rule = finished[circle[0]].group.rules[0]
    names = [".".join(key) for key in circle]
    if len(names) == 1:
        message = f"`{names[0]}` needs its own value."
    else:
        message = " needs ".join(f"`{name}`" for name in [*names[:20], names[0]]) + "."
    assignment = assignment_of(rule.statement)
    if assignment is not None:
        rule.report(CYCLE, assignment.name_span, message)


def _program(
    rules: tuple[Rule, ...],
    steps: list[Step],
    outputs: tuple[Output, ...],
    items: dict[str, ItemType],
) -> Program:
    warnings = tuple(r.statement.message for r in rules if isinstance(r.statement, WarnWhen))
    return Program(tuple(steps), outputs, items, functions_in(steps), warnings)
