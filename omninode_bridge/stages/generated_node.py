"""Stage four: the package, formatted."""

from dataclasses import replace

from omninode_bridge.diagnostics import Diagnostic, has_errors
from omninode_bridge.generation.generate import generate_package
from omninode_bridge.generation.package import NodePackage
from omninode_bridge.ports import Formatter
from omninode_bridge.stages.coaching import coaching_of, questioned
from omninode_bridge.stages.coaching import hint_of as coached_hint
from omninode_bridge.stages.guessed_type import with_guess
from omninode_bridge.stages.planned import planned
from omninode_bridge.stages.prd import faulty
from omninode_bridge.stages.unrealised import hint_of, unrealised
from omninode_bridge.stages.values import Built, Failure, Specified, Stage
from omninode_bridge.strategies.attempt import Strategy


def build(
    specified: Specified, formatter: Formatter, strategy: Strategy = Strategy.COMPILED
) -> Built | Failure:
    built = generate(specified, strategy)
    if isinstance(built, Failure):
        return built
    return formatted(built, formatter.format(built.package))


def formatted(built: Built, package: NodePackage) -> Built:
    """The same with its package as the formatter wrote it."""
    return replace(built, package=package)


def generate(specified: Specified, strategy: Strategy = Strategy.COMPILED) -> Built | Failure:
    """As it comes from the generator, not yet formatted."""
    understood = specified.understood
    document = understood.document
    generated = generate_package(
        document,
        node_type=specified.node_type,
        domain=specified.domain,
        strategy=strategy.value,
    )
    found = with_guess(generated.diagnostics, specified.detection)
    diagnostics = (*understood.diagnostics, *found)
    package = generated.package
    if generated.failure is not None or package is None or has_errors(diagnostics):
        failed = _failed(specified, generated.failure, diagnostics)
        coaching = coaching_of(document, specified.detection, failed.diagnostics)
        known = questioned(planned(document, specified.node_type), coaching)
        if coaching is not None:
            failed = replace(failed, hint=coached_hint(coaching, specified.detection))
        return replace(failed, planned=known, node_type=specified.node_type)
    return Built(specified, package, diagnostics, strategy.value)


def _failed(
    specified: Specified, why: Diagnostic | None, diagnostics: tuple[Diagnostic, ...]
) -> Failure:
    """`why` there is no package; without it the errors of the document say so."""
    if why is None:
        return faulty(Stage.GENERATED_NODE, diagnostics)
    document = specified.understood.document
    (failure,) = with_guess([why], specified.detection)
    notes = unrealised(document, specified.node_type, (*diagnostics, failure))
    hint = "; ".join(filter(None, (failure.fix, hint_of(notes, document))))
    told = (failure, *diagnostics, *notes)
    return Failure(Stage.GENERATED_NODE, failure.code, failure.message, hint, told)
