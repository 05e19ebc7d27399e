"""The port of the service that analyses code: `resources.onextree` answers, and a fake."""

from collections.abc import Mapping
from typing import Protocol

from omninode_bridge.advice.values import Analysis


class CodeAnalyzer(Protocol):
    """Reads code and says what could be better."""

    def analyze_code(
        self,
        code: str | Mapping[str, str],
        language: str = "python",
        analysis_type: str = "full",
    ) -> Analysis:
        """`code` is one text, or texts by path.

        Raises `UnavailableError` where no answer comes, `LimitExceededError` for too much code,
        `InvalidRequestError` for another language or type of analysis, and for no code at all.
        """
        ...
