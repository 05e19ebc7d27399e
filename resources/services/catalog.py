"""The services of an installation, in the order in which they start."""

import json
import os
import signal
from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path

from resources.installation.home import Home
from resources.installation.ports import HOST
from resources.installation.state import Endpoints
from resources.kafka.apache.jars import START
from resources.kafka.security import PROTOCOL, Protocol
from resources.launcher.boot import Boot
from resources.launcher.protocol import Operation, Request, call
from resources.services import probes as probing
from resources.services.dagster_files import LOCATION
from resources.services.postgres import Cluster
from resources.services.probes import Probe
from resources.services.service import Service, module
from resources.services.settings import Ports, Settings, dagster_url


def probes(home: Home, ports: Mapping[str, int], endpoints: Endpoints) -> dict[str, Probe]:
    """How to ask each service whether it is well, by name."""
    return {
        "postgres": partial(probing.postgres, endpoints.database_url),
        "kafka": partial(probing.kafka, endpoints.kafka_bootstrap_servers),
        "code": partial(probing.code_server, f"{HOST}:{ports.get('code', 0)}"),
        "launcher": partial(_launcher_answers, home.launcher_socket),
        "daemon": partial(probing.daemon, dagster_url(endpoints.database_url)),
        "relay": partial(probing.relay, endpoints.database_url),
        "webserver": partial(probing.http, f"{endpoints.ui_url}/server_info"),
    }


def build(
    settings: Settings, ports: Ports, endpoints: Endpoints, cluster: Cluster | None
) -> tuple[Service, ...]:
    """All services but those that external ones replace. No cluster: PostgreSQL is external."""
    ask = probes(Home(settings.home), asdict(ports), endpoints)
    servers = (
        *([_postgres(cluster, ports, ask)] if cluster else []),
        *([] if settings.kafka_bootstrap_servers else [_kafka(settings, ports, ask)]),
        *_outside(settings),
    )
    setup = _setup(settings, endpoints, tuple(server.name for server in servers))
    base = (*servers, setup)
    workers = (
        *_workers(settings, ports, ask, tuple(service.name for service in base)),
        _tools(settings, needs=(setup.name,)),
    )
    relay = Service("relay", module("resources.outbox.service"), ask["relay"], needs=(setup.name,))
    faces = _faces(settings, ports, ask, tuple(worker.name for worker in workers))
    return (*base, relay, *workers, *faces)


def environment(settings: Settings, endpoints: Endpoints) -> dict[str, str]:
    """What each service is told beside the environment of whoever called `up`."""
    home = Home(settings.home)
    path = [part for part in (settings.directory, os.environ.get("PYTHONPATH", "")) if part]
    return {
        "OMNINODE_HOME": str(home.root),
        "DATABASE_URL": endpoints.database_url,
        "KAFKA_BOOTSTRAP_SERVERS": endpoints.kafka_bootstrap_servers,
        # What is set for a broker of one's own is not for ours.
        **({} if settings.kafka_bootstrap_servers else {PROTOCOL: Protocol.PLAINTEXT}),
        "DAGSTER_HOME": str(home.dagster),
        "DAGSTER_DISABLE_TELEMETRY": "1",
        "PYTHONUNBUFFERED": "1",
        # Each thread's own arena costs tens of megabytes a process and buys nothing here.
        "MALLOC_ARENA_MAX": "2",
        **({"PYTHONPATH": os.pathsep.join(path)} if path else {}),
    }


def _postgres(cluster: Cluster, ports: Ports, ask: Mapping[str, Probe]) -> Service:
    return Service(
        "postgres",
        cluster.command(ports.postgres),
        ask["postgres"],
        port=ports.postgres,
        account=cluster.account,
        stop_signal=signal.SIGINT,  # "fast": ends sessions, then writes everything down
        grace_s=30,
        # After a crash, what is left of the last server may hold the data for a moment.
        attempts=6,
    )


def _kafka(settings: Settings, ports: Ports, ask: Mapping[str, Probe]) -> Service:
    if settings.kafka_jars:
        return _apache(settings, ports, ask)
    ready = Home(settings.home).root / "kafka.ready"
    return Service(
        "kafka",
        module("resources.kafka.endpoint", "--port", str(ports.kafka), "--ready-file", str(ready)),
        ask["kafka"],
        port=ports.kafka,
    )


def _outside(settings: Settings) -> tuple[Service, ...]:
    """Where servers are not ours: they may start later than we do, as after a power cut."""
    work = {
        "database_url": settings.database_url,
        "kafka_bootstrap_servers": settings.kafka_bootstrap_servers,
    }
    if not any(work.values()):
        return ()
    return (
        Service("outside", module("resources.services.outside"), once=True, input=json.dumps(work)),
    )


def _apache(settings: Settings, ports: Ports, ask: Mapping[str, Probe]) -> Service:
    """A broker that keeps its messages, whatever happens to it."""
    places = (settings.kafka_jars, str(Home(settings.home).kafka))
    return Service(
        "kafka",
        (str(START), *places, str(ports.kafka), str(ports.controller)),
        ask["kafka"],
        port=ports.kafka,
        grace_s=30,
    )


def _setup(settings: Settings, endpoints: Endpoints, needs: tuple[str, ...]) -> Service:
    """Schemas, tables and topics: the embedded endpoint makes its topics itself."""
    has_topics = settings.kafka_bootstrap_servers or settings.kafka_jars
    work = {
        "database_url": endpoints.database_url,
        "kafka_bootstrap_servers": endpoints.kafka_bootstrap_servers if has_topics else "",
        "migrated": str(Home(settings.home).dagster / "migrated"),
    }
    return Service(
        "setup",
        module("resources.services.setup"),
        needs=needs,
        once=True,
        input=json.dumps(work),
    )


def _tools(settings: Settings, needs: tuple[str, ...]) -> Service:
    told = {"home": str(settings.home), "allow_unsandboxed": settings.allow_unsandboxed}
    return Service(
        "tools",
        module("resources.services.tools"),
        needs=needs,
        once=True,
        input=json.dumps(told),
    )


def _workers(
    settings: Settings, ports: Ports, ask: Mapping[str, Probe], needs: tuple[str, ...]
) -> tuple[Service, ...]:
    """What holds the code location: the server that is asked, and the launcher that executes.

    Both name the same module in the same folder: only then is the launcher's code the run's code.
    """
    served = ("--location-name", LOCATION, "--module-name", settings.module)
    folder = ("--working-directory", _working_directory(settings))
    port = ("-h", HOST, "-p", str(ports.code))
    return (
        Service(
            "code",
            module("dagster", "api", "grpc", *port, *served, *folder),
            ask["code"],
            port=ports.code,
            needs=needs,
        ),
        Service(
            "launcher",
            module("resources.launcher.server", "serve"),
            ask["launcher"],
            needs=needs,
            input=_launcher_boot(settings).to_json().decode(),
            grace_s=25,
        ),
    )


def _faces(
    settings: Settings, ports: Ports, ask: Mapping[str, Probe], needs: tuple[str, ...]
) -> tuple[Service, ...]:
    """What starts runs: the daemon by its sensors, the webserver for people."""
    files = ("-w", str(Home(settings.home).dagster / "workspace.yaml"))
    web = ("-h", HOST, "-p", str(ports.webserver))
    return (
        Service(
            "daemon",
            module("resources.launcher.daemon", "--log-level", "warning", *files),
            ask["daemon"],
            needs=needs,
            stop_signal=signal.SIGINT,
        ),
        Service(
            "webserver",
            module("dagster_webserver", *web, *files),
            ask["webserver"],
            port=ports.webserver,
            needs=needs,
            stop_signal=signal.SIGINT,
        ),
    )


def _launcher_boot(settings: Settings) -> Boot:
    return Boot(
        socket=Home(settings.home).launcher_socket,
        directory=_working_directory(settings),
        module=settings.module,
        max_concurrent_runs=settings.max_concurrent_runs,
        kill_after_s=settings.kill_after_s,
    )


def _working_directory(settings: Settings) -> str:
    return settings.directory or str(settings.home)


def _launcher_answers(socket: Path) -> bool:
    """Warm means that it answers: until then requests wait in the socket's backlog."""
    try:
        call(socket, Request(Operation.STATUS), timeout_s=probing.TIMEOUT_S)
    except OSError:
        return False
    return True
