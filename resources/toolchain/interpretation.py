"""From what a job said to results: each check passed, failed, or did not run and why."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from omninode_bridge.quality.report import CheckResult, Finding, Outcome, TestOutcome
from resources.toolchain.checks import EXECUTIONS, IMPORT_CHECKS, READ_CHECKS, TEST_CHECK, Check

# A worker's reply, as JSON gave it.
type Reply = Mapping[str, Any]  # reason: decoded JSON, read field by field below

SANDBOX = "sandbox"
# A frame of faulthandler's within the package: the innermost comes first.
_FRAME = re.compile(r'File "[^"]*/package/(?P<file>[^"]+)", line (?P<line>\d+)')


def check_results(reply: Reply, checks: Sequence[Check]) -> list[CheckResult]:
    if "error" in reply:
        return [check.not_run(str(reply["error"])) for check in checks]
    done = {event["check"]: event for event in _of(reply, "check") if event["state"] == "done"}
    started = {event["check"] for event in _of(reply, "check")}
    reason = _why_not(reply, done)
    results = []
    for check in checks:
        if check.name in done:
            event = done[check.name]
            results.append(check.result(_findings(event["findings"]), float(event["ms"])))
        elif check.name in started:
            results.append(check.result((_ended(reply),)))
        else:
            results.append(check.not_run(reason))
    return _with_leftover(reply, results)


def rule_results(reply: Reply, *, has_sample: bool) -> list[CheckResult]:
    """Without a request to execute there is nothing to show, and that is the reason given."""
    checks = [*READ_CHECKS, *IMPORT_CHECKS]
    if has_sample or "error" in reply:
        return check_results(reply, checks)
    ran = [check for check in checks if check.name not in EXECUTIONS]
    missing = [check for check in checks if check.name in EXECUTIONS]
    reason = "the package has no sample request: give the document an example that is answered"
    return [*check_results(reply, ran), *(check.not_run(reason) for check in missing)]


def has_failures(reply: Reply) -> bool:
    """Whether tests that ran to their end failed."""
    return "error" not in reply and _is_finished(reply) and bool(_failed(reply))


def result_of_tests(reply: Reply, explained: Reply | None = None) -> CheckResult:
    """`explained` is a second run, which gives the reasons of what failed in both."""
    if "error" in reply:
        return TEST_CHECK.not_run(str(reply["error"]))
    reasons = {} if explained is None or "error" in explained else _failed(explained)
    outcomes = _outcomes(reply)
    outcomes |= {name: reasons[name] for name in _failed(reply) if name in reasons}
    findings = [
        Finding("test", one["message"] or one["outcome"], *_place(one))
        for one in outcomes.values()
        if one["outcome"] == "failed"
    ]
    if not _is_finished(reply):
        findings.append(_ended(reply))
    elif not outcomes:
        findings.append(Finding("test", "the package has no tests", "src"))
    result = TEST_CHECK.result(tuple(findings), float(reply["seconds"]) * 1000)
    tests = tuple(
        TestOutcome(one["test"], one["outcome"], one["message"]) for one in outcomes.values()
    )
    return _with_leftover(reply, [replace(result, tests=tests)])[0]


def _is_finished(reply: Reply) -> bool:
    return any("pytest" in event for event in reply["events"])


def _failed(reply: Reply) -> dict[str, dict[str, Any]]:
    return {name: one for name, one in _outcomes(reply).items() if one["outcome"] == "failed"}


def _outcomes(reply: Reply) -> dict[str, dict[str, Any]]:
    """By id, in order; a test that began and never ended has failed."""
    outcomes: dict[str, dict[str, Any]] = {}
    for event in _of(reply, "test"):
        name, outcome = str(event["test"]), str(event["outcome"])
        known = outcomes.get(name)
        if outcome == "started":
            message = str(reply["detail"]) or "it did not end"
            outcomes[name] = {"test": name, "outcome": "failed", "message": message, "open": True}
        elif known is None or known.get("open") or outcome == "failed":
            outcomes[name] = event  # A test that passed and whose teardown failed has failed.
    return outcomes


def _why_not(reply: Reply, done: Mapping[str, Reply]) -> str:
    if "layout" in done and done["layout"]["findings"]:
        found = str(done["layout"]["findings"][0]["message"])
        return f"the package is not laid out as a node: {found}"
    last_words = str(reply["stderr"]).strip().rpartition("\n")[2]
    detail = str(reply["detail"])
    return f"the process ended before: {detail or last_words or 'it gave no reason'}"


def _ended(reply: Reply) -> Finding:
    """Why the sandbox ended the job, at the place where it was when its time ran out."""
    message = str(reply["detail"]) or str(reply["stderr"]).strip().rpartition("\n")[2]
    place = _FRAME.search(str(reply["stderr"]))
    if place is None:
        return Finding(SANDBOX, message or "the process ended without a reason")
    return Finding(SANDBOX, message, place["file"], int(place["line"]))


def _with_leftover(reply: Reply, results: list[CheckResult]) -> list[CheckResult]:
    """A process that outlives its job is the node's defect, laid at the last check that ran."""
    ran = [at for at, result in enumerate(results) if result.outcome is not Outcome.NOT_RUN]
    if not reply.get("leftover") or not ran:
        return results
    last = results[ran[-1]]
    found = Finding(SANDBOX, "it left a process running; the sandbox ended it")
    results[ran[-1]] = replace(last, outcome=Outcome.FAILED, findings=(*last.findings, found))
    return results


def _of(reply: Reply, kind: str) -> Iterable[dict[str, Any]]:
    return (event for event in reply["events"] if kind in event)


def _findings(raw: Iterable[Mapping[str, Any]]) -> tuple[Finding, ...]:
    return tuple(
        Finding(str(one["rule"]), str(one["message"]), str(one["file"]), one["line"]) for one in raw
    )


def _place(outcome: Mapping[str, Any]) -> tuple[str, int | None]:
    return str(outcome.get("file") or str(outcome["test"]).partition("::")[0]), outcome.get("line")
