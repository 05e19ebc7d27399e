"""What a node touches, and which modules of its package stand between."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from omninode_bridge.generation.effect.plan import OperationPlan

FOLDERS: Final = {
    "ports": "What the node asks of the outside.",
    "storage": "Rows, and what happens to them.",
    "embedded": "The ports on files, for one machine and for tests.",
    "real": "The ports on services.",
    "publisher": "Events on their way out.",
    "calls": "Calls of services.",
    "documents": "Operations on files.",
}
ALWAYS: Final = (
    "bindings",
    *(f"ports/protocol_{name}" for name in ("clock", "identifiers", "store", "transaction")),
    *(f"storage/{name}" for name in ("row", "rows", "failures", "entity_layout")),
    *(f"storage/model_{name}" for name in ("order", "page", "selection", "stored_row")),
    *(f"embedded/{name}" for name in ("clock_system", "identifiers_random", "durable_file")),
    *(f"embedded/{name}" for name in ("kept_content", "model_store_content", "sorting")),
    *(f"embedded/{name}" for name in ("store_file", "transaction_file")),
)
HTTP: Final = (
    *("ports/protocol_http", "calls/calling", "calls/model_http_request"),
    *("calls/model_http_response", "embedded/http_file", "embedded/model_recorded_answer"),
    "real/http_network",
)
FILES: Final = ("ports/protocol_files", "documents/files", "embedded/files_folder")
EVENTS: Final = (
    *("ports/protocol_events", "publisher/access_kafka", "publisher/events_kafka"),
    "storage/envelopes",
)
SECURITY: Final = {
    "KAFKA_SECURITY_PROTOCOL": "PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL; else PLAINTEXT",
    "KAFKA_SASL_MECHANISM": "PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512; else PLAIN",
    "KAFKA_SASL_USERNAME": "the user of the brokers, for the two SASL protocols",
    "KAFKA_SASL_PASSWORD": "the password of the user",
    "KAFKA_SSL_CAFILE": "the PEM file of the CAs of the brokers; else those of the system",
    "KAFKA_SSL_CERTFILE": "the PEM file of our certificate, for brokers that want one",
    "KAFKA_SSL_KEYFILE": "the PEM file of its key; else the key is with the certificate",
    "KAFKA_SSL_KEY_PASSWORD": "the password of the key",
}
POSTGRES: Final = (
    *("ports/protocol_events", "real/asking", "real/schema", "real/store_postgres"),
    "real/transaction_postgres",
)
EVENTS_ONLY: Final = ("real/store_events",)


@dataclass(frozen=True, slots=True)
class Outside:
    """`settings` are names of the document, such as `scoring_url`; variables are upper-case."""

    keeps: bool
    sends: bool
    calls: bool
    files: bool
    settings: tuple[str, ...]

    def variables(self) -> Iterator[tuple[str, str]]:
        """What the real implementations read from the environment, each with its meaning."""
        if self.keeps:
            yield "DATABASE_URL", "the PostgreSQL database, as a URL"
            yield "DATABASE_SCHEMA", "the schema of its tables; made where it is not there"
        if self.sends:
            yield "KAFKA_BOOTSTRAP_SERVERS", "the brokers that events are sent to"
        for name in self.settings:
            yield name.upper(), "the address that calls begin with"
        if self.files:
            yield "FILES_ROOT", "the folder that files lie in"

    def options(self) -> Iterator[tuple[str, str]]:
        """What they read besides where it is set."""
        if self.sends:
            yield from SECURITY.items()

    def packages(self) -> tuple[str, ...]:
        """Drivers of the real implementations."""
        wanted = (
            (self.keeps, "psycopg2-binary>=2.9,<3"),
            (self.sends, "confluent-kafka>=2.11,<3"),
            (self.calls, "httpx>=0.28,<1"),
        )
        return tuple(package for needed, package in wanted if needed)

    def flags(self) -> dict[str, object]:
        return {
            "uses_store": self.keeps or self.sends,
            "uses_events": self.sends,
            "uses_http": self.calls,
            "uses_files": self.files,
            "uses_postgres": self.keeps,
            "http_settings": self.settings,
            "settings": [*self.variables(), *self.options()],
        }


def outside_of(plans: Sequence[OperationPlan]) -> Outside:
    settings = dict.fromkeys(
        name for plan in plans if plan.http is not None for name in plan.http.settings
    )
    return Outside(
        keeps=any(plan.kind is not None or plan.idempotent or plan.kept for plan in plans),
        sends=any(plan.events for plan in plans),
        calls=any(plan.http is not None for plan in plans),
        files=any(plan.file is not None for plan in plans),
        settings=tuple(settings),
    )


def modules_of(outside: Outside) -> Iterator[str]:
    """Templates below `effect/support`, in the order of their paths."""
    found = set(ALWAYS)
    found |= {*HTTP} if outside.calls else set()
    found |= {*FILES} if outside.files else set()
    found |= {*EVENTS} if outside.sends else set()
    found |= {*POSTGRES} if outside.keeps else set()
    found |= {*EVENTS_ONLY} if outside.sends and not outside.keeps else set()
    if any(module.startswith(("real/", "publisher/")) for module in found):
        found.add("real/drivers")
    yield from sorted(found)
