"""Apache Kafka's jars, fetched by Maven once and kept in the user's cache."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

from omninode_bridge.errors import UnavailableError

SOURCES: Final = Path(__file__).parent
VERSION: Final = "4.1.1"
FETCH_S: Final = 300
START: Final = SOURCES / "start.sh"


def fetched_jars(cache: Path) -> Path:
    """The folder `kafka-<version>` below `cache`; the first call takes a while.

    Raises `UnavailableError` where Java or Maven is missing, or Maven cannot fetch.
    """
    _require("java", "Install Java 17 or later.")
    jars = cache / f"kafka-{VERSION}"
    if not jars.is_dir():
        _require("mvn", "Install Maven; it is needed once, to fetch the broker.")
        cache.mkdir(parents=True, exist_ok=True)
        _fetch(jars)
    return jars


def _require(program: str, hint: str) -> None:
    if shutil.which(program) is None:
        raise UnavailableError(
            f"A real Kafka broker needs {program}, which is not on the PATH", hint=hint
        )


def _fetch(jars: Path) -> None:
    unfinished = jars.with_name(f"{jars.name}.{os.getpid()}")
    command = ["mvn", "-B", "-q", "-f", str(SOURCES / "pom.xml")]
    goal = ["dependency:copy-dependencies", f"-DoutputDirectory={unfinished}"]
    try:
        done = subprocess.run(  # noqa: S603 - our own command
            [*command, *goal], capture_output=True, text=True, timeout=FETCH_S, check=False
        )
    except subprocess.TimeoutExpired as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise UnavailableError(
            f"Maven did not fetch the broker within {FETCH_S} s", hint="Try again."
        ) from error
    if done.returncode != 0:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise UnavailableError(
            f"Maven could not fetch the broker: {done.stdout[-500:].strip()}",
            hint="Maven must reach a repository: see its settings.xml.",
        )
    try:
        unfinished.rename(jars)
    except OSError:  # another process was faster
        shutil.rmtree(unfinished, ignore_errors=True)
