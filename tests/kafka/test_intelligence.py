"""The intelligence service on Kafka and PostgreSQL: asked on the wire, answered on the wire."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from omninode_bridge.events import topics
from omninode_bridge.events.base import CorrelatedEvent, Event
from omninode_bridge.events.decoding import Received, decode
from omninode_bridge.events.encoding import TOPIC_OF
from omninode_bridge.events.schemas import (
    CodegenAnalysisRequest,
    CodegenAnalysisResponse,
    CodegenMixinRequest,
    CodegenMixinResponse,
    CodegenPatternRequest,
    CodegenPatternResponse,
)
from omninode_bridge.node_type import NodeType
from resources.intelligence import presence
from resources.intelligence.knowledge.asking import knowledge_in
from resources.intelligence.knowledge.filling import Filling
from resources.intelligence.presence import is_present, present
from resources.intelligence.service import GROUP, IntelligenceService, Means
from resources.kafka.exchange import KafkaExchange
from resources.postgres.database import Database
from resources.postgres.turns import PostgresTurns
from resources.services.settings import plain
from resources.services.standing import serving
from tests.fakes.toolchain import FakeToolchain
from tests.kafka.endpoint import running_endpoint
from tests.platform.site import wait_until

pytest_plugins = ["tests.postgres"]
pytestmark = pytest.mark.slow

SESSION = uuid4()
PRD = "# Cash desk\n\nSums the payments of a customer.\n\n## Requirements\n- Sum the payments.\n"


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    with closing(Database(database_url)) as opened:
        yield opened


async def asked[E: Event](exchange: KafkaExchange, request: CorrelatedEvent, schema: type[E]) -> E:
    message = await exchange.consume_event(
        TOPIC_OF[schema], request.correlation_id, 60.0, request=request
    )
    assert message is not None, f"no {schema.__name__} in a minute"
    received = decode(message.value, schema)
    assert isinstance(received, Received)
    return received.event


@pytest.mark.requirement("R241", "R148")
async def test_what_is_asked_on_kafka_is_answered_there(tmp_path: Path, database: Database) -> None:
    filling = Filling(database)
    filling.from_patterns()
    filling.from_installed_mixins()
    knowledge = knowledge_in(database, timeout_s=30.0)
    means = Means(knowledge, FakeToolchain(), PostgresTurns(database))
    with running_endpoint(tmp_path) as endpoint:
        async with KafkaExchange(endpoint.address) as exchange:
            service = IntelligenceService(exchange, means)
            async with exchange.consuming(GROUP, topics.REQUESTS, service.handle):
                patterns = CodegenPatternRequest(
                    correlation_id=uuid4(),
                    session_id=SESSION,
                    node_description="Sum the payments per customer and day",
                    node_type=NodeType.REDUCER,
                )
                found = await asked(exchange, patterns, CodegenPatternResponse)
                assert "aggregate" in str(found.pattern_result[0]["node_name"])
                assert found.total_matches >= len(found.pattern_result) > 0

                mixins = CodegenMixinRequest(
                    correlation_id=uuid4(),
                    session_id=SESSION,
                    requirements=("Cache the results for a while",),
                    node_type=NodeType.REDUCER,
                )
                recommended = await asked(exchange, mixins, CodegenMixinResponse)
                assert "MixinCaching" in {
                    each["mixin_name"] for each in recommended.mixin_recommendations
                }

                analysis = CodegenAnalysisRequest(
                    correlation_id=uuid4(), session_id=SESSION, prd_content=PRD
                )
                answer = await asked(exchange, analysis, CodegenAnalysisResponse)
                sources = answer.analysis_result["sources"]
                assert [each["source"] for each in sources] == ["full_text", "vectors", "graph"]  # type: ignore[index, union-attr, call-overload]  # JSON
            assert service.answered == 3


def test_the_service_is_seen_for_as_long_as_it_is_there(database: Database) -> None:
    assert not is_present(database)
    with present(database), present(database):
        assert is_present(database)
        assert serving(plain(database.url.render_as_string(hide_password=False))) == 2
    assert not is_present(database)


def test_the_service_is_seen_again_after_its_connection_broke(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "LOOK_S", 0.05)
    with present(database):
        broken = sa.text(
            "select count(pg_terminate_backend(pid)) from pg_locks "
            "where locktype = 'advisory' and pid <> pg_backend_pid()"
        )
        assert database.run(lambda held: held.scalar(broken)) == 1
        wait_until(lambda: is_present(database))
    assert not is_present(database)


async def test_only_one_of_several_has_the_turn(database: Database) -> None:
    turns, key, mine = PostgresTurns(database), uuid4(), []

    def take() -> None:
        with turns.take("answers", key) as is_mine:
            mine.append(is_mine)

    await asyncio.gather(*(asyncio.to_thread(take) for _ in range(5)))
    assert sorted(mine) == [False] * 4 + [True]
    with pytest.raises(RuntimeError), turns.take("answers", uuid := uuid4()):
        raise RuntimeError
    with turns.take("answers", uuid) as is_mine:
        assert is_mine, "what ended in an error is not answered"
