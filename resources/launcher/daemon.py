"""Dagster's daemon with a sensor loop of 0.2 s in place of 5 s.

The pause is a constant of Dagster without a setting. Everything works without this entry point
(`dagster-daemon run`), only about 5 s later. A test fails when an upgrade moves the constant.
"""

from typing import Final

from dagster._daemon import sensor
from dagster._daemon.cli import run_command

LOOP_S: Final = 0.2


def main() -> None:
    if not hasattr(sensor, "MIN_INTERVAL_LOOP_TIME"):
        raise RuntimeError("Dagster has moved its sensor loop's pause; use dagster-daemon run")
    sensor.MIN_INTERVAL_LOOP_TIME = LOOP_S  # type: ignore[assignment]  # an int there, a float suits
    run_command(prog_name="omninode-daemon")


if __name__ == "__main__":
    main()
