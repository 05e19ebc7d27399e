"""TLS and SASL: every client of ours through every door of a real broker, and who is refused."""

import asyncio
import ssl
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from uuid import uuid4

import pytest
from confluent_kafka.admin import AdminClient
from confluent_kafka.admin._scram import (  # public, only not re-exported
    ScramCredentialInfo,
    ScramMechanism,
    UserScramCredentialAlteration,
    UserScramCredentialUpsertion,
)

from omninode_bridge.errors import InvalidRequestError, UnavailableError
from omninode_bridge.events.delivery import Delivery, Outgoing
from omninode_bridge.events.topics import PATTERN_REQUESTS, STATUS
from omninode_bridge.ports import Message
from pipelines.cli.edge import ExitCode, run
from pipelines.cli.topics import topics
from pipelines.environment import KAFKA_BOOTSTRAP_SERVERS, VARIABLES
from resources.kafka.access import Access
from resources.kafka.client import KafkaEventLog
from resources.kafka.diagnosis import diagnose
from resources.kafka.exchange import KafkaExchange
from resources.kafka.security import NAMES, Security
from resources.kafka.topics import compare_topics
from resources.services import doctor
from resources.services.doctor import Verdict
from resources.services.outside import absent
from resources.services.settings import Settings
from tests.kafka.broker import Broker, kafka_broker
from tests.kafka.doors import PASSWORD, USER
from tests.kafka.draining import drain
from tests.platform.site import wait_until

__all__ = ["kafka_broker"]  # a fixture

LOGIN: Final = {"KAFKA_SASL_USERNAME": USER, "KAFKA_SASL_PASSWORD": PASSWORD}


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"KAFKA_SECURITY_PROTOCOL": "TLS"}, "PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL"),
        ({"KAFKA_SASL_MECHANISM": "GSSAPI"}, "PLAIN, SCRAM-SHA-256, SCRAM-SHA-512"),
        ({"KAFKA_SECURITY_PROTOCOL": "SASL_SSL"}, "Set KAFKA_SASL_USERNAME"),
        (
            {"KAFKA_SECURITY_PROTOCOL": "SASL_SSL", "KAFKA_SASL_USERNAME": "me"},
            "Set KAFKA_SASL_PASSWORD",
        ),
        ({"KAFKA_SECURITY_PROTOCOL": "SSL", "KAFKA_SSL_CAFILE": "/none"}, "KAFKA_SSL_CAFILE"),
    ],
)
def test_settings_that_cannot_be_meant_are_refused(environ: Mapping[str, str], said: str) -> None:
    with pytest.raises(InvalidRequestError) as refused:
        Security.of(environ)
    assert said in str(refused.value)


def test_files_that_are_no_certificates_are_refused(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("no", encoding="utf-8")
    named = {"KAFKA_SECURITY_PROTOCOL": "SSL", "KAFKA_SSL_CAFILE": str(tmp_path / "ca.pem")}
    with pytest.raises(InvalidRequestError, match="cannot be used"):
        Security.of(named).context()


def test_without_settings_nothing_changes_and_no_password_is_shown() -> None:
    assert Access.of("a:1", {}) == Access("a:1") == Access.at("a:1")
    shown = repr(Security.of({"KAFKA_SECURITY_PROTOCOL": "sasl_ssl", **LOGIN}))
    assert USER in shown
    assert PASSWORD not in shown
    assert "secret" not in shown
    assert set(NAMES) <= {variable.name for variable in VARIABLES}


@pytest.fixture(scope="module")
def broker(kafka_broker: Broker) -> Broker:
    """With a user who has a password for each mechanism."""
    admin = AdminClient({"bootstrap.servers": kafka_broker.address})
    for mechanism in (ScramMechanism.SCRAM_SHA_256, ScramMechanism.SCRAM_SHA_512):
        info = ScramCredentialInfo(mechanism, 4096)
        changes: list[UserScramCredentialAlteration] = [
            UserScramCredentialUpsertion(USER, info, PASSWORD.encode())
        ]
        for done in admin.alter_user_scram_credentials(changes).values():
            done.result(60)
    return kafka_broker


def environ_of(broker: Broker, door: str, **more: str) -> dict[str, str]:
    return {
        KAFKA_BOOTSTRAP_SERVERS.name: broker.guarded[door],
        "KAFKA_SECURITY_PROTOCOL": door,
        "KAFKA_SSL_CAFILE": str(broker.data / "ca.pem"),
        **(LOGIN if "SASL" in door else {}),
        **more,
    }


def access_of(broker: Broker, door: str, **more: str) -> Access:
    environ = environ_of(broker, door, **more)
    return Access.of(environ[KAFKA_BOOTSTRAP_SERVERS.name], environ)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("door", "mechanism"),
    [
        ("SSL", ""),
        ("SASL_SSL", "PLAIN"),
        ("SASL_SSL", "SCRAM-SHA-256"),
        ("SASL_SSL", "SCRAM-SHA-512"),
        ("SASL_PLAINTEXT", "SCRAM-SHA-512"),
    ],
)
async def test_every_client_comes_through_the_door(
    broker: Broker, door: str, mechanism: str
) -> None:
    certificate = {"KAFKA_SSL_CERTFILE": str(broker.data / "client.pem")} if door == "SSL" else {}
    access = access_of(broker, door, KAFKA_SASL_MECHANISM=mechanism, **certificate)
    arrived: asyncio.Queue[Message] = asyncio.Queue()
    with KafkaEventLog(access, timeout_s=30) as log:
        start, value = await asyncio.to_thread(log.end, PATTERN_REQUESTS), uuid4().bytes
        async with (
            KafkaExchange(access, timeout_s=30) as exchange,
            exchange.consuming(f"guarded-{uuid4()}", [PATTERN_REQUESTS], arrived.put),
        ):
            sent = await exchange.publish(Outgoing(PATTERN_REQUESTS, value, b"k"))
            handled = await asyncio.wait_for(arrived.get(), 60)
        [read] = await asyncio.to_thread(drain, log, PATTERN_REQUESTS, start)
    report = await asyncio.to_thread(compare_topics, access)

    assert sent is Delivery.SENT
    assert (handled.value, read.value) == (value, value)
    assert (report.missing, report.differences) == ((), ())
    assert diagnose(access) is None


def refusals(broker: Broker) -> dict[str, tuple[dict[str, str], str, str]]:
    """Settings that are wrong in one place, what is said, and what is hinted at."""
    other, stranger = (str(broker.data / f"{name}.pem") for name in ("other-ca", "stranger"))
    tls = broker.guarded["SASL_SSL"]
    return {
        "another CA": (
            environ_of(broker, "SASL_SSL", KAFKA_SSL_CAFILE=other),
            "not signed by",
            "KAFKA_SSL_CAFILE",
        ),
        "another name": (
            environ_of(
                broker, "SASL_SSL", KAFKA_BOOTSTRAP_SERVERS=tls.replace("localhost", "127.0.0.1")
            ),
            "another name",
            "KAFKA_BOOTSTRAP_SERVERS",
        ),
        "wrong password": (
            environ_of(broker, "SASL_SSL", KAFKA_SASL_PASSWORD="guessed"),
            f"refuses user '{USER}'",
            "KAFKA_SASL_PASSWORD",
        ),
        "wrong password of SCRAM": (
            environ_of(
                broker,
                "SASL_PLAINTEXT",
                KAFKA_SASL_PASSWORD="guessed",
                KAFKA_SASL_MECHANISM="SCRAM-SHA-256",
            ),
            f"refuses user '{USER}'",
            "KAFKA_SASL_PASSWORD",
        ),
        "no certificate of ours": (environ_of(broker, "SSL"), "certificate", "KAFKA_SSL_CERTFILE"),
        "a stranger's certificate": (
            environ_of(broker, "SSL", KAFKA_SSL_CERTFILE=stranger),
            "certificate",
            "KAFKA_SSL_CERTFILE",
        ),
        "TLS where there is none": (
            environ_of(broker, "SASL_SSL", KAFKA_BOOTSTRAP_SERVERS=broker.address),
            "speaks no TLS",
            "KAFKA_SECURITY_PROTOCOL",
        ),
        "no TLS where there is": (
            {KAFKA_BOOTSTRAP_SERVERS.name: tls},
            "closes the connection",
            "KAFKA_SECURITY_PROTOCOL",
        ),
        "no password where there is": (
            {KAFKA_BOOTSTRAP_SERVERS.name: broker.guarded["SASL_PLAINTEXT"]},
            "closes the connection",
            "KAFKA_SECURITY_PROTOCOL",
        ),
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    "mistake",
    [
        *("another CA", "another name", "wrong password", "wrong password of SCRAM"),
        *("no certificate of ours", "a stranger's certificate", "TLS where there is none"),
        *("no TLS where there is", "no password where there is"),
    ],
)
def test_who_is_refused_is_told_why_and_what_to_do(broker: Broker, mistake: str) -> None:
    environ, said, hint = refusals(broker)[mistake]
    problem = diagnose(Access.of(environ[KAFKA_BOOTSTRAP_SERVERS.name], environ))
    assert problem is not None
    assert said in problem.message
    assert hint in problem.hint


@pytest.mark.slow
def test_the_command_line_and_the_doctor_say_it(
    broker: Broker,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    def found() -> tuple[Verdict, str, str]:
        kafka = doctor._kafka(
            Settings(tmp_path, kafka_bootstrap_servers=broker.guarded["SASL_SSL"])
        )
        return kafka.verdict, kafka.detail, kafka.fix

    for name, value in environ_of(broker, "SASL_SSL").items():
        monkeypatch.setenv(name, value)
    assert run(topics, ["check"]) == ExitCode.OK
    assert found()[0] is Verdict.OK

    monkeypatch.setenv("KAFKA_SASL_PASSWORD", "guessed")
    capsys.readouterr()
    assert run(topics, ["check"]) == ExitCode.ENVIRONMENT
    told = capsys.readouterr().err
    assert f"refuses user '{USER}' with this password by PLAIN" in told
    assert "Look at KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD" in told
    assert "guessed" not in told
    verdict, detail, fix = found()
    assert (verdict, "refuses user" in detail) == (Verdict.MISSING, True)
    assert "KAFKA_SASL_PASSWORD" in fix

    monkeypatch.setenv("KAFKA_SECURITY_PROTOCOL", "TLS")
    assert found() == (
        Verdict.MISSING,
        "KAFKA_SECURITY_PROTOCOL is 'TLS'",
        "Choose one of PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL.",
    )


@pytest.mark.slow
async def test_who_publishes_or_reads_is_told_too(broker: Broker) -> None:
    access = access_of(broker, "SASL_SSL", KAFKA_SASL_PASSWORD="guessed")
    with KafkaEventLog(access, timeout_s=1.5) as log:
        for call in (lambda: log.publish(STATUS, b"x"), lambda: log.end(STATUS)):
            with pytest.raises(UnavailableError, match="refuses user"):
                await asyncio.to_thread(call)


@pytest.mark.slow
def test_an_installation_waits_for_a_guarded_broker_only_until_it_answers(
    broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environ_of(broker, "SASL_SSL", KAFKA_SASL_PASSWORD="guessed").items():
        monkeypatch.setenv(name, value)
    wait_until(lambda: absent("", broker.guarded["SASL_SSL"]) == [])
    assert absent("", broker.address) == [f"Kafka at {broker.address}"]  # it has no TLS there
    assert Security.of(environ_of(broker, "SSL")).context().verify_mode is ssl.CERT_REQUIRED
