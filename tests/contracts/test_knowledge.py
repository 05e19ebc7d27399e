"""What every knowledge base promises, and each way to look into it; PostgreSQL and the fake."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any  # the fields of a document differ in type

import pytest

from omninode_bridge.intelligence.evidence import Kind, Question
from omninode_bridge.intelligence.knowledge import Change, KnownDocument, Relation, entry
from omninode_bridge.node_type import NodeType
from omninode_bridge.ports import KnowledgeSource
from resources.intelligence.knowledge.base import KnowledgeBase
from resources.intelligence.knowledge.sources import FullText, Graph, Vectors
from resources.postgres.database import Database
from tests.fakes.knowledge import FakeKnowledgeBase

pytest_plugins = ["tests.postgres"]

SOURCES = {each.name: each for each in (FullText, Vectors, Graph)}


def known(key: str, text: str, **changes: Any) -> KnownDocument:  # noqa: ANN401  fields of any type
    document = KnownDocument("here", key, Kind.NODE, key, NodeType.COMPUTE, text, text)
    return replace(document, **changes)


INVOICE = known(
    "invoice_total",
    "Computes the tax and the discount of an invoice and its lines.",
    quality=0.9,
    choices=("pattern calculate_total: measure = amount",),
    relations=(Relation("reads", "model", "invoic lin"), Relation("is", "node", "invoic total")),
)
REMINDER = known(
    "reminder_mail",
    "Sends a reminder by mail when a customer has not paid.",
    node_type=NodeType.EFFECT,
    relations=(
        Relation("reads", "model", "unpaid letter"),
        Relation("is", "node", "reminder mail"),
    ),
)
PARCEL = known("parcel_label", "Prints the address of a parcel on a label.")
CODE = known(
    "invoice_total/handler.py",
    "def tax(invoice):\n    return invoice.amount * RATE\n",
    kind=Kind.CODE,
    name="invoice_total/handler.py",
)


@dataclass
class Place:
    base: KnowledgeBase | FakeKnowledgeBase
    source: Callable[[str], KnowledgeSource]

    def put(self, *documents: KnownDocument, whole: bool = True) -> Change:
        return self.base.put("here", map(entry, documents), whole=whole)


@pytest.fixture(
    params=["fake", *(pytest.param(one, marks=pytest.mark.slow) for one in ("pgvector", "plain"))]
)
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    if request.param == "fake":
        fake = FakeKnowledgeBase()
        yield Place(fake, fake.source)
        return
    with closing(Database(request.getfixturevalue("database_url"))) as database:
        if request.param == "plain":
            database.run(lambda held: held.exec_driver_sql(WITHOUT_PGVECTOR))
        yield Place(KnowledgeBase(database), lambda name: SOURCES[name](database))


WITHOUT_PGVECTOR = "alter table omninode.knowledge_vectors drop column vector"


def test_only_what_has_changed_is_written(place: Place) -> None:
    assert place.put(INVOICE, REMINDER) == Change(added=2)
    assert place.put(INVOICE, REMINDER) == Change(unchanged=2)
    other = replace(REMINDER, text="Sends a letter.")
    assert place.put(INVOICE, other, PARCEL) == Change(added=1, changed=1, unchanged=1)
    assert place.put(INVOICE) == Change(unchanged=1, removed=2)
    assert place.put(PARCEL, whole=False) == Change(added=1)
    assert set(place.base.held("here")) == {"invoice_total", "parcel_label"}
    assert place.base.counts() == [("here", "node", 2)]
    found = place.source("full_text").similar(Question("", "Sends a letter by mail to a customer"))
    assert found == [], "what has gone is not found"


def test_the_nearest_comes_first_and_names_its_source(place: Place) -> None:
    place.put(INVOICE, REMINDER, PARCEL, CODE)
    question = Question("", "Compute the tax of the invoice lines")
    for name in SOURCES:
        [first, *_] = place.source(name).similar(question)
        assert (first.name, first.source, first.key) == (
            "invoice_total",
            name,
            "here:invoice_total",
        )
        assert (first.node_type, first.kind) == (NodeType.COMPUTE, Kind.NODE)
        assert (first.quality, first.choices) == (0.9, INVOICE.choices)
        assert 0.05 < first.similarity <= 1


def test_only_the_kinds_that_are_asked_for_and_never_the_node_itself(place: Place) -> None:
    place.put(INVOICE, REMINDER, PARCEL, CODE)
    for name in ("full_text", "vectors"):
        source = place.source(name)
        code = source.similar(Question("", "the tax of an invoice", kinds=(Kind.CODE,)))
        assert [each.name for each in code] == ["invoice_total/handler.py"]
        own = source.similar(Question("invoice_total", INVOICE.text))
        assert "invoice_total" not in {each.name for each in own}
        assert len(source.similar(Question("", "invoice parcel reminder", limit=1))) == 1


def test_where_nothing_is_met_there_is_no_answer(place: Place) -> None:
    texts = ("", "1 2 3 the a", "Zebras quench xylophones")
    asked = [(name, text) for name in SOURCES for text in texts]
    for name, text in asked:
        assert place.source(name).similar(Question("", text)) == []
    place.put(INVOICE, REMINDER, PARCEL)
    for name, text in asked:
        assert place.source(name).similar(Question("", text)) == [], (name, text)


@pytest.mark.slow
def test_the_graph_goes_on_from_what_it_has_met(database_url: str) -> None:
    """A code file that shares a rare thing with a node that the question names is related."""
    shared = Relation("uses", "model", "tariff")
    far = known("tariff_table", "Other words altogether.", relations=(shared,))
    near = replace(INVOICE, relations=(*INVOICE.relations, shared))
    with closing(Database(database_url)) as database:
        KnowledgeBase(database).put("here", map(entry, (near, far)), whole=True)
        found = Graph(database).similar(Question("", "The lines of an invoice: invoice lines"))
    assert [each.name for each in found] == ["invoice_total", "tariff_table"]
    assert found[0].similarity > found[1].similarity > 0
