"""How limits call what may be asked for. What is asked over HTTP is called by its path."""

from typing import Final

GENERATE: Final = "generate"
ANALYZE: Final = "analyze"
"""An analysis that the pipeline answers."""
ASK_ANALYZE: Final = "intelligence.analyze"
ASK_VALIDATE: Final = "intelligence.validate"
ASK_PATTERN: Final = "intelligence.pattern"
ASK_MIXIN: Final = "intelligence.mixin"
ON_KAFKA: Final = (GENERATE, ANALYZE, ASK_ANALYZE, ASK_VALIDATE, ASK_PATTERN, ASK_MIXIN)
