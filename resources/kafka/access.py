"""Which brokers, in the words of each client library."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Access:
    """`servers` as host:port,host:port."""

    servers: str

    @classmethod
    def at(cls, given: "str | Access") -> "Access":
        return cls(given) if isinstance(given, str) else given

    def of_aiokafka(self) -> dict[str, object]:
        return {"bootstrap_servers": self.servers}

    def of_confluent(self) -> dict[str, str]:
        return {"bootstrap.servers": self.servers}
