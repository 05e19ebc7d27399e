"""What the descriptions of other nodes say of a node's type, found as the pipeline finds them."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from benchmarks.own_postgres import own_database
from benchmarks.train_detection import Case, Matrix
from omninode_bridge.intelligence.evidence import Kind, Question, SimilarNode
from omninode_bridge.intelligence.fusion import DEPTH, fuse
from omninode_bridge.intelligence.knowledge import KnownDocument, entry
from omninode_bridge.ports import KnowledgeSource
from omninode_bridge.requirements.detection.detect import closeness
from omninode_bridge.requirements.detection.model import TYPES
from resources.intelligence.knowledge.base import KnowledgeBase
from resources.intelligence.knowledge.sources import FullText, Graph, Vectors

ORIGIN: Final = "benchmark"
CONSIDERED: Final = Question("", "").limit

type Lists = Mapping[str, Sequence[SimilarNode]]


class Neighbours:
    """Each description is asked about once; which of the answers count is decided afterwards."""

    def __init__(self, cases: Sequence[Case]) -> None:
        self._cases = cases
        self._found: dict[bool, list[Lists]] = {}
        with own_database() as (database, _):
            sources = (FullText(database), Vectors(database), Graph(database))
            for hidden in (False, True):
                documents = [_document(number, case, hidden) for number, case in enumerate(cases)]
                KnowledgeBase(database).put(ORIGIN, map(entry, documents), whole=True)
                self._found[hidden] = [self._asked(each, sources) for each in documents]

    def _asked(self, document: KnownDocument, sources: Sequence[KnowledgeSource]) -> Lists:
        question = Question(document.name, document.text, len(self._cases), (Kind.NODE,))
        return {each.name: each.similar(question) for each in sources}

    def votes(
        self, numbers: Sequence[int], *, hidden: bool, own: bool, without: str = ""
    ) -> Matrix:
        """What is added to the logits of each case; with `own`, by its own repository's nodes too.

        The nodes of the repository `without` are not known.
        """
        found = np.zeros((len(numbers), len(TYPES)))
        for row, number in enumerate(numbers):
            banned = {without} if own else {without, self._cases[number].group}
            lists = {
                source: [node for node in nodes if self._group_of(node) not in banned][:DEPTH]
                for source, nodes in self._found[hidden][number].items()
            }
            for node in fuse(lists, CONSIDERED).similar:
                found[row, TYPES.index(node.node_type)] += closeness(node)
        return found

    def _group_of(self, node: SimilarNode) -> str:
        return self._cases[int(node.key.rpartition(":")[2])].group


def _document(number: int, case: Case, hidden: bool) -> KnownDocument:
    text = case.hidden if hidden else case.text
    return KnownDocument(ORIGIN, str(number), Kind.NODE, case.name, TYPES[case.label], "", text)
