"""A package that is installed with pip is found and answers."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from omninode_bridge.generation.render import render_package
from resources.toolchain.formatting import RuffFormatter
from tests.unit.generation.quote import logic, program, spec

ASK = """
import asyncio, json, logging, sys
from decimal import Decimal
from importlib.metadata import entry_points
logging.disable(logging.CRITICAL)
from omnibase_core.models.compute.model_compute_input import ModelComputeInput
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
[entry] = [one for one in entry_points(group="onex.nodes") if one.name == sys.argv[1]]
package = entry.load()
from onex_price_quote_compute.nodes.node_price_quote_compute.models import model_price_quote_input
async def ask():
    node = package.NodePriceQuoteCompute(ModelONEXContainer())
    await node.initialize()
    data = json.loads(sys.argv[2], parse_float=Decimal)
    request = model_price_quote_input.ModelPriceQuoteInput.model_validate(data)
    return (await node.process(ModelComputeInput(data=request))).result
print(asyncio.run(ask()).model_dump_json())
"""


@pytest.mark.slow
def test_the_installed_package_is_importable_and_answers(tmp_path: Path) -> None:
    package = RuffFormatter().format(render_package(spec(), program(), logic(spec().names)))
    for path, content in package.files.items():
        target = tmp_path / package.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    site = tmp_path / "site"
    uv = Path(sys.executable).with_name("uv")
    subprocess.run(
        [
            *(uv, "pip", "install", "--quiet", "--offline", "--no-deps", "--no-build-isolation"),
            *("--python", sys.executable, "--target", site, tmp_path / package.folder),
        ],
        env={**os.environ, "UV_CACHE_DIR": str(tmp_path / "cache")},
        check=True,
        capture_output=True,
    )
    request = '{"lines": [{"sku": "B", "quantity": 2, "unit_price": "600"}], "tax_rate": "0.2"}'
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ASK, package.folder, request],
        env={"PYTHONPATH": str(site), "HOME": str(tmp_path)},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout.splitlines()[-1])
    assert (answer["subtotal"], answer["discount"], answer["total"]) == (
        "1200.00",
        "60.00",
        "1368.00",
    )
    assert answer["lines"][0]["amount"] == "1200.00"
