"""Lines of running text in common words, which know what their author wrote."""

from collections.abc import Iterator, Sequence

from omninode_bridge.language.common_words import swaps_in
from omninode_bridge.requirements.markdown.span import Span


def in_common_words(lines: Sequence[Span]) -> Iterator[Span]:
    """Where words go on in the next line, what stands for them is in the first."""
    whole = "\n".join(line.text for line in lines)
    swaps = swaps_in(whole)
    start = 0
    for line in lines:
        end = start + len(line.text)
        yield line.swapped(
            [
                (at - start, min(to, end) - start, common)
                if at >= start
                else (0, _word_end(whole, to) - start, "")
                for at, to, common in swaps
                if at <= end and to > start
            ]
        )
        start = end + 1


def _word_end(text: str, at: int) -> int:
    return at + len(text[at:]) - len(text[at:].lstrip(" "))
