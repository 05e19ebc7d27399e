"""Defects, each with the check that is meant for it and the file it must name."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from omninode_bridge.generation.package import BindingState, NodePackage
from tests.toolchain.seed_node import (
    CONTRACT,
    CONTRACT_TEXT,
    DISPATCH,
    FOLDER,
    HANDLER,
    HEADER,
    INPUT,
    NODE_FILE,
    OUTPUT,
    TESTS,
    added,
    changed,
)

FIRST = "        if request.amount == 0:\n"
IMPORTS = "from decimal import Decimal\n"
FROZEN = 'ConfigDict(frozen=True, extra="forbid", from_attributes=True)'


@dataclass(frozen=True)
class Defect:
    name: str
    check: str
    file: str
    sow: Callable[[NodePackage], NodePackage]

    def __str__(self) -> str:
        return self.name


def swap(name: str, check: str, file: str, old: str, new: str) -> Defect:
    return Defect(name, check, file, lambda package: changed(package, file, old, new))


def add(name: str, check: str, file: str, text: str) -> Defect:
    return Defect(name, check, file, lambda package: added(package, file, text))


def first(name: str, check: str, statement: str, module: str = "", file: str = HANDLER) -> Defect:
    """A statement at the beginning of `handle`, with the import that it needs."""

    def sow(package: NodePackage) -> NodePackage:
        package = changed(package, HANDLER, FIRST, f"        {statement}\n{FIRST}")
        return changed(package, HANDLER, IMPORTS, f"{module}\n{IMPORTS}") if module else package

    return Defect(name, check, file, sow)


def without(name: str, check: str, file: str, named: str) -> Defect:
    def sow(package: NodePackage) -> NodePackage:
        files = {path: content for path, content in package.files.items() if path != file}
        return replace(package, files=files)

    return Defect(name, check, named, sow)


def unbound(package: NodePackage) -> NodePackage:
    bindings = tuple(replace(one, state=BindingState.UNBOUND) for one in package.bindings)
    return replace(package, bindings=bindings)


IN_CONTRACT = [
    swap("forbidden key", "strict contract", CONTRACT, "node_type:", "version: 1.0.0\nnode_type:"),
    swap("unknown key", "strict contract", CONTRACT, "node_type:", "colour: red\nnode_type:"),
    swap("bare node type", "strict contract", CONTRACT, "COMPUTE_GENERIC", "COMPUTE"),
    swap("weights do not sum to 1", "strict contract", CONTRACT, "weight: 1.0", "weight: 0.4"),
    swap(
        "no time limit",
        "strict contract",
        CONTRACT,
        "performance:\n  single_operation_max_ms: 50\n",
        "",
    ),
    swap("no name", "contract linter", CONTRACT, "name: node_cut_compute\n", ""),
    swap("topic in snake case", "topics", CONTRACT, "onex.cmd.shop.discount-requested.v1", "Shop"),
    swap(
        "handler that is not there",
        "contract resolution",
        CONTRACT,
        "default_handler: onex_cut_compute.nodes.node_cut_compute.handler:HandlerCut",
        "default_handler: onex_cut_compute.nodes.node_cut_compute.handler:HandlerGone",
    ),
    swap(
        "input model that is not there",
        "contract resolution",
        CONTRACT,
        "model_cut_input.ModelCutInput",
        "model_cut_input.ModelGone",
    ),
    swap("broken YAML", "layout", CONTRACT, "algorithm:\n", "algorithm: [\n"),
    Defect(
        "two nodes",
        "layout",
        "",
        lambda package: added(package, "src/other/nodes/node_b/contract.yaml", CONTRACT_TEXT),
    ),
    without("no handler.py", "compliance", f"{FOLDER}/handler.py", CONTRACT),
]

IN_SHAPE = [
    swap("mutable model", "frozen models", INPUT, FROZEN, 'ConfigDict(extra="forbid")'),
    swap("open model", "extra forbid", INPUT, FROZEN, "ConfigDict(frozen=True)"),
    swap(
        "two models in a file",
        "architecture",
        INPUT,
        "class ModelCutInput",
        'class ModelOther(BaseModel):\n    """Two."""\n\n    model_config = '
        f"{FROZEN}\n\n\nclass ModelCutInput",
    ),
    swap(
        "key as text",
        "patterns",
        INPUT,
        "amount: Decimal =",
        'user_id: str = ""\n    amount: Decimal =',
    ),
    swap(
        "class with a forbidden word",
        "class names",
        DISPATCH,
        "def dispatch_cut",
        'class CutAdapter:\n    """Adapts."""\n\n\ndef dispatch_cut',
    ),
    swap(
        "handler with a constructor",
        "handler shape",
        HANDLER,
        "    def handle",
        '    def __init__(self) -> None:\n        """Set up."""\n\n    def handle',
    ),
    swap(
        "constructor with parameters",
        "handler injection",
        HANDLER,
        "    def handle",
        "    def __init__(self, rate: int) -> None:\n        self.rate = rate\n\n    def handle",
    ),
    swap(
        "logic in the node",
        "thin node",
        NODE_FILE,
        "        super().__init__(container)",
        "        super().__init__(container)\n        self.rate = 5",
    ),
    swap(
        "output that nothing assigns",
        "assigned outputs",
        HANDLER,
        "discount=discount, total=request.amount - discount",
        "total=request.amount - discount",
    ),
    swap(
        "Any",
        "no Any",
        HANDLER,
        "request: ModelCutInput) -> ModelCutOutput",
        "request: Any) -> Any",
    ),
    swap(
        "parameter of object",
        "loose types",
        DISPATCH,
        "    input_data",
        "    more: dict[str, object],\n    input_data",
    ),
    swap("no licence", "licence headers", OUTPUT, HEADER, ""),
    Defect("nothing is bound", "requirements bound", "README.md", unbound),
]

IN_PURITY = [
    first("chance", "determinism", "random.random()", "import random"),
    first("clock", "determinism", "time.time()", "import time"),
    first("new id", "determinism", "uuid4()", "from uuid import uuid4"),
    first("now", "determinism", "datetime.now(tz=UTC)", "from datetime import UTC, datetime"),
    first("clock by another name", "determinism", "t()", "from time import monotonic as t"),
    first("print", "side effects", "print(request)"),
    first("code from text", "side effects", 'eval("1")'),
    first("memory between requests", "module state", "_SEEN.append(1)", "_SEEN: list[int] = []"),
    first(
        "bare except",
        "swallowed errors",
        "try:\n            pass\n        except:\n            raise",
    ),
    first(
        "swallowed error",
        "swallowed errors",
        "try:\n            int(request.amount)\n        except ValueError:\n            pass",
    ),
    first("environment", "purity", 'os.environ["HOME"]', "import os"),
    first("file", "purity", 'open("/tmp/note").read()'),
    first("network client", "transport", "httpx.get('http://x')", "import httpx"),
    first("subprocess", "no I/O", 'subprocess.run(["id"])', "import subprocess"),
    first("naive now", "transport", "datetime.utcnow()", "from datetime import datetime"),
    first("database", "transport", 'sqlite3.connect(":memory:")', "import sqlite3"),
    first("address", "transport", 'host = "192.168.7.9"'),
]

IN_CODE = [
    swap("syntax error", "syntax", HANDLER, "    def handle(", "    def handle(("),
    swap("wrong import", "import", HANDLER, "import EnumCoreErrorCode", "import EnumGone"),
    swap(
        "answer of another type",
        "mypy",
        HANDLER,
        "return ModelCutOutput(",
        "return str(",
    ),
    swap("text for a decimal", "mypy", HANDLER, "discount=discount", 'discount="5"'),
    swap("unknown field", "mypy", HANDLER, "discount=discount", "discount=discount, colour=1"),
    swap(
        "missing annotation",
        "mypy",
        HANDLER,
        "def handle(self, request: ModelCutInput)",
        "def handle(self, request)",
    ),
    swap("unused import", "ruff", HANDLER, IMPORTS, f"import json\n{IMPORTS}"),
    swap(
        "unformatted",
        "ruff format",
        HANDLER,
        "        discount = request",
        "        discount  =  request",
    ),
    swap("noqa", "suppressions", HANDLER, IMPORTS, f"import json  # noqa: F401\n{IMPORTS}"),
    swap(
        "type: ignore",
        "suppressions",
        HANDLER,
        "discount=discount",
        "discount=discount  # type: ignore\n        ",
    ),
    swap("contract-ok", "suppressions", CONTRACT, "node_type:", "# contract-ok: later\nnode_type:"),
    add("conftest", "stray files", f"{FOLDER}/tests/conftest.py", f"{HEADER}\n"),
]

IN_TESTS = [
    swap("failing test", "tests", TESTS, "Decimal(1900)", "Decimal(1901)"),
    swap(
        "test without assertion",
        "assertions",
        TESTS,
        "    assert answer.discount == Decimal(100)\n    assert answer.total == Decimal(1900)\n",
        "    assert answer\n".replace("assert ", ""),
    ),
    swap(
        "assertion that cannot fail",
        "assertions",
        TESTS,
        "assert answer.total == Decimal(amount)",
        "assert 1 == 1",
    ),
    swap(
        "test switched off",
        "assertions",
        TESTS,
        "def test_r1",
        '@pytest.mark.skip(reason="x")\ndef test_r1',
    ),
    without("no tests", "tests", TESTS, "src"),
    swap(
        "requirement without its test",
        "tests of requirements",
        TESTS,
        "def test_r3",
        "def test_other",
    ),
]

AT_RUN_TIME = [
    first("endless loop", "base class", "while True:\n            pass"),
    swap(
        "endless import",
        "import",
        OUTPUT,
        "class ModelCutOutput",
        "while True:\n    pass\n\n\nclass ModelCutOutput",
    ),
    swap(
        "endless test",
        "tests",
        TESTS,
        "    answer = ",
        "    while True:\n        pass\n    answer = ",
    ),
    first("fork bomb", "base class", "while True:\n            os.fork()", "import os"),
    first("file outside", "base class", 'open("/tmp/gate-was-here", "w")'),
    first(
        "network call", "base class", 'socket.create_connection(("127.0.0.1", 22))', "import socket"
    ),
    first(
        "too much memory", "base class", 'request = [b"x" * (1 << 30) for _ in range(9)]', file=""
    ),
    first("flood of output", "base class", 'os.write(1, b"x" * (1 << 22))', "import os", file=""),
    first("hard exit", "base class", "os._exit(0)", "import os", file=""),
    first("exit", "base class", "raise SystemExit(0)"),
    first(
        "process left behind",
        "runtime local",
        "if os.fork() == 0:\n            os.setsid()\n            time.sleep(300)",
        "import os\nimport time",
        file="",
    ),
    first(
        "answers that differ",
        "base class",
        "return ModelCutOutput(discount=Decimal(id(request)), total=Decimal(time.time_ns()))",
        "import time",
        file=f"{FOLDER}/handler.py",
    ),
    Defect(
        "sample that is refused",
        "base class",
        NODE_FILE,
        lambda package: replace(package, sample_request={"amount": "-1"}),
    ),
]

DEFECTS = [*IN_CONTRACT, *IN_SHAPE, *IN_PURITY, *IN_CODE, *IN_TESTS, *AT_RUN_TIME]
