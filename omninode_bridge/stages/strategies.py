"""One strategy after the other, while something is open that the next one can change."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.generation.package import BindingState
from omninode_bridge.ports import Formatter, Toolchain
from omninode_bridge.prose import codes
from omninode_bridge.requirements.document import Requirement, RequirementClass
from omninode_bridge.stages.generated_node import build
from omninode_bridge.stages.quality_report import judge
from omninode_bridge.stages.values import Built, Failure, Judged, Specified
from omninode_bridge.strategies.attempt import Attempt, Result, Strategy
from omninode_bridge.strategies.language_model import LanguageModel
from omninode_bridge.strategies.variants import Variant, exemplar, proposed

LATER: Final = (Strategy.EXEMPLAR, Strategy.LLM)


@dataclass(frozen=True, slots=True)
class Writing:
    """What writing a package needs of the outside; without `model` there is no third strategy."""

    formatter: Formatter
    model: LanguageModel | None = None


def build_first(specified: Specified, writing: Writing) -> Built | Failure:
    """The package of the first strategy that gives one; else the failure of the first strategy."""
    first = build(specified, writing.formatter)
    return first if isinstance(first, Built) else build_later(specified, first, writing)


def build_later(specified: Specified, first: Failure, writing: Writing) -> Built | Failure:
    """What the strategies after the first one make of a document that gave no package."""
    attempts = [_not_generated(Strategy.COMPILED, first)]
    for strategy in LATER:
        found = _variant(strategy, specified, _unrealised(specified), writing)
        made = _made(strategy, found, specified, writing)
        if isinstance(made, Built):
            return replace(made, attempts=tuple(attempts))
        attempts.append(made)
    return replace(first, attempts=tuple(attempts))


def judge_best(built: Built, toolchain: Toolchain, writing: Writing) -> Judged:
    return improved(judge(built, toolchain), toolchain, writing)


def improved(best: Judged, toolchain: Toolchain, writing: Writing) -> Judged:
    """The best of this and all later attempts, with the record of each."""
    attempts = [*best.built.attempts, attempt_of(best)]
    for strategy in LATER:
        if strategy in {each.strategy for each in attempts} or not is_open(best):
            continue
        specified = best.built.specified
        found = _variant(strategy, specified, _unbound(best), writing)
        made = _made(strategy, found, specified, writing)
        if isinstance(made, Attempt):
            attempts.append(made)
            continue
        judged = judge(made, toolchain)
        attempts.append(attempt_of(judged))
        best = max(best, judged, key=_merit)
    return replace(best, built=replace(best.built, attempts=tuple(attempts)))


def is_open(judged: Judged) -> bool:
    """A failed gate, a requirement that nothing realises, or a slot with a pattern's default."""
    return judged.failure is not None or bool(_unbound(judged)) or _defaults(judged) > 0


def attempt_of(judged: Judged) -> Attempt:
    built, failure = judged.built, judged.failure
    states = [binding.state for binding in built.package.bindings]
    return Attempt(
        Strategy(built.strategy),
        Result.FAILED if failure else Result.PROVEN,
        failure.message if failure else "",
        score=judged.report.score,
        bound=states.count(BindingState.BOUND),
        unbound=states.count(BindingState.UNBOUND),
        consulted=built.consulted,
    )


def _variant(
    strategy: Strategy, specified: Specified, unbound: Sequence[Requirement], writing: Writing
) -> Variant:
    node_type, before = specified.node_type, specified.understood
    if strategy is Strategy.EXEMPLAR:
        similar = specified.informed.evidence.similar
        return exemplar(specified.submission.document, node_type, similar, before)
    return proposed(writing.model, node_type, unbound, before)


def _made(
    strategy: Strategy, found: Variant, specified: Specified, writing: Writing
) -> Built | Attempt:
    if found.understood is None:
        return Attempt(strategy, Result.NOT_TRIED, found.reason, consulted=found.consulted)
    built = build(replace(specified, understood=found.understood), writing.formatter, strategy)
    if isinstance(built, Failure):
        return replace(_not_generated(strategy, built), consulted=found.consulted)
    return replace(built, consulted=found.consulted)


def _not_generated(strategy: Strategy, failure: Failure) -> Attempt:
    return Attempt(strategy, Result.NOT_GENERATED, f"{failure.code}: {failure.message}")


def _unrealised(specified: Specified) -> list[Requirement]:
    """Of a document that gave no package: what neither a rule nor a pattern names."""
    document = specified.understood.document
    named = {rule.requirement_id for rule in document.rules}
    return [
        each
        for each in document.requirements
        if each.classification is RequirementClass.FUNCTIONAL
        and each.id not in named
        and not each.pattern
    ]


def _unbound(judged: Judged) -> list[Requirement]:
    unbound = {
        binding.requirement_id
        for binding in judged.built.package.bindings
        if binding.state is BindingState.UNBOUND
    }
    document = judged.built.specified.understood.document
    return [each for each in document.requirements if each.id in unbound]


def _defaults(judged: Judged) -> int:
    found = judged.built.specified.understood.diagnostics
    return sum(one.code == codes.DEFAULT_USED.code for one in found)


def _merit(judged: Judged) -> tuple[bool, int, int, float]:
    """Proven, then bound, then chosen rather than by default, then the score; first come first."""
    attempt = attempt_of(judged)
    return judged.failure is None, attempt.bound or 0, -_defaults(judged), judged.report.score
