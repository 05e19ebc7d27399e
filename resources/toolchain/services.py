"""Which services a node may reach when it runs with its real adapters: those that it declares."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from omninode_bridge.confinement import Grant
from omninode_bridge.errors import InvalidRequestError
from resources.toolchain.job_folder import read_package

REAL: Final = ("ONEX_ADAPTERS", "real")
BROKERS: Final = "KAFKA_BOOTSTRAP_SERVERS"
FOLDER: Final = "FILES_ROOT"
KAFKA: Final = "KAFKA_"
PEM: Final = ("KAFKA_SSL_CAFILE", "KAFKA_SSL_CERTFILE", "KAFKA_SSL_KEYFILE")
PORTS: Final = {"http": 80, "https": 443, "postgresql": 5432, "postgres": 5432}


def real_services(package_path: str, names: Sequence[str], environment: Mapping[str, str]) -> Grant:
    """The variables of `names`, and the hosts, the folder and the files that they speak of.

    Raises `InvalidRequestError` for a name that the node does not declare or that has no value.
    """
    declared = declared_variables(read_package(package_path))
    if not declared:
        raise InvalidRequestError(
            "This node has no real adapters: it needs nothing of the outside",
            hint="Run it without --adapters real.",
        )
    values = {name: _value(name, declared, environment) for name in dict.fromkeys(names)}
    hosts = [host for name, value in values.items() for host in _hosts(name, value)]
    return Grant(
        state=values.get(FOLDER),
        hosts=tuple(dict.fromkeys(hosts)),
        variables=(REAL, *values.items()),
        files=tuple(values[name] for name in PEM if name in values),
    )


def declared_variables(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """What stands in the SETTINGS of the package's bindings, read without running them."""
    for path, content in files.items():
        parts = Path(path).parts
        if len(parts) == 3 and parts[0] == "src" and parts[2] == "bindings.py":  # noqa: PLR2004 - src/PACKAGE/bindings.py
            return _settings(content)
    return ()


def _settings(source: bytes) -> tuple[str, ...]:
    try:
        statements = ast.parse(source).body
    except (SyntaxError, ValueError) as error:
        raise InvalidRequestError(
            f"bindings.py is no Python: {error}", hint="Generate the node again."
        ) from error
    for statement in statements:
        match statement:
            case ast.Assign(targets=[ast.Name(id="SETTINGS")], value=ast.Tuple(elts=names)):
                return tuple(str(name.value) for name in names if isinstance(name, ast.Constant))
    return ()


def _value(name: str, declared: Sequence[str], environment: Mapping[str, str]) -> str:
    if name not in declared:
        raise InvalidRequestError(
            f"The node does not declare the variable {name}",
            hint=f"It declares: {', '.join(declared)}.",
        )
    value = environment.get(name)
    if not value:
        raise InvalidRequestError(
            f"The variable {name} is not set", hint=f"Set it: export {name}=..."
        )
    if name not in PEM:
        return value
    path = Path(value).resolve()
    if not path.is_file():
        raise InvalidRequestError(
            f"The variable {name} is {value}, which is no file", hint="Set it to a PEM file."
        )
    return str(path)


def _hosts(name: str, value: str) -> Iterator[str]:
    if name == BROKERS:
        yield from (broker.strip() for broker in value.split(",") if broker.strip())
        return
    if name.startswith(KAFKA):  # a password may look like an address
        return
    try:
        url = urlsplit(value)
        port = url.port or PORTS.get(url.scheme)
    except ValueError as error:
        raise InvalidRequestError(
            f"The variable {name} holds no address: {error}", hint="Write scheme://host:port."
        ) from error
    if url.hostname and port:
        host = f"[{url.hostname}]" if ":" in url.hostname else url.hostname
        yield f"{host}:{port}"
    elif name.endswith("_URL"):
        raise InvalidRequestError(
            f"The variable {name} names no host",
            hint="Write scheme://host:port; sockets in the file system are not opened.",
        )
