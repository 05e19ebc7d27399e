"""Three ways to look into the knowledge base: its words, its vectors, and its relations."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import sqlalchemy as sa

from omninode_bridge.intelligence.embedding import embedding
from omninode_bridge.intelligence.evidence import Question, SimilarNode
from omninode_bridge.intelligence.ranking import K1, B, Corpus, weighed
from omninode_bridge.intelligence.words import terms_of
from resources.intelligence.knowledge.base import has_vectors, shown
from resources.intelligence.knowledge.preparing import Half, half
from resources.intelligence.knowledge.rows import COLUMNS, WANTED, found, wanted
from resources.postgres.database import Database

LEAST_WORDS: Final = 0.1
LEAST_COSINE: Final = 0.2
LEAST_RELATED: Final = 0.05


class FullText:
    """BM25 over all documents; similarity is relative to the question as a document."""

    name = "full_text"

    def __init__(self, database: Database) -> None:
        self._database = database

    def similar(self, question: Question) -> Sequence[SimilarNode]:
        terms = terms_of(question.text)
        return self._database.run(lambda connection: self._search(connection, question, terms))

    def _search(
        self, connection: sa.Connection, question: Question, terms: Sequence[str]
    ) -> list[SimilarNode]:
        query = "select count(*), avg(length) from omninode.knowledge_documents"
        documents, average = connection.execute(sa.text(query)).one()
        if not documents or not terms:
            return []
        corpus = Corpus(int(documents), float(average))
        number, found_in = _known(connection, terms)
        asked = weighed(terms, found_in, corpus)
        rows = connection.execute(
            sa.text(_BM25),
            {
                **wanted(question),
                "terms": [number[term] for term in asked.weights],
                "weights": list(asked.weights.values()),
                "average": corpus.average_length,
            },
        ).mappings()
        return found(rows, self.name, asked.best, least=LEAST_WORDS)


def _known(
    connection: sa.Connection, terms: Sequence[str]
) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Number and count of documents by term."""
    query = "select term, id, documents from omninode.knowledge_terms where term = any(:terms)"
    rows = list(connection.execute(sa.text(query), {"terms": sorted(set(terms))}))
    return {row[0]: row[1] for row in rows}, {row[0]: row[2] for row in rows}


_BM25: Final = f"""
select {COLUMNS}, scored.score
from (
    select p.document_id, sum(
        asked.weight * p.times * {K1 + 1}
        / (p.times + {K1} * ({1 - B} + {B} * p.length / cast(:average as float8)))
    ) as score
    from unnest(cast(:terms as integer[]), cast(:weights as float8[])) as asked (term_id, weight)
    join omninode.knowledge_postings p on p.term_id = asked.term_id
    group by p.document_id
) scored
join omninode.knowledge_documents d on d.id = scored.document_id
where {WANTED}
order by scored.score desc, d.key
limit :limit
"""  # noqa: S608  constants


class Vectors:
    """The cosine of the embeddings, exact; by pgvector where the database has it."""

    name = "vectors"

    def __init__(self, database: Database) -> None:
        self._database = database

    def similar(self, question: Question) -> Sequence[SimilarNode]:
        asked = half(embedding(question.text))
        if not asked.any():
            return []

        def work(connection: sa.Connection) -> list[SimilarNode]:
            if has_vectors(connection):
                rows = connection.execute(
                    sa.text(_NEAREST), {**wanted(question), "asked": shown(asked)}
                )
                return found(rows.mappings(), self.name, 1.0, least=LEAST_COSINE)
            return self._by_hand(connection, question, asked)

        return self._database.run(work)

    def _by_hand(
        self,
        connection: sa.Connection,
        question: Question,
        asked: Half,
    ) -> list[SimilarNode]:
        rows = list(connection.execute(sa.text(_ALL), wanted(question)))
        if not rows:
            return []
        held = np.frombuffer(b"".join(row[1] for row in rows), dtype=np.float16)
        cosines = held.reshape(len(rows), -1).astype(np.float32) @ asked.astype(np.float32)
        best = np.argsort(-cosines, kind="stable")[: question.limit]
        values = {
            "ids": [rows[at][0] for at in best],
            "scores": [float(cosines[at]) for at in best],
        }
        chosen = connection.execute(sa.text(_CHOSEN), values).mappings()
        return found(chosen, self.name, 1.0, least=LEAST_COSINE)


_NEAREST: Final = f"""
select {COLUMNS}, 1 - (v.vector <=> cast(:asked as halfvec)) as score
from omninode.knowledge_vectors v join omninode.knowledge_documents d on d.id = v.document_id
where {WANTED}
order by v.vector <=> cast(:asked as halfvec), d.key
limit :limit
"""  # noqa: S608  constants

_ALL: Final = f"""
select v.document_id, v.embedding
from omninode.knowledge_vectors v join omninode.knowledge_documents d on d.id = v.document_id
where {WANTED}
order by d.key
"""  # noqa: S608  constants

_CHOSEN: Final = f"""
select {COLUMNS}, chosen.score
from unnest(cast(:ids as integer[]), cast(:scores as float8[])) as chosen (id, score)
join omninode.knowledge_documents d on d.id = chosen.id
order by chosen.score desc, d.key
"""  # noqa: S608  constants


class Graph:
    """From the things that the question names to what speaks of them, over two documents at most.

    A thing that many speak of tells little; similarity is the share of what is named that is met.
    """

    name = "graph"

    def __init__(self, database: Database) -> None:
        self._database = database

    def similar(self, question: Question) -> Sequence[SimilarNode]:
        names = _phrases(terms_of(question.text))
        return self._database.run(lambda connection: self._search(connection, question, names))

    def _search(
        self, connection: sa.Connection, question: Question, names: Sequence[str]
    ) -> list[SimilarNode]:
        values = {**wanted(question), "names": names}
        rows = list(connection.execute(sa.text(_WALK), values).mappings())
        best = float(rows[0]["best"]) if rows else 0.0
        return found(rows, self.name, best, least=LEAST_RELATED)


LONGEST: Final = 4
"""Terms of a name."""

MOST_NAMES: Final = 2_000


def _phrases(terms: Sequence[str]) -> list[str]:
    """All runs of one to four terms: each may be the name of something."""
    starts = range(len(terms))
    runs = [" ".join(terms[at : at + long]) for long in range(1, LONGEST + 1) for at in starts]
    return list(dict.fromkeys(runs))[:MOST_NAMES]


_WALK: Final = f"""
with recursive named as (
    select r.name, r.kind, count(*) as times
    from omninode.knowledge_relations r where r.name = any(:names)
    group by r.name, r.kind
), asked as (
    select name, kind, 1 / ln(1.8 + times) as weight from named where times <= 500
), met as (
    select r.document_id, sum(asked.weight) as score
    from asked join omninode.knowledge_relations r using (name, kind)
    group by r.document_id order by 2 desc, 1 limit 50
), walk (document_id, score, depth) as (
    select document_id, score, 1 from met
    union all
    select other.document_id, walk.score * 0.3, walk.depth + 1
    from walk
    -- The offset keeps the planner, who expects more documents, from reading all relations.
    cross join lateral (
        select x.name, x.kind from omninode.knowledge_relations x
        where x.document_id = walk.document_id offset 0
    ) r
    cross join lateral (
        select o.document_id, count(*) over () as times
        from (
            select x.document_id from omninode.knowledge_relations x
            where x.name = r.name and x.kind = r.kind limit 21
        ) o
    ) other
    where walk.depth < 2 and other.times <= 20 and other.document_id <> walk.document_id
)
select {COLUMNS}, related.score, (select sum(weight) from asked) as best
from (select document_id, max(score) as score from walk group by document_id) related
join omninode.knowledge_documents d on d.id = related.document_id
where {WANTED}
order by related.score desc, d.key
limit :limit
"""  # noqa: S608  constants
