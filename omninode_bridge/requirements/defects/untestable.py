"""Requirements and targets of which nobody can say whether they are met."""

import re
from typing import Final

from omninode_bridge.requirements.document import Document, RequirementClass
from omninode_bridge.requirements.notebook import Notebook, shown

FIGURE: Final = re.compile(r"\d|\b(?:one|two|three|no|none|never|always|every|all|only|zero|100)\b", re.IGNORECASE)  # fmt: skip  # noqa: E501 - one pattern
NAMED: Final = re.compile(
    r"\b(?:[A-Z]{3,}\b|[A-Z][A-Za-z]+\.js|OAuth|TLS|GDPR|WCAG|REST|RESTful|PEP)"
)
FEW: Final = 12


def find_untestable(document: Document, notebook: Notebook) -> None:
    for requirement in document.requirements:
        if requirement.classification is RequirementClass.QUALITY and not _measurable(
            requirement.text
        ):
            message = f'{requirement.id} "{shown(requirement.text)}" has no measurable outcome'
            notebook.add("PRD107", requirement.place, message)
    for target in document.targets:
        if not target.measurable:
            message = f'the target "{shown(target.text)}" has no figure'
            notebook.add("PRD108", target.place, message)
        elif target.unit is None and not re.search(r"[A-Za-z]{4,}", target.metric or ""):
            message = f'the target "{shown(target.text)}" has a figure without a unit'
            notebook.add("PRD128", target.place, message)


def _measurable(text: str) -> bool:
    return FIGURE.search(text) is not None or NAMED.search(text) is not None
