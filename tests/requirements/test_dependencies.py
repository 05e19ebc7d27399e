"""What the requirements say about packages, where it holds: the range, the pin, and the use."""

import re
import tomllib
from pathlib import Path
from typing import Final

import dagster as dg
import pytest
import yaml
from alembic.script import ScriptDirectory
from packaging.requirements import Requirement

from pipelines.definitions import defs
from pipelines.resources import of_environment
from resources.kafka.resource import KafkaResource
from resources.postgres.url import engine_url
from resources.postgres.version import REVISIONS, newest
from tests.unit.generation.test_render import NODE, package

ROOT: Final = Path(__file__).parent.parent.parent


def allowed(name: str) -> Requirement:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    [found] = [one for one in map(Requirement, project["dependencies"]) if one.name == name]
    return found


def pins() -> dict[str, str]:
    text = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9][\w.-]*)==([^\s;\\]+)", text, flags=re.MULTILINE))


@pytest.mark.requirement("R291")
def test_contracts_are_parsed_by_pyyaml_6() -> None:
    specifier = allowed("pyyaml").specifier
    assert all(specifier.contains(version) for version in ("6.0.2", "6.9", pins()["pyyaml"]))
    assert not any(specifier.contains(version) for version in ("6.0.1", "7.0"))
    contract = yaml.safe_load(package().files[f"{NODE}/contract.yaml"])
    assert contract["node_type"] == "COMPUTE_GENERIC"


@pytest.mark.requirement("R293")
def test_postgresql_is_reached_by_psycopg2_and_migrated_by_alembic() -> None:
    assert {"psycopg2-binary", "sqlalchemy", "alembic"} <= pins().keys()
    assert "asyncpg" not in pins()
    url = engine_url("postgresql://me@localhost/nodes")
    assert url.drivername == "postgresql+psycopg2"
    revisions = ScriptDirectory(str(REVISIONS))
    assert len(list(revisions.walk_revisions())) >= 3
    assert revisions.get_heads() == [newest()]


@pytest.mark.requirement("R284")
def test_the_kafka_client_is_a_resource_of_dagster() -> None:
    assert isinstance(of_environment()["event_log"], KafkaResource)
    repository = defs.get_repository_def()
    resources = repository.get_top_level_resources()
    assert isinstance(resources["event_log"], dg.ResourceDefinition)
    sensor = repository.get_sensor_def("generation_requests")
    assert "event_log" in sensor.required_resource_keys


@pytest.mark.requirement("R295")
def test_dagster_orchestrates_in_the_place_of_llama_index() -> None:
    assert "dagster" in pins()
    assert not [name for name in pins() if name.startswith("llama")]
    job = defs.resolve_job_def("generate_node")
    assert isinstance(job, dg.JobDefinition)
    assert len(job.nodes) >= 6
