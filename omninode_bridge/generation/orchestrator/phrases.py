"""Phrases by which a sentence claims something about a workflow."""

from typing import Final

AFTER: Final = ("after", "once", "needs", "requires", "follows", "until", "as soon as")
BEFORE: Final = ("before", "then", "precedes", "followed by")
PARALLEL: Final = ("in parallel", "at the same time", "simultaneously", "concurrently")
FAILS: Final = ("fails", "failed", "fail", "failure", "failing")
RETRY: Final = ("retry", "retried", "retries", "again", "attempts", "tried", "try", "times", "time")
BACK_OFF: Final = ("back-off", "backoff", "back off", "exponential", "delay", "wait", "waiting")
LIMIT: Final = ("timeout", "timeouts", "time out", "times out", "time limit", "within", "longer")
UNDO: Final = ("undo", "undone", "undoes", "compensate", "compensated", "compensates", "reverse",
               "rolled back", "roll back", "taken back", "take back", "order")  # fmt: skip
GO_ON: Final = ("continue", "continues", "goes on", "go on", "even", "although", "optional",
                "does not stop", "not")  # fmt: skip
STOP: Final = ("stop", "stops", "stopped", "abort", "aborts", "aborted", "end", "ends")
CONDITION: Final = ("only", "when", "if", "unless", "for", "not", "otherwise", "skip", "skipped")
