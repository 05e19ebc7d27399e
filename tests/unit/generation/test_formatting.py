"""Ruff as the formatter: equal input gives equal bytes, and formatting twice changes nothing."""

from dataclasses import replace

import pytest

from omninode_bridge.errors import UnavailableError
from omninode_bridge.generation.render import render_package
from resources.toolchain.formatting import RuffFormatter
from tests.unit.generation.quote import logic, program, spec


@pytest.mark.slow
def test_a_package_is_formatted_once_and_for_all() -> None:
    raw = render_package(spec(), program(), logic(spec().names))
    once = RuffFormatter().format(raw)
    assert once == RuffFormatter().format(raw)
    assert once == RuffFormatter().format(once)
    assert once.files.keys() == raw.files.keys()
    assert once.files != raw.files


@pytest.mark.slow
def test_source_that_cannot_be_read_is_an_error_and_not_a_package() -> None:
    raw = render_package(spec(), program(), logic(spec().names))
    broken = replace(raw, files={**raw.files, "src/broken.py": b"def ("})
    with pytest.raises(UnavailableError, match="ruff"):
        RuffFormatter().format(broken)


def test_a_formatter_that_does_not_answer_in_time_is_unavailable() -> None:
    raw = replace(render_package(spec(), program(), logic(spec().names)), files={"a.py": b"x=1"})
    with pytest.raises(UnavailableError, match="did not run"):
        RuffFormatter(timeout_s=0.000_001).format(raw)
