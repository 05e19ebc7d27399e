"""What `generate --local` knows: the knowledge base that can be reached, and why where none can."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from omninode_bridge.intelligence.evidence import Question
from pipelines.cli.local import known_here, options_of
from pipelines.cli.wish import Wish
from pipelines.environment import DATABASE_URL, OMNINODE_HOME
from resources.postgres.database import Database
from resources.postgres.registry import PostgresRegistry
from tests.state.records import a_version

pytest_plugins = ["tests.postgres"]

WISH = Wish(None, None, enable_intelligence=True, min_coverage=0.8, profile=None, timeout_s=60.0)
QUESTION = Question("desk", "Quotes the price of a basket.")


def test_without_services_it_says_why_nothing_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(DATABASE_URL.name, raising=False)
    monkeypatch.setenv(OMNINODE_HOME.name, str(tmp_path))
    with known_here(WISH) as knowledge:
        assert knowledge is not None
        evidence = knowledge.gather(QUESTION)
    [source] = evidence.sources
    assert (evidence.similar, source.answered) == ((), False)
    assert source.reason == f"The services of {tmp_path} are not running"


@pytest.mark.parametrize("url", ["postgresql://a:b@127.0.0.1:1/c", "nonsense"])
def test_a_database_that_cannot_be_reached_is_no_failure(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DATABASE_URL.name, url)
    with known_here(WISH) as knowledge:
        assert knowledge is not None
        [source] = knowledge.gather(QUESTION).sources
    assert not source.answered
    assert source.reason


def test_who_wants_no_evidence_asks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATABASE_URL.name, "nonsense")
    wish = replace(WISH, enable_intelligence=False)
    with known_here(wish) as knowledge:
        assert knowledge is None
    assert not options_of(wish).enable_intelligence
    assert options_of(WISH).enable_intelligence


@pytest.mark.slow
def test_what_is_registered_is_known(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATABASE_URL.name, database_url)
    with closing(Database(database_url)) as database:
        PostgresRegistry(database).register(a_version())
    with known_here(WISH) as knowledge:
        assert knowledge is not None
        found = knowledge.gather(QUESTION)
    assert [node.name for node in found.similar] == ["price_quote"]
    assert [source.source for source in found.sources] == ["full_text", "vectors", "graph"]
