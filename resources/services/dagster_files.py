"""The settings that Dagster reads from DAGSTER_HOME, made for one installation."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import yaml

from resources.installation.home import Home
from resources.installation.ports import HOST
from resources.services.settings import Settings, dagster_url

LOCATION: Final = "omninode_bridge"
HEADER: Final = (
    "# Made by `omninode up`; changes are lost. deploy/dagster.yaml is the one to edit.\n"
)


# What is the same for every installation.
FIXED: Final[Mapping[str, object]] = {
    "telemetry": {"enabled": False},
    "nux": {"enabled": False},
    "run_coordinator": {
        "module": "dagster.core.run_coordinator",
        "class": "DefaultRunCoordinator",
    },
    "sensors": {"use_threads": True, "num_workers": 4},
    "schedules": {"use_threads": True, "num_workers": 2},
    "retention": {
        "sensor": {"purge_after_days": {"skipped": 1, "failure": 14, "success": 7, "started": 7}}
    },
    "compute_logs": {
        "module": "dagster.core.storage.noop_compute_log_manager",
        "class": "NoOpComputeLogManager",
    },
    "python_logs": {"python_log_level": "INFO"},
}


def instance(settings: Settings, database_url: str) -> dict[str, object]:
    """The content of dagster.yaml. deploy/dagster.yaml says the same for a PostgreSQL of one's own.

    `start_server: false`: the supervisor starts the launcher's server, not whoever needs it first.
    """
    launcher = {
        "socket": str(Home(settings.home).launcher_socket),
        "max_concurrent_runs": settings.max_concurrent_runs,
        "kill_after_seconds": int(settings.kill_after_s),
        "start_server": False,
    }
    return {
        **FIXED,
        # The scheme names psycopg2: SQLAlchemy 2.1 takes psycopg 3 for a bare `postgresql`.
        "storage": {
            "custom": {
                "module": "resources.launcher.storage",
                "class": "PooledPostgresStorage",
                "config": {"postgres_url": dagster_url(database_url, driver="psycopg2")},
            }
        },
        "run_launcher": {
            "module": "resources.launcher.launcher",
            "class": "WarmRunLauncher",
            "config": launcher,
        },
        # Runs that wait in the launcher's queue are STARTING, hence the long start time-out.
        "run_monitoring": {
            "enabled": True,
            "start_timeout_seconds": 3600,
            "cancel_timeout_seconds": 60,
            "max_resume_run_attempts": 0,
            "poll_interval_seconds": settings.monitoring_poll_s,
        },
    }


def workspace(code_port: int) -> dict[str, object]:
    server = {"host": HOST, "port": code_port, "location_name": LOCATION}
    return {"load_from": [{"grpc_server": server}]}


def write(settings: Settings, database_url: str, code_port: int) -> None:
    folder = Home(settings.home).dagster
    _write(folder / "dagster.yaml", instance(settings, database_url))
    _write(folder / "workspace.yaml", workspace(code_port))


def _write(path: Path, content: dict[str, object]) -> None:
    temporary = path.with_suffix(".new")
    # The database URL holds a password.
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(HEADER + yaml.safe_dump(content, sort_keys=False))
    temporary.replace(path)
