"""What people set as text where a number or one of some words is meant."""

from collections.abc import Sequence
from typing import Final

from omninode_bridge.errors import InvalidRequestError

LAST_PORT: Final = 65_535


def port(name: str, given: str) -> int | None:
    """None where it is not set; raises `InvalidRequestError` for what is no port."""
    text = given.strip()
    if not text:
        return None
    found = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0  # noqa: PLR2004 - no port is longer
    if not 0 < found <= LAST_PORT:
        raise InvalidRequestError(
            f"{name} is {given!r}, not a port",
            hint=f"Set it to a number from 1 to {LAST_PORT}, or unset it.",
        )
    return found


def seconds(name: str, given: str, default: float) -> float:
    """Raises `InvalidRequestError` for what is no time to wait."""
    if not given.strip():
        return default
    try:
        found = float(given)
    except ValueError:
        found = 0.0
    if not 0 < found < float("inf"):
        raise InvalidRequestError(
            f"{name} is {given!r}, not a number of seconds",
            hint=f"Set it to a number such as {default:g}, or unset it.",
        )
    return found


def choice(name: str, given: str, known: Sequence[str]) -> str:
    """The first where it is not set; raises `InvalidRequestError` for another word."""
    text = given.strip() or known[0]
    if text not in known:
        raise InvalidRequestError(
            f"{name} is {given!r}, which is unknown", hint=f"Set it to one of {', '.join(known)}."
        )
    return text
