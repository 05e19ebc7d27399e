"""An analysis that knows one danger, and fails as it is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from omninode_bridge.advice.values import Analysis, Figures, Kind, Remark
from omninode_bridge.advice.wire import REQUEST_BYTES, AnalysisType, Language
from omninode_bridge.errors import InvalidRequestError, LimitExceededError


@dataclass
class FakeCodeAnalyzer:
    """Each line with `eval(` is a remark; `error` is raised instead of any."""

    error: Exception | None = None
    asked: list[Mapping[str, str]] = field(default_factory=list)
    as_what: list[tuple[str, str]] = field(default_factory=list)

    def analyze_code(
        self,
        code: str | Mapping[str, str],
        language: str = "python",
        analysis_type: str = "full",
    ) -> Analysis:
        files = {"": code} if isinstance(code, str) else code
        self.asked.append(files)
        self.as_what.append((language, analysis_type))
        if language not in set(Language) or analysis_type not in set(AnalysisType) or not files:
            raise InvalidRequestError("this is not analysed")
        if sum(map(len, files.values())) > REQUEST_BYTES:
            raise LimitExceededError("the code is too large")
        if self.error is not None:
            raise self.error
        wanted = analysis_type in {AnalysisType.FULL, AnalysisType.SECURITY}
        remarks = tuple(
            Remark(Kind.SECURITY, "S307", "`eval` runs what it is given", path, number)
            for path, text in files.items()
            for number, line in enumerate(text.splitlines(), start=1)
            if wanted and "eval(" in line
        )
        lines = sum(len(text.splitlines()) for text in files.values())
        return Analysis(remarks, Figures(files=len(files), lines=lines))
