"""`omninode onextree serve` as a process of its own, once for a session."""

import signal
from collections.abc import Iterator

import pytest

from tests.command import begun


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Its address; at the end it stops as it is told to, having complained of nothing."""
    patient = ("--port", "0", "--seconds", "300")  # also where the machine is busy
    home = tmp_path_factory.mktemp("home")
    with begun("onextree", "serve", *patient, home=home) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("Serving at http://127.0.0.1:"), process.communicate()
        yield line.removeprefix("Serving at ").partition(". ")[0]
        process.send_signal(signal.SIGTERM)
        _, complaints = process.communicate(timeout=60)
        assert (process.returncode, complaints) == (0, "")
