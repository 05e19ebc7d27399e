"""What we take from Dagster without its promise: an upgrade that moves it must fail here."""

import inspect

from dagster._daemon import sensor
from dagster._daemon.cli import run_command

from resources.launcher import daemon


def test_the_pause_of_the_sensor_loop_is_where_we_set_it() -> None:
    assert sensor.MIN_INTERVAL_LOOP_TIME == 5
    loop = inspect.getsource(sensor.execute_sensor_iteration_loop)
    assert "MIN_INTERVAL_LOOP_TIME - loop_duration" in loop
    assert "shutdown_event.wait(sleep_time)" in loop


def test_the_entry_point_is_the_daemon_of_dagster() -> None:
    assert daemon.LOOP_S == 0.2
    assert run_command.name == "run"
    assert {"--workspace", "--log-level"} <= {
        option for parameter in run_command.params for option in parameter.opts
    }
