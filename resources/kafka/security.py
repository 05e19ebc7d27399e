"""How brokers know us and we know them: TLS and SASL, from the environment."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from omninode_bridge.errors import InvalidRequestError

PROTOCOL: Final = "KAFKA_SECURITY_PROTOCOL"
MECHANISM: Final = "KAFKA_SASL_MECHANISM"
USERNAME: Final = "KAFKA_SASL_USERNAME"
PASSWORD: Final = "KAFKA_SASL_PASSWORD"  # noqa: S105  the name of a variable
CA_FILE: Final = "KAFKA_SSL_CAFILE"
CERT_FILE: Final = "KAFKA_SSL_CERTFILE"
KEY_FILE: Final = "KAFKA_SSL_KEYFILE"
KEY_PASSWORD: Final = "KAFKA_SSL_KEY_PASSWORD"  # noqa: S105  the name of a variable
NAMES: Final = (
    *(PROTOCOL, MECHANISM, USERNAME, PASSWORD),
    *(CA_FILE, CERT_FILE, KEY_FILE, KEY_PASSWORD),
)


class Protocol(StrEnum):
    PLAINTEXT = "PLAINTEXT"
    SSL = "SSL"
    SASL_PLAINTEXT = "SASL_PLAINTEXT"
    SASL_SSL = "SASL_SSL"


class Mechanism(StrEnum):
    PLAIN = "PLAIN"
    SCRAM_SHA_256 = "SCRAM-SHA-256"
    SCRAM_SHA_512 = "SCRAM-SHA-512"


@dataclass(frozen=True, slots=True)
class Security:
    """Files are PEM; empty means: the system's CAs, and no certificate of ours."""

    protocol: Protocol = Protocol.PLAINTEXT
    mechanism: Mechanism = Mechanism.PLAIN
    username: str = ""
    password: str = field(default="", repr=False)
    ca_file: str = ""
    cert_file: str = ""
    key_file: str = ""
    key_password: str = field(default="", repr=False)

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> "Security":
        """Raises `InvalidRequestError` for what names nothing, or lacks something."""
        given = {name: environ.get(name, "") for name in NAMES}
        security = cls(
            _named(Protocol, PROTOCOL, given[PROTOCOL] or Protocol.PLAINTEXT),
            _named(Mechanism, MECHANISM, given[MECHANISM] or Mechanism.PLAIN),
            *(given[name] for name in NAMES[2:]),
        )
        for name in (USERNAME, PASSWORD) if security.has_sasl else ():
            if not given[name]:
                raise InvalidRequestError(
                    f"{security.protocol} needs {name}, which is not set", hint=f"Set {name}."
                )
        for name in (CA_FILE, CERT_FILE, KEY_FILE) if security.has_tls else ():
            if given[name] and not Path(given[name]).is_file():
                raise InvalidRequestError(
                    f"{name} is {given[name]}, which is no file", hint="Set it to a PEM file."
                )
        return security

    @property
    def has_tls(self) -> bool:
        return self.protocol in {Protocol.SSL, Protocol.SASL_SSL}

    @property
    def has_sasl(self) -> bool:
        return self.protocol in {Protocol.SASL_PLAINTEXT, Protocol.SASL_SSL}

    def context(self) -> ssl.SSLContext:
        """Checks the broker's certificate and its name; raises `InvalidRequestError`."""
        try:
            context = ssl.create_default_context(cafile=self.ca_file or None)
            # From Python 3.13 on a CA without a key usage is refused, as `openssl req -x509` makes
            # it; librdkafka, which reads here too, takes it in every version.
            context.verify_flags &= ~ssl.VERIFY_X509_STRICT
            if self.cert_file:
                context.load_cert_chain(
                    self.cert_file, self.key_file or None, self.key_password or None
                )
        except (ssl.SSLError, OSError) as error:
            raise InvalidRequestError(
                f"The files of TLS cannot be used: {error}",
                hint=f"{CA_FILE}, {CERT_FILE} and {KEY_FILE} name PEM files, the last two a pair.",
            ) from error
        return context

    def asking(self) -> ssl.SSLContext | None:
        """For the question whether anybody answers, whoever it is; None without TLS."""
        if not self.has_tls:
            return None
        context = self.context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return context

    def of_aiokafka(self) -> dict[str, object]:
        sasl = {
            "sasl_mechanism": self.mechanism.value,
            "sasl_plain_username": self.username,
            "sasl_plain_password": self.password,
        }
        return {
            "security_protocol": self.protocol.value,
            **({"ssl_context": self.context()} if self.has_tls else {}),
            **(sasl if self.has_sasl else {}),
        }

    def of_confluent(self) -> dict[str, str]:
        tls = {
            "ssl.ca.location": self.ca_file,
            "ssl.certificate.location": self.cert_file,
            "ssl.key.location": self.key_file or self.cert_file,
            "ssl.key.password": self.key_password,
        }
        sasl = {
            "sasl.mechanism": self.mechanism.value,
            "sasl.username": self.username,
            "sasl.password": self.password,
        }
        return {
            "security.protocol": self.protocol.value.lower(),
            **({name: value for name, value in tls.items() if value} if self.has_tls else {}),
            **(sasl if self.has_sasl else {}),
        }


def _named[E: StrEnum](kind: type[E], name: str, given: str) -> E:
    try:
        return kind(given.upper())
    except ValueError as error:
        raise InvalidRequestError(
            f"{name} is {given!r}", hint=f"Choose one of {', '.join(kind)}."
        ) from error
