"""The mutants of one package, shared out among the sandboxes, and what became of each."""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from omninode_bridge.ports import ProofRequest
from omninode_bridge.quality.mutation.check import mutation_check, mutation_not_run
from omninode_bridge.quality.mutation.equivalents import equivalence_of
from omninode_bridge.quality.mutation.mutant import Mutant
from omninode_bridge.quality.mutation.mutants import mutants_of_package, node_folder_of
from omninode_bridge.quality.mutation.result import Fate, MutationResult, Tried
from omninode_bridge.quality.report import CheckResult, Outcome
from resources.toolchain.checks import TESTS
from resources.toolchain.interpretation import Reply
from resources.toolchain.job_folder import JobFolder
from resources.toolchain.testing import Job

JOB: Final = "mutate"
# As many as a worker has sandboxes.
SHARES: Final = 2
LISTED: Final = "mutants.json"
NOTHING: Final = "the package has no logic to mutate"

# They are many runs of the tests, so all of them may take this many times what one tool may.
TIMES: Final = 5.0
STRICT: Final = "strict"

type Ask = Callable[[JobFolder, Mapping[str, object]], Reply]
"""Has the job `mutate` done in a folder, told what else."""


def mutated(
    files: Mapping[str, bytes], folder: JobFolder, job: Job, seconds: float
) -> MutationResult:
    mutants = mutants_of_package(files, node_folder_of(files))
    return tried_mutants(mutants, folder, lambda where, extra: job(JOB, where, seconds, extra))


def mutation_checks(
    request: ProofRequest, folder: JobFolder, job: Job, checks: Sequence[CheckResult]
) -> Sequence[CheckResult]:
    """None unless the profile asks; after the other checks, as it takes all sandboxes."""
    if request.profile != STRICT:
        return ()
    if any(check.name == TESTS and check.outcome is not Outcome.PASSED for check in checks):
        return (mutation_not_run("the tests do not pass on the node as it is"),)
    seconds = request.timeout_s * TIMES
    return (mutation_check(mutated(request.package.files, folder, job, seconds)),)


def tried_mutants(mutants: Sequence[Mutant], folder: JobFolder, ask: Ask) -> MutationResult:
    started = time.monotonic()
    equivalent = {
        number: (Fate.EQUIVALENT, reason)
        for number, mutant in enumerate(mutants)
        if (reason := equivalence_of(mutant)) is not None
    }
    numbers = [number for number in range(len(mutants)) if number not in equivalent]
    shares = [share for first in range(SHARES) if (share := numbers[first::SHARES])]
    with ThreadPoolExecutor(max_workers=SHARES) as threads:
        asked = [threads.submit(_share, mutants, share, folder, ask) for share in shares]
        replies = [one.result() for one in asked]
    fates = equivalent | {
        number: tried for reply in replies for number, tried in _fates(reply).items()
    }
    reasons = [reason for reply in replies if (reason := _reason(reply))]
    return MutationResult(
        tried=tuple(
            Tried(mutant, *fates.get(number, (Fate.NOT_RUN, "")))
            for number, mutant in enumerate(mutants)
        ),
        tests=max((_tests(reply) for reply in replies), default=0),
        seconds=time.monotonic() - started,
        reason=reasons[0] if reasons else "" if mutants else NOTHING,
        refuted=any(_is_refuted(reply) for reply in replies),
    )


def _share(mutants: Sequence[Mutant], share: Sequence[int], folder: JobFolder, ask: Ask) -> Reply:
    scratch = folder.scratch(f"{JOB}-{share[0]}")
    listed = [_asked(number, mutants[number]) for number in share]
    Path(scratch, LISTED).write_text(json.dumps(listed), encoding="utf-8")
    return ask(folder, {"scratch": str(scratch)})


def _asked(number: int, mutant: Mutant) -> dict[str, object]:
    edit = mutant.edit
    return {
        "id": number,
        "file": mutant.file,
        "function": edit.function,
        "start": edit.start,
        "end": edit.end,
        "replacement": edit.replacement,
    }


def _fates(reply: Reply) -> dict[int, tuple[Fate, str]]:
    events = reply.get("events", ())
    return {
        int(event["mutant"]): (Fate(event["fate"]), str(event["by"]))
        for event in events
        if "mutant" in event
    }


def _tests(reply: Reply) -> int:
    return max((int(event.get("tests", 0)) for event in reply.get("events", ())), default=0)


def _unmutated(reply: Reply) -> list[Mapping[str, str]]:
    return [event for event in reply.get("events", ()) if "unmutated" in event]


def _is_refuted(reply: Reply) -> bool:
    return any(event["unmutated"] != "passed" for event in _unmutated(reply))


def _reason(reply: Reply) -> str:
    """Why a share was not tried to its end."""
    if "error" in reply:
        return str(reply["error"])
    unmutated = _unmutated(reply)
    if not unmutated:
        last_words = str(reply["stderr"]).strip().rpartition("\n")[2]
        return str(reply["detail"]) or last_words or "pytest did not begin"
    if unmutated[0]["unmutated"] != "passed":
        return f"the tests do not pass on the node as it is: {unmutated[0]['reason']}"
    return str(reply["detail"])
