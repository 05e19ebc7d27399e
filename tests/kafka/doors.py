"""A broker's guarded doors: TLS with a certificate of ours, and three with a password.

All files lie below the broker's folder: `ca.pem`, `other-ca.pem`, `client.pem` with its key, and
`stranger.pem`, which the other CA has signed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

DOORS: Final = ("SSL", "SASL_SSL", "SASL_PLAINTEXT")
USER: Final = "alice"
PASSWORD: Final = 'it\'s \\ a "secret" = ü'
PLAIN: Final = "org.apache.kafka.common.security.plain.PlainLoginModule required"
SCRAM: Final = "org.apache.kafka.common.security.scram.ScramLoginModule required;"


@dataclass(frozen=True)
class Authority:
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)


def build_doors(
    folder: Path, port: int, controller_port: int, ports: Sequence[int]
) -> Mapping[str, str]:
    """Settings and certificates for the broker in this folder, and the doors' addresses."""
    folder.mkdir(parents=True, exist_ok=True)
    ca, other = authority("CA"), authority("Other CA")
    (folder / "ca.pem").write_bytes(ca.pem())
    (folder / "other-ca.pem").write_bytes(other.pem())
    (folder / "server.pem").write_bytes(signed("localhost", ca))
    (folder / "client.pem").write_bytes(signed("client", ca))
    (folder / "stranger.pem").write_bytes(signed("stranger", other))
    doors = dict(zip(DOORS, ports, strict=True))
    settings = {
        "listeners": ",".join(
            [
                *(f"{name}://127.0.0.1:{number}" for name, number in doors.items()),
                f"PLAINTEXT://127.0.0.1:{port}",
                f"CONTROLLER://127.0.0.1:{controller_port}",
            ]
        ),
        "advertised.listeners": ",".join(
            [
                *(f"{name}://localhost:{number}" for name, number in doors.items()),
                f"PLAINTEXT://127.0.0.1:{port}",
            ]
        ),
        "listener.security.protocol.map": ",".join(
            [
                *(f"{name}:{name}" for name in (*doors, "PLAINTEXT")),
                "CONTROLLER:PLAINTEXT",
            ]
        ),
        "ssl.keystore.type": "PEM",
        "ssl.keystore.location": str(folder / "server.pem"),
        "ssl.truststore.type": "PEM",
        "ssl.truststore.location": str(folder / "ca.pem"),
        "listener.name.ssl.ssl.client.auth": "required",
        **{key: value for name in doors for key, value in _logins(name.lower()).items()},
    }
    lines = [f"{key}={_escaped(value)}\n" for key, value in settings.items()]
    (folder / "more.properties").write_text("".join(lines), encoding="utf-8")
    return {name: f"localhost:{number}" for name, number in doors.items()}


def _logins(door: str) -> dict[str, str]:
    if not door.startswith("sasl"):
        return {}
    quoted = PASSWORD.replace("\\", "\\\\").replace('"', '\\"')
    prefix = f"listener.name.{door}"
    return {
        f"{prefix}.sasl.enabled.mechanisms": "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512",
        f"{prefix}.plain.sasl.jaas.config": f'{PLAIN} user_{USER}="{quoted}";',
        f"{prefix}.scram-sha-256.sasl.jaas.config": SCRAM,
        f"{prefix}.scram-sha-512.sasl.jaas.config": SCRAM,
    }


def _escaped(value: str) -> str:
    """As Java reads properties."""
    doubled = value.replace("\\", "\\\\")
    return "".join(sign if sign.isascii() else f"\\u{ord(sign):04x}" for sign in doubled)


def authority(name: str) -> Authority:
    """Without a key usage, as `openssl req -x509` makes it."""
    key = ec.generate_private_key(ec.SECP256R1())
    builder = _builder(name, name, key).add_extension(
        x509.BasicConstraints(ca=True, path_length=None), critical=True
    )
    builder = builder.add_extension(
        x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False
    )
    return Authority(builder.sign(key, hashes.SHA256()), key)


def signed(name: str, issuer: Authority) -> bytes:
    """Key and certificate for this name."""
    key = ec.generate_private_key(ec.SECP256R1())
    names = [x509.DNSName(name)]
    builder = (
        _builder(name, _name_of(issuer), key)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()),
            critical=False,
        )
    )
    certificate = builder.sign(issuer.key, hashes.SHA256())
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private + certificate.public_bytes(Encoding.PEM)


def _name_of(issuer: Authority) -> str:
    [found] = issuer.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found.value)


def _builder(name: str, issuer: str, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    def named(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
    )
