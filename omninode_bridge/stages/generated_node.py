"""Stage four: the package, formatted."""

from omninode_bridge.diagnostics import has_errors
from omninode_bridge.generation.generate import generate_package
from omninode_bridge.ports import Formatter
from omninode_bridge.stages.prd import faulty
from omninode_bridge.stages.values import Built, Failure, Specified, Stage


def build(specified: Specified, formatter: Formatter) -> Built | Failure:
    document = specified.submission.document
    generated = generate_package(document, node_type=specified.node_type, domain=specified.domain)
    if generated.failure is not None:
        failure = generated.failure
        return Failure(
            Stage.GENERATED_NODE, failure.code, failure.message, failure.fix, generated.diagnostics
        )
    if generated.package is None or has_errors(generated.diagnostics):
        return faulty(Stage.GENERATED_NODE, generated.diagnostics)
    return Built(specified, formatter.format(generated.package), generated.diagnostics)
