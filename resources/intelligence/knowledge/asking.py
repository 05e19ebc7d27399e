"""The knowledge base as the pipeline, the service and the command line ask it."""

from typing import Final

from resources.intelligence.client import TIMEOUT_S, ParallelIntelligence
from resources.intelligence.knowledge.filling import Filling
from resources.intelligence.knowledge.sources import FullText, Graph, Vectors
from resources.postgres.database import Database
from resources.reliability.guard import Guard, Guards

PATIENT_S: Final = 30.0
"""A person waits rather than to hear that a source was late."""


def knowledge_in(
    database: Database, *, timeout_s: float = TIMEOUT_S, guards: Guards = Guard
) -> ParallelIntelligence:
    """All three sources; what has been registered since the last question is taken in first."""
    return ParallelIntelligence(
        [FullText(database), Vectors(database), Graph(database)],
        timeout_s=timeout_s,
        prepare=Filling(database).from_registry,
        guards=guards,
    )
