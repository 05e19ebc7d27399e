"""Stages two and three: what is known that resembles the document, and what is to be built."""

from dataclasses import replace
from typing import Final

from omninode_bridge.intelligence.evidence import Evidence
from omninode_bridge.intelligence.words import question_about
from omninode_bridge.ports import Intelligence
from omninode_bridge.prose.type_of_prose import with_prose
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.detection.detect import detect_type
from omninode_bridge.stages.values import Informed, Specified, Submission

DEFAULT_DOMAIN: Final = "general"


def inform(submission: Submission, intelligence: Intelligence | None) -> Informed:
    """Evidence where it is wanted; without sources, or where it is not wanted, there is none."""
    if intelligence is None or not submission.request.options.enable_intelligence:
        return Informed(submission, Evidence())
    question = replace(
        question_about(submission.document),
        document=submission.document.text,
        asked_by=submission.request.correlation_id,
    )
    return Informed(submission, intelligence.gather(question))


def specify(informed: Informed) -> Specified:
    """As the document alone says; what similar nodes chose is a strategy of its own."""
    submission = informed.submission
    options, document = submission.request.options, submission.document
    detection = detect_type(document, hint=options.node_type, evidence=informed.evidence.similar)
    detection = with_prose(document, detection)
    domain = options.domain or document.front.domain or DEFAULT_DOMAIN
    understood = understand(document, detection.node_type)
    return Specified(informed, detection, detection.node_type, domain, understood)
