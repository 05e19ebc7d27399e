"""Which brokers, and how we know each other, in the words of each client library."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.reliability.changes import Dependency
from resources.kafka.security import Security


@dataclass(frozen=True, slots=True)
class Access:
    """`servers` as host:port,host:port."""

    servers: str
    security: Security = field(default_factory=Security)

    @classmethod
    def at(cls, given: "str | Access") -> "Access":
        return cls(given) if isinstance(given, str) else given

    @classmethod
    def of(cls, servers: str, environ: Mapping[str, str]) -> "Access":
        """Raises `InvalidRequestError` for settings that cannot be meant."""
        for server in servers.split(","):
            host, _, port = server.strip().rpartition(":")
            if not host or "/" in host or not port.isdecimal():
                raise InvalidRequestError(
                    f"{server.strip()!r} is no broker",
                    hint="Set KAFKA_BOOTSTRAP_SERVERS to host:port, several with commas between.",
                )
        return cls(servers, Security.of(environ))

    @property
    def breaker(self) -> str:
        """The name of the breaker before publishing there."""
        return f"{Dependency.KAFKA} at {self.servers}"

    @property
    def is_secured(self) -> bool:
        return self.security.has_tls or self.security.has_sasl

    def of_aiokafka(self) -> dict[str, object]:
        return {"bootstrap_servers": self.servers, **self.security.of_aiokafka()}

    def of_confluent(self) -> dict[str, str]:
        return {"bootstrap.servers": self.servers, **self.security.of_confluent()}
