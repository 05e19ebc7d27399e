"""The files of a package: where they lie, what they carry, and that text in them stays data."""

import ast
import json
import shutil
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from omninode_bridge.diagnostics import Place
from omninode_bridge.generation.design import design_node
from omninode_bridge.generation.package import NodePackage
from omninode_bridge.generation.profile import Profile
from omninode_bridge.generation.render import render_package
from omninode_bridge.generation.spec import Licence
from omninode_bridge.requirements.document import Document, Entity, Field, Requirement
from omninode_bridge.requirements.types import EntityRef, EnumOf, ListOf, Optional
from tests.unit.generation.quote import STRING, checked, document, logic, program, spec

ROOT = Path(__file__).parent.parent.parent.parent
NODE = "src/onex_price_quote_compute/nodes/node_price_quote_compute"
HOSTILE = "x\"\"\"\n{{ 7*7 }} {% raw %} \\ \u202e | <script> ${x} \x00 ''' # noqa\rimport os"


def rendered(changed: Document, profile: Profile | None = None) -> NodePackage:
    found = design_node(changed, checked(), profile or Profile()).spec
    assert found is not None
    return render_package(found, program(), logic(found.names))


def package() -> NodePackage:
    return render_package(spec(), program(), logic(spec().names))


@pytest.mark.requirement("R274")
def test_the_layout_is_that_of_a_node_package() -> None:
    found = package()
    assert (found.folder, found.import_root, found.node_folder) == (
        "node_price_quote_compute",
        "onex_price_quote_compute",
        NODE,
    )
    wanted = ("contract.yaml", "node.py", "handler.py", "handlers/handler_price_quote.py")
    models = ("price_quote_input", "price_quote_output", "line", "lines_item")
    expected = {f"{NODE}/{name}" for name in wanted}
    expected |= {f"{NODE}/models/model_{name}.py" for name in models}
    assert expected | {"pyproject.toml", "README.md"} <= set(found.files)
    assert list(found.files) == sorted(found.files)


def test_only_value_types_that_are_used_are_there() -> None:
    folder = "src/onex_price_quote_compute/value_types/"
    names = {path.removeprefix(folder) for path in package().files if path.startswith(folder)}
    assert names == {
        *("__init__.py", "decimal_number.py", "int_number.py", "money.py", "numbers.py"),
        *("objects.py", "text.py"),
    }


def test_every_python_file_and_the_contract_carry_the_header() -> None:
    licence = Licence("2031 Somebody", "Apache-2.0")
    found = rendered(document(), Profile(licence=licence))
    own = {path: text for path, text in found.files.items() if "handler_price" not in path}
    for path, text in own.items():
        if path.endswith((".py", "contract.yaml")):
            head = (
                b"# SPDX-FileCopyrightText: 2031 Somebody\n# SPDX-License-Identifier: Apache-2.0\n"
            )
            assert text.startswith(head), path


def test_the_contract_names_what_exists() -> None:
    contract = yaml.safe_load(package().files[f"{NODE}/contract.yaml"])
    assert contract["node_type"] == "COMPUTE_GENERIC"
    assert contract["contract_version"] == {"major": 1, "minor": 0, "patch": 0}
    assert "version" not in contract
    for key in ("input_model", "output_model"):
        module, _, name = contract[key].rpartition(".")
        source = package().files[f"src/{module.replace('.', '/')}.py"].decode()
        assert f"class {name}(" in source


def test_the_project_registers_the_node() -> None:
    project = tomllib.loads(package().files["pyproject.toml"].decode())["project"]
    assert project["entry-points"]["onex.nodes"] == {
        "node_price_quote_compute": "onex_price_quote_compute.nodes.node_price_quote_compute"
    }
    assert "omnibase-core>=0.47.57,<0.48" in project["dependencies"]


def test_the_readme_lists_every_requirement_and_how_it_is_bound() -> None:
    readme = package().files["README.md"].decode()
    for binding in package().bindings:
        assert binding.how in readme
    assert json.loads(readme.split("```json\n")[1].split("```")[0])["tax_rate"] == 0.1


def hostile() -> Document:
    known = document()
    fields = (
        Field("class", STRING, Place(3), description=HOSTILE),
        Field("status", EnumOf(("new", HOSTILE)), Place(4)),
        Field("json", STRING, Place(5)),
    )
    entity = Entity("User Management Service", fields, Place(2), description=HOSTILE)
    named = tuple(replace(found, text=HOSTILE) for found in known.requirements)
    users = Field("users", ListOf(EntityRef(entity.name)), Place(9))
    examples = tuple(replace(found, given={**found.given, "users": []}) for found in known.examples)
    return replace(
        known,
        title=HOSTILE,
        description=HOSTILE,
        requirements=(*named, Requirement("R9", HOSTILE, Place(40))),
        entities=(*known.entities, entity),
        inputs=(*(known.inputs or ()), users),
        examples=examples,
        front=replace(known.front, domain=HOSTILE),
    )


def test_hostile_text_changes_no_structure() -> None:
    found = rendered(hostile())
    for path, content in found.files.items():
        text = content.decode("utf-8")
        if path.endswith(".py"):
            assert not any(
                isinstance(node, ast.Import) and node.names[0].name == "os"
                for node in ast.walk(ast.parse(text))
            )
        assert "\u202e" not in text, path
        assert "\x00" not in text, path
        assert " 49 " not in text, path
    tomllib.loads(found.files["pyproject.toml"].decode())
    yaml.safe_load(found.files[f"{NODE}/contract.yaml"])


def test_awkward_names_are_replaced_and_listed() -> None:
    found = rendered(hostile())
    source = found.files[f"{NODE}/models/model_user_management.py"].decode()
    assert 'class_: Text = Field(alias="class"' in source
    assert 'json_: Text = Field(alias="json")' in source
    readme = found.files["README.md"].decode()
    assert "| entity | User Management Service | ModelUserManagement |" in readme
    assert "| field | class | class\\_ |" in readme


WRITE = """
import hashlib
from omninode_bridge.generation.render import render_package
from tests.unit.generation.quote import logic, program, spec
found = render_package(spec(), program(), logic(spec().names))
for path, content in found.files.items():
    print(path, hashlib.sha256(content).hexdigest())
"""


def written_by(interpreter: str, seed: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [interpreter, "-c", WRITE],
        cwd=ROOT,
        env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )


@pytest.mark.slow
def test_the_same_document_gives_the_same_bytes_in_every_process() -> None:
    done = [written_by(sys.executable, seed) for seed in ("0", "1", "4711")]
    assert [one.returncode for one in done] == [0, 0, 0]
    assert len({one.stdout for one in done}) == 1
    assert done[0].stdout.count(b"\n") > 25


@pytest.mark.slow
def test_another_python_gives_the_same_bytes() -> None:
    """A name on the PATH that fails when run is passed over."""
    other = "python3.13" if sys.version_info[:2] == (3, 12) else "python3.12"
    found = shutil.which(other)
    if found is None:
        pytest.skip(f"there is no {other} on the PATH")
    done = written_by(found, "0")
    if done.returncode != 0:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()
        pytest.skip(f"{other} does not run the generator: {reason[-1] if reason else 'no reason'}")
    assert done.stdout == written_by(sys.executable, "0").stdout


def test_an_entity_that_may_hold_itself_can_be_imported() -> None:
    line = document().entities[0]
    me = EntityRef(line.name)
    added = (
        Field("parent", Optional(me), Place(1)),
        Field("parts", ListOf(Optional(me)), Place(1), required=False),
    )
    changed = replace(line, fields=(*line.fields, *added))
    files = rendered(replace(document(), entities=(changed,))).files
    source = files[f"{NODE}/models/model_line.py"].decode()

    assert '    parent: "ModelLine | None"' in source
    assert 'list["ModelLine | None"]' in source
