"""`omninode run --adapters real`: a generated node on PostgreSQL, Kafka, HTTP and a folder."""

import json
import os
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from confluent_kafka.admin import AdminClient
from confluent_kafka.cimpl import NewTopic

from tests.effects.node import CREDIT, package_of
from tests.effects.test_kafka import guarded, received
from tests.effects.test_real_services import recorded_services
from tests.faults.servers import foreign_postgres
from tests.kafka.broker import Broker, kafka_broker

__all__ = ["kafka_broker"]  # a fixture

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-c", "from pipelines.cli.main import main; main()", "run"]
TOPIC = "onex.evt.onex-credit-desk-effect.entered.v1"


def test_a_node_works_on_the_services_that_it_declares(
    tmp_path: Path, kafka_broker: Broker
) -> None:
    package = tmp_path / "package"
    for path, content in package_of(CREDIT).files.items():
        (package / path).parent.mkdir(parents=True, exist_ok=True)
        (package / path).write_bytes(content)
    admin = AdminClient({"bootstrap.servers": kafka_broker.address})
    admin.create_topics([NewTopic(TOPIC, 1, 1)])[TOPIC].result(timeout=30)
    services = tmp_path / "services"
    services.mkdir()
    recorded = [{"method": "GET", "path": "/scores/AB1234", "status": 200, "body": {"score": 700}}]
    (services / "http.json").write_text(json.dumps(recorded), encoding="utf-8")

    with foreign_postgres() as database, recorded_services(services) as (address, seen):
        values = {
            "DATABASE_URL": database.url,
            "DATABASE_SCHEMA": f"s{uuid4().hex}",
            "KAFKA_BOOTSTRAP_SERVERS": kafka_broker.guarded["SASL_SSL"],
            **guarded(kafka_broker, "SASL_SSL"),
            "SCORING_URL": address,
            "RATES_URL": address,
            "FILES_ROOT": str(tmp_path / "files"),
        }
        environment = {**os.environ, **values, "OMNINODE_HOME": str(tmp_path / "home")}

        def run(operation: str, request: dict[str, object]) -> tuple[int, dict[str, object]]:
            chosen = ["--adapters", "real", *(part for name in values for part in ("--env", name))]
            done = subprocess.run(
                [*COMMAND, str(package), "--operation", operation, *chosen],
                input=json.dumps(request),
                cwd=ROOT,
                env=environment,
                capture_output=True,
                text=True,
                timeout=120,
                check=False,
            )
            assert done.stdout, done.stderr
            answer: dict[str, object] = json.loads(done.stdout)
            return done.returncode, answer

        key = "1b2c3d4e-0000-4000-8000-000000000000"
        entered = run("enter", {"number": "AB1234", "name": "Ada", "idempotency_key": key})
        scored = run("score", {"number": "AB1234"})
        unreachable = run("convert", {"amount": "10.00", "currency": "EUR"})
        written = run("write_report", {"name": "a.txt", "content": "fine"})

    assert entered[0] == 0, entered
    assert entered[1]["score"] is None
    assert (scored[0], scored[1]["score"]) == (0, 700), scored
    assert unreachable[0] == 1
    assert "SERVICE_UNAVAILABLE" in json.dumps(unreachable[1])
    assert written == (0, {})
    assert (tmp_path / "files" / "reports" / "a.txt").read_text() == "fine"
    assert {each["accept"] for each in seen} == {"application/json"}
    [event] = received(kafka_broker, TOPIC, 1)
    assert event["event_type"] == "entered"
