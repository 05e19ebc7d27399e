"""What the warm mypy says about a package."""

import re
from typing import Final

from omninode_bridge.quality.report import CheckResult, Finding
from resources.toolchain.checks import TYPE_CHECK
from resources.toolchain.interpretation import Reply

_LINE: Final = re.compile(
    r"^(?P<file>[^:]+):(?P<line>\d+)(?::\d+)?: error: (?P<message>.*?)(?:  \[(?P<rule>[\w-]+)\])?$"
)


def type_result(reply: Reply) -> CheckResult:
    if reply.get("error") or reply.get("status") is None:
        return TYPE_CHECK.not_run(str(reply.get("error", "mypy gave no answer")))
    findings = []
    for line in str(reply["out"]).splitlines():
        if match := _LINE.match(line):
            rule, message = match["rule"] or "mypy", match["message"]
            findings.append(Finding(rule, message, match["file"], int(match["line"])))
    if reply["status"] != 0 and not findings:
        said = f"{reply['out']}{reply['err']}".strip()
        findings.append(Finding("mypy", said[-500:] or "failed without a message"))
    return TYPE_CHECK.result(tuple(findings), float(reply.get("ms", 0.0)))
