"""What the gate finds in code that somebody has written."""

from pathlib import Path

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.intelligence.documents import CONTRACT, type_named_by
from omninode_bridge.intelligence.judging import package_in, package_of, read_contract
from omninode_bridge.node_type import NodeType
from omninode_bridge.quality.report import QualityReport
from omninode_bridge.stages.quality_report import assessed
from pipelines.installation import toolchain_of_command
from resources.toolchain.job_folder import read_package


def assess(path: Path) -> QualityReport:
    """`path` is the folder of a package, or a Python file with the contract beside it."""
    if path.is_dir():
        return assessed(package_in(read_package(str(path))), toolchain_of_command())
    try:
        code = path.read_text(encoding="utf-8")
        beside = path.with_name(CONTRACT)
        contract = read_contract(beside.read_bytes()) if beside.is_file() else {}
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidRequestError(
            f"{path} cannot be read: {error}", hint="Name a folder of a package or a Python file."
        ) from error
    node_type = type_named_by(contract) or NodeType.COMPUTE
    package = package_of(code, [contract] if contract else [], node_type)
    return assessed(package, toolchain_of_command())
