"""The optional step after generation: advice on the code, beside the gate and never part of it."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from omninode_bridge.advice.analyzer import CodeAnalyzer
from omninode_bridge.advice.values import Advice
from omninode_bridge.errors import BridgeError
from omninode_bridge.generation.package import NodePackage
from omninode_bridge.stages.values import Judged

LOGGER: Final = logging.getLogger(__name__)
NOT_CONFIGURED: Final = (
    "no service is configured (OMNINODE_ONEXTREE_URL; the services read it when they start)"
)


def enrich_with_onextree(
    judged: Judged, analyzer: CodeAnalyzer | None, clock: Callable[[], datetime]
) -> Judged:
    """Never raises: a service that fails is no reason to fail, and the report says why.

    A request that does not ask for it leaves `advice` at None.
    """
    if not judged.submission.request.options.enable_onextree:
        return judged
    started = clock()
    advice = _asked(judged.built.package, analyzer)
    advice = replace(advice, duration_ms=(clock() - started).total_seconds() * 1000)
    return replace(judged, report=replace(judged.report, advice=advice))


def _asked(package: NodePackage, analyzer: CodeAnalyzer | None) -> Advice:
    if analyzer is None:
        return Advice(None, NOT_CONFIGURED)
    try:
        return Advice(analyzer.analyze_code(_code_of(package)))
    except BridgeError as error:
        return Advice(None, error.message)
    except Exception as error:  # advice is no reason to fail
        LOGGER.exception("There is no advice on %s", package.name)
        return Advice(None, f"{type(error).__name__}: {error}")


def _code_of(package: NodePackage) -> Mapping[str, str]:
    """Its Python files but for the tests."""
    return {
        path: content.decode()
        for path, content in package.files.items()
        if path.endswith(".py") and "tests" not in path.split("/")
    }
