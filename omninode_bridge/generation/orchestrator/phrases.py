"""Phrases by which a sentence claims something about a workflow."""

import re
from typing import Final

from omninode_bridge.generation.vocabulary import FILLERS
from omninode_bridge.prose.limits import WRITTEN

AFTER: Final = ("after", "once", "needs", "requires", "follows", "until", "as soon as")
BEFORE: Final = ("before", "then", "precedes", "followed by")
PARALLEL: Final = (
    *("in parallel", "side by side", "at the same time", "simultaneously", "concurrently"),
)
FAILS: Final = ("fails", "failed", "fail", "failure", "failing")
RETRY: Final = (
    *("retry", "retried", "retries", "again", "attempts", "tried", "try", "times", "time", "more"),
    *("attempted", "repeat", "repeated", "repeats", "pause", "beginning"),
)
BACK_OFF: Final = ("back-off", "backoff", "back off", "exponential", "delay", "wait", "waiting")
DOUBLING: Final = ("back-off", "backoff", "back off", "exponential", "exponentially", "doubling",
                   "doubled", "doubles")  # fmt: skip
CONSTANT: Final = (
    *("at intervals of", "intervals", "interval", "every", "apart", "between", "each", "constant"),
    *("fixed", "in between", "between attempts", "between the attempts", "always"),
)
LIMIT: Final = ("timeout", "timeouts", "time out", "times out", "time limit", "within", "longer")
UNDO: Final = (
    *("undo", "undone", "undoes", "compensate", "compensated", "compensates", "reverse"),
    *("rolled back", "roll back", "taken back", "take back", "reverse order", "earlier", "order"),
)
GO_ON: Final = ("continue", "continues", "goes on", "go on", "even", "although", "optional",
                "does not stop", "not")  # fmt: skip
STOP: Final = ("stop", "stops", "stopped", "abort", "aborts", "aborted", "end", "ends")
CONDITION: Final = ("only", "when", "if", "unless", "for", "not", "otherwise", "skip", "skipped")
IN_ALL: Final = ("in all", "in total", "altogether")
ALLOWED: Final = ("has", "have", "at most", "no more than", "not take more than")
TAKING: Final = ("take", "takes", "last", "lasts", "taking", "at most", "no more than", "more than")
HARMLESS: Final = ("without consequences", "without harm", "harmless", "does no harm")
COUNTS: Final = {"once": 1, "twice": 2, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
MEANT: Final = {"at least": ">=", "at most": "<="}
PLAIN: Final = FILLERS | frozenset(
    {
        *("step", "steps", "workflow", "process", "what", "was", "were", "done", "happened", "so"),
        *("first", "start", "starts", "started", "executed", "runs", "there", "only", "case"),
        *("against", "begin", "begins", "being", "happen", "happens", "run", "order", "set"),
        *("wait", "waits", "need", "needs", "both", "true", "comes"),
    }
)
DURATION: Final = re.compile(
    r"\b(\d+(?:\.\d+)?)\s*"
    r"(ms|milliseconds?|s|sec|seconds?|m|min|minutes?|h|hours?|d|days?|weeks?)\b"
)
COUNTED: Final = re.compile(
    rf"\b({'|'.join(WRITTEN)}|one)(?= (?:seconds?|minutes?|hours?|days?|weeks?)\b)"
)
NUMBER: Final = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")
