"""Whether steps are tried again as often, and with such waits, as a sentence says."""

from decimal import Decimal

from omninode_bridge.generation.orchestrator.phrases import (
    BACK_OFF,
    CONSTANT,
    COUNTS,
    DOUBLING,
    IN_ALL,
    RETRY,
)
from omninode_bridge.generation.orchestrator.sentence import Sentence
from omninode_bridge.requirements.structures import Step


def retries(sentence: Sentence) -> bool | None:
    """None where nothing is said to be tried again."""
    is_claimed = any(word.startswith(("retr", "attempt", "repeat")) for word in sentence.words)
    if not (is_claimed or sentence.has("again", "tried")):
        return None
    sentence.has(*RETRY, *BACK_OFF, "up to", "at most")
    is_constant, is_doubling = sentence.has(*CONSTANT), sentence.has(*DOUBLING)
    sentence.counts |= {*COUNTS}
    counts = {Decimal(COUNTS[word]) for word in sentence.words if word in COUNTS}
    first = int(sentence.has(*IN_ALL))
    wanted = {count - first for count in counts | sentence.numbers}
    steps = [found.step for found in sentence.steps if found.step.retries]
    sentence.numbers_left -= {Decimal(step.retries) + first for step in steps}
    sentence.durations_left -= {step.retry_delay_ms for step in steps}
    if not all(_waits_so(step, is_constant and not is_doubling, is_doubling) for step in steps):
        return False
    return len(steps) == len(sentence.steps) and (
        not wanted or wanted == {Decimal(step.retries) for step in steps}
    )


def _waits_so(step: Step, is_constant: bool, is_doubling: bool) -> bool:
    """A single wait is both; of several it must be the one that is said."""
    if step.retries == 1 or not step.retry_delay_ms:
        return True
    return not (is_doubling if step.retry_is_constant else is_constant)
